package io.sequences.write;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.RequestDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a request document asks to be written: typed values for attributes and ids for to-one
 * relationships, only of those that are present. Faults are collected, so that those of later
 * stages can join them in one answer.
 */
public final class Changes {

  private final ResourceType type;
  private final String at;
  private final Map<Attribute, Object> values = new LinkedHashMap<>();
  private final Map<Relationship.ToOne, Long> targets = new LinkedHashMap<>();
  private final List<ApiError> errors = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();

  /** For each relationship that follows from another one, that one, which the document has. */
  private final Map<String, String> sources = new HashMap<>();

  Changes(ResourceType type, String at) {
    this.type = type;
    this.at = at;
  }

  void put(Attribute attribute, Object value) {
    values.put(attribute, value);
  }

  void put(Relationship.ToOne relationship, Long id) {
    targets.put(relationship, id);
  }

  /** A JSON pointer to an attribute of the document. */
  String pointerToAttribute(String name) {
    return RequestDocument.pointer(at + "/attributes", name);
  }

  /**
   * A JSON pointer to a relationship of the document, or to the one in it from which it follows.
   */
  public String pointerTo(String name) {
    return RequestDocument.pointer(at + "/relationships", sources.getOrDefault(name, name));
  }

  /** Whether the document brings a value, or null, for this attribute, and it is in order. */
  public boolean has(String attribute) {
    return values.containsKey(type.attribute(attribute));
  }

  /** The value for an attribute; null when it is null, absent or not in order. */
  public Object value(String attribute) {
    return values.get(type.attribute(attribute));
  }

  /** Whether the attribute was named at all, be its value in order or not. */
  public boolean names(String attribute) {
    return has(attribute) || isRefused(pointerToAttribute(attribute));
  }

  boolean isRefused(String pointer) {
    return refused.contains(pointer);
  }

  /** Whether no further fault would be told. */
  boolean isFull() {
    return errors.size() >= ApiError.MOST;
  }

  void refuse(ApiError error) {
    if (!isFull()) {
      errors.add(error);
    }
    if (error.source() != null) {
      refused.add(error.source().value());
    }
  }

  /** The relationships to set, each with the id of its target or null. */
  public Map<Relationship.ToOne, Long> targets() {
    return targets;
  }

  /** Adds a fault of an attribute that a rule found. */
  public void refuse(String attribute, String detail) {
    refuse(ApiError.invalid(pointerToAttribute(attribute), detail));
  }

  /**
   * Adds that a relationship names a row that does not exist, or that the caller may not see: the
   * same to him.
   */
  void refuseTarget(Relationship.ToOne relationship) {
    refuse(missing(relationship));
  }

  private ApiError missing(Relationship.ToOne relationship) {
    return ApiError.invalid(pointerTo(relationship.name()), ApiError.noSuch(relationship.target()));
  }

  /**
   * The id of the resource that a relationship is to lead to; null when null or absent, and when it
   * was refused: rules must not tell of a target that the caller may not see.
   */
  public Long target(String relationship) {
    String named = sources.getOrDefault(relationship, relationship);
    return isRefused(pointerTo(named)) ? null : targets.get(type.toOne(relationship));
  }

  /** Whether the document sets this relationship, be it to null. */
  public boolean hasTarget(String relationship) {
    return targets.containsKey(type.toOne(relationship));
  }

  /**
   * Sets a relationship that follows from another one which the document brings; a fault when the
   * document says otherwise.
   */
  public void imply(String relationship, Long id, String by) {
    Relationship.ToOne toOne = type.toOne(relationship);
    if (!targets.containsKey(toOne)) {
      targets.put(toOne, id);
      sources.put(relationship, sources.getOrDefault(by, by));
    } else if (!Objects.equals(targets.get(toOne), id)) {
      refuseTarget(
          sources.containsKey(relationship) ? by : relationship,
          "The " + by + " is of another " + toOne.target() + ", or of none.");
    }
  }

  /** Adds a fault of a relationship that a rule found. */
  public void refuseTarget(String relationship, String detail) {
    refuse(ApiError.invalid(pointerTo(relationship), detail));
  }

  /** Sets on the entity what is in order. */
  public void applyTo(Object entity) {
    values.forEach((attribute, value) -> attribute.write().accept(entity, value));
    targets.forEach((relationship, id) -> relationship.write().accept(entity, id));
  }

  /** Refuses the document when there is any fault in it. */
  public void throwIfFaulty() {
    throwIfAnyFaulty(List.of(this));
  }

  /** Refuses the request when there is any fault in any of its documents. */
  public static void throwIfAnyFaulty(List<Changes> documents) {
    ApiException.throwIfAny(
        documents.stream().flatMap(each -> each.errors.stream()).limit(ApiError.MOST).toList());
  }
}
