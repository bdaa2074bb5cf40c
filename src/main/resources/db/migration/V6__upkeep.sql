-- The upkeep of the counter ledger: a purge that takes old mailings and leaves every figure, and a check that recounts.
--
-- Whatever happens: mailings there + mailings purged = totals + pending deltas, for every figure, step and day. Every
-- statement changes both sides together or neither, so what differs between them does not depend on who else is at work;
-- a check needs one snapshot and no lock.

-- Purged mailings, as the figures of sequences and steps count them: one row for each figure and UTC day.
create table mailing_purged (
  org_id bigint not null,
  sequence_id bigint not null,
  -- 0 where there is no step.
  sequence_step_id bigint not null,
  day date not null,
  -- A column of mailing_ledger.
  figure text collate "C" not null,
  mailings bigint not null,
  primary key (org_id, sequence_id, sequence_step_id, day, figure)
);

-- The touches that went with purged mailings. In a table of their own, so that a purge does not wait for the rows of
-- sequence_prospect, which writers of events hold.
create table mailing_purged_prospect (
  org_id bigint not null,
  sequence_id bigint not null,
  prospect_id bigint not null,
  touches bigint not null,
  primary key (org_id, sequence_id, prospect_id)
);

-- What the figures of a sequence state still count of its purged mailings.
create table mailing_purged_state (
  org_id bigint not null,
  sequence_state_id bigint not null,
  schedule_count bigint not null,
  deliver_count bigint not null,
  bounce_count bigint not null,
  failure_count bigint not null,
  open_count bigint not null,
  click_count bigint not null,
  reply_count bigint not null,
  opt_out_count bigint not null,
  positive_reply_count bigint not null,
  neutral_reply_count bigint not null,
  negative_reply_count bigint not null,
  primary key (org_id, sequence_state_id)
);

-- What a reader sums for a sequence state: its mailings and, beside them, what the purge took.
create view mailing_state_ledger as
  select org_id, sequence_state_id, (scheduled_at is not null)::int::bigint as schedule_count,
    (delivered_at is not null)::int::bigint as deliver_count, (bounced_at is not null)::int::bigint as bounce_count,
    (failed_at is not null)::int::bigint as failure_count, (opened_at is not null)::int::bigint as open_count,
    (clicked_at is not null)::int::bigint as click_count, (replied_at is not null)::int::bigint as reply_count,
    (unsubscribed_at is not null)::int::bigint as opt_out_count,
    (reply_sentiment is not distinct from 'positive')::int::bigint as positive_reply_count,
    (reply_sentiment is not distinct from 'neutral')::int::bigint as neutral_reply_count,
    (reply_sentiment is not distinct from 'negative')::int::bigint as negative_reply_count
  from mailing
  union all
  select org_id, sequence_state_id, schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count,
    reply_count, opt_out_count, positive_reply_count, neutral_reply_count, negative_reply_count
  from mailing_purged_state;

-- When a job was last done, by whichever instance.
create table upkeep (
  job text collate "C" primary key check (job in ('check', 'fold')),
  finished_at timestamptz(3) not null
    check (finished_at >= '0001-01-01T00:00:00Z' and finished_at < '10000-01-01T00:00:00Z'),
  -- Of a check: how many figures it left that differ from their recount.
  drift bigint check ((drift is not null) = (job = 'check'))
);

-- Folds a batch as fold_mailing_deltas does, and notes the time when nothing is left to fold.
create function run_fold(batch_size integer) returns bigint language plpgsql as $$
declare
  moved bigint;
begin
  -- The lock of fold_mailing_deltas: where it is held, another instance folds, and will note it.
  if not pg_try_advisory_xact_lock(hashtext('fold_mailing_deltas')) then
    return 0;
  end if;
  moved := fold_mailing_deltas(batch_size);
  if moved < batch_size then
    insert into upkeep (job, finished_at) values ('fold', clock_timestamp())
    on conflict (job) do update set finished_at = excluded.finished_at;
  end if;
  return moved;
end
$$;

-- The figures that count a mailing, each with the moment that it counts.
create function counted_moments(m mailing) returns table (figure text, at timestamptz) language sql immutable as $$
  select e.figure, e.at
  from (values ('schedule_count', m.scheduled_at), ('deliver_count', m.delivered_at), ('bounce_count', m.bounced_at),
    ('failure_count', m.failed_at), ('open_count', m.opened_at), ('click_count', m.clicked_at),
    ('reply_count', m.replied_at), ('opt_out_count', m.unsubscribed_at),
    (case m.reply_sentiment when 'positive' then 'positive_reply_count' when 'neutral' then 'neutral_reply_count'
      when 'negative' then 'negative_reply_count' end, m.replied_at)) as e (figure, at)
  where e.figure is not null and e.at is not null
