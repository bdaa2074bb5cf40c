package io.sequences.support;

import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import java.nio.charset.StandardCharsets;

/** Changes for the rules of types, without a request. */
public final class ChangesOf {

  private ChangesOf() {}

  /**
   * What a PATCH asks for.
   *
   * @param attributes members of a JSON object in single quotes; null for none
   */
  public static Changes attributes(ResourceType type, String attributes) {
    String body =
        "{\"data\":{\"type\":\"%s\",\"attributes\":{%s}}}"
            .formatted(type.name(), attributes == null ? "" : attributes.replace('\'', '"'));
    return ChangesReader.forUpdate(
        type, 1, RequestDocument.parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The attributes that are refused, in their order; null when none is. */
  public static String refused(Changes changes) {
    try {
      changes.throwIfFaulty();
      return null;
    } catch (ApiException refusal) {
      return String.join(
          " ",
          refusal.errors().stream()
              .map(error -> error.source().value().replace("/data/attributes/", ""))
              .toList());
    }
  }
}
