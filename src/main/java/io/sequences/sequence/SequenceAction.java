package io.sequences.sequence;

import io.sequences.catalog.Action;
import java.util.Locale;

/**
 * What clients do to a sequence besides changing its attributes. Doing it again changes nothing.
 */
enum SequenceAction {
  ACTIVATE("Enables it, which takes at least one step.") {
    @Override
    void apply(Sequence sequence, SequenceFacts facts) {
      facts.requireStep();
      sequence.enable();
    }
  },
  DEACTIVATE("Disables it.") {
    @Override
    void apply(Sequence sequence, SequenceFacts facts) {
      sequence.disable();
    }
  },
  LOCK("Keeps everybody but its owner, its creator and admins from changing it.") {
    @Override
    boolean isPermitted(boolean writable, SequenceFacts facts) {
      return facts.owned();
    }

    @Override
    void apply(Sequence sequence, SequenceFacts facts) {
      sequence.lock();
    }
  },
  UNLOCK("Lets others change it again.") {
    @Override
    boolean isPermitted(boolean writable, SequenceFacts facts) {
      return facts.owned();
    }

    @Override
    void apply(Sequence sequence, SequenceFacts facts) {
      sequence.unlock();
    }
  };

  private final String description;

  SequenceAction(String description) {
    this.description = description;
  }

  /** The action that the catalogue declares by this name. */
  static SequenceAction of(Action action) {
    return valueOf(action.name().toUpperCase(Locale.ROOT));
  }

  /** Whether the caller may do it: most may be done by whoever may change the sequence. */
  boolean isPermitted(boolean writable, SequenceFacts facts) {
    return writable;
  }

  /** Does it, or refuses. */
  abstract void apply(Sequence sequence, SequenceFacts facts);

  /** The last segment of its path. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for the OpenAPI document. */
  String description() {
    return description;
  }
}
