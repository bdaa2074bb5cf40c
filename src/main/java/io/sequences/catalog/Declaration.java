package io.sequences.catalog;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The words of a declaration. A column is the attribute's name in snake case unless a word says
 * otherwise.
 *
 * @param <E> the entity that writes go to
 */
public final class Declaration<E> extends RelationshipWords<E> {

  final String name;
  final String path;
  final String description;
  String scope;
  Identity id = Identity.NUMBER;
  String table;
  VisibleBy visibleBy = VisibleBy.ORGANISATION;
  boolean softDeleted;
  final EnumSet<Operation> operations = EnumSet.noneOf(Operation.class);
  final SortedMap<String, Action> actions = new TreeMap<>();
  final Set<String> neededByCreate = new HashSet<>();
  final Set<String> fixed = new HashSet<>();
  final Map<String, String> instead = new HashMap<>();
  final Map<String, List<String>> implied = new LinkedHashMap<>();
  final Map<String, String> unlessFiltered = new HashMap<>();
  final SortedMap<String, Attribute> attributes = new TreeMap<>();
  final SortedMap<String, Relationship> relationships = new TreeMap<>();

  Declaration(String name, String path, String description) {
    this.name = name;
    this.path = path;
    this.description = description;
    this.scope = path;
    this.table = ResourceType.snakeCase(name);
  }

  /** The entity that the writers of the following attributes take. */
  @SuppressWarnings("unchecked") // The type parameter only types the writers that follow.
  public <F> Declaration<F> writtenTo(Class<F> entity, Operation... allowed) {
    operations.addAll(List.of(allowed));
    return (Declaration<F>) this;
  }

  /** The table, where it is not the name in snake case. */
  public Declaration<E> table(String other) {
    table = other;
    return this;
  }

  /** The collection whose scopes count, where it is another one. */
  public Declaration<E> scopedBy(String collection) {
    scope = collection;
    return this;
  }

  /** What tells resources apart, where it is no number of their own. */
  public Declaration<E> identifiedBy(Identity identity) {
    id = identity;
    return this;
  }

  /**
   * Narrows the collection to one value of an attribute, unless a query filters by that or by id.
   */
  public Declaration<E> unlessFiltered(String attribute, String value) {
    unlessFiltered.put(attribute, value);
    return this;
  }

  /** Who sees a resource, where it is not the whole organisation. */
  public Declaration<E> visibleBy(VisibleBy rule) {
    visibleBy = rule;
    return this;
  }

  /** Deleting marks the row in {@code deleted_at}. */
  public Declaration<E> softDeleted() {
    softDeleted = true;
    return this;
  }

  /** Something to do to one resource. */
  public Declaration<E> action(String action, String text) {
    return action(action, text, Map.of());
  }

  /** Something to do to one resource, with parameters that may come with it. */
  public Declaration<E> action(String action, String text, Map<String, ValueType<?>> parameters) {
    actions.put(action, new Action(action, text, Map.copyOf(parameters)));
    return this;
  }

  /** Attributes and relationships that a create must bring. */
  public Declaration<E> neededByCreate(String... members) {
    neededByCreate.addAll(List.of(members));
    return this;
  }

  /** Relationships that a create sets, and nothing changes. */
  public Declaration<E> fixed(String... relationshipNames) {
    fixed.addAll(List.of(relationshipNames));
    return this;
  }

  /**
   * That a resource has one of two attributes, and what it leads to says which: usually the first.
   */
  public Declaration<E> either(String usual, String other) {
    instead.put(usual, other);
    return this;
  }

  /**
   * That the target of a relationship has relationships of the same names as these, with the same
   * targets: a create need not repeat them, and must not contradict them.
   */
  public Declaration<E> implies(String relationship, String... impliedRelationships) {
    implied.put(relationship, List.of(impliedRelationships));
    return this;
  }

  /** A column that clients read. */
  public Declaration<E> stored(String attribute, ValueType<?> type, String text) {
    return add(
        attribute, type, false, new Source.Stored(ResourceType.snakeCase(attribute)), null, text);
  }

  /** A column that clients read and that may be null. */
  public Declaration<E> nullable(String attribute, ValueType<?> type, String text) {
    return add(
        attribute, type, true, new Source.Stored(ResourceType.snakeCase(attribute)), null, text);
  }

  /** A column that clients read and write. */
  public <V> Declaration<E> stored(
      String attribute, ValueType<V> type, BiConsumer<E, V> write, String text) {
    return add(
        attribute, type, false, new Source.Stored(ResourceType.snakeCase(attribute)), write, text);
  }

  /** A column that clients read and write, and that may be null. */
  public <V> Declaration<E> nullable(
      String attribute, ValueType<V> type, BiConsumer<E, V> write, String text) {
    return add(
        attribute, type, true, new Source.Stored(ResourceType.snakeCase(attribute)), write, text);
  }

  /** A column whose name is not the attribute's. */
  public Declaration<E> column(
      String attribute, String column, ValueType<?> type, boolean nullable, String text) {
    return add(attribute, type, nullable, new Source.Stored(column), null, text);
  }

  /** A column whose name is not the attribute's, and that clients write as well. */
  public <V> Declaration<E> column(
      String attribute,
      String column,
      ValueType<V> type,
      boolean nullable,
      BiConsumer<E, V> write,
      String text) {
    return add(attribute, type, nullable, new Source.Stored(column), write, text);
  }

  /** An expression over the row {@code t}, never null. */
  public Declaration<E> derived(String attribute, ValueType<?> type, String sql, String text) {
    return add(attribute, type, false, new Source.Derived(sql), null, text);
  }

  /** An expression over the row {@code t}, never null, that clients write as well. */
  public <V> Declaration<E> derived(
      String attribute, ValueType<V> type, String sql, BiConsumer<E, V> write, String text) {
    return add(attribute, type, false, new Source.Derived(sql), write, text);
  }

  /** An expression over the row {@code t} that may be null. */
  public Declaration<E> nullableDerived(
      String attribute, ValueType<?> type, String sql, String text) {
    return add(attribute, type, true, new Source.Derived(sql), null, text);
  }

  /** An expression over an aggregate, never null. */
  public Declaration<E> counted(
      String attribute, ValueType<?> type, Aggregate over, String sql, String text) {
    return add(attribute, type, false, Source.Counted.of(over, sql), null, text);
  }

  /** The moments that every resource has. */
  public Declaration<E> timestamps() {
    return stored("createdAt", Values.MOMENT, "The date and time the resource was created.")
        .stored("updatedAt", Values.MOMENT, "The date and time the resource was last updated.");
  }

  /** Ends the declaration; refuses rules about members that it does not have. */
  public ResourceType build() {
    for (String member : neededByCreate) {
      if (!attributes.containsKey(member) && !relationships.containsKey(member)) {
        throw new IllegalStateException(name + " has no " + member + " to need");
      }
    }
    if (!relationships.keySet().containsAll(fixed)) {
      throw new IllegalStateException(name + " has no such relationships to fix: " + fixed);
    }
    return new ResourceType(this);
  }

  @SuppressWarnings("unchecked") // The entity given to the writer is the one of this declaration.
  private Declaration<E> add(
      String attribute,
      ValueType<?> type,
      boolean nullable,
      Source source,
      BiConsumer<?, ?> write,
      String text) {
    attributes.put(
        attribute,
        new Attribute(attribute, type, nullable, source, (BiConsumer<Object, Object>) write, text));
    return this;
  }

  @Override
  Declaration<E> add(Relationship relationship) {
    relationships.put(relationship.name(), relationship);
    return this;
  }
}
