package io.sequences.jsonapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The names and texts in a resource object that could not be stored as they are. Where each stands
 * is put into words only once it is found: below a long name, to do so for every value would take
 * the square of the time.
 */
final class Flaws {

  private final String at;

  /** The members and indexes that lead to what is looked at, the outermost first. */
  private final Deque<String> path = new ArrayDeque<>();

  private final List<ApiError> found = new ArrayList<>();

  private Flaws(String at) {
    this.at = at;
  }

  /** At most {@link ApiError#MOST} of them, in the order of the document. */
  static List<ApiError> in(JsonNode resource, String at) {
    Flaws flaws = new Flaws(at);
    flaws.visit(resource);
    return flaws.found;
  }

  private boolean full() {
    return found.size() >= ApiError.MOST;
  }

  private void visit(JsonNode node) {
    if (node.isTextual()) {
      note("The value ", Characters.flaw(node.textValue()));
    }
    for (int i = 0; node.isArray() && i < node.size() && !full(); i++) {
      path.addLast(Integer.toString(i));
      visit(node.get(i));
      path.removeLast();
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (full()) {
        return;
      }
      path.addLast(member.getKey());
      note("The name of the member ", Characters.flaw(member.getKey()));
      visit(member.getValue());
      path.removeLast();
    }
  }

  private void note(String what, String flaw) {
    if (flaw != null && !full()) {
      String pointer = at;
      for (String step : path) {
        pointer = RequestDocument.pointer(pointer, step);
      }
      found.add(ApiError.invalid(pointer, what + flaw + "."));
    }
  }
}
