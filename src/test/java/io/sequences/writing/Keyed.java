package io.sequences.writing;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sequences.support.Api;

/** A client that sends POSTs with an Idempotency-Key. */
final class Keyed {

  private final Api api;

  private Keyed(Api api) {
    this.api = api;
  }

  static Keyed by(Api api) {
    return new Keyed(api);
  }

  /** Sends a document, or without one nothing, to a path below the base path. */
  ValidatableResponse post(String key, String path, String body) {
    RequestSpecification request = api.request().header("Idempotency-Key", key);
    if (body != null) {
      request.contentType(Api.JSON_API).body(body);
    }
    return request.post("/api/v2" + path).then();
  }

  /** Creates a sequence of this name. */
  ValidatableResponse create(String key, String name) {
    return post(key, "/sequences", Api.document("\"name\":\"" + name + "\""));
  }
}
