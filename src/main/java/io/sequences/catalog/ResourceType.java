package io.sequences.catalog;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A resource type of the API, declared once; see {@link Builder} for the words of a declaration.
 */
public final class ResourceType {

  /** Every resource has an id: an integer on the wire, unique among all organisations. */
  public static final Attribute ID =
      new Attribute(
          "id",
          new Whole(1, Long.MAX_VALUE),
          false,
          new Source.Stored("id"),
          null,
          "The id of the resource.");

  private final String name;
  private final String path;
  private final String description;
  private final String table;
  private final VisibleBy visibleBy;
  private final boolean softDeleted;
  private final Set<Operation> operations;
  private final SortedMap<String, Attribute> attributes;
  private final SortedMap<String, Relationship> relationships;

  private ResourceType(Builder<?> from) {
    this.name = from.name;
    this.path = from.path;
    this.description = from.description;
    this.table = from.table;
    this.visibleBy = from.visibleBy;
    this.softDeleted = from.softDeleted;
    this.operations = Set.copyOf(from.operations);
    this.attributes = from.attributes;
    this.relationships = from.relationships;
  }

  /**
   * Begins a declaration.
   *
   * @param name the type on the wire, a camelCase singular
   * @param path the collection's path segment, a camelCase plural; scopes are named by it
   */
  public static Builder<Object> named(String name, String path, String description) {
    return new Builder<>(name, path, description);
  }

  /** The type on the wire. */
  public String name() {
    return name;
  }

  /** The path segment of the collection, which also names the scopes. */
  public String path() {
    return path;
  }

  /** One sentence for the OpenAPI document. */
  public String description() {
    return description;
  }

  /** The table that holds one row per resource. */
  public String table() {
    return table;
  }

  /** What decides who sees and changes a resource. */
  public VisibleBy visibleBy() {
    return visibleBy;
  }

  /** Whether deleting marks the row, in {@code deleted_at}, instead of removing it. */
  public boolean softDeleted() {
    return softDeleted;
  }

  /** What clients may do to resources of this type besides reading them. */
  public Set<Operation> operations() {
    return operations;
  }

  /** The attributes by name, in the order of the wire. */
  public SortedMap<String, Attribute> attributes() {
    return attributes;
  }

  /** The relationships by name, in the order of the wire. */
  public SortedMap<String, Relationship> relationships() {
    return relationships;
  }

  /** The attribute of this name, {@code id} included, or null. */
  public Attribute attribute(String attribute) {
    return attribute.equals(ID.name()) ? ID : attributes.get(attribute);
  }

