-- The counter ledger: what every figure of a sequence is read from.
--
-- Statement-level triggers append to mailing_delta, in the writer's own transaction, the difference that the statement
-- made; so every writer is counted, and none waits for a shared counter row. A job folds deltas into mailing_total and
-- mailing_daily. A read adds total and pending deltas in one statement, and is exact whatever the job does meanwhile.

create table mailing_delta (
  org_id bigint not null,
  id bigint generated always as identity,
  sequence_id bigint not null,
  -- 0 where there is no step.
  sequence_step_id bigint not null,
  -- The UTC day of the event, not of the write. Contacted and replied prospects have no day; theirs is null.
  day date,
  schedule_count bigint not null default 0,
  deliver_count bigint not null default 0,
  bounce_count bigint not null default 0,
  failure_count bigint not null default 0,
  open_count bigint not null default 0,
  click_count bigint not null default 0,
  reply_count bigint not null default 0,
  opt_out_count bigint not null default 0,
  positive_reply_count bigint not null default 0,
  neutral_reply_count bigint not null default 0,
  negative_reply_count bigint not null default 0,
  contacted_prospects bigint not null default 0,
  replied_prospects bigint not null default 0,
  -- The one index: a second one, by which a read also met the folded rows of other sequences, was preferred by the
  -- planner whenever it believed the table to be empty.
  primary key (org_id, sequence_id, sequence_step_id, id)
);
-- Rows come and go all the time: clean up by number, not by share of the table.
alter table mailing_delta set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

create table mailing_total (
  org_id bigint not null,
  sequence_id bigint not null,
  sequence_step_id bigint not null,
  schedule_count bigint not null default 0,
  deliver_count bigint not null default 0,
  bounce_count bigint not null default 0,
  failure_count bigint not null default 0,
  open_count bigint not null default 0,
  click_count bigint not null default 0,
  reply_count bigint not null default 0,
  opt_out_count bigint not null default 0,
  positive_reply_count bigint not null default 0,
  neutral_reply_count bigint not null default 0,
  negative_reply_count bigint not null default 0,
  contacted_prospects bigint not null default 0,
  replied_prospects bigint not null default 0,
  primary key (org_id, sequence_id, sequence_step_id)
);

create table mailing_daily (
  org_id bigint not null,
  sequence_id bigint not null,
  day date not null,
  schedule_count bigint not null default 0,
  deliver_count bigint not null default 0,
  bounce_count bigint not null default 0,
  failure_count bigint not null default 0,
  open_count bigint not null default 0,
  click_count bigint not null default 0,
  reply_count bigint not null default 0,
  opt_out_count bigint not null default 0,
  positive_reply_count bigint not null default 0,
  neutral_reply_count bigint not null default 0,
  negative_reply_count bigint not null default 0,
  primary key (org_id, sequence_id, day)
);

-- How many delivered mailings and dialled calls (touches), and how many replied states, join a prospect to a sequence.
-- Distinct prospects do not add up from mailings; the passage of one of these numbers from or to 0 does.
create table sequence_prospect (
  org_id bigint not null,
  sequence_id bigint not null,
  prospect_id bigint not null,
  touches bigint not null default 0,
  replied_states bigint not null default 0,
  primary key (org_id, sequence_id, prospect_id)
);

-- What a reader sums: one row per step and, beside it, the deltas that wait to be folded.
create view mailing_ledger as
  select org_id, sequence_id, sequence_step_id, schedule_count, deliver_count, bounce_count, failure_count, open_count,
    click_count, reply_count, opt_out_count, positive_reply_count, neutral_reply_count, negative_reply_count,
    contacted_prospects, replied_prospects
  from mailing_total
  union all
  select org_id, sequence_id, sequence_step_id, schedule_count, deliver_count, bounce_count, failure_count, open_count,
    click_count, reply_count, opt_out_count, positive_reply_count, neutral_reply_count, negative_reply_count,
    contacted_prospects, replied_prospects
  from mailing_delta;

-- The rows that a statement took away (sign -1) and brought (sign 1), as a piece of SQL for the triggers below. A
-- trigger with transition tables knows only those of its own kind of event, hence text and not a table.
create function changed_rows(operation text) returns text language sql immutable as $$
  select case operation
    when 'INSERT' then 'select 1 as sign, n.* from new_rows n'
    when 'DELETE' then 'select -1 as sign, o.* from old_rows o'
    else 'select 1 as sign, n.* from new_rows n union all select -1, o.* from old_rows o'
  end
$$;

-- The triggers run with the rights and the search path of their owner: whoever may write a mailing is counted, and needs
-- no rights on the ledger.

