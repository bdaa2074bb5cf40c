package io.sequences.jsonapi;

import java.util.List;
import java.util.Map;

/**
 * What the query string of a request asks for, as it stands there: names are not yet looked up and
 * values have no type.
 *
 * @param filters all of which must hold
 * @param sort the keys in the order of their weight; empty for the default order
 * @param include paths of relationship names
 * @param fields the members asked for, by resource type; a type that is not a key has all of its
 *     members
 * @param actionParams what an action is told, by name
 */
public record Query(
    List<Filter> filters,
    List<SortKey> sort,
    Page page,
    List<List<String>> include,
    Map<String, List<String>> fields,
    boolean count,
    boolean authorizationMeta,
    Map<String, String> actionParams) {

  /** A key to sort by. */
  public record SortKey(String name, boolean descending) {}

  /**
   * A condition on one member.
   *
   * @param parameter the name of the query parameter, for errors
   * @param path the attribute, or a relationship and an attribute of its target
   * @param anyOf the tests of which one must hold
   */
  public record Filter(String parameter, List<String> path, List<Test> anyOf) {}

  /**
   * One test of a condition.
   *
   * @param value what to compare with; empty for the tests of null
   * @param upper the upper bound of a range, else null
   */
  public record Test(Operator operator, String value, String upper) {}

  /** What a test asks of a member. */
  public enum Operator {
    /** It has this value; of a list, this element. */
    IS,
    /** It has another value, or none. */
    IS_NOT,
    /** It lies between two bounds, which belong to the range; "neginf" and "inf" are open ends. */
    RANGE,
    GTE,
    GT,
    LTE,
    LT,
    IS_NULL,
    IS_NOT_NULL
  }

  /** Which part of the collection is asked for. */
  public sealed interface Page {
    /** How many resources a page holds at the most, 1 to 1,000. */
    int size();

    /**
     * A page before or after a cursor; without one, the first page.
     *
     * @param after null, or the cursor of the row before the page
     * @param before null, or the cursor of the row behind the page
     */
    record ByCursor(int size, String after, String before) implements Page {}

    /** A page some rows, 0 to 10,000, from the start. */
    record ByOffset(int size, int offset) implements Page {}
  }
}
