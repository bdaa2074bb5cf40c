package io.sequences.jsonapi;

import java.util.ArrayList;
import java.util.List;

/**
 * The header If-Match (RFC 9110): the versions of a resource for which alone a write is to be done.
 * Comparison is strong, so that a weak tag matches nothing.
 *
 * @param any whether every version will do: there was no header, or an asterisk
 * @param tags the entity tags that will do
 */
public record IfMatch(boolean any, List<String> tags) {

  /** The name of the header. */
  public static final String HEADER = "If-Match";

  /** The strong entity tag of a version. */
  public static String tag(int version) {
    return "\"" + version + "\"";
  }

  /** Reads the headers of a request; 400 when they are no list of entity tags. */
  public static IfMatch of(List<String> headers) {
    String value = String.join(",", headers).strip();
    if (headers.isEmpty() || value.equals("*")) {
      return new IfMatch(true, List.of());
    }
    return new IfMatch(false, tags(value));
  }

  /** Refuses the write when the resource has another version, 412. */
  public void requireMatch(int version) {
    if (!any && !tags.contains(tag(version))) {
      throw new ApiException(
          ApiError.header(
              HEADER,
              ErrorCode.PRECONDITION_FAILED,
              "The resource is another version by now: its entity tag is " + tag(version) + "."));
    }
  }

  /** Elements between commas, of which some may be empty; tags may have commas inside. */
  private static List<String> tags(String value) {
    List<String> tags = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      if (c == ',' || c == ' ' || c == '\t') {
        at++;
      } else {
        int end = endOfTag(value, at);
        tags.add(value.substring(at, end));
        at = end;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
          at++;
        }
        if (at < value.length() && value.charAt(at) != ',') {
          throw malformed();
        }
      }
    }
    if (tags.isEmpty()) {
      throw malformed();
    }
    return tags;
  }

  /** Where the tag ends that begins here. */
  private static int endOfTag(String value, int start) {
    int quote = value.startsWith("W/", start) ? start + 2 : start;
    int end = quote + 1;
    while (end < value.length() && isTagCharacter(value.charAt(end))) {
      end++;
    }
    if (quote >= value.length()
        || value.charAt(quote) != '"'
        || end >= value.length()
        || value.charAt(end) != '"') {
      throw malformed();
    }
    return end + 1;
  }

  private static boolean isTagCharacter(char c) {
    return c == '!' || (c >= '#' && c != 0x7F);
  }

  private static ApiException malformed() {
    return new ApiException(
        ApiError.header(
            HEADER,
            ErrorCode.MALFORMED_REQUEST,
            "The header must be an asterisk, or entity tags in quotes with commas between them."));
  }
}
