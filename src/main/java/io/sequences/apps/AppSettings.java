package io.sequences.apps;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of applications. */
@ConfigMapping(prefix = "sequences.s2s")
interface AppSettings {

  /**
   * The path of a PEM file with the keys that access tokens are signed with, the first one first.
   */
  Optional<String> signingKeyLocation();

  /** Whether to make a key at start where none is named: for dev and test, which run alone. */
  @WithDefault("false")
  boolean ownSigningKey();

  /** How long what was known of an install may be believed: 60 seconds at most. */
  @WithDefault("30s")
  Duration revokedWithin();

  /** Applications that all organisations may install, by a label of the configuration's own. */
  Map<String, ConfiguredApp> apps();

  /** One of them. */
  interface ConfiguredApp {

    /** What the tokens that it signs name as their issuer. */
    String guid();

    /** A label for people. */
    String name();

    /** The paths of PEM files, each with one or more of its public keys. */
    List<String> publicKeyLocations();

    /** The most that an install of it may permit. */
    List<String> scopes();
  }
}
