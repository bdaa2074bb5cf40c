package io.sequences.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The secrets that the README has people create, by the commands in it: their keys and, where the
 * command has them, values.
 */
final class ReadmeSecrets {

  private static final Pattern COMMAND =
      Pattern.compile("create secret generic (\\S+)((?:[^\\n\\\\]|\\\\\\n)*)");
  private static final Pattern KEY =
      Pattern.compile("--from-(?:literal=([^=\\s]+)=(\\S*)|file=([^=\\s]+))");

  private ReadmeSecrets() {}

  /** Names of secrets, and what is in each. */
  static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    for (MatchResult command :
        COMMAND.matcher(Yaml.text(Path.of("README.md"))).results().toList()) {
      Map<String, String> keys = new TreeMap<>();
      for (MatchResult key : KEY.matcher(command.group(2)).results().toList()) {
        if (key.group(1) != null) {
          keys.put(key.group(1), key.group(2));
        } else {
          keys.put(key.group(3), "");
        }
      }
      secrets.put(command.group(1), keys);
    }
    return secrets;
  }
}
