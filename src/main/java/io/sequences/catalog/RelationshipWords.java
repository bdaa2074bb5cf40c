package io.sequences.catalog;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * The words of a declaration that say where a type leads. A column is the relationship's name in
 * snake case with {@code _id} unless a word says otherwise.
 *
 * @param <E> the entity that writes go to
 */
abstract sealed class RelationshipWords<E> permits Declaration {

  abstract Declaration<E> add(Relationship relationship);

  /** To one resource or none, by the column {@code <name>_id}; filters use the target's id. */
  public Declaration<E> toOne(String relationship, String target, String text) {
    return toOne(relationship, target, ResourceType.snakeCase(relationship) + "_id", text);
  }

  /** To one resource or none, by a column with another name. */
  public Declaration<E> toOne(String relationship, String target, String column, String text) {
    return add(
        new Relationship.ToOne(
            relationship, target, List.of(ResourceType.ID.name()), column, true, null, text));
  }

  /** To one resource, which clients write; filters use the target's id. */
  public Declaration<E> toOne(
      String relationship,
      String target,
      boolean nullable,
      BiConsumer<E, Long> write,
      String text) {
    return toOne(relationship, target, nullable, List.of(ResourceType.ID.name()), write, text);
  }

  /** To one resource, which clients write; {@code filterPaths} lists what filters may use. */
  public Declaration<E> toOne(
      String relationship,
      String target,
      boolean nullable,
      List<String> filterPaths,
      BiConsumer<E, Long> write,
      String text) {
    String column = ResourceType.snakeCase(relationship) + "_id";
    return toOne(relationship, target, column, nullable, filterPaths, write, text);
  }

  /** To one resource, which clients write, by a column with another name. */
  @SuppressWarnings("unchecked") // The entity given to the writer is the one of this declaration.
  public Declaration<E> toOne(
      String relationship,
      String target,
      String column,
      boolean nullable,
      List<String> filterPaths,
      BiConsumer<E, Long> write,
      String text) {
    return add(
        new Relationship.ToOne(
            relationship,
            target,
            filterPaths,
            column,
            nullable,
            (BiConsumer<Object, Object>) (BiConsumer<?, ?>) write,
            text));
  }

  /** To few resources, named in every answer, in the order of a column of theirs. */
  public Declaration<E> toMany(
      String relationship, String target, String inverse, String orderBy, String text) {
    return add(
        new Relationship.ToMany(
            relationship, target, List.of(ResourceType.ID.name()), inverse, orderBy, text));
  }

  /** To any number of resources, linked to; filters use the target's id. */
  public Declaration<E> linkOnly(String relationship, String target, String inverse, String text) {
    return add(
        new Relationship.LinkOnly(
            relationship, target, List.of(ResourceType.ID.name()), inverse, text));
  }

  /** To any number of resources, linked to, and no filter. */
  public Declaration<E> linkOnlyWithoutFilter(
      String relationship, String target, String inverse, String text) {
    return add(new Relationship.LinkOnly(relationship, target, List.of(), inverse, text));
  }
}
