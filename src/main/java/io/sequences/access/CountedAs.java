package io.sequences.access;

import java.util.UUID;

/**
 * Whose requests are counted together, by the names that a verified token gives: so it takes no
 * look at the database to count.
 *
 * @param organisation as tokens name it; empty for those whose tokens name none
 * @param account one of the organisation
 */
public record CountedAs(String organisation, String account) {

  /** A user. */
  static CountedAs user(Identity identity) {
    return new CountedAs(identity.organisation(), "user:" + identity.subject());
  }

  /** What an application does in the organisation that has installed it. */
  public static CountedAs install(long id) {
    return new CountedAs("", "install:" + id);
  }

  /** An application that speaks for itself, in no organisation yet. */
  public static CountedAs application(UUID guid) {
    return new CountedAs("", "app:" + guid);
  }
}
