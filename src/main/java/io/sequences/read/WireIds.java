package io.sequences.read;

/** How ids look in answers. In requests both forms are understood. */
public enum WireIds {
  /** JSON integers, as Outreach sends them. */
  INTEGER,
  /** JSON strings, as JSON:API has it. */
  STRING
}
