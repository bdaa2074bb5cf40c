package io.sequences.support;

import java.util.List;

/**
 * Rows of one organisation that no route writes yet, each with only what it needs; all give the new
 * id.
 */
public final class Sample {

  private final String organisation;

  private Sample(String organisation) {
    this.organisation = organisation;
  }

  /** For an organisation that has called before. */
  public static Sample of(String organisation) {
    return new Sample(organisation);
  }

  /** Shared sequences s1, s2, s3 … of an organisation's user; gives their ids in this order. */
  public static List<Long> sequences(Api user, String organisation, int number) {
    user.get("/users?page[size]=1").statusCode(200);
    return Db.rows(
            "insert into sequence (org_id, name, ruleset_id, creator_id)"
                + " select r.org_id, 's' || i, r.id,"
                + " (select min(id) from app_user u where u.org_id = r.org_id)"
                + " from ruleset r, generate_series(1, ?) i where r.org_id = ? and r.is_default"
                + " order by i returning id",
            number,
            Db.org(organisation))
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  public long org() {
    return Db.org(organisation);
  }

  public long prospect(String firstName) {
    return Db.number(
        "insert into prospect (org_id, first_name) values (?, ?) returning id", org(), firstName);
  }

  /** A step of an interval sequence. */
  public long step(long sequence, int order, String stepType, int intervalSeconds) {
    return Db.number(
        "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
            + " values (?, ?, ?, ?, ?) returning id",
        org(),
        sequence,
        order,
        stepType,
        intervalSeconds);
  }

  /** An automatic email as the first step. */
  public long step(long sequence) {
    return step(sequence, 1, "auto_email", 0);
  }

  public long state(long sequence, long prospect, String state) {
    return Db.number(
        "insert into sequence_state (org_id, sequence_id, prospect_id, state) values (?, ?, ?, ?)"
            + " returning id",
        org(),
        sequence,
        prospect,
        state);
  }

  /** A mailing of the sequence, as yet a draft. */
  public long mailing(long sequence, long prospect) {
    return Db.number(
        "insert into mailing (org_id, sequence_id, prospect_id) values (?, ?, ?) returning id",
        org(),
        sequence,
        prospect);
  }

  /** Mailings of the sequence, as yet drafts. */
  public List<Long> mailings(long sequence, long prospect, int number) {
    return Db.rows(
            "insert into mailing (org_id, sequence_id, prospect_id) select ?, ?, ?"
                + " from generate_series(1, ?) returning id",
            org(),
            sequence,
            prospect,
            number)
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  public long task(long sequence) {
    return Db.number(
        "insert into task (org_id, sequence_id, action) values (?, ?, 'call') returning id",
        org(),
        sequence);
  }

  public long call(long sequence, long prospect) {
    return Db.number(
        "insert into call (org_id, sequence_id, prospect_id) values (?, ?, ?) returning id",
        org(),
        sequence,
        prospect);
  }

  public long category(String name) {
    return Db.number(
        "insert into content_category (org_id, name) values (?, ?) returning id", org(), name);
  }

  public long membership(long category, long sequence) {
    return Db.number(
        "insert into content_category_membership (org_id, content_category_id, sequence_id)"
            + " values (?, ?, ?) returning id",
        org(),
        category,
        sequence);
  }
}
