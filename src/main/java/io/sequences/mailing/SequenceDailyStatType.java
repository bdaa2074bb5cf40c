package io.sequences.mailing;

import static io.sequences.catalog.Values.DAY;
import static io.sequences.catalog.Values.oneOf;

import io.sequences.catalog.Declaration;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;

/**
 * The resource type "sequenceDailyStat": what happened to the mailings of one sequence on one day,
 * or in one week or month. It is read only, and belongs to its sequence in every respect.
 */
public final class SequenceDailyStatType {

  /** The declaration. */
  public static final ResourceType TYPE = declare();

  private SequenceDailyStatType() {}

  private static ResourceType declare() {
    Declaration<Object> type =
        ResourceType.named(
                "sequenceDailyStat",
                "sequenceDailyStats",
                "What happened to the mailings of one sequence on one UTC day, or in one week or month"
                    + " of such days. There is none for a time in which nothing happened.")
            .scopedBy("sequences")
            .visibleBy(VisibleBy.SEQUENCE)
            .identifiedBy(DailyStatId.IDENTITY)
            .stored(
                "day",
                DAY,
                "The day by UTC; of a week its Monday, of a month its first, also where filters"
                    + " compare it.")
            .stored(
                "grain",
                oneOf(Grain.words()),
                "Whether the figures are those of a day, of a week as in ISO 8601, or of a month.")
            .unlessFiltered("grain", Grain.DAY.word())
            .toOne("sequence", "sequence", "The sequence whose mailings are counted.");
    MailingCounters.perDay(type);
    return type.build();
  }
}
