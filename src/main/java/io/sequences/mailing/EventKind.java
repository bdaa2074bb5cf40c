package io.sequences.mailing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can happen to a mailing, and which members an event of the kind may carry besides. */
public enum EventKind {
  SCHEDULED("scheduled"),
  DELIVERED("delivered"),
  OPENED("opened"),
  CLICKED("clicked"),
  REPLIED("replied"),
  BOUNCED("bounced"),
  FAILED("failed"),
  UNSUBSCRIBED("unsubscribed"),
  MARKED_AS_SPAM("markedAsSpam");

  private static final Map<String, EventKind> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(EventKind::word, Function.identity()));

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /** The kind that a client names, or null when it names none. */
  static EventKind of(String word) {
    return BY_WORD.get(word);
  }

  /** All words that clients may use. */
  public static List<String> words() {
    return Arrays.stream(values()).map(EventKind::word).toList();
  }

  /** The word for it on the wire and in the database. */
  public String word() {
    return word;
  }

  /** Whether an event of this kind may carry the member, one of those that not all kinds have. */
  public boolean takes(String member) {
    return switch (member) {
      case "bot" -> this == OPENED || this == CLICKED;
      case "sentiment", "from" -> this == REPLIED;
      case "reason" -> this == BOUNCED || this == FAILED;
      default -> false;
    };
  }
}
