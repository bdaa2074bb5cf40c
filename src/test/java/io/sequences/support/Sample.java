package io.sequences.support;

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
