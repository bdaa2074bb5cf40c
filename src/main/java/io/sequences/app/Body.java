package io.sequences.app;

import io.sequences.jsonapi.MediaTypes;
import io.sequences.mailing.MailingEventResource;
import java.util.List;

/**
 * What the body of a request may be, by where it is sent: the one place that knows of exceptions.
 */
enum Body {
  /** A JSON:API document. */
  DOCUMENT,
  /** Mailing events: a stream of any length, or an array. */
  EVENTS;

  /**
   * The body that goes to a path.
   *
   * @param collection the first segment below the base path
   */
  static Body of(String collection) {
    return collection.equals(MailingEventResource.PATH) ? EVENTS : DOCUMENT;
  }

  /** Refuses other media types, 415. */
  void checkContentType(String contentType) {
    switch (this) {
      case DOCUMENT -> MediaTypes.checkContentType(contentType);
      case EVENTS ->
          MediaTypes.checkContentType(contentType, List.of(MediaTypes.NDJSON, MediaTypes.JSON));
    }
  }

  /** The most bytes that a body of this media type may have. */
  long largest(String contentType) {
    boolean stream =
        this == EVENTS && MediaTypes.withoutParameters(contentType).equals(MediaTypes.NDJSON);
    return stream ? Long.MAX_VALUE : BodyLimit.LARGEST;
  }
}
