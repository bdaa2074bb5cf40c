package io.sequences.apps;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An application: who it says it is, and by which keys it is believed. */
final class App {

  Long id;
  UUID guid;
  String name;

  /** RSA keys as PEM; whoever has the private part of one of them is the application. */
  String[] publicKeys;

  /** The most that any install of it may permit. */
  String[] scopes;

  /** Whether the configuration registers it, so that nobody changes it here. */
  boolean configured;

  OffsetDateTime createdAt;
  OffsetDateTime updatedAt;
  int version;

  /** The values of its attributes, by name, null where there is none. */
  Map<String, Object> attributes() {
    Map<String, Object> values = new HashMap<>();
    values.put("configured", configured);
    values.put("createdAt", createdAt);
    values.put("guid", guid.toString());
    values.put("name", name);
    values.put("publicKeys", publicKeys);
    values.put("scopes", scopes);
    values.put("updatedAt", updatedAt);
    return values;
  }

  Scopes allowed() {
    return new Scopes(List.of(scopes));
  }
}
