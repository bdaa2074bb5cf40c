package io.sequences.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.support.Json;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * What came back to a client.
 *
 * @param status the HTTP status, {@link #CUT} or {@link #NOT_SENT}
 * @param body of the answer, or what went wrong
 * @param headers none where nothing came back
 */
record Answer(int status, String body, HttpHeaders headers) {

  /** The request went, or some of it, and no answer came, or not in time. */
  static final int CUT = 0;

  /** There was no connection to send it on. */
  static final int NOT_SENT = -1;

  static Answer none(int why, Exception failure) {
    return new Answer(why, failure.toString(), HttpHeaders.of(Map.of(), (name, value) -> true));
  }

  Outcome outcome() {
    if (status >= 200 && status < 300) {
      return Outcome.OK;
    }
    return status == NOT_SENT || (status >= 400 && status < 500)
        ? Outcome.REFUSED
        : Outcome.UNKNOWN;
  }

  /** Whether the service had no room for the request, and says when to try again. */
  boolean isShed() {
    return status == 503
        && body.contains("\"overloaded\"")
        && headers.firstValue("Retry-After").isPresent();
  }

  Optional<String> etag() {
    return headers.firstValue("ETag");
  }

  JsonNode json() {
    return Json.parse(body);
  }

  /** The id of the one resource in it. */
  long id() {
    return json().at("/data/id").longValue();
  }

  /** The version of the one resource in it. */
  long version() {
    return json().at("/data/meta/version").longValue();
  }
}
