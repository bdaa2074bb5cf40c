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
-- that was counted has been undone. Sums are made sequence by sequence, each by index: a page in their order, either way
-- and from wherever, makes the sums of as many sequences as it shows, and of one grain if it is told which.
create view sequence_daily_stat as
  select s.org_id, s.id as sequence_id, x.day, g.grain,
    x.schedule_count, x.deliver_count, x.bounce_count, x.failure_count, x.open_count, x.click_count, x.reply_count,
    x.opt_out_count, x.positive_reply_count, x.neutral_reply_count, x.negative_reply_count
  from sequence s
  cross join (values ('day'), ('week'), ('month')) g (grain)
  cross join lateral (
    select case g.grain when 'day' then l.day else date_trunc(g.grain, l.day::timestamp)::date end as day,
      figure_sum(l.schedule_count) as schedule_count, figure_sum(l.deliver_count) as deliver_count,
      figure_sum(l.bounce_count) as bounce_count, figure_sum(l.failure_count) as failure_count,
      figure_sum(l.open_count) as open_count, figure_sum(l.click_count) as click_count,
      figure_sum(l.reply_count) as reply_count, figure_sum(l.opt_out_count) as opt_out_count,
      figure_sum(l.positive_reply_count) as positive_reply_count,
      figure_sum(l.neutral_reply_count) as neutral_reply_count,
      figure_sum(l.negative_reply_count) as negative_reply_count
    from mailing_daily_ledger l
    where l.org_id = s.org_id and l.sequence_id = s.id
    group by 1
    having (
      figure_sum(l.schedule_count), figure_sum(l.deliver_count), figure_sum(l.bounce_count),
      figure_sum(l.failure_count), figure_sum(l.open_count), figure_sum(l.click_count), figure_sum(l.reply_count),
      figure_sum(l.opt_out_count), figure_sum(l.positive_reply_count), figure_sum(l.neutral_reply_count),
      figure_sum(l.negative_reply_count))
      <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  ) x;
