package io.sequences.app;

import io.sequences.catalog.Catalog;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.mailing.MailingEventResource;
import io.sequences.read.Exchange;
import io.vertx.core.http.HttpMethod;

/**
 * What the body of a request may be, by where it is sent: the one place that knows of exceptions.
 */
enum Body {
  /** A JSON:API document. */
  DOCUMENT(1),
  /** A JSON:API document that may create many resources. */
  BULK(8),
  /** Mailing events: a stream of any length, or an array. */
  EVENTS(1);

  private static final int MEBIBYTE = 1024 * 1024;

  private final int mebibytes;

  Body(int mebibytes) {
    this.mebibytes = mebibytes;
  }

  /** The body that goes to a path. */
  static Body of(HttpMethod method, String path, Catalog catalog) {
    if (!path.startsWith(Exchange.BASE_PATH + "/")) {
      return DOCUMENT;
    }
    String below = path.substring(Exchange.BASE_PATH.length() + 1);
    String collection = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
    ResourceType type = catalog.byPath(collection);
    boolean bulk = type != null && type.operations().contains(Operation.CREATE_MANY);
    return collection.equals(MailingEventResource.PATH)
        ? EVENTS
        : bulk && method.equals(HttpMethod.POST) ? BULK : DOCUMENT;
  }

  /** Refuses other media types, 415. */
  void checkContentType(String contentType) {
    switch (this) {
      case DOCUMENT, BULK -> MediaTypes.checkContentType(contentType);
      case EVENTS -> MediaTypes.checkContentType(contentType, MailingEventResource.FORMS);
    }
  }

  /** Whether its length has no limit. */
  boolean isStream(String contentType) {
    return this == EVENTS && MediaTypes.withoutParameters(contentType).equals(MediaTypes.NDJSON);
  }

  /** The most bytes of one that is no stream. */
  int largest() {
    return mebibytes * MEBIBYTE;
  }

  /** Refuses a larger one, 413. */
  void requireFits(byte[] body) {
    if (body.length > largest()) {
      throw new ApiException(tooLarge());
    }
  }

  /** The refusal of a larger one. */
  ApiError tooLarge() {
    return ApiError.of(
        ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + mebibytes + " MiB.");
  }
}
