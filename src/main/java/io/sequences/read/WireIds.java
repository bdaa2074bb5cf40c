package io.sequences.read;

/** How ids look in answers. In requests both forms are understood. */
public enum WireIds {
  /** JSON integers, as Outreach sends them; an id that is no number is a string all the same. */
  INTEGER,
  /** JSON strings, as JSON:API has it. */
  STRING
}
