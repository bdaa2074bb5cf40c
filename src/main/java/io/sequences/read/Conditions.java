package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.Moment;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.Names;
import io.sequences.jsonapi.Query;
import io.sequences.read.Plan.Condition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives filters their meaning: which attribute, by which relationship, with which values. */
final class Conditions {

  private final Catalog catalog;
  private final Caller caller;
  private final List<ApiError> errors;

  Conditions(Catalog catalog, Caller caller, List<ApiError> errors) {
    this.catalog = catalog;
    this.caller = caller;
    this.errors = errors;
  }

  List<Condition> of(ResourceType type, Query query) {
    List<Condition> conditions = new ArrayList<>();
    for (Query.Filter filter : filters(type, query)) {
      if (errors.size() >= ApiError.MOST) {
        break;
      }
      String first = filter.path().get(0);
      Relationship via = type.relationships().get(first);
      if (via != null) {
        related(type, via, filter)
            .flatMap(attribute -> condition(via, attribute, filter))
            .ifPresent(conditions::add);
      } else if (type.attribute(first) == null) {
        refuse(filter, Planner.unknown("member", first, type));
      } else if (filter.path().size() > 1) {
        refuse(filter, Names.quote(first) + " is an attribute, and has no members.");
      } else {
        condition(null, type.attribute(first), filter).ifPresent(conditions::add);
      }
    }
    return conditions;
  }

  /** Those of the query, and what the type narrows it to where it says nothing of that. */
  private static List<Query.Filter> filters(ResourceType type, Query query) {
    List<Query.Filter> filters = new ArrayList<>(query.filters());
    Set<String> asked =
        query.filters().stream().map(filter -> filter.path().get(0)).collect(Collectors.toSet());
    type.unlessFiltered()
        .forEach(
            (attribute, value) -> {
              if (!asked.contains(attribute) && !asked.contains(ResourceType.ID.name())) {
                Query.Test is = new Query.Test(Query.Operator.IS, value, null);
                filters.add(
                    new Query.Filter("filter[" + attribute + "]", List.of(attribute), List.of(is)));
              }
            });
    return filters;
  }

  private Optional<Attribute> related(ResourceType type, Relationship via, Query.Filter filter) {
    List<String> allowed = via.filterPaths();
    String name = filter.path().size() == 1 ? "" : filter.path().get(1);
    if (allowed.isEmpty()) {
      refuse(filter, "Relationship " + via.name() + " of " + type.name() + " takes no filter.");
    } else if (!allowed.contains(name)) {
      refuse(
          filter,
          "Relationship %s is filtered by %s, as in filter[%s][id].%s"
              .formatted(
                  via.name(), String.join(", ", allowed), via.name(), Names.hint(name, allowed)));
    } else {
      if (!name.equals(ResourceType.ID.name())) {
        // By its id a resource is only recognised; any other attribute is read.
        caller.require(Permission.READ, catalog.target(via));
      }
      return Optional.of(catalog.target(via).attribute(name));
    }
    return Optional.empty();
  }

  private Optional<Condition> condition(
      Relationship via, Attribute attribute, Query.Filter filter) {
    List<Test> tests = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Query.Test asked : filter.anyOf()) {
      try {
        Test test = test(attribute.type(), asked);
        if (test instanceof Test.OneOf oneOf) {
          values.addAll(oneOf.values());
        } else {
          tests.add(test);
        }
      } catch (InvalidValue invalid) {
        refuse(filter, attribute, asked, invalid);
        return Optional.empty();
      }
    }
    if (!values.isEmpty()) {
      tests.add(0, new Test.OneOf(values));
    }
    return Optional.of(new Condition(via, attribute, tests));
  }

  private static Test test(ValueType<?> type, Query.Test asked) {
    Optional<OffsetDateTime> day =
        type instanceof Moment ? Moment.dayOf(asked.value()) : Optional.empty();
    return switch (asked.operator()) {
      case IS ->
          day.isPresent()
              ? new Test.Within(List.of(from(type, asked.value()), to(type, asked.value())))
              : new Test.OneOf(List.of(type.fromFilter(asked.value())));
      case IS_NOT ->
          day.isPresent()
              ? new Test.Outside(
                  new Test.Within(List.of(from(type, asked.value()), to(type, asked.value()))))
              : new Test.Not(type.fromFilter(asked.value()));
      case RANGE ->
          type.hasRanges()
              ? range(type, asked)
              : new Test.OneOf(List.of(type.fromFilter(asked.value() + ".." + asked.upper())));
      case GTE -> from(ordered(type), asked.value());
      case GT ->
          day.isPresent()
              ? new Test.Compare(">=", day.get().plusDays(1))
              : new Test.Compare(">", ordered(type).fromFilter(asked.value()));
      case LTE -> to(ordered(type), asked.value());
      case LT ->
          day.isPresent()
              ? new Test.Compare("<", day.get())
              : new Test.Compare("<", ordered(type).fromFilter(asked.value()));
      case IS_NULL -> new Test.Null();
      case IS_NOT_NULL -> new Test.NotNull();
    };
  }

  private static Test range(ValueType<?> type, Query.Test asked) {
    List<Test.Compare> bounds = new ArrayList<>();
    if (!asked.value().equals("neginf")) {
      bounds.add(from(type, asked.value()));
    }
    if (!asked.upper().equals("inf")) {
      bounds.add(to(type, asked.upper()));
    }
    return new Test.Within(bounds);
  }

  /** A lower bound; a date stands for its first moment. */
  private static Test.Compare from(ValueType<?> type, String text) {
    Optional<OffsetDateTime> day = type instanceof Moment ? Moment.dayOf(text) : Optional.empty();
    return new Test.Compare(">=", day.isPresent() ? day.get() : type.fromFilter(text));
  }

  /** An upper bound; a date stands for its whole day. */
  private static Test.Compare to(ValueType<?> type, String text) {
    Optional<OffsetDateTime> day = type instanceof Moment ? Moment.dayOf(text) : Optional.empty();
    return day.isPresent()
        ? new Test.Compare("<", day.get().plusDays(1))
        : new Test.Compare("<=", type.fromFilter(text));
  }

  private static ValueType<?> ordered(ValueType<?> type) {
    if (type.isOrdered()) {
      return type;
    }
    throw InvalidValue.because("cannot be compared: this attribute has no order");
  }

  private void refuse(
      Query.Filter filter, Attribute attribute, Query.Test asked, InvalidValue invalid) {
    String text = asked.upper() == null ? asked.value() : asked.value() + ".." + asked.upper();
    String detail = "The value %s %s.".formatted(Names.quote(text), invalid.getMessage());
    // Ranges belong to the default grammar; clients know this refusal in the other one by its id.
    boolean rangeInNewSyntax =
        attribute.type().isTime() && asked.upper() == null && text.contains("..");
    ApiError error = ApiError.parameter(filter.parameter(), detail);
    errors.add(
        rangeInNewSyntax
            ? new ApiError(ErrorCode.INVALID_DATETIME_FORMAT, detail, error.source())
            : error);
  }

  private void refuse(Query.Filter filter, String detail) {
    errors.add(ApiError.parameter(filter.parameter(), detail));
  }
}