$$;

-- A statement that deletes mailings takes them out of the figures, unless sequences.purge is 'on': then it is a purge,
-- and what it deletes is remembered. There is no third way, so nobody can lose a figure by it.

drop trigger mailing_deleted on mailing;
drop trigger mailing_deleted_prospects on mailing;
create trigger mailing_deleted after delete on mailing referencing old table as old_rows for each statement
  when (current_setting('sequences.purge', true) is distinct from 'on')
  execute function mailing_counted();
create trigger mailing_deleted_prospects after delete on mailing referencing old table as old_rows for each statement
  when (current_setting('sequences.purge', true) is distinct from 'on')
  execute function sequence_prospect_counted('r.delivered_at is not null', 'false');

-- Remembers what a purge deleted. Rows are locked in the order of their keys, table by table.
create function mailing_purged() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  insert into mailing_purged as p
  select o.org_id, o.sequence_id, coalesce(o.sequence_step_id, 0), (c.at at time zone 'UTC')::date, c.figure, count(*)
  from old_rows o cross join lateral counted_moments(row(o.*)::mailing) c
  where o.sequence_id is not null
  group by 1, 2, 3, 4, 5
  order by 1, 2, 3, 4, 5
  on conflict (org_id, sequence_id, sequence_step_id, day, figure) do update
    set mailings = p.mailings + excluded.mailings;
  insert into mailing_purged_prospect as p
  select org_id, sequence_id, prospect_id, count(*)
  from old_rows
  where sequence_id is not null and prospect_id is not null and delivered_at is not null
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (org_id, sequence_id, prospect_id) do update set touches = p.touches + excluded.touches;
  insert into mailing_purged_state as p
  select org_id, sequence_state_id, count(scheduled_at), count(delivered_at), count(bounced_at), count(failed_at),
    count(opened_at), count(clicked_at), count(replied_at), count(unsubscribed_at),
    count(*) filter (where reply_sentiment = 'positive'), count(*) filter (where reply_sentiment = 'neutral'),
    count(*) filter (where reply_sentiment = 'negative')
  from old_rows
  where sequence_state_id is not null
  group by 1, 2
  order by 1, 2
  on conflict (org_id, sequence_state_id) do update set
    schedule_count = p.schedule_count + excluded.schedule_count,
    deliver_count = p.deliver_count + excluded.deliver_count,
    bounce_count = p.bounce_count + excluded.bounce_count,
    failure_count = p.failure_count + excluded.failure_count,
    open_count = p.open_count + excluded.open_count,
    click_count = p.click_count + excluded.click_count,
    reply_count = p.reply_count + excluded.reply_count,
    opt_out_count = p.opt_out_count + excluded.opt_out_count,
    positive_reply_count = p.positive_reply_count + excluded.positive_reply_count,
    neutral_reply_count = p.neutral_reply_count + excluded.neutral_reply_count,
    negative_reply_count = p.negative_reply_count + excluded.negative_reply_count;
  return null;
end
$$;

create trigger mailing_purged after delete on mailing referencing old table as old_rows for each statement
  when (current_setting('sequences.purge', true) = 'on')
  execute function mailing_purged();

-- Looks at up to batch_size mailings of an organisation that were last changed before a moment, the oldest first, from
-- behind a place in that order (nulls: from the start), and purges those of them on which nothing is waiting: none still
-- to be sent, and none that somebody holds. Says how many it saw and purged, and the place where it stopped; no row
-- while another purge is at work.
--
-- Locks mailings, by id, without ever waiting for one, and then only what a purge alone writes; so it waits for nobody.
create function purge_mailings(organisation bigint, changed_before timestamptz, after_moment timestamptz,
    after_id bigint, batch_size integer)
  returns table (seen bigint, purged bigint, last_moment timestamptz, last_id bigint) language plpgsql as $$
declare
  candidates bigint[];
  victims bigint[];
begin
  if not pg_try_advisory_xact_lock(hashtext('purge_mailings')) then
    return;
  end if;
  select count(*), array_agg(w.id order by w.updated_at, w.id), max(w.updated_at)
  into seen, candidates, last_moment
  from (
    select m.id, m.updated_at from mailing m
    where m.org_id = organisation and m.updated_at < changed_before
      and (m.updated_at, m.id) > (coalesce(after_moment, '-infinity'), coalesce(after_id, 0))
    order by m.updated_at, m.id
    limit batch_size) w;
  last_id := candidates[seen];
  -- The conditions hold for the row as it is locked, and not only for the one that was seen.
  select array_agg(l.id) into victims
  from (
    select m.id from mailing m
    where m.org_id = organisation and m.id = any (candidates) and m.updated_at < changed_before
      and m.state in ('delivered', 'bounced', 'failed', 'opened', 'replied')
      and (m.retry_at is null or m.retry_at < changed_before)
    order by m.id
    for update skip locked) l;
  perform set_config('sequences.purge', 'on', true);
  delete from mailing m where m.org_id = organisation and m.id = any (victims);
  get diagnostics purged = row_count;
  perform set_config('sequences.purge', 'off', true);
  return next;
