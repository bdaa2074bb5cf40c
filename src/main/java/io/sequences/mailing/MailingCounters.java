package io.sequences.mailing;

import static io.sequences.catalog.Values.FIGURE;

import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Declaration;
import io.sequences.catalog.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The eleven figures that count mailings, each mailing at most once: of a sequence and of a step
 * they are summed from the ledger, of a sequence state from its few mailings and what was purged of
 * them, and of a daily stat they are columns. No event implies another: a click without an open is
 * a click.
 */
public final class MailingCounters {

  private record Figure(String name, String description) {
    String column() {
      return ResourceType.snakeCase(name);
    }
  }

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("bounceCount", "The total count of bounced mailings."),
          new Figure("clickCount", "The total count of clicked mailings."),
          new Figure("deliverCount", "The total count of delivered mailings."),
          new Figure("failureCount", "The total count of failed mailings."),
          new Figure("negativeReplyCount", "The total count of mailings with a negative reply."),
          new Figure("neutralReplyCount", "The total count of mailings with a neutral reply."),
          new Figure("openCount", "The total count of opened mailings."),
          new Figure(
              "optOutCount", "The total count of mailings through which the recipient opted out."),
          new Figure("positiveReplyCount", "The total count of mailings with a positive reply."),
          new Figure("replyCount", "The total count of replied mailings."),
          new Figure("scheduleCount", "The total count of scheduled mailings."));

  private static final List<String> MAILING_FIGURES = FIGURES.stream().map(Figure::column).toList();

  private static final List<String> LEDGER =
      Stream.concat(MAILING_FIGURES.stream(), Stream.of("contacted_prospects", "replied_prospects"))
          .toList();

  /**
   * The ledger of a sequence: mailing figures, and the prospects that were contacted and that
   * replied.
   */
  public static final Aggregate PER_SEQUENCE =
      new Aggregate("m", "sequence_ledger", Map.of("sequence_id", "id"), sums(LEDGER));

  private static final Aggregate PER_STEP =
      new Aggregate(
          "m",
          "mailing_ledger",
          Map.of("sequence_id", "sequence_id", "sequence_step_id", "id"),
          sums(LEDGER));

  private static final Aggregate PER_STATE =
      new Aggregate(
          "m", "mailing_state_ledger", Map.of("sequence_state_id", "id"), sums(MAILING_FIGURES));

  private MailingCounters() {}

  /** Declares the figures of a sequence. */
  public static <E> void perSequence(Declaration<E> type) {
    declare(type, PER_SEQUENCE);
  }

  /** Declares the figures of a step. */
  public static <E> void perStep(Declaration<E> type) {
    declare(type, PER_STEP);
  }

  /** Declares the figures of a sequence state. */
  public static <E> void perState(Declaration<E> type) {
    declare(type, PER_STATE);
  }

  /** Declares the figures of a daily stat. */
  static <E> void perDay(Declaration<E> type) {
    for (Figure figure : FIGURES) {
      String description = figure.description().replaceFirst("\\.$", " in this time.");
      type.stored(figure.name(), FIGURE, description);
    }
  }

  private static <E> void declare(Declaration<E> type, Aggregate over) {
    for (Figure figure : FIGURES) {
      String sql = "coalesce(m." + figure.column() + ", 0)";
      type.counted(figure.name(), FIGURE, over, sql, figure.description());
    }
  }

  private static Map<String, String> sums(List<String> columns) {
    return columns.stream()
        .collect(Collectors.toMap(column -> column, column -> "figure_sum(l." + column + ")"));
  }
}
