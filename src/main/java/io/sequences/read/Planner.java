package io.sequences.read;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Identity;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.Names;
import io.sequences.jsonapi.Query;
import io.sequences.jsonapi.Query.SortKey;
import io.sequences.read.Plan.Condition;
import io.sequences.read.Plan.Order;
import io.sequences.read.Plan.Selection;
import io.sequences.read.Plan.Window;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives a query its meaning: the second stage of a request. Names are looked up in the catalogue,
 * values typed, scopes of included types checked. What it refuses carries the name of the
 * parameter; all faults are reported together.
 */
@Singleton
final class Planner {

  private final Catalog catalog;

  Planner(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The plan of a request for a collection of this type. */
  Plan plan(ResourceType type, Query query, Caller caller) {
    List<ApiError> errors = new ArrayList<>();
    List<Condition> conditions = new Conditions(catalog, caller, errors).of(type, query);
    List<Order> sort = sort(type, query, errors);
    Selection selection = selection(type, query, caller, errors);
    ApiException.throwIfAny(errors);
    String fingerprint = fingerprint(type, query, caller);
    Window window = window(query.page(), fingerprint, type.id(), sort);
    return new Plan(caller, conditions, sort, window, query.count(), fingerprint, selection);
  }

  /** What an answer with one resource of this type, or with several, shows. */
  Selection select(ResourceType type, Query query, Caller caller) {
    List<ApiError> errors = new ArrayList<>();
    Selection selection = selection(type, query, caller, errors);
    ApiException.throwIfAny(errors);
    return selection;
  }

  private static List<Order> sort(ResourceType type, Query query, List<ApiError> errors) {
    List<Order> sort = new ArrayList<>();
    for (SortKey key : query.sort()) {
      Attribute attribute = type.attribute(key.name());
      if (attribute == null) {
        errors.add(ApiError.parameter("sort", unknown("attribute", key.name(), type)));
      } else {
        // By id means by what the id is made of, as where nothing is asked for.
        List<Attribute> keys =
            attribute.equals(type.id().attribute()) ? type.id().keys() : List.of(attribute);
        keys.forEach(each -> sort.add(new Order(each, key.descending())));
      }
    }
    return sort;
  }

  private Selection selection(
      ResourceType type, Query query, Caller caller, List<ApiError> errors) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    query.fields().forEach((name, members) -> fields.put(name, fields(name, members, errors)));
    return selection(type, query.include(), fields, query.authorizationMeta(), caller, errors);
  }

  private Set<String> fields(String typeName, List<String> members, List<ApiError> errors) {
    ResourceType type = catalog.byName(typeName);
    String parameter = "fields[" + typeName + "]";
    if (type == null) {
      List<String> known = catalog.types().stream().map(ResourceType::name).toList();
      errors.add(
          ApiError.parameter(
              parameter,
              "There is no resource type "
                  + Names.quote(typeName)
                  + "."
                  + Names.hint(typeName, known)));
      return Set.of();
    }
    for (String member : members) {
      boolean known =
          type.attributes().containsKey(member) || type.relationships().containsKey(member);
      if (!known && errors.size() < ApiError.MOST) {
        errors.add(ApiError.parameter(parameter, unknown("member", member, type)));
      }
    }
    return new LinkedHashSet<>(members);
  }

  private Selection selection(
      ResourceType type,
      List<List<String>> paths,
      Map<String, Set<String>> fields,
      boolean authorizationMeta,
      Caller caller,
      List<ApiError> errors) {
    Map<String, List<List<String>>> below = new LinkedHashMap<>();
    for (List<String> path : paths) {
      List<List<String>> rest = below.computeIfAbsent(path.get(0), name -> new ArrayList<>());
      if (path.size() > 1) {
        rest.add(path.subList(1, path.size()));
      }
    }
    Map<Relationship, Selection> included = new LinkedHashMap<>();
    below.forEach(
        (name, rest) -> {
          Relationship relationship = type.relationships().get(name);
          if (relationship == null) {
            errors.add(ApiError.parameter("include", unknown("relationship", name, type)));
            return;
          }
          ResourceType target = catalog.target(relationship);
          caller.require(Permission.READ, target);
          included.put(
              relationship, selection(target, rest, fields, authorizationMeta, caller, errors));
        });
    Set<String> shown = fields.get(type.name());
    return new Selection(
        type,
        type.attributes().values().stream()
            .filter(a -> shown == null || shown.contains(a.name()))
            .toList(),
        type.relationships().values().stream()
            .filter(r -> shown == null || shown.contains(r.name()))
            .toList(),
        authorizationMeta,
        included,
        LongTexts.FEW);
  }

  private static Window window(
      Query.Page page, String fingerprint, Identity identity, List<Order> sort) {
    if (page instanceof Query.Page.ByOffset byOffset) {
      return new Window.Offset(byOffset.size(), byOffset.offset());
    }
    Query.Page.ByCursor byCursor = (Query.Page.ByCursor) page;
    boolean backwards = byCursor.before() != null;
    String text = backwards ? byCursor.before() : byCursor.after();
    if (text == null) {
      return new Window.Keyset(byCursor.size(), null, false);
    }
    Cursor position =
        Cursor.decode(text, fingerprint, identity, sort)
            .orElseThrow(
                () ->
                    new ApiException(
                        ApiError.parameter(
                            backwards ? "page[before]" : "page[after]",
                            "The value is no cursor of this query. Follow the links of an answer"
                                + " to the same filters and sort order.")));
    return new Window.Keyset(byCursor.size(), position, backwards);
  }

  /**
   * What a cursor is bound to: organisation, type, filters and sort order; not page size, fields or
   * includes.
   */
  private static String fingerprint(ResourceType type, Query query, Caller caller) {
    List<Query.Filter> filters =
        query.filters().stream().sorted(Comparator.comparing(Query.Filter::toString)).toList();
    String identity = caller.orgId() + " " + type.name() + " " + filters + " " + query.sort();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** "The type sequence has no attribute 'nmae'. Did you mean 'name'?" */
  static String unknown(String what, String name, ResourceType type) {
    List<String> known = new ArrayList<>();
    if (!what.equals("relationship")) {
      known.addAll(type.attributes().keySet());
    }
    if (!what.equals("attribute")) {
      known.addAll(type.relationships().keySet());
    }
    return Names.unknown(type.name(), what, name, known);
  }
}
