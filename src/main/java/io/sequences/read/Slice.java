package io.sequences.read;

import io.sequences.read.Plan.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that a plan's statements gave.
 *
 * @param primary its resources, in the order of the collection
 * @param more whether there is more in the direction of the page
 * @param behind whether there is anything on the other side of the cursor
 * @param total how many resources match, or null when nobody asked
 */
record Slice(Fetched primary, boolean more, boolean behind, Long total) {

  boolean hasNext(Window.Keyset window) {
    return window.backwards() ? behind : more;
  }

  boolean hasPrevious(Window.Keyset window) {
    return window.backwards() ? more : behind;
  }

  /** The cursor after the last row; on an empty page, the one that keeps the row that led here. */
  Cursor end(Plan plan, Window.Keyset window) {
    int last = primary.rows().size() - 1;
    return last < 0 ? window.position().turned() : at(plan, last);
  }

  /**
   * The cursor before the first row; on an empty page, the one that keeps the row that led here.
   */
  Cursor start(Plan plan, Window.Keyset window) {
    return primary.rows().isEmpty() ? window.position().turned() : at(plan, 0);
  }

  private Cursor at(Plan plan, int index) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < plan.sort().size(); i++) {
      values.add(primary.columns().extra(primary.rows().get(index), i));
    }
    return new Cursor(values, Columns.id(primary.rows().get(index)), false);
  }
}
