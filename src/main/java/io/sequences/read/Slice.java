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

  /** The cursor after the last row of the page. */
  Cursor end(Plan plan, Window.Keyset window) {
    return primary.rows().isEmpty() ? around(window) : at(plan, primary.rows().size() - 1);
  }

  /** The cursor before the first row of the page. */
  Cursor start(Plan plan, Window.Keyset window) {
    return primary.rows().isEmpty() ? around(window) : at(plan, 0);
  }

  /**
   * From an empty page the way back starts with the row of the cursor that led here, if it is still
   * there.
   */
  private static Cursor around(Window.Keyset window) {
    return new Cursor(window.position().values(), window.position().id(), true);
  }

  private Cursor at(Plan plan, int index) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < plan.sort().size(); i++) {
      values.add(primary.columns().extra(primary.rows().get(index), i));
    }
    return new Cursor(values, Columns.id(primary.rows().get(index)), false);
  }
}
