package io.sequences.read;

import java.util.Set;
import java.util.TreeSet;

/**
 * A statement being written that shows resources: {@code page} decides which rows {@code t}, and
 * from those the outer level shows what was asked for. A row brings along the columns that the
 * outer level names, and no others: behind row-level security every column of it is copied.
 */
final class TwoLevels {

  private final Sql sql = new Sql().add("with page as materialized (select ");
  private final int columns = sql.length();
  private int outer;

  /**
   * The level that decides which rows, to be continued behind its columns; its text comes first.
   */
  Sql rows() {
    return sql;
  }

  /** The name of the i-th sort key, which the first level has to give. */
  static String sortKey(int i) {
    return "k" + i;
  }

  /** The level that shows the rows; no more of the first can follow. */
  Sql shown() {
    sql.add(")");
    outer = sql.length();
    return sql;
  }

  /** The whole statement; to be called once, at the end. */
  Sql whole() {
    sql.insert(columns, String.join(", ", columnsOf(sql.text(), outer)));
    return sql;
  }

  /** The columns of {@code t} that are named behind a place, each as it is named. */
  private static Set<String> columnsOf(String text, int from) {
    Set<String> columns = new TreeSet<>();
    // A regular expression took a tenth of the time that a page costs.
    for (int dot = text.indexOf("t.", from) + 1; dot > 0; dot = text.indexOf("t.", dot) + 1) {
      int end = dot + 1;
      while (end < text.length() && isOfName(text.charAt(end))) {
        end++;
      }
      boolean alone = !isOfName(text.charAt(dot - 2));
      if (alone && !isSortKey(text, dot + 1, end)) {
        columns.add(text.substring(dot - 1, end));
      }
    }
    return columns;
  }

  private static boolean isSortKey(String text, int start, int end) {
    return end > start + 1
        && text.charAt(start) == 'k'
        && text.substring(start + 1, end).chars().allMatch(Character::isDigit);
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
