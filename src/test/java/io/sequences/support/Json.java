package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers as a tree that tells integer, fraction and string apart, as clients with types do. */
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** The document of an answer. */
  public static JsonNode of(ValidatableResponse response) {
    try {
      return MAPPER.readTree(response.extract().asByteArray());
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** The attributes of the one resource in an answer. */
  public static JsonNode attributes(ValidatableResponse response) {
    return of(response).path("data").path("attributes");
  }

  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** Each of these members stands in the object, with just its value. */
  public static void assertHas(JsonNode object, JsonNode members) {
    members
        .properties()
        .forEach(
            member ->
                assertThat(object.path(member.getKey()))
                    .as(member.getKey())
                    .isEqualTo(member.getValue()));
  }

  /** A string as a JSON literal. */
  public static String quote(String text) {
    return MAPPER.getNodeFactory().textNode(text).toString();
  }
}
