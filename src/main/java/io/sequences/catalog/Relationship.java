package io.sequences.catalog;

import java.util.List;
import java.util.function.BiConsumer;

/** One relationship of a resource type to another, or to itself. */
public sealed interface Relationship {

  /** The name on the wire. */
  String name();

  /** The name of the resource type that it leads to. */
  String target();

  /** The attributes of the target, {@code id} among them, that a filter may use; empty for none. */
  List<String> filterPaths();

  /** One sentence for the OpenAPI document. */
  String description();

  /**
   * To one resource, whose id stands in a column of the row.
   *
   * @param column the column with the target's id
   * @param nullable whether it may lead nowhere
   * @param write sets the target's id on the entity, or null when clients may not write it
   */
  record ToOne(
      String name,
      String target,
      List<String> filterPaths,
      String column,
      boolean nullable,
      BiConsumer<Object, Object> write,
      String description)
      implements Relationship {

    /** Whether a client may write it. */
    public boolean writable() {
      return write != null;
    }
  }

  /** A relationship to many, whose other side is a to-one relationship of the target. */
  sealed interface Many extends Relationship {
    /** The name of the target's to-one relationship that leads back. */
    String inverse();
  }

  /**
   * To few resources, which every answer names.
   *
   * @param orderBy the column of the target's table that orders them, before their id
   */
  record ToMany(
      String name,
      String target,
      List<String> filterPaths,
      String inverse,
      String orderBy,
      String description)
      implements Many {}

  /**
   * To any number of resources, which an answer does not name but links to, unless they are
   * included.
   */
  record LinkOnly(
      String name, String target, List<String> filterPaths, String inverse, String description)
      implements Many {}
}
