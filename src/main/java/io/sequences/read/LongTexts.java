package io.sequences.read;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Text;
import io.sequences.read.Plan.Selection;
import java.util.stream.Collectors;

/**
 * Texts that can be of any length, of which a page can have more than there is memory. A statement
 * sums up their bytes where the rows are, which does not read them, and brings them along if they
 * are no more than it is allowed; else it brings none of them.
 */
final class LongTexts {

  /** What every statement is allowed, in bytes. */
  static final long FEW = 1L << 20;

  private LongTexts() {}

  /** The bytes of a row's, as further summands. */
  static String weight(Selection selection) {
    return selection.attributes().stream()
        .filter(LongTexts::isLong)
        .map(each -> " + coalesce(octet_length(" + each.source().sql() + "), 0)")
        .collect(Collectors.joining());
  }

  /** Whether statements of a selection have a column with the bytes of all their rows. */
  static boolean are(Selection selection) {
    return selection.attributes().stream().anyMatch(LongTexts::isLong);
  }

  static boolean isLong(Attribute attribute) {
    return attribute.type() instanceof Text text && text.isUnbounded();
  }

  /** The bytes of what was fetched, whether or not the texts came along. */
  static long of(Fetched fetched) {
    long bytes = fetched.rows().isEmpty() ? 0 : fetched.columns().textBytes(fetched.rows().get(0));
    for (Fetched included : fetched.included().values()) {
      bytes += of(included);
    }
    return bytes;
  }
}
