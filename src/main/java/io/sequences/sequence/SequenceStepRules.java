package io.sequences.sequence;

import io.sequences.write.Changes;

/** The rules on a step that follow from its sequence. Pure. */
final class SequenceStepRules {

  /**
   * What a step has to know of its sequence.
   *
   * @param date whether its steps have dates, and not intervals
   * @param steps how many steps it has, the one at hand included where it exists already
   * @param enabled whether it is at work
   */
  record Frame(boolean date, long steps, boolean enabled) {}

  private SequenceStepRules() {}

  /** Sets up a new step, behind the others unless it asks for another place. */
  static void create(SequenceStep step, Changes changes, Frame frame) {
    step.ordinal = frame.steps() + 1;
    apply(step, changes, frame, frame.steps() + 1);
  }

  /** Changes a step that exists. */
  static void update(SequenceStep step, Changes changes, Frame frame) {
    apply(step, changes, frame, frame.steps());
  }

  private static void apply(SequenceStep step, Changes changes, Frame frame, long last) {
    Long order = (Long) changes.value("order");
    if (order != null && order > last) {
      changes.refuse("order", "The value must be an integer from 1 to " + last + ".");
    }
    changes.applyTo(step);
    demand(changes, frame.date() ? "date" : "interval", frame, value(step, frame.date()));
    refuse(changes, frame.date() ? "interval" : "date", frame, value(step, !frame.date()));
  }

  private static Object value(SequenceStep step, boolean date) {
    return date ? step.stepDate : step.intervalSeconds;
  }

  private static void demand(Changes changes, String attribute, Frame frame, Object value) {
    boolean refusedAlready = changes.names(attribute) && !changes.has(attribute);
    if (value == null && !refusedAlready) {
      changes.refuse(
          attribute,
          "A step of a sequence of type " + type(frame) + " needs its " + attribute + ".");
    }
  }

  private static void refuse(Changes changes, String attribute, Frame frame, Object value) {
    if (value != null) {
      changes.refuse(
          attribute, "A step of a sequence of type " + type(frame) + " has no " + attribute + ".");
    }
  }

  private static String type(Frame frame) {
    return frame.date() ? "date" : "interval";
  }
}