-- Appends what a statement on mailing did to each figure, per sequence, step and UTC day of the event.
create function mailing_counted() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  execute $sql$
    insert into mailing_delta (org_id, sequence_id, sequence_step_id, day, schedule_count, deliver_count, bounce_count,
      failure_count, open_count, click_count, reply_count, opt_out_count, positive_reply_count, neutral_reply_count,
      negative_reply_count)
    select * from (
      select r.org_id, r.sequence_id, coalesce(r.sequence_step_id, 0), (e.at at time zone 'UTC')::date,
        sum(r.sign * (e.kind = 'scheduled')::int) as schedule_count,
        sum(r.sign * (e.kind = 'delivered')::int) as deliver_count,
        sum(r.sign * (e.kind = 'bounced')::int) as bounce_count,
        sum(r.sign * (e.kind = 'failed')::int) as failure_count,
        sum(r.sign * (e.kind = 'opened')::int) as open_count,
        sum(r.sign * (e.kind = 'clicked')::int) as click_count,
        sum(r.sign * (e.kind = 'replied')::int) as reply_count,
        sum(r.sign * (e.kind = 'unsubscribed')::int) as opt_out_count,
        sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'positive')::int) as positive_count,
        sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'neutral')::int) as neutral_count,
        sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'negative')::int) as negative_count
      from ($sql$ || changed_rows(tg_op) || $sql$) r
      cross join lateral (values ('scheduled', r.scheduled_at), ('delivered', r.delivered_at),
        ('bounced', r.bounced_at), ('failed', r.failed_at), ('opened', r.opened_at), ('clicked', r.clicked_at),
        ('replied', r.replied_at), ('unsubscribed', r.unsubscribed_at)) as e (kind, at)
      where r.sequence_id is not null and e.at is not null
      group by 1, 2, 3, 4
    ) d
    where schedule_count <> 0 or deliver_count <> 0 or bounce_count <> 0 or failure_count <> 0 or open_count <> 0
      or click_count <> 0 or reply_count <> 0 or opt_out_count <> 0 or positive_count <> 0 or neutral_count <> 0
      or negative_count <> 0
  $sql$;
  return null;
end
$$;

create trigger mailing_inserted after insert on mailing referencing new table as new_rows
  for each statement execute function mailing_counted();
create trigger mailing_updated after update on mailing referencing old table as old_rows new table as new_rows
  for each statement execute function mailing_counted();
create trigger mailing_deleted after delete on mailing referencing old table as old_rows
  for each statement execute function mailing_counted();

-- Keeps sequence_prospect, and appends the prospects that a statement made contacted or replied, or no longer so.
-- The two arguments say, as conditions on a row r of the table, what is a touch and what is a reply. Rows are locked in
-- the order of their keys, so that two statements on the same prospects wait for each other and never both; but for an
-- upsert of several rows, whose inserts and updates come here one after the other.
create function sequence_prospect_counted() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  execute $sql$
    with change as (
      select r.org_id, r.sequence_id, r.prospect_id, sum(r.sign * ($sql$ || tg_argv[0] || $sql$)::int) as touches,
        sum(r.sign * ($sql$ || tg_argv[1] || $sql$)::int) as replied_states
      from ($sql$ || changed_rows(tg_op) || $sql$) r
      where r.sequence_id is not null and r.prospect_id is not null
      group by 1, 2, 3
    ), kept as (
      insert into sequence_prospect as p (org_id, sequence_id, prospect_id, touches, replied_states)
      select org_id, sequence_id, prospect_id, touches, replied_states from change
      where touches <> 0 or replied_states <> 0
      order by org_id, sequence_id, prospect_id
      on conflict (org_id, sequence_id, prospect_id) do update
        set touches = p.touches + excluded.touches, replied_states = p.replied_states + excluded.replied_states
      returning org_id, sequence_id, prospect_id, touches, replied_states
    )
    insert into mailing_delta (org_id, sequence_id, sequence_step_id, contacted_prospects, replied_prospects)
    select * from (
      select org_id, sequence_id, 0,
        sum((k.touches > 0)::int - (k.touches - c.touches > 0)::int) as contacted,
        sum((k.replied_states > 0)::int - (k.replied_states - c.replied_states > 0)::int) as replied
      from kept k join change c using (org_id, sequence_id, prospect_id)
      group by 1, 2
    ) d
    where contacted <> 0 or replied <> 0
  $sql$;
  return null;
end
$$;

create trigger mailing_inserted_prospects after insert on mailing referencing new table as new_rows
  for each statement execute function sequence_prospect_counted('r.delivered_at is not null', 'false');
create trigger mailing_updated_prospects after update on mailing
  referencing old table as old_rows new table as new_rows
  for each statement execute function sequence_prospect_counted('r.delivered_at is not null', 'false');
create trigger mailing_deleted_prospects after delete on mailing referencing old table as old_rows
  for each statement execute function sequence_prospect_counted('r.delivered_at is not null', 'false');

create trigger call_inserted_prospects after insert on call referencing new table as new_rows
  for each statement execute function sequence_prospect_counted('r.dialed_at is not null', 'false');
