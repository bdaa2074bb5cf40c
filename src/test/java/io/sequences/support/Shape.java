package io.sequences.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer looks like its example: every member is there, and of the same kind. */
public final class Shape {

  private Shape() {}

  /**
   * Where an answer differs from an example; null may stand for anything, and so may an example.
   */
  public static List<String> faults(JsonNode example, JsonNode answer) {
    List<String> faults = new ArrayList<>();
    compare("", example, answer, faults);
    return faults;
  }

  private static void compare(String at, JsonNode example, JsonNode answer, List<String> faults) {
    if (answer.isMissingNode()) {
      faults.add(at + " is missing");
    } else if (answer.isNull() || example.isNull()) {
      return;
    } else if (answer.getNodeType() != example.getNodeType()) {
      faults.add(at + " is " + answer.getNodeType() + " and not " + example.getNodeType());
    } else if (example.isObject()) {
      OpenApi.each(
          example, (name, value) -> compare(at + "/" + name, value, answer.path(name), faults));
    } else if (example.isArray() && !example.isEmpty()) {
      for (int i = 0; i < answer.size(); i++) {
        compare(at + "/" + i, example.path(0), answer.path(i), faults);
      }
    }
  }
}
