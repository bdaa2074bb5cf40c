package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.ValidatableResponse;

/** The version of a resource, as an answer with it alone tells it in two places. */
public final class Versioned {

  private Versioned() {}

  /** The version of the one resource in an answer, which must be the same in meta and ETag. */
  public static int of(ValidatableResponse answer) {
    JsonNode version = Json.of(answer).at("/data/meta/version");
    assertThat(version.isInt()).as(answer.extract().asString()).isTrue();
    assertThat(answer.extract().header("ETag")).isEqualTo(tag(version.intValue()));
    return version.intValue();
  }

  /** The entity tag of a version. */
  public static String tag(int version) {
    return "\"" + version + "\"";
  }
}
