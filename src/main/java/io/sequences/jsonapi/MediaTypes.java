package io.sequences.jsonapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Content negotiation as JSON:API has it: a body must come as the JSON:API media type without
 * parameters other than {@code profile}, and no extension is supported, so {@code ext} may only be
 * empty.
 */
public final class MediaTypes {

  /** The media type of every document, in and out. */
  public static final String JSON_API = "application/vnd.api+json";

  /** The media type of a stream of JSON values, one a line. */
  public static final String NDJSON = "application/x-ndjson";

  /** The media type of a table as text, RFC 4180. */
  public static final String CSV = "text/csv";

  /** The media type of plain JSON. */
  public static final String JSON = "application/json";

  private MediaTypes() {}

  /** The media type of a Content-Type header, without its parameters, in lower case. */
  public static String withoutParameters(String contentType) {
    return contentType == null ? "" : split(contentType, ';').get(0).toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a body that is none of these, 415. Of parameters they take a charset alone, and only
   * the one that JSON has.
   */
  public static void checkContentType(String contentType, List<String> allowed) {
    List<String> parts = split(contentType == null ? "" : contentType, ';');
    if (!allowed.contains(parts.get(0).toLowerCase(Locale.ROOT))) {
      throw new ApiException(refusal(allowed));
    }
    for (String parameter : parts.subList(1, parts.size())) {
      if (!parameter.replace("\"", "").replace(" ", "").equalsIgnoreCase("charset=utf-8")) {
        throw unsupported(
            "The Content-Type " + parts.get(0) + " takes no parameter but 'charset=utf-8'.");
      }
    }
  }

  /** Refuses a body that is no JSON:API document, 415. */
  public static void checkContentType(String contentType) {
    if (contentType == null || contentType.isBlank()) {
      throw unsupported("A request with a body needs the Content-Type " + JSON_API + ".");
    }
    List<String> parts = split(contentType, ';');
    if (!parts.get(0).equalsIgnoreCase(JSON_API)) {
      throw unsupported("A body must have the Content-Type " + JSON_API + ".");
    }
    if (!isSupported(parts.subList(1, parts.size()))) {
      throw unsupported(
          "The Content-Type "
              + JSON_API
              + " takes no parameter but 'profile', and no extension ('ext').");
    }
  }

  /** Whether the media type of documents may have these parameters. */
  static boolean isSupported(List<String> parameters) {
    return parameters.stream()
        .map(parameter -> parameter.toLowerCase(Locale.ROOT).replace(" ", ""))
        .allMatch(p -> p.startsWith("profile=") || p.equals("ext=\"\""));
  }

  /** Splits at a separator that stands outside quotes, and trims the parts. */
  static List<String> split(String header, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(header.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(header.substring(start).strip());
    return parts;
  }

  /** What is said of a body that is none of these. */
  public static ApiError refusal(List<String> allowed) {
    return refusal("A body here must have the Content-Type " + String.join(" or ", allowed) + ".");
  }

  private static ApiException unsupported(String detail) {
    return new ApiException(refusal(detail));
  }

  private static ApiError refusal(String detail) {
    return ApiError.header("Content-Type", ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}
