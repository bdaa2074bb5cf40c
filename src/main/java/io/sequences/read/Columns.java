package io.sequences.read;

import io.sequences.catalog.Relationship;
import io.sequences.read.Plan.Selection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Where things stand in a row of a selection, as {@link SqlWriter} lays it out: the id, the
 * attributes, the ids of to-one targets, the two rights if asked for, the version if the type has
 * one, the bytes of long texts if there are any, and whatever the statement adds.
 */
record Columns(Selection selection, List<Relationship.ToOne> toOnes, boolean longTexts) {

  Columns(Selection selection) {
    this(selection, selection.toOnes(), LongTexts.are(selection));
  }

  /** The id of the resource. */
  static Object id(Tuple row) {
    return row.getValue(0);
  }

  /** The value of the selection's i-th attribute, or null. */
  static Object attribute(Tuple row, int i) {
    return row.getValue(1 + i);
  }

  /** The id that a to-one relationship leads to, or null. */
  Object target(Tuple row, Relationship.ToOne toOne) {
    return row.getValue(1 + selection.attributes().size() + toOnes.indexOf(toOne));
  }

  boolean canWrite(Tuple row) {
    return row.getBoolean(rights());
  }

  boolean canDelete(Tuple row) {
    return row.getBoolean(rights() + 1);
  }

  /** The version, or null where the type has none. */
  Integer version(Tuple row) {
    return selection.type().isVersioned() ? row.getInteger(version()) : null;
  }

  /** The bytes that the long texts of all rows have, of which the row is one. */
  long textBytes(Tuple row) {
    return longTexts ? row.getLong(textBytes()) : 0;
  }

  /** What the statement's i-th additional column has. */
  Object extra(Tuple row, int i) {
    return row.getValue(textBytes() + (longTexts ? 1 : 0) + i);
  }

  private int textBytes() {
    return version() + (selection.type().isVersioned() ? 1 : 0);
  }

  private int version() {
    return rights() + (selection.authorizationMeta() ? 2 : 0);
  }

  private int rights() {
    return 1 + selection.attributes().size() + toOnes.size();
  }
}
