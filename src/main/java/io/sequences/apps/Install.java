package io.sequences.apps;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** That an organisation lets an application in, and what it may do there. */
final class Install {

  Long id;
  Long appId;

  /** What the organisation grants; null in a new one until the application's are taken over. */
  String[] scopes;

  /** Known in the answer to the create only; afterwards there is but its digest. */
  String setupToken;

  OffsetDateTime setUpAt;
  OffsetDateTime createdAt;
  OffsetDateTime updatedAt;
  int version;

  /** The values of its attributes, by name, null where there is none. */
  Map<String, Object> attributes() {
    Map<String, Object> values = new HashMap<>();
    values.put("createdAt", createdAt);
    values.put("scopes", scopes);
    values.put("setUpAt", setUpAt);
    values.put("setupToken", setupToken);
    values.put("updatedAt", updatedAt);
    return values;
  }

  Scopes granted() {
    return new Scopes(List.of(scopes));
  }
}