  /** The to-one relationship of this name; it must exist, as the catalogue has checked at boot. */
  public Relationship.ToOne toOne(String relationship) {
    return (Relationship.ToOne) relationships.get(relationship);
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * The words of a declaration. A column is the attribute's name in snake case unless a word says
   * otherwise.
   *
   * @param <E> the entity that writes go to
   */
  public static final class Builder<E> {

    private final String name;
    private final String path;
    private final String description;
    private String table;
    private VisibleBy visibleBy = VisibleBy.ORGANISATION;
    private boolean softDeleted;
    private final EnumSet<Operation> operations = EnumSet.noneOf(Operation.class);
    private final SortedMap<String, Attribute> attributes = new TreeMap<>();
    private final SortedMap<String, Relationship> relationships = new TreeMap<>();

    private Builder(String name, String path, String description) {
      this.name = name;
      this.path = path;
      this.description = description;
      this.table = snakeCase(name);
    }

    /** The entity that the writers of the following attributes take. */
    @SuppressWarnings("unchecked") // The type parameter only types the writers that follow.
    public <F> Builder<F> writtenTo(Class<F> entity, Operation... allowed) {
      operations.addAll(List.of(allowed));
      return (Builder<F>) this;
    }

    /** The table, where it is not the name in snake case. */
    public Builder<E> table(String other) {
      table = other;
      return this;
    }

    /** Who sees a resource, where it is not the whole organisation. */
    public Builder<E> visibleBy(VisibleBy rule) {
      visibleBy = rule;
      return this;
    }

    /** Deleting marks the row in {@code deleted_at}. */
    public Builder<E> softDeleted() {
      softDeleted = true;
      return this;
    }

    /** A column that clients read. */
    public Builder<E> stored(String attribute, ValueType<?> type, String text) {
      return add(attribute, type, false, new Source.Stored(snakeCase(attribute)), null, text);
    }

    /** A column that clients read and that may be null. */
    public Builder<E> nullable(String attribute, ValueType<?> type, String text) {
      return add(attribute, type, true, new Source.Stored(snakeCase(attribute)), null, text);
    }

    /** A column that clients read and write. */
    public <V> Builder<E> stored(
        String attribute, ValueType<V> type, BiConsumer<E, V> write, String text) {
      return add(attribute, type, false, new Source.Stored(snakeCase(attribute)), write, text);
    }

    /** A column that clients read and write, and that may be null. */
    public <V> Builder<E> nullable(
        String attribute, ValueType<V> type, BiConsumer<E, V> write, String text) {
      return add(attribute, type, true, new Source.Stored(snakeCase(attribute)), write, text);
    }

    /** A column whose name is not the attribute's. */
    public Builder<E> column(
        String attribute, String column, ValueType<?> type, boolean nullable, String text) {
      return add(attribute, type, nullable, new Source.Stored(column), null, text);
    }

    /** An expression over the row {@code t}, never null. */
    public Builder<E> derived(String attribute, ValueType<?> type, String sql, String text) {
      return add(attribute, type, false, new Source.Derived(sql), null, text);
    }

    /** An expression over the row {@code t}, never null, that clients write as well. */
    public <V> Builder<E> derived(
        String attribute, ValueType<V> type, String sql, BiConsumer<E, V> write, String text) {
      return add(attribute, type, false, new Source.Derived(sql), write, text);
    }

    /** An expression over the row {@code t} that may be null. */
    public Builder<E> nullableDerived(
        String attribute, ValueType<?> type, String sql, String text) {
      return add(attribute, type, true, new Source.Derived(sql), null, text);
    }

    /** An expression over an aggregate, never null. */
    public Builder<E> counted(
        String attribute, ValueType<?> type, Aggregate over, String sql, String text) {
      return add(attribute, type, false, new Source.Counted(over, sql), null, text);
    }

    /** The moments that every resource has. */
    public Builder<E> timestamps() {
      return stored("createdAt", Values.MOMENT, "The date and time the resource was created.")
          .stored("updatedAt", Values.MOMENT, "The date and time the resource was last updated.");
    }

    /** To one resource or none, by the column {@code <name>_id}; filters use the target's id. */
    public Builder<E> toOne(String relationship, String target, String text) {
      return toOne(relationship, target, snakeCase(relationship) + "_id", text);
    }

    /** To one resource or none, by a column with another name. */
    public Builder<E> toOne(String relationship, String target, String column, String text) {
      return add(
          new Relationship.ToOne(
              relationship, target, List.of(ID.name()), column, true, null, text));
    }

    /** To one resource, which clients write; {@code filterPaths} lists what filters may use. */
    @SuppressWarnings("unchecked") // The entity given to the writer is the one of this declaration.
    public Builder<E> toOne(
        String relationship,
        String target,
        boolean nullable,
        List<String> filterPaths,
        BiConsumer<E, Long> write,
        String text) {
      return add(
          new Relationship.ToOne(
              relationship,
              target,
              filterPaths,
              snakeCase(relationship) + "_id",
              nullable,
              (BiConsumer<Object, Object>) (BiConsumer<?, ?>) write,
              text));
    }

    /** To few resources, named in every answer, in the order of a column of theirs. */
    public Builder<E> toMany(
        String relationship, String target, String inverse, String orderBy, String text) {
      return add(
          new Relationship.ToMany(
              relationship, target, List.of(ID.name()), inverse, orderBy, text));
    }

    /** To any number of resources, linked to; filters use the target's id. */
    public Builder<E> linkOnly(String relationship, String target, String inverse, String text) {
      return add(
          new Relationship.LinkOnly(relationship, target, List.of(ID.name()), inverse, text));
    }

    /** To any number of resources, linked to, and no filter. */
    public Builder<E> linkOnlyWithoutFilter(
        String relationship, String target, String inverse, String text) {
      return add(new Relationship.LinkOnly(relationship, target, List.of(), inverse, text));
    }

    /** Ends the declaration. */
    public ResourceType build() {
      return new ResourceType(this);
    }

    @SuppressWarnings("unchecked") // The entity given to the writer is the one of this declaration.
    private Builder<E> add(
        String attribute,
        ValueType<?> type,
        boolean nullable,
        Source source,
        BiConsumer<?, ?> write,
        String text) {
      attributes.put(
          attribute,
          new Attribute(
              attribute, type, nullable, source, (BiConsumer<Object, Object>) write, text));
      return this;
    }

    private Builder<E> add(Relationship relationship) {
      relationships.put(relationship.name(), relationship);
      return this;
    }
  }

  /** {@code primaryReplyAction} to {@code primary_reply_action}. */
  public static String snakeCase(String camelCase) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_').append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }
}