create trigger call_updated_prospects after update on call referencing old table as old_rows new table as new_rows
  for each statement execute function sequence_prospect_counted('r.dialed_at is not null', 'false');
create trigger call_deleted_prospects after delete on call referencing old table as old_rows
  for each statement execute function sequence_prospect_counted('r.dialed_at is not null', 'false');

create trigger sequence_state_inserted_prospects after insert on sequence_state referencing new table as new_rows
  for each statement execute function sequence_prospect_counted('false', 'r.replied_at is not null');
create trigger sequence_state_updated_prospects after update on sequence_state
  referencing old table as old_rows new table as new_rows
  for each statement execute function sequence_prospect_counted('false', 'r.replied_at is not null');
create trigger sequence_state_deleted_prospects after delete on sequence_state referencing old table as old_rows
  for each statement execute function sequence_prospect_counted('false', 'r.replied_at is not null');

-- Truncation tells no trigger which rows went, so figures would outlive them.
create function truncate_refused() returns trigger language plpgsql as $$
begin
  raise exception 'table % is counted row by row: delete its rows instead of truncating it', tg_table_name;
end
$$;
create trigger mailing_truncated before truncate on mailing for each statement execute function truncate_refused();
create trigger call_truncated before truncate on call for each statement execute function truncate_refused();
create trigger sequence_state_truncated before truncate on sequence_state
  for each statement execute function truncate_refused();

-- Moves up to batch_size deltas into mailing_total and mailing_daily, and says how many it moved. One
-- statement does it, so a reader sees each delta on one side and never on both. Anyone may call it at any time: a call
-- that finds another one at work moves nothing.
create function fold_mailing_deltas(batch_size integer) returns bigint language plpgsql as $$
declare
  moved bigint := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_mailing_deltas')) then
    return 0;
  end if;
  with taken as (
    -- Nobody else updates or deletes deltas, so a row stays where it was found; and in which order they are folded
    -- makes no difference to a sum.
    delete from mailing_delta
    where ctid = any (array(select ctid from mailing_delta limit batch_size))
    returning *
  ), totals as (
    insert into mailing_total as t
    select org_id, sequence_id, sequence_step_id, sum(schedule_count), sum(deliver_count), sum(bounce_count),
      sum(failure_count), sum(open_count), sum(click_count), sum(reply_count), sum(opt_out_count),
      sum(positive_reply_count), sum(neutral_reply_count), sum(negative_reply_count), sum(contacted_prospects),
      sum(replied_prospects)
    from taken
    group by org_id, sequence_id, sequence_step_id
    on conflict (org_id, sequence_id, sequence_step_id) do update set
      schedule_count = t.schedule_count + excluded.schedule_count,
      deliver_count = t.deliver_count + excluded.deliver_count,
      bounce_count = t.bounce_count + excluded.bounce_count,
      failure_count = t.failure_count + excluded.failure_count,
      open_count = t.open_count + excluded.open_count,
      click_count = t.click_count + excluded.click_count,
      reply_count = t.reply_count + excluded.reply_count,
      opt_out_count = t.opt_out_count + excluded.opt_out_count,
      positive_reply_count = t.positive_reply_count + excluded.positive_reply_count,
      neutral_reply_count = t.neutral_reply_count + excluded.neutral_reply_count,
      negative_reply_count = t.negative_reply_count + excluded.negative_reply_count,
      contacted_prospects = t.contacted_prospects + excluded.contacted_prospects,
      replied_prospects = t.replied_prospects + excluded.replied_prospects
  ), days as (
    insert into mailing_daily as t
    select org_id, sequence_id, day, sum(schedule_count), sum(deliver_count), sum(bounce_count), sum(failure_count),
      sum(open_count), sum(click_count), sum(reply_count), sum(opt_out_count), sum(positive_reply_count),
      sum(neutral_reply_count), sum(negative_reply_count)
    from taken
    where day is not null
    group by org_id, sequence_id, day
    on conflict (org_id, sequence_id, day) do update set
      schedule_count = t.schedule_count + excluded.schedule_count,
      deliver_count = t.deliver_count + excluded.deliver_count,
      bounce_count = t.bounce_count + excluded.bounce_count,
      failure_count = t.failure_count + excluded.failure_count,
      open_count = t.open_count + excluded.open_count,
      click_count = t.click_count + excluded.click_count,
      reply_count = t.reply_count + excluded.reply_count,
      opt_out_count = t.opt_out_count + excluded.opt_out_count,
      positive_reply_count = t.positive_reply_count + excluded.positive_reply_count,
      neutral_reply_count = t.neutral_reply_count + excluded.neutral_reply_count,
      negative_reply_count = t.negative_reply_count + excluded.negative_reply_count
  )
  select count(*) into moved from taken;
  return moved;
end
$$;
