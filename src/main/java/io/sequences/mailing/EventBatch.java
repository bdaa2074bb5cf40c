package io.sequences.mailing;

import io.sequences.jsonapi.ApiError;
import java.util.ArrayList;
import java.util.List;

/** Events that are applied together, and the lines among them that hold none. */
final class EventBatch {

  private final List<MailingEvent> events = new ArrayList<>();
  private final List<ApiError> errors = new ArrayList<>();
  private long refused;

  void add(MailingEvent event) {
    events.add(event);
  }

  /** Notes a line that holds no valid event. */
  void refuse(ApiError error) {
    refused++;
    if (errors.size() < ApiError.MOST) {
      errors.add(error);
    }
  }

  List<MailingEvent> events() {
    return events;
  }

  /** How many lines it has, blank ones aside. */
  long size() {
    return events.size() + refused;
  }

  long refused() {
    return refused;
  }

  /** What was wrong with the first of its refused lines. */
  List<ApiError> errors() {
    return errors;
  }
}
