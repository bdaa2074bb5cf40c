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
      throw unsupported(
          "A body here must have the Content-Type " + String.join(" or ", allowed) + ".");
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
    if (!supported(parts.subList(1, parts.size()))) {
      throw unsupported(
          "The Content-Type "
              + JSON_API
              + " takes no parameter but 'profile', and no extension ('ext').");
    }
  }

  /** Refuses an Accept header that leaves no way to answer, 406. */
  public static void checkAccept(String accept) {
    if (accept == null || accept.isBlank()) {
      return;
    }
    for (String range : split(accept, ',')) {
      List<String> parts = split(range, ';');
      String name = parts.get(0).toLowerCase(Locale.ROOT);
      boolean asItIs =
          !name.equals(JSON_API)
              || supported(parts.stream().skip(1).filter(p -> !isWeight(p)).toList());
      if (isDocument(name) && asItIs) {
        return;
      }
    }
    throw new ApiException(
        ApiError.header(
            "Accept",
            ErrorCode.NOT_ACCEPTABLE,
            "Answers are "
                + JSON_API
                + ", without parameters but 'profile'; the Accept header allows none of that."));
  }

  /** Whether a range of Accept, in lower case and without its parameters, takes documents. */
  static boolean isDocument(String range) {
    return switch (range) {
      case "*/*", "application/*", JSON, JSON_API -> true;
      default -> false;
    };
  }

  /** How much a range of Accept is wanted, from 0 to 1, given its parts in lower case. */
  static double weight(List<String> parts) {
    for (String part : parts) {
      if (part.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(part.substring(2));
      }
    }
    return 1;
  }

  private static boolean supported(List<String> parameters) {
    return parameters.stream()
        .map(parameter -> parameter.toLowerCase(Locale.ROOT).replace(" ", ""))
        .allMatch(p -> p.startsWith("profile=") || p.equals("ext=\"\""));
  }

  /** The weight of a range in Accept, which is no parameter of the media type. */
  private static boolean isWeight(String parameter) {
    return parameter.toLowerCase(Locale.ROOT).startsWith("q=");
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

  private static ApiException unsupported(String detail) {
    return new ApiException(
        ApiError.header("Content-Type", ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
