-- The history of a sequence: what happened to its mailings on each day, in each week and in each month.

-- A sum of figures is a figure, which fits into 64 bits; sum(bigint) is numeric, and twice as slow for it.
create aggregate figure_sum(bigint) (
  sfunc = int8pl, stype = bigint, initcond = '0', combinefunc = int8pl, parallel = safe
);

-- What a reader sums by day: one row per sequence and day and, beside it, the deltas that wait to be folded.
create view mailing_daily_ledger as
  select org_id, sequence_id, day,
    schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count, opt_out_count,
    positive_reply_count, neutral_reply_count, negative_reply_count
  from mailing_daily
  union all
  select org_id, sequence_id, day,
    schedule_count, deliver_count, bounce_count, failure_count, open_count, click_count, reply_count, opt_out_count,
    positive_reply_count, neutral_reply_count, negative_reply_count
  from mailing_delta
  where day is not null;

-- One row per sequence, grain and day, the first of its week (a Monday, as in ISO 8601) or month; none where everything
-- that was counted has been undone. Each grain has a branch of its own, so that a condition on the grain leaves one of
-- them to compute, and conditions on organisation, sequence and (among days) day reach the indexes. For the same reason
-- the grain has no collation of its own: PostgreSQL would stop at it.
create view sequence_daily_stat as
  select org_id, sequence_id, day, 'day'::text as grain,
    figure_sum(schedule_count) as schedule_count, figure_sum(deliver_count) as deliver_count,
    figure_sum(bounce_count) as bounce_count, figure_sum(failure_count) as failure_count,
    figure_sum(open_count) as open_count, figure_sum(click_count) as click_count,
    figure_sum(reply_count) as reply_count, figure_sum(opt_out_count) as opt_out_count,
    figure_sum(positive_reply_count) as positive_reply_count, figure_sum(neutral_reply_count) as neutral_reply_count,
    figure_sum(negative_reply_count) as negative_reply_count
  from mailing_daily_ledger
  group by org_id, sequence_id, day
  having (
    figure_sum(schedule_count), figure_sum(deliver_count), figure_sum(bounce_count), figure_sum(failure_count),
    figure_sum(open_count), figure_sum(click_count), figure_sum(reply_count), figure_sum(opt_out_count),
    figure_sum(positive_reply_count), figure_sum(neutral_reply_count), figure_sum(negative_reply_count))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  union all
  select org_id, sequence_id, date_trunc('week', day::timestamp)::date as day, 'week'::text as grain,
    figure_sum(schedule_count) as schedule_count, figure_sum(deliver_count) as deliver_count,
    figure_sum(bounce_count) as bounce_count, figure_sum(failure_count) as failure_count,
    figure_sum(open_count) as open_count, figure_sum(click_count) as click_count,
    figure_sum(reply_count) as reply_count, figure_sum(opt_out_count) as opt_out_count,
    figure_sum(positive_reply_count) as positive_reply_count, figure_sum(neutral_reply_count) as neutral_reply_count,
    figure_sum(negative_reply_count) as negative_reply_count
  from mailing_daily_ledger
  group by org_id, sequence_id, 3
  having (
    figure_sum(schedule_count), figure_sum(deliver_count), figure_sum(bounce_count), figure_sum(failure_count),
    figure_sum(open_count), figure_sum(click_count), figure_sum(reply_count), figure_sum(opt_out_count),
    figure_sum(positive_reply_count), figure_sum(neutral_reply_count), figure_sum(negative_reply_count))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  union all
  select org_id, sequence_id, date_trunc('month', day::timestamp)::date as day, 'month'::text as grain,
    figure_sum(schedule_count) as schedule_count, figure_sum(deliver_count) as deliver_count,
    figure_sum(bounce_count) as bounce_count, figure_sum(failure_count) as failure_count,
    figure_sum(open_count) as open_count, figure_sum(click_count) as click_count,
    figure_sum(reply_count) as reply_count, figure_sum(opt_out_count) as opt_out_count,
    figure_sum(positive_reply_count) as positive_reply_count, figure_sum(neutral_reply_count) as neutral_reply_count,
    figure_sum(negative_reply_count) as negative_reply_count
  from mailing_daily_ledger
  group by org_id, sequence_id, 3
  having (
    figure_sum(schedule_count), figure_sum(deliver_count), figure_sum(bounce_count), figure_sum(failure_count),
    figure_sum(open_count), figure_sum(click_count), figure_sum(reply_count), figure_sum(opt_out_count),
    figure_sum(positive_reply_count), figure_sum(neutral_reply_count), figure_sum(negative_reply_count))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
