package io.sequences.reading;

import java.util.Random;

/** Random statements on what figures are counted from, of one organisation. */
final class Histories {

  private static final String[] MOMENTS = {
    "scheduled_at",
    "delivered_at",
    "bounced_at",
    "failed_at",
    "opened_at",
    "clicked_at",
    "unsubscribed_at"
  };

  /** One row per sequence: its id and every figure, counted from the rows themselves. */
  static final String RECOUNT =
      """
      select s.id, m.*, (select count(distinct prospect_id) from (
          select prospect_id from mailing x where x.org_id = s.org_id and x.sequence_id = s.id
            and x.delivered_at is not null
          union all
          select prospect_id from call x where x.org_id = s.org_id and x.sequence_id = s.id
            and x.dialed_at is not null) c),
        (select count(distinct prospect_id) from sequence_state x where x.org_id = s.org_id
          and x.sequence_id = s.id and x.replied_at is not null)
      from sequence s cross join lateral (
        select count(bounced_at), count(clicked_at), count(delivered_at), count(failed_at),
          count(*) filter (where reply_sentiment = 'negative'),
          count(*) filter (where reply_sentiment = 'neutral'), count(opened_at),
          count(unsubscribed_at), count(*) filter (where reply_sentiment = 'positive'),
          count(replied_at), count(scheduled_at)
        from mailing x where x.org_id = s.org_id and x.sequence_id = s.id) m
      where s.org_id = %d order by s.id
      """;

  /** The same, as the ledger has it. */
  static final String LEDGER =
      """
      select s.id, l.* from sequence s cross join lateral (
        select coalesce(sum(bounce_count), 0), coalesce(sum(click_count), 0),
          coalesce(sum(deliver_count), 0), coalesce(sum(failure_count), 0),
          coalesce(sum(negative_reply_count), 0), coalesce(sum(neutral_reply_count), 0),
          coalesce(sum(open_count), 0), coalesce(sum(opt_out_count), 0),
          coalesce(sum(positive_reply_count), 0), coalesce(sum(reply_count), 0),
          coalesce(sum(schedule_count), 0), coalesce(sum(contacted_prospects), 0),
          coalesce(sum(replied_prospects), 0)
        from mailing_ledger x where x.org_id = s.org_id and x.sequence_id = s.id) l
      where s.org_id = %d order by s.id
      """;

  private Histories() {}

  static String statement(long org, Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1 ->
          "insert into mailing (org_id, sequence_id, prospect_id, delivered_at, opened_at)"
              + " select %d, %s, %s, %s, %s from generate_series(1, %d)"
                  .formatted(
                      org,
                      sequence(org, random),
                      prospect(org, random),
                      moment(random),
                      moment(random),
                      1 + random.nextInt(5));
      case 2, 3, 4 ->
          "update mailing set %s = %s where %s"
              .formatted(
                  MOMENTS[random.nextInt(MOMENTS.length)], moment(random), some(org, random));
      case 5 ->
          random.nextBoolean()
              ? "update mailing set replied_at = %s, reply_sentiment = '%s' where %s"
                  .formatted(
                      "timestamptz '2024-03-01 12:00Z'",
                      new String[] {"positive", "neutral", "negative"}[random.nextInt(3)],
                      some(org, random))
              : "update mailing set replied_at = null, reply_sentiment = null where "
                  + some(org, random);
      case 6 ->
          "update mailing set sequence_id = %s, prospect_id = %s, sequence_step_id = null where %s"
              .formatted(
                  random.nextInt(4) == 0 ? "null" : sequence(org, random),
                  random.nextInt(4) == 0 ? "null" : prospect(org, random),
                  some(org, random));
      case 7 -> "delete from mailing where " + some(org, random);
      case 8 ->
          random.nextBoolean()
              ? "insert into call (org_id, sequence_id, prospect_id, dialed_at) values (%d, %s, %s, %s)"
                  .formatted(org, sequence(org, random), prospect(org, random), moment(random))
              : "update call set dialed_at = %s, prospect_id = %s where %s"
                  .formatted(moment(random), prospect(org, random), some(org, random));
      default ->
          switch (random.nextInt(3)) {
            case 0 ->
                "insert into sequence_state (org_id, sequence_id, prospect_id, replied_at)"
                    + " values (%d, %s, %s, %s)"
                        .formatted(
                            org, sequence(org, random), prospect(org, random), moment(random));
            case 1 ->
                "update sequence_state set replied_at = %s where %s"
                    .formatted(moment(random), some(org, random));
            default -> "delete from sequence_state where " + some(org, random);
          };
    };
  }

  private static String some(long org, Random random) {
    return "org_id = %d and id %% %d = %d".formatted(org, 7, random.nextInt(7));
  }

  private static String sequence(long org, Random random) {
    return "(select id from sequence where org_id = %d order by id offset %d limit 1)"
        .formatted(org, random.nextInt(4));
  }

  private static String prospect(long org, Random random) {
    return "(select id from prospect where org_id = %d order by id offset %d limit 1)"
        .formatted(org, random.nextInt(6));
  }

  /** Null, or near the end of a UTC day. */
  private static String moment(Random random) {
    return random.nextInt(3) == 0
        ? "null"
        : "timestamptz '2024-02-28 22:30Z' + %d * interval '50 minutes'"
            .formatted(random.nextInt(5));
  }
}
