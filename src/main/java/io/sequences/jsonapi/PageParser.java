package io.sequences.jsonapi;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads which page of a collection is asked for, by cursor or by offset and never by both. */
final class PageParser {

  private static final Set<String> PAGE_KEYS = Set.of("size", "after", "before", "limit", "offset");

  private final Map<String, Parameter> parameters;
  private final BiConsumer<Parameter, String> refuse;

  /**
   * @param parameters those of the query that stand once, by their names
   * @param refuse takes what is wrong with one of them
   */
  PageParser(Map<String, Parameter> parameters, BiConsumer<Parameter, String> refuse) {
    this.parameters = parameters;
    this.refuse = refuse;
  }

  Query.Page parse() {
    for (Parameter parameter : parameters.values()) {
      if (parameter.family().equals("page") && !PAGE_KEYS.contains(parameter.keys().get(0))) {
        refuse.accept(
            parameter,
            "The parameter is not known." + Names.hint(parameter.keys().get(0), PAGE_KEYS));
      }
    }
    Parameter limit = parameters.get("page[limit]");
    Parameter offset = parameters.get("page[offset]");
    Parameter size = parameters.get("page[size]");
    Parameter after = parameters.get("page[after]");
    Parameter before = parameters.get("page[before]");
    if (limit != null || offset != null) {
      for (Parameter other : Arrays.asList(size, after, before)) {
        if (other != null) {
          refuse.accept(
              other, "Page by cursor (size, after, before) or by offset (limit, offset).");
        }
      }
      return new Query.Page.ByOffset(
          number(limit, 1, QueryParser.MAX_PAGE_SIZE, QueryParser.DEFAULT_PAGE_SIZE),
          number(offset, 0, QueryParser.MAX_OFFSET, 0));
    }
    if (after != null && before != null) {
      refuse.accept(before, "Give page[after] or page[before], not both.");
    }
    return new Query.Page.ByCursor(
        number(size, 1, QueryParser.MAX_PAGE_SIZE, QueryParser.DEFAULT_PAGE_SIZE),
        after == null ? null : after.value(),
        before == null ? null : before.value());
  }

  private int number(Parameter parameter, int least, int most, int standard) {
    if (parameter == null) {
      return standard;
    }
    String text = parameter.value();
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && text.length() <= 9) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    refuse.accept(parameter, "The value must be an integer from " + least + " to " + most + ".");
    return standard;
  }
}
