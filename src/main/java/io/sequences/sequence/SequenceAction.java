package io.sequences.sequence;

import java.util.Locale;

/**
 * What clients do to a sequence besides changing its attributes. Doing it again changes nothing.
 */
public enum SequenceAction {
  ACTIVATE("Enables it, which takes at least one step.") {
    @Override
    void apply(Sequence sequence, Standing standing) {
      standing.requireWritable();
      standing.requireStep();
      sequence.enable();
    }
  },
  DEACTIVATE("Disables it.") {
    @Override
    void apply(Sequence sequence, Standing standing) {
      standing.requireWritable();
      sequence.disable();
    }
  },
  LOCK("Keeps everybody but its owner, its creator and admins from changing it.") {
    @Override
    void apply(Sequence sequence, Standing standing) {
      standing.requireOwned();
      sequence.lock();
    }
  },
  UNLOCK("Lets others change it again.") {
    @Override
    void apply(Sequence sequence, Standing standing) {
      standing.requireOwned();
      sequence.unlock();
    }
  };

  private final String description;

  SequenceAction(String description) {
    this.description = description;
  }

  /** Does it, or refuses. */
  abstract void apply(Sequence sequence, Standing standing);

  /** The last segment of its path. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for the OpenAPI document. */
  public String description() {
    return description;
  }
}
