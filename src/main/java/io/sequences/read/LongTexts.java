package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Text;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.read.Plan.Selection;
import java.util.stream.Collectors;

/**
 * How much there may be at once of texts that can be of any length: a thousand of them would be
 * more than the memory has. Their bytes are summed up where the rows are, which does not read them;
 * they come along when the sum is within the bound, and else not even one does, so that a read is
 * refused and not cut short.
 */
final class LongTexts {

  /** The most bytes that one statement brings. */
  static final long MOST = 32L << 20;

  private LongTexts() {}

  /** The bytes of a row's, as further summands. */
  static String weight(Selection selection) {
    return selection.attributes().stream()
        .filter(LongTexts::isLong)
        .map(each -> " + coalesce(octet_length(" + each.source().sql() + "), 0)")
        .collect(Collectors.joining());
  }

  /** An attribute, as a statement shows it. */
  static String shown(Attribute attribute) {
    String value = attribute.source().sql();
    return isLong(attribute) ? "case when w.bytes <= " + MOST + " then " + value + " end" : value;
  }

  /** The column with the bytes of all rows' texts, if there are any. */
  static String column(Selection selection) {
    return are(selection) ? ", w.bytes" : "";
  }

  /** What that column is read from. */
  static String join(Selection selection) {
    return are(selection)
        ? " cross join (select sum(0::bigint%s) as bytes from page t) w"
            .formatted(weight(selection))
        : "";
  }

  /** Whether statements of a selection have that column. */
  static boolean are(Selection selection) {
    return selection.attributes().stream().anyMatch(LongTexts::isLong);
  }

  /** Refuses, 422, what has more bytes than the bound. */
  static void check(Fetched fetched) {
    boolean fit =
        fetched.rows().isEmpty() || fetched.columns().textBytes(fetched.rows().get(0)) <= MOST;
    if (!fit) {
      throw new ApiException(
          ApiError.parameter(
              "fields[" + fetched.selection().type().name() + "]",
              "The texts of these resources have more than %d MiB together. Ask for fewer of them at a time, for fewer attributes, or for an export."
                  .formatted(MOST >> 20)));
    }
  }

  private static boolean isLong(Attribute attribute) {
    return attribute.type() instanceof Text text && text.isUnbounded();
  }
}
