package io.sequences.write;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.write.Rows.Lock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a write leads to: completes, locks and checks the targets of the relationships in its
 * documents, inside its transaction. Its methods run on the current session, one after another.
 */
@Singleton
public class Targets {

  private final Catalog catalog;
  private final Rows rows;

  Targets(Catalog catalog, Rows rows) {
    this.catalog = catalog;
    this.rows = rows;
  }

  /**
   * Sets relationships that follow from others, such as the sequence of a mailing that names its
   * sequence state; notes as a fault what contradicts them.
   */
  Uni<Void> imply(ResourceType type, List<Changes> documents, Caller caller) {
    Uni<Void> implied = Uni.createFrom().voidItem();
    for (String via : type.implied().keySet()) {
      implied = implied.chain(() -> imply(type, via, documents, caller));
    }
    return implied;
  }

  private Uni<Void> imply(ResourceType type, String via, List<Changes> documents, Caller caller) {
    Set<Long> wanted = targets(via, documents);
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    ResourceType target = catalog.target(type.toOne(via));
    List<String> names = type.implied().get(via);
    Statement statement = new Statement().add("select t.id, true");
    names.forEach(name -> statement.add(", t." + target.toOne(name).column()));
    statement.add(Rows.visible(target, caller, statement));
    statement.add(" and t.id = any (" + statement.bind(wanted) + ")");
    return statement
        .rows()
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        documents.stream()
                            .filter(document -> row[0].equals(document.target(via)))
                            .forEach(document -> imply(document, via, names, row))))
        .replaceWithVoid();
  }

  /** What has no sequence belongs to none; of others, nothing follows from their absence. */
  private static void imply(Changes document, String via, List<String> names, Object[] row) {
    for (int i = 0; i < names.size(); i++) {
      Long id = (Long) row[i + 2];
      if (id != null || names.get(i).equals("sequence")) {
        document.imply(names.get(i), id, via);
      }
    }
  }

  /**
   * Notes as a fault each relationship whose target does not exist, or may not be seen by the
   * caller.
   *
   * @param held whether the targets stay until the transaction ends: a create is to refer to
   *     nothing that a delete takes away meanwhile. An update has locked its own row already, so
   *     that it must not wait for others any more.
   */
  Uni<Void> checkTargets(ResourceType type, List<Changes> documents, Caller caller, boolean held) {
    Uni<Void> checked = Uni.createFrom().voidItem();
    for (Relationship relationship : type.relationships().values()) {
      if (relationship instanceof Relationship.ToOne toOne && toOne.writable()) {
        checked = checked.chain(() -> checkTargets(toOne, documents, caller, held));
      }
    }
    return checked;
  }

  private Uni<Void> checkTargets(
      Relationship.ToOne relationship, List<Changes> documents, Caller caller, boolean held) {
    Set<Long> wanted = targets(relationship.name(), documents);
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Statement statement = new Statement().add("select t.id, true");
    statement.add(Rows.visible(catalog.target(relationship), caller, statement));
    statement.add(" and t.id = any (" + statement.bind(wanted) + ") order by t.id");
    statement.add(held ? Lock.PRESENCE.sql + " of t" : "");
    return statement
        .rows()
        .invoke(
            rows -> {
              Set<Object> found = rows.stream().map(row -> row[0]).collect(Collectors.toSet());
              for (Changes document : documents) {
                Long target = document.target(relationship.name());
                if (target != null && !found.contains(target)) {
                  document.refuseTarget(relationship);
                }
              }
            })
        .replaceWithVoid();
  }

  private static Set<Long> targets(String relationship, List<Changes> documents) {
    return documents.stream()
        .map(document -> document.target(relationship))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Locks the rows that these documents lead to by a relationship, in the order of their ids. */
  Uni<Void> lockTargets(
      ResourceType type, String relationship, List<Changes> documents, Caller caller) {
    return rows.lock(
        catalog.target(type.toOne(relationship)), targets(relationship, documents), caller);
  }

  /** Locks the row that a resource leads to by a relationship, if there is one. */
  Uni<Void> lockTarget(ResourceType type, String relationship, long id, Caller caller) {
    Relationship.ToOne toOne = type.toOne(relationship);
    Statement statement =
        new Statement().add("select t.id, t." + toOne.column() + " from " + type.table() + " t");
    statement.add(" where t.org_id = " + statement.bind(caller.orgId()));
    statement.add(" and t.id = " + statement.bind(id));
    return statement
        .rows()
        .chain(
            found ->
                rows.lock(
                    catalog.target(toOne),
                    found.stream()
                        .map(row -> (Long) row[1])
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                    caller));
  }

  /**
   * Refuses, naming each, the documents that would add something to a sequence which the caller may
   * not change.
   */
  Uni<Void> requireChangeable(ResourceType type, List<Changes> documents, Caller caller) {
    if (type.visibleBy() != VisibleBy.SEQUENCE) {
      return Uni.createFrom().voidItem();
    }
    String sequence = toSequence(type);
    Statement statement = new Statement();
    String rule = new Visibility(caller, statement::bind).changeable(type, "t");
    statement.add("select t.sequence_id, true from (select " + statement.bind(caller.orgId()));
    statement.add(" as org_id, unnest(");
    statement.add(statement.bind(targets(sequence, documents)) + ") as sequence_id) t");
    statement.add(" where " + rule);
    return statement
        .rows()
        .invoke(
            found -> {
              Set<Object> changeable =
                  found.stream().map(row -> row[0]).collect(Collectors.toSet());
              ApiException.throwIfAny(
                  documents.stream()
                      .filter(document -> document.target(sequence) != null)
                      .filter(document -> !changeable.contains(document.target(sequence)))
                      .limit(ApiError.MOST)
                      .map(document -> notChangeable(document.pointerTo(sequence)))
                      .toList());
            })
        .replaceWithVoid();
  }

  /** The relationship by which a type belongs to a sequence. */
  private static String toSequence(ResourceType type) {
    return type.relationships().values().stream()
        .filter(
            each ->
                each instanceof Relationship.ToOne toOne && toOne.column().equals("sequence_id"))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static ApiError notChangeable(String pointer) {
    return ApiError.at(
        pointer, ErrorCode.UNAUTHORIZED_REQUEST, "The sequence may not be changed by this caller.");
  }
}
