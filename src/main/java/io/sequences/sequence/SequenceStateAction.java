package io.sequences.sequence;

import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Action;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.ActionParams;
import java.util.Locale;
import java.util.Map;

/** What clients do to a sequence state. Doing it again changes nothing. */
enum SequenceStateAction {
  PAUSE("Stops it until it is resumed.") {
    @Override
    Map<String, ValueType<?>> parameters() {
      return Map.of("reason", text(1024));
    }

    @Override
    void apply(SequenceState state, ActionParams params) {
      requireUnfinished(state);
      state.pause(params.text("reason"));
    }
  },
  RESUME("Lets a paused one go on, as soon as there is room for it.") {
    @Override
    void apply(SequenceState state, ActionParams params) {
      requireUnfinished(state);
      state.resume();
    }
  },
  FINISH("Ends it.") {
    @Override
    void apply(SequenceState state, ActionParams params) {
      if (!state.state.equals(SequenceState.FINISHED)) {
        requireUnfinished(state);
        state.finish();
      }
    }
  };

  private final String description;

  SequenceStateAction(String description) {
    this.description = description;
  }

  /** Does it, or refuses. */
  abstract void apply(SequenceState state, ActionParams params);

  private static void requireUnfinished(SequenceState state) {
    if (!state.isUnfinished()) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR,
          "The sequence state has come to its end: " + state.state + ".");
    }
  }

  /** The action that the catalogue declares by this name. */
  static SequenceStateAction of(Action action) {
    return valueOf(action.name().toUpperCase(Locale.ROOT));
  }

  /** The last segment of its path. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for the OpenAPI document. */
  String description() {
    return description;
  }

  /** What may be said with it. */
  Map<String, ValueType<?>> parameters() {
    return Map.of();
  }
}
