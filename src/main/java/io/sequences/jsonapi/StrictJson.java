package io.sequences.jsonapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as clients have to send it: UTF-8, no duplicate keys, no trailing text, no nesting over 64.
 */
public final class StrictJson {

  /** The deepest nesting. */
  public static final int MAX_DEPTH = 64;

  /**
   * Few enough to parse at once, and more than any program writes for a number: one that is out of
   * an attribute's range, or a long fraction, is JSON, and refused (422) where it stands.
   */
  private static final int MAX_DIGITS = 100;

  private static final ObjectReader STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private StrictJson() {}

  /** What bytes fail to be; the message completes "The body …", with its full stop. */
  public static final class NotJson extends Exception {
    private NotJson(String message) {
      super(message, null, false, false);
    }
  }

  /** The value that these bytes are. */
  public static JsonNode read(ByteBuffer bytes) throws NotJson {
    try {
      // Decoded first, so that only UTF-8 is accepted and a half-right sequence is never guessed
      // at.
      return STRICT.readTree(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notUtf8) {
      throw new NotJson("is not UTF-8.");
    } catch (JsonProcessingException notJson) {
      throw new NotJson("is not JSON: " + reason(notJson));
    }
  }

  /** Why parsing failed, without the parser's own vocabulary of classes and features. */
  private static String reason(JsonProcessingException fault) {
    String said = fault.getOriginalMessage();
    String place =
        fault.getLocation() == null
            ? "."
            : " (line "
                + fault.getLocation().getLineNr()
                + ", column "
                + fault.getLocation().getColumnNr()
                + ").";
    if (said.startsWith("Duplicate field")) {
      return "a key stands twice in one object" + place;
    }
    if (said.contains("nesting depth")) {
      return "it is nested more than " + MAX_DEPTH + " deep" + place;
    }
    if (said.contains("Number value length") || said.contains("number length")) {
      return "a number has more than " + MAX_DIGITS + " digits" + place;
    }
    if (said.startsWith("Trailing token")) {
      return "text follows the document" + place;
    }
    return "a syntax error" + place;
  }
}