end
$$;

-- One figure that is not what a recount gives: of a step (0: mailings without one, and contacted and replied prospects),
-- of a day, or of a prospect (columns of sequence_prospect). Just one of the three is not null.
create type ledger_difference as (
  sequence_step_id bigint,
  day date,
  prospect_id bigint,
  figure text,
  expected bigint,
  found bigint
);

-- Recounts a sequence, deleted or not, from the mailings there and those purged, and gives what differs. One statement
-- sees one snapshot, so nothing that is at work meanwhile makes a difference, and nothing has to wait.
create function ledger_drift(organisation bigint, sequence bigint) returns setof ledger_difference
  language sql stable as $$
  with counted as materialized (
    select sequence_step_id, day, figure, sum(mailings) as mailings
    from (
      select coalesce(m.sequence_step_id, 0) as sequence_step_id, (c.at at time zone 'UTC')::date as day, c.figure,
        count(*) as mailings
      from mailing m cross join lateral counted_moments(m) c
      where m.org_id = organisation and m.sequence_id = sequence
      group by 1, 2, 3
      union all
      select sequence_step_id, day, figure, mailings from mailing_purged
      where org_id = organisation and sequence_id = sequence) x
    group by 1, 2, 3
  ), prospects as materialized (
    select prospect_id, sum(touches) as touches, sum(replied_states) as replied_states
    from (
      select prospect_id, count(*) as touches, 0 as replied_states from mailing
      where org_id = organisation and sequence_id = sequence and delivered_at is not null
      group by 1
      union all
      select prospect_id, count(*), 0 from call
      where org_id = organisation and sequence_id = sequence and dialed_at is not null
      group by 1
      union all
      select prospect_id, touches, 0 from mailing_purged_prospect
      where org_id = organisation and sequence_id = sequence
      union all
      select prospect_id, 0, count(*) from sequence_state
      where org_id = organisation and sequence_id = sequence and replied_at is not null
      group by 1) x
    where prospect_id is not null
    group by 1
  ), compared (sequence_step_id, day, prospect_id, figure, expected, found) as (
    select sequence_step_id, null::date, null::bigint, figure, mailings, 0 from counted
    union all
    select 0, null, null, 'contacted_prospects', count(*) filter (where touches > 0), 0 from prospects
    union all
    select 0, null, null, 'replied_prospects', count(*) filter (where replied_states > 0), 0 from prospects
    union all
    select l.sequence_step_id, null, null, f.figure, 0, f.n
    from mailing_ledger l cross join lateral (values ('schedule_count', l.schedule_count),
      ('deliver_count', l.deliver_count), ('bounce_count', l.bounce_count), ('failure_count', l.failure_count),
      ('open_count', l.open_count), ('click_count', l.click_count), ('reply_count', l.reply_count),
      ('opt_out_count', l.opt_out_count), ('positive_reply_count', l.positive_reply_count),
      ('neutral_reply_count', l.neutral_reply_count), ('negative_reply_count', l.negative_reply_count),
      ('contacted_prospects', l.contacted_prospects), ('replied_prospects', l.replied_prospects)) as f (figure, n)
    where l.org_id = organisation and l.sequence_id = sequence
    union all
    select null, day, null, figure, mailings, 0 from counted
    union all
    select null, d.day, null, f.figure, 0, f.n
    from (
      select day, schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count,
        opt_out_count, positive_reply_count, neutral_reply_count, negative_reply_count
      from mailing_daily where org_id = organisation and sequence_id = sequence
      union all
      select day, schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count,
        opt_out_count, positive_reply_count, neutral_reply_count, negative_reply_count
      from mailing_delta where org_id = organisation and sequence_id = sequence and day is not null) d
    cross join lateral (values ('schedule_count', d.schedule_count), ('deliver_count', d.deliver_count),
      ('bounce_count', d.bounce_count), ('failure_count', d.failure_count), ('open_count', d.open_count),
      ('click_count', d.click_count), ('reply_count', d.reply_count), ('opt_out_count', d.opt_out_count),
      ('positive_reply_count', d.positive_reply_count), ('neutral_reply_count', d.neutral_reply_count),
      ('negative_reply_count', d.negative_reply_count)) as f (figure, n)
    union all
    select null, null, p.prospect_id, f.figure, f.n, 0
    from prospects p cross join lateral (values ('touches', p.touches), ('replied_states', p.replied_states)) as f (figure, n)
    union all
    select null, null, p.prospect_id, f.figure, 0, f.n
    from sequence_prospect p
    cross join lateral (values ('touches', p.touches), ('replied_states', p.replied_states)) as f (figure, n)
    where p.org_id = organisation and p.sequence_id = sequence
  )
  select sequence_step_id, day, prospect_id, figure, sum(expected)::bigint, sum(found)::bigint
  from compared
  group by 1, 2, 3, 4
  having sum(expected) <> sum(found)
  order by 1, 2, 3, 4
