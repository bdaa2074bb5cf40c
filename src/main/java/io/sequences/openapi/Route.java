package io.sequences.openapi;

import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import java.util.Arrays;
import java.util.List;

/** The kinds of operations that a resource type can have. */
enum Route {
  LIST,
  GET,
  CREATE,
  UPDATE,
  DELETE,
  ACT;

  /** What a type offers, its actions aside. */
  static List<Route> of(ResourceType type) {
    return Arrays.stream(values()).filter(route -> route.isOfferedBy(type)).toList();
  }

  private boolean isOfferedBy(ResourceType type) {
    return switch (this) {
      case LIST, GET -> true;
      case CREATE -> type.operations().contains(Operation.CREATE);
      case UPDATE -> type.operations().contains(Operation.UPDATE);
      case DELETE -> type.operations().contains(Operation.DELETE);
      case ACT -> false;
    };
  }

  Permission permission() {
    return switch (this) {
      case LIST, GET -> Permission.READ;
      case CREATE, UPDATE, ACT -> Permission.WRITE;
      case DELETE -> Permission.DELETE;
    };
  }

  boolean writes() {
    return permission() != Permission.READ;
  }

  /** Whether it can be bound to a version of the resource, by If-Match. */
  boolean takesCondition() {
    return writes() && takesId();
  }

  /** Whether it can be sent again without being done again, by an Idempotency-Key. */
  boolean takesKey() {
    return this == CREATE || this == ACT;
  }

  /** Whether it carries a resource object. */
  boolean takesResource() {
    return this == CREATE || this == UPDATE;
  }

  boolean takesBody() {
    return takesResource() || this == ACT;
  }

  /** Whether its path ends in, or goes on from, an id. */
  boolean takesId() {
    return this != LIST && this != CREATE;
  }

  /** Whether its answer shows resources, and so can be told what to show of them. */
  boolean answersResources() {
    return this != DELETE;
  }
}
