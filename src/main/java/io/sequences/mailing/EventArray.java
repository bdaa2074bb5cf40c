package io.sequences.mailing;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.StrictJson;
import java.nio.ByteBuffer;

/** Reads events from a JSON array, which is one batch. */
final class EventArray {

  /** The most events of an array. */
  static final int MOST = 1_000;

  private EventArray() {}

  /** The batch; refuses, 400 or 422, what is no array of at most {@link #MOST} elements. */
  static EventBatch read(byte[] body) {
    JsonNode array = parse(body);
    if (!array.isArray()) {
      throw new ApiException(
          ErrorCode.MALFORMED_REQUEST, "The body must be a JSON array of events.");
    }
    if (array.size() > MOST) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR,
          "An array holds at most 1,000 events; a stream of lines has no limit.");
    }
    EventBatch batch = new EventBatch();
    EventReader reader = new EventReader();
    for (int i = 0; i < array.size(); i++) {
      try {
        batch.add(reader.read(i, array.get(i)));
      } catch (ApiException refusal) {
        batch.refuse(refusal.errors().get(0));
      }
    }
    return batch;
  }

  private static JsonNode parse(byte[] body) {
    try {
      return StrictJson.read(ByteBuffer.wrap(body));
    } catch (StrictJson.NotJson fault) {
      throw new ApiException(ErrorCode.MALFORMED_REQUEST, "The body " + fault.getMessage());
    }
  }
}
