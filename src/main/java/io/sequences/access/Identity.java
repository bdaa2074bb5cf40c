package io.sequences.access;

import java.util.Optional;

/**
 * Who a token says its bearer is, by names that only the token's issuer gives a meaning.
 *
 * @param organisation the organisation claim, 1 to 255 characters
 * @param subject the {@code sub} claim, 1 to 255 characters
 * @param profile what the token tells about the user
 */
record Identity(String organisation, String subject, Profile profile) {

  /** The claims that fill the user's attributes; an absent one leaves the attribute as it is. */
  record Profile(Optional<String> email, Optional<String> firstName, Optional<String> lastName) {}
}
