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

  /** The figures of the mailings x, counted from the rows themselves. */
  private static final String COUNTS =
      """
      count(bounced_at), count(clicked_at), count(delivered_at), count(failed_at),
      count(*) filter (where reply_sentiment = 'negative'),
      count(*) filter (where reply_sentiment = 'neutral'), count(opened_at),
      count(unsubscribed_at), count(*) filter (where reply_sentiment = 'positive'),
      count(replied_at), count(scheduled_at) from mailing x
      """;

  /** The same, as the ledger x has it. */
  private static final String SUMS =
      """
      coalesce(sum(bounce_count), 0), coalesce(sum(click_count), 0),
      coalesce(sum(deliver_count), 0), coalesce(sum(failure_count), 0),
      coalesce(sum(negative_reply_count), 0), coalesce(sum(neutral_reply_count), 0),
      coalesce(sum(open_count), 0), coalesce(sum(opt_out_count), 0),
      coalesce(sum(positive_reply_count), 0), coalesce(sum(reply_count), 0),
      coalesce(sum(schedule_count), 0)
      """;

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
        select COUNTS where x.org_id = s.org_id and x.sequence_id = s.id) m
      where s.org_id = %d order by s.id
      """
          .replace("COUNTS", COUNTS);

  /** The same, as the ledger has it. */
  static final String LEDGER =
      """
      select s.id, l.* from sequence s cross join lateral (
        select SUMS, coalesce(sum(contacted_prospects), 0), coalesce(sum(replied_prospects), 0)
        from sequence_ledger x where x.org_id = s.org_id and x.sequence_id = s.id) l
      where s.org_id = %d order by s.id
      """
          .replace("SUMS", SUMS);

  /** One row per step: its id and the figures of its mailings, counted from the rows themselves. */
  static final String STEP_RECOUNT =
      """
      select s.id, m.* from sequence_step s cross join lateral (
        select COUNTS where x.org_id = s.org_id and x.sequence_step_id = s.id) m
      where s.org_id = %d order by s.id
      """
          .replace("COUNTS", COUNTS);

  /** The same, as the ledger has it. */
  static final String STEP_LEDGER =
      """
      select s.id, l.* from sequence_step s cross join lateral (
        select SUMS from mailing_ledger x where x.org_id = s.org_id
          and x.sequence_id = s.sequence_id and x.sequence_step_id = s.id) l
      where s.org_id = %d order by s.id
      """
          .replace("SUMS", SUMS);

  private final long org;
  private final Random random;
  private final boolean alone;

  /**
   * Of an organisation.
   *
   * @param alone whether each statement is a transaction of its own, that never deadlocks with
   *     others of its kind: an upsert has one row then, since one of several would lock the
   *     prospects of the rows it changed and of those it inserted one after the other
   */
  Histories(long org, Random random, boolean alone) {
    this.org = org;
    this.random = random;
    this.alone = alone;
  }

  String statement() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> insert();
      case 2, 3, 4 ->
          "update mailing set %s = %s where %s"
              .formatted(MOMENTS[random.nextInt(MOMENTS.length)], moment(), some("mailing"));
      case 5 -> reply();
      case 6 ->
          "update mailing set sequence_id = %s, prospect_id = %s, sequence_step_id = null where %s"
              .formatted(
                  random.nextInt(4) == 0 ? "null" : sequence(),
                  random.nextInt(4) == 0 ? "null" : prospect(),
                  some("mailing"));
      case 7 -> "delete from mailing where " + some("mailing");
      case 8 -> toAnotherStep();
      case 9 -> upsert();
      case 10 ->
          random.nextBoolean()
              ? "insert into call (org_id, sequence_id, prospect_id, dialed_at) values (%d, %s, %s, %s)"
                  .formatted(org, sequence(), prospect(), moment())
              : "update call set dialed_at = %s, prospect_id = %s where %s"
                  .formatted(moment(), prospect(), some("call"));
      default -> state();
    };
  }

  private String insert() {
    return "insert into mailing (org_id, sequence_id, sequence_step_id, prospect_id, delivered_at, opened_at)"
        + " select %d, s.sequence_id, s.id, %s, %s, %s from %s s, generate_series(1, %d)"
            .formatted(org, prospect(), moment(), moment(), step(), 1 + random.nextInt(5));
  }

  /** Some that are there, some of whom may have gone, and some new ones, in the order of ids. */
  private String upsert() {
    int known = random.nextInt(alone ? 2 : 4);
    return """
        insert into mailing as m (org_id, id, sequence_id, sequence_step_id, prospect_id, delivered_at, failed_at)
        select %1$d, i.id, s.sequence_id, s.id, %2$s, %3$s, %4$s from %5$s s, (
          (select id from mailing where org_id = %1$d and id %% 7 = %6$d order by id limit %7$d)
          union all
          select nextval(pg_get_serial_sequence('mailing', 'id')) from generate_series(1, %8$d)) i
        order by i.id
        on conflict (org_id, id) do update set sequence_id = excluded.sequence_id,
          sequence_step_id = excluded.sequence_step_id, prospect_id = excluded.prospect_id,
          delivered_at = excluded.delivered_at, failed_at = coalesce(m.failed_at, excluded.failed_at)
        """
        .formatted(
            org,
            prospect(),
            moment(),
            moment(),
            step(),
            random.nextInt(7),
            known,
            alone ? 1 - known : random.nextInt(3));
  }

  private String reply() {
    return random.nextBoolean()
        ? "update mailing set replied_at = %s, reply_sentiment = '%s' where %s"
            .formatted(
                "timestamptz '2024-02-29 12:00Z' + interval '1 day' * " + random.nextInt(3),
                new String[] {"positive", "neutral", "negative"}[random.nextInt(3)],
                some("mailing"))
        : "update mailing set replied_at = null, reply_sentiment = null where " + some("mailing");
  }

  /** To a step of the same sequence, or to one of another, or away from any. */
  private String toAnotherStep() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "update mailing set sequence_step_id = (select id from sequence_step s where s.org_id = mailing.org_id"
              + " and s.sequence_id = mailing.sequence_id order by id offset %d limit 1) where %s"
                  .formatted(random.nextInt(2), some("mailing"));
      case 1 ->
          "update mailing set (sequence_id, sequence_step_id) = (select sequence_id, id from %s s) where %s"
              .formatted(step(), some("mailing"));
      default -> "update mailing set sequence_step_id = null where " + some("mailing");
    };
  }

  private String state() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "insert into sequence_state (org_id, sequence_id, prospect_id, replied_at) values (%d, %s, %s, %s)"
              .formatted(org, sequence(), prospect(), moment());
      case 1 ->
          "update sequence_state set replied_at = %s where %s"
              .formatted(moment(), some("sequence_state"));
      default -> "delete from sequence_state where " + some("sequence_state");
    };
  }

  /** Locked in the order of ids, as a writer must who wants no deadlock with others of its kind. */
  private String some(String table) {
    return "org_id = %1$d and id in (select id from %2$s where org_id = %1$d and id %% 7 = %3$d order by id for update)"
        .formatted(org, table, random.nextInt(7));
  }

  private String sequence() {
    return "(select id from sequence where org_id = %d order by id offset %d limit 1)"
        .formatted(org, random.nextInt(4));
  }

  private String step() {
    return "(select sequence_id, id from sequence_step where org_id = %d order by id offset %d limit 1)"
        .formatted(org, random.nextInt(8));
  }

  private String prospect() {
    return "(select id from prospect where org_id = %d order by id offset %d limit 1)"
        .formatted(org, random.nextInt(6));
  }

  /** Null, or near the end of a UTC day. */
  private String moment() {
    return random.nextInt(3) == 0
        ? "null"
        : "timestamptz '2024-02-28 22:30Z' + %d * interval '50 minutes'"
            .formatted(random.nextInt(5));
  }
}
