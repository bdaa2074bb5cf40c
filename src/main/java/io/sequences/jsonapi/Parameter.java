package io.sequences.jsonapi;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One pair of the query string, decoded; brackets may arrive raw or percent-encoded.
 *
 * @param name the whole name, such as {@code filter[owner][email]}
 * @param family what stands before the first bracket
 * @param keys what stands in each pair of brackets; {@code []} is the empty key
 */
public record Parameter(String name, String family, List<String> keys, String value) {

  /** More pairs than any sensible request has; refused before they cost anything. */
  private static final int MOST_PAIRS = 2_000;

  /** Splits a raw query string that has been found in order. */
  public static List<Parameter> parse(String raw) {
    return parse(raw, new ArrayList<>());
  }

  /**
   * Splits a raw query string.
   *
   * @param raw the query string as it stands in the request line; null means none
   * @param errors takes what cannot be decoded
   */
  static List<Parameter> parse(String raw, List<ApiError> errors) {
    List<Parameter> parameters = new ArrayList<>();
    if (raw == null || raw.isEmpty()) {
      return parameters;
    }
    for (String pair : raw.split("&", MOST_PAIRS + 1)) {
      if (parameters.size() == MOST_PAIRS) {
        throw new ApiException(
            ErrorCode.VALIDATION_ERROR, "A query has at most " + MOST_PAIRS + " parameters.");
      }
      if (!pair.isEmpty()) {
        parsePair(pair, parameters, errors);
      }
    }
    return parameters;
  }

  private static void parsePair(String pair, List<Parameter> into, List<ApiError> errors) {
    int equals = pair.indexOf('=');
    String rawName = equals < 0 ? pair : pair.substring(0, equals);
    String name = decode(rawName);
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    if (name == null || value == null) {
      errors.add(
          ApiError.parameter(
              name == null ? Characters.printable(rawName) : Characters.printable(name),
              "The parameter is not percent-encoded UTF-8."));
      return;
    }
    String flaw = Characters.flaw(name) != null ? Characters.flaw(name) : Characters.flaw(value);
    if (flaw != null) {
      errors.add(ApiError.parameter(Characters.printable(name), "The parameter " + flaw + "."));
      return;
    }
    Parameter parameter = split(name, value);
    if (parameter == null) {
      errors.add(
          ApiError.parameter(
              Characters.printable(name), "The brackets of the parameter's name do not match."));
    } else if (!into.contains(parameter)) {
      into.add(parameter);
    }
  }

  private static Parameter split(String name, String value) {
    int open = name.indexOf('[');
    if (open < 0) {
      return name.indexOf(']') < 0 ? new Parameter(name, name, List.of(), value) : null;
    }
    if (!name.endsWith("]")) {
      return null;
    }
    String inner = name.substring(open + 1, name.length() - 1);
    List<String> keys = List.of(inner.split("\\]\\[", -1));
    boolean clean = keys.stream().allMatch(key -> key.indexOf('[') < 0 && key.indexOf(']') < 0);
    return clean ? new Parameter(name, name.substring(0, open), keys, value) : null;
  }

  /** The decoded text, or null when it is not percent-encoded UTF-8. */
  private static String decode(String raw) {
    byte[] bytes = new byte[raw.length() * 3];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes[length++] = (byte) (high * 16 + low);
        i += 2;
      } else if (c == '+') {
        bytes[length++] = ' ';
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /** The pair as it stands in a link of an answer. */
  public String encoded() {
    return encode(name) + "=" + encode(value);
  }

  /** Percent-encodes one name or value. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
