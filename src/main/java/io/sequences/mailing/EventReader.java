package io.sequences.mailing;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.catalog.Choice;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.Moment;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Characters;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.Names;
import io.sequences.jsonapi.StrictJson;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;

/**
 * Reads events from JSON. Nothing is coerced, and an unknown member is refused, so that a slip of
 * the client is named and not lost. What is wrong is refused with a pointer to the event's line.
 */
final class EventReader {

  /** How far the clock of whoever reports may be ahead. */
  static final Duration AHEAD = Duration.ofHours(24);

  private static final ValueType<String> MESSAGE_ID = notBlank(998);
  private static final ValueType<String> KIND = new Choice(EventKind.words());

  /** The members that only some kinds take. */
  private static final Map<String, ValueType<?>> OPTIONAL =
      Map.of(
          "bot", BOOLEAN,
          "sentiment", oneOf("positive", "neutral", "negative"),
          "reason", text(1024),
          "from", notBlank(320));

  private static final Set<String> MEMBERS =
      Set.of("mailing", "messageId", "event", "occurredAt", "sentiment", "reason", "bot", "from");

  /** The event on a line of a stream. */
  MailingEvent read(long line, ByteBuffer json) {
    try {
      return read(line, StrictJson.read(json));
    } catch (StrictJson.NotJson fault) {
      throw refusal(line, ErrorCode.MALFORMED_REQUEST, "The line " + fault.getMessage());
    }
  }

  /** The event that is a line's JSON value, or an element of an array. */
  MailingEvent read(long line, JsonNode event) {
    if (!event.isObject()) {
      throw refusal(line, ErrorCode.MALFORMED_REQUEST, "An event is a JSON object.");
    }
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      checkMember(line, member.getKey(), member.getValue());
    }
    Long mailing = mailing(line, event.path("mailing"));
    String messageId = value(line, event, "messageId", MESSAGE_ID);
    if (mailing == null && messageId == null) {
      throw invalid(line, "An event names its mailing by 'mailing' or by 'messageId'.");
    }
    String kind = required(line, event, "event", KIND);
    OffsetDateTime occurredAt = required(line, event, "occurredAt", MOMENT);
    if (occurredAt.isAfter(Moment.now().plus(AHEAD))) {
      throw invalid(line, "The value of 'occurredAt' must not be more than a day ahead.");
    }
    return new MailingEvent(
        line,
        mailing,
        messageId,
        kind,
        occurredAt,
        Boolean.TRUE.equals(optional(line, event, kind, "bot")),
        (String) optional(line, event, kind, "sentiment"),
        (String) optional(line, event, kind, "reason"),
        address((String) optional(line, event, kind, "from")));
  }

  /** Of a header such as {@code Jo <jo@example.com>} the address alone. */
  private static String address(String from) {
    int open = from == null ? -1 : from.lastIndexOf('<');
    int close = from == null ? -1 : from.indexOf('>', open);
    return open < 0 || close < 0 ? from : from.substring(open + 1, close).strip();
  }

  private static void checkMember(long line, String name, JsonNode value) {
    if (!MEMBERS.contains(name)) {
      throw invalid(
          line, "An event has no member " + Names.quote(name) + "." + Names.hint(name, MEMBERS));
    }
    String flaw = value.isTextual() ? Characters.flaw(value.textValue()) : null;
    if (flaw != null) {
      throw invalid(line, "The value of '" + name + "' " + flaw + ".");
    }
  }

  /** An id as everywhere in requests: an integer, or a string of its digits. */
  private static Long mailing(long line, JsonNode id) {
    if (id.isMissingNode() || id.isNull()) {
      return null;
    }
    if (id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0) {
      return id.longValue();
    }
    if (id.isTextual() && id.textValue().matches("0*[1-9][0-9]{0,17}")) {
      return Long.valueOf(id.textValue());
    }
    throw invalid(line, "The value of 'mailing' must be the id of a mailing, a positive integer.");
  }

  /** A member that only some kinds take; null when it is absent, and then any kind may lack it. */
  private static Object optional(long line, JsonNode event, String kind, String name) {
    Object value = value(line, event, name, OPTIONAL.get(name));
    if (value == null || value.equals(false) || EventKind.of(kind).takes(name)) {
      return value;
    }
    throw invalid(line, "An event '" + kind + "' takes no '" + name + "'.");
  }

  private static <T> T required(long line, JsonNode event, String name, ValueType<T> type) {
    T value = value(line, event, name, type);
    if (value == null) {
      throw invalid(line, "An event needs the member '" + name + "'.");
    }
    return value;
  }

  /** The value of a member; absent and null mean the same. */
  private static <T> T value(long line, JsonNode event, String name, ValueType<T> type) {
    JsonNode value = event.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      return type.fromJson(value);
    } catch (InvalidValue fault) {
      throw refusal(
          line,
          fault.isTooLong() ? ErrorCode.VALIDATION_DATA_TOO_LONG : ErrorCode.VALIDATION_ERROR,
          "The value of '" + name + "' " + fault.getMessage() + ".");
    }
  }

  private static ApiException invalid(long line, String detail) {
    return refusal(line, ErrorCode.VALIDATION_ERROR, detail);
  }

  private static ApiException refusal(long line, ErrorCode code, String detail) {
    return new ApiException(ApiError.at("/" + line, code, detail));
  }
}
