package io.sequences.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A resource type of the API, declared once; see {@link Declaration} for the words of a
 * declaration.
 */
public final class ResourceType {

  /** The id of most resources: an integer on the wire, unique among all organisations. */
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
  private final String scope;
  private final String description;
  private final Identity id;
  private final String table;
  private final VisibleBy visibleBy;
  private final boolean softDeleted;
  private final Set<Operation> operations;
  private final SortedMap<String, Action> actions;
  private final Set<String> neededByCreate;
  private final Set<String> fixed;
  private final Map<String, String> instead;
  private final Map<String, List<String>> implied;
  private final Map<String, String> unlessFiltered;
  private final SortedMap<String, Attribute> attributes;
  private final SortedMap<String, Relationship> relationships;

  ResourceType(Declaration<?> from) {
    this.name = from.name;
    this.path = from.path;
    this.scope = from.scope;
    this.description = from.description;
    this.id = from.id;
    this.table = from.table;
    this.visibleBy = from.visibleBy;
    this.softDeleted = from.softDeleted;
    this.operations = Set.copyOf(from.operations);
    this.actions = Collections.unmodifiableSortedMap(new TreeMap<>(from.actions));
    this.neededByCreate = Set.copyOf(from.neededByCreate);
    this.fixed = Set.copyOf(from.fixed);
    this.instead = Map.copyOf(from.instead);
    this.implied = Collections.unmodifiableMap(new LinkedHashMap<>(from.implied));
    this.unlessFiltered = Map.copyOf(from.unlessFiltered);
    this.attributes = from.attributes;
    this.relationships = from.relationships;
  }

  /**
   * Begins a declaration.
   *
   * @param name the type on the wire, a camelCase singular
   * @param path the collection's path segment, a camelCase plural; scopes are named by it unless
   *     the declaration says otherwise
   */
  public static Declaration<Object> named(String name, String path, String description) {
    return new Declaration<>(name, path, description);
  }

  /** The type on the wire. */
  public String name() {
    return name;
  }

  /** The path segment of the collection. */
  public String path() {
    return path;
  }

  /** What the scopes begin with: the path of this collection, or of the one it belongs to. */
  public String scope() {
    return scope;
  }

  /** What tells its resources apart. */
  public Identity id() {
    return id;
  }

  /**
   * Whether its rows have a {@code version}, which counts the changes of what clients write. Rows
   * that are told apart by what they are made of are derived from others, and written by nobody.
   */
  public boolean isVersioned() {
    return id.isColumn();
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

  /** What clients may do to one resource besides, by name. */
  public SortedMap<String, Action> actions() {
    return actions;
  }

  /** Whether a create must bring this attribute or relationship: it has no default. */
  public boolean neededByCreate(String member) {
    return neededByCreate.contains(member);
  }

  /** Attributes that a resource usually has, with those that it may have to have instead. */
  public Map<String, String> instead() {
    return instead;
  }

  /** Whether this relationship is set by the create and never changes. */
  public boolean fixed(String relationship) {
    return fixed.contains(relationship);
  }

  /**
   * For each relationship whose target says where other relationships of a resource lead, the names
   * of those, which are the same in both.
   */
  public Map<String, List<String>> implied() {
    return implied;
  }

  /**
   * What a collection is narrowed to, by attribute, unless the query filters by that attribute or
   * by id.
   */
  public Map<String, String> unlessFiltered() {
    return unlessFiltered;
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
    return attribute.equals(ID.name()) ? id.attribute() : attributes.get(attribute);
  }

  /** The to-one relationship of this name; it must exist, as the catalogue has checked at boot. */
  public Relationship.ToOne toOne(String relationship) {
    return (Relationship.ToOne) relationships.get(relationship);
  }

  @Override
  public String toString() {
    return name;
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