$$;

-- Recounts a sequence, brings its figures to what was counted, and gives what differed. Mailings are not touched:
-- compensating deltas are appended, and the rows of sequence_prospect moved by what they are wrong. Since that does not
-- depend on writers, folds and purges, it is right while they go on.
--
-- Locks the prospects that are wrong, by id, before their rows in sequence_prospect, as every writer does; and one repair
-- waits for another, which would mend the same thing twice.
create function repair_ledger(organisation bigint, sequence bigint) returns setof ledger_difference
  language plpgsql as $$
declare
  drift ledger_difference[];
begin
  perform pg_advisory_xact_lock(hashtext('repair_ledger'));
  drift := array(select d from ledger_drift(organisation, sequence) d);
  perform 1 from prospect p
  where p.org_id = organisation and p.id in (select d.prospect_id from unnest(drift) d)
  order by p.id
  for no key update;
  with change as (
    select d.prospect_id, coalesce(sum(d.expected - d.found) filter (where d.figure = 'touches'), 0) as touches,
      coalesce(sum(d.expected - d.found) filter (where d.figure = 'replied_states'), 0) as replied_states,
      -- Whether the prospect is one more, or one less, of the contacted and the replied.
      coalesce(sum((d.expected > 0)::int - (d.found > 0)::int) filter (where d.figure = 'touches'), 0) as contacted,
      coalesce(sum((d.expected > 0)::int - (d.found > 0)::int) filter (where d.figure = 'replied_states'), 0) as replied
    from unnest(drift) d
    where d.prospect_id is not null
    group by 1
  ), kept as (
    insert into sequence_prospect as p (org_id, sequence_id, prospect_id, touches, replied_states)
    select organisation, sequence, prospect_id, touches, replied_states from change
    order by prospect_id
    on conflict (org_id, sequence_id, prospect_id) do update
      set touches = p.touches + excluded.touches, replied_states = p.replied_states + excluded.replied_states
    returning p.prospect_id, p.touches, p.replied_states
  ), correction (sequence_step_id, day, figure, n) as (
    select d.sequence_step_id, null::date, d.figure, d.expected - d.found
    from unnest(drift) d where d.sequence_step_id is not null
    union all
    -- A delta with a day also goes into the totals, so one without a day takes it out of them again.
    select 0, d.day, d.figure, d.expected - d.found from unnest(drift) d where d.day is not null
    union all
    select 0, null, d.figure, d.found - d.expected from unnest(drift) d where d.day is not null
    union all
    -- Writers may have moved a prospect's row since it was counted: what its passage from or to 0 is worth is what it is
    -- now, and not what it was then.
    select 0, null, 'contacted_prospects',
      (k.touches > 0)::int - (k.touches - c.touches > 0)::int - c.contacted
    from kept k join change c using (prospect_id)
    union all
    select 0, null, 'replied_prospects',
      (k.replied_states > 0)::int - (k.replied_states - c.replied_states > 0)::int - c.replied
    from kept k join change c using (prospect_id)
  )
  insert into mailing_delta (org_id, sequence_id, sequence_step_id, day, schedule_count, deliver_count, bounce_count,
    failure_count, open_count, click_count, reply_count, opt_out_count, positive_reply_count, neutral_reply_count,
    negative_reply_count, contacted_prospects, replied_prospects)
  select organisation, sequence, c.sequence_step_id, c.day,
    coalesce(sum(c.n) filter (where c.figure = 'schedule_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'deliver_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'bounce_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'failure_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'open_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'click_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'reply_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'opt_out_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'positive_reply_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'neutral_reply_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'negative_reply_count'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'contacted_prospects'), 0),
    coalesce(sum(c.n) filter (where c.figure = 'replied_prospects'), 0)
  from correction c
  group by c.sequence_step_id, c.day;
  return query select * from unnest(drift);
end
$$;
