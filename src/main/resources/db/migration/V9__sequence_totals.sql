-- The sums of a sequence over its steps, ready to be read. A sort or a filter by a figure reads every sequence of an
-- organisation, and adding up the rows of their steps was most of what that cost.
--
-- Triggers keep them, so that whoever changes mailing_total changes both, in one transaction.
create table sequence_total (
  org_id bigint not null,
  sequence_id bigint not null,
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
  primary key (org_id, sequence_id)
);
-- No index has the figures: with room on its page an update writes to none.
alter table sequence_total set (fillfactor = 70);

-- What a reader sums for a sequence: one row and, beside it, the deltas that wait to be folded.
create view sequence_ledger as
  select org_id, sequence_id,
    schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count, opt_out_count,
    positive_reply_count, neutral_reply_count, negative_reply_count, contacted_prospects, replied_prospects
  from sequence_total
  union all
  select org_id, sequence_id,
    schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count, opt_out_count,
    positive_reply_count, neutral_reply_count, negative_reply_count, contacted_prospects, replied_prospects
  from mailing_delta;

-- Moves the sums of sequences by what a statement did to the rows of their steps.
create function mailing_total_summed() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  execute $sql$
    insert into sequence_total as t
    select org_id, sequence_id,
      sum(sign * schedule_count), sum(sign * deliver_count), sum(sign * bounce_count), sum(sign * failure_count),
      sum(sign * open_count), sum(sign * click_count), sum(sign * reply_count), sum(sign * opt_out_count),
      sum(sign * positive_reply_count), sum(sign * neutral_reply_count), sum(sign * negative_reply_count),
      sum(sign * contacted_prospects), sum(sign * replied_prospects)
    from ($sql$ || changed_rows(tg_op) || $sql$) r
    group by org_id, sequence_id
    order by org_id, sequence_id
    on conflict (org_id, sequence_id) do update set
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
  $sql$;
  return null;
end
$$;

create trigger mailing_total_inserted after insert on mailing_total referencing new table as new_rows
  for each statement execute function mailing_total_summed();
create trigger mailing_total_updated after update on mailing_total
  referencing old table as old_rows new table as new_rows
  for each statement execute function mailing_total_summed();
create trigger mailing_total_deleted after delete on mailing_total referencing old table as old_rows
  for each statement execute function mailing_total_summed();
create trigger mailing_total_truncated before truncate on mailing_total
  for each statement execute function truncate_refused();

-- After the triggers, whose making waits for folds at work and keeps others out: each fold is in these sums or moves
-- them.
insert into sequence_total
select org_id, sequence_id,
  sum(schedule_count), sum(deliver_count), sum(bounce_count), sum(failure_count), sum(open_count), sum(click_count),
  sum(reply_count), sum(opt_out_count), sum(positive_reply_count), sum(neutral_reply_count),
  sum(negative_reply_count), sum(contacted_prospects), sum(replied_prospects)
from mailing_total
group by org_id, sequence_id;

comment on type ledger_difference is
  'A figure that is not what a recount gives: of a step, a day or a prospect, or of none, which is the sum over steps.';

alter function ledger_drift(bigint, bigint) rename to ledger_drift_of_parts;

-- Recounts a sequence as ledger_drift_of_parts does, and compares its sums with what they are sums of.
create function ledger_drift(organisation bigint, sequence bigint) returns setof ledger_difference
  language sql stable as $$
  select * from ledger_drift_of_parts(organisation, sequence)
  union all
  select null, null, null, f.figure, sum(f.n::bigint * (not x.is_sum)::int)::bigint,
    sum(f.n::bigint * x.is_sum::int)::bigint
  from (
    select false as is_sum, to_jsonb(p) - '{org_id,sequence_id,sequence_step_id}'::text[] as figures
    from mailing_total p where p.org_id = organisation and p.sequence_id = sequence
    union all
    select true, to_jsonb(s) - '{org_id,sequence_id}'::text[]
    from sequence_total s where s.org_id = organisation and s.sequence_id = sequence) x
  cross join lateral jsonb_each_text(x.figures) f (figure, n)
  group by f.figure
  having sum(f.n::bigint * (not x.is_sum)::int) <> sum(f.n::bigint * x.is_sum::int)
$$;

alter function repair_ledger(bigint, bigint) rename to repair_ledger_of_parts;

-- Repairs as repair_ledger_of_parts does, which asks the ledger_drift above what differs; and where that is the sums,
-- adds them up anew while no fold moves them.
create function repair_ledger(organisation bigint, sequence bigint) returns setof ledger_difference
  language plpgsql as $$
declare
  drift ledger_difference[] := array(select d from repair_ledger_of_parts(organisation, sequence) d);
begin
  return query select * from unnest(drift);
  if not exists (select from unnest(drift) d where num_nonnulls(d.sequence_step_id, d.day, d.prospect_id) = 0) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('fold_mailing_deltas'));
  insert into sequence_total
  select organisation, sequence,
    coalesce(sum(schedule_count), 0), coalesce(sum(deliver_count), 0), coalesce(sum(bounce_count), 0),
    coalesce(sum(failure_count), 0), coalesce(sum(open_count), 0), coalesce(sum(click_count), 0),
    coalesce(sum(reply_count), 0), coalesce(sum(opt_out_count), 0), coalesce(sum(positive_reply_count), 0),
    coalesce(sum(neutral_reply_count), 0), coalesce(sum(negative_reply_count), 0),
    coalesce(sum(contacted_prospects), 0), coalesce(sum(replied_prospects), 0)
  from mailing_total
  where org_id = organisation and sequence_id = sequence
  on conflict (org_id, sequence_id) do update set
    schedule_count = excluded.schedule_count,
    deliver_count = excluded.deliver_count,
    bounce_count = excluded.bounce_count,
    failure_count = excluded.failure_count,
    open_count = excluded.open_count,
    click_count = excluded.click_count,
    reply_count = excluded.reply_count,
    opt_out_count = excluded.opt_out_count,
    positive_reply_count = excluded.positive_reply_count,
    neutral_reply_count = excluded.neutral_reply_count,
    negative_reply_count = excluded.negative_reply_count,
    contacted_prospects = excluded.contacted_prospects,
    replied_prospects = excluded.replied_prospects;
end
$$;
