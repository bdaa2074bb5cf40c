package io.sequences.write;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at rows inside the transaction of a write, by the same rules on visibility as a read. Its
 * methods run on the current session, one after another.
 */
@Singleton
public class Rows {

  /** Whom the lock of a row keeps waiting. */
  public enum Lock {
    /** Other writes of the row. */
    CHANGE(" for no key update"),
    /**
     * Also those who add rows that refer to it, such as a step or a mailing; and it waits for them.
     */
    REFERENCES(" for update"),
    /** Only those who take it away: what refers to it relies on its being there. */
    PRESENCE(" for key share");

    private final String sql;

    Lock(String sql) {
      this.sql = sql;
    }
  }

  private final Catalog catalog;

  Rows(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Locks the row of a resource until the transaction ends, and tells what the caller may do with
   * it.
   *
   * @param lock how strong a lock; see {@link Lock}
   * @param facts further SQL conditions on the row {@code t}, each answered by a boolean
   * @return the answers, in the order of {@code facts}; 404 when there is no such row that the
   *     caller may see
   */
  Uni<List<Boolean>> lock(
      ResourceType type,
      long id,
      Caller caller,
      Lock lock,
      Function<Visibility, List<String>> facts) {
    return ask(type, id, caller, visibility -> List.of(), lock.sql + " of t")
        .chain(
            // A statement of its own: one that has waited for the lock still sees what was there
            // when it began, and not the steps or states that came meanwhile.
            () -> ask(type, id, caller, facts, ""));
  }

  private static Uni<List<Boolean>> ask(
      ResourceType type,
      long id,
      Caller caller,
      Function<Visibility, List<String>> facts,
      String locking) {
    Statement statement = new Statement();
    Visibility visibility = new Visibility(caller, statement::bind);
    statement.add("select t.id, true");
    facts.apply(visibility).forEach(fact -> statement.add(", (" + fact + ")"));
    statement.add(visible(type, caller, statement) + " and t.id = " + statement.bind(id) + locking);
    return statement
        .rows()
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch(type.name()));
              }
              return Arrays.stream(rows.get(0)).skip(2).map(Boolean.class::cast).toList();
            });
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
    statement.add(visible(target, caller, statement));
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
    statement.add(visible(catalog.target(relationship), caller, statement));
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
    return lock(catalog.target(type.toOne(relationship)), targets(relationship, documents), caller);
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
            rows ->
                lock(
                    catalog.target(toOne),
                    rows.stream()
                        .map(row -> (Long) row[1])
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                    caller));
  }

  /** Locks rows of the organisation against other changes, in the order of their ids. */
  public Uni<Void> lock(ResourceType type, Collection<Long> ids, Caller caller) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Statement statement = new Statement().add("select t.id, true from " + type.table() + " t");
    statement.add(" where t.org_id = " + statement.bind(caller.orgId()));
    statement.add(" and t.id = any (" + statement.bind(ids) + ") order by t.id" + Lock.CHANGE.sql);
    return statement.rows().replaceWithVoid();
  }

  /**
   * Refuses, naming each, the documents that would add something to a sequence which the caller may
   * not change.
   *
   * @param relationship the one that leads to the sequence
   */
  Uni<Void> requireChangeable(
      ResourceType type, String relationship, List<Changes> documents, Caller caller) {
    Statement statement = new Statement();
    Visibility visibility = new Visibility(caller, statement::bind);
    String rule = visibility.changeable(type, "t");
    statement.add("select t.sequence_id, true from (select " + statement.bind(caller.orgId()));
    statement.add(" as org_id, unnest(");
    statement.add(statement.bind(targets(relationship, documents)) + ") as sequence_id) t");
    statement.add(" where " + rule);
    return statement
        .rows()
        .invoke(
            rows -> {
              Set<Object> changeable = new HashSet<>();
              rows.forEach(row -> changeable.add(row[0]));
              ApiException.throwIfAny(
                  documents.stream()
                      .filter(document -> document.target(relationship) != null)
                      .filter(document -> !changeable.contains(document.target(relationship)))
                      .limit(ApiError.MOST)
                      .map(
                          document ->
                              ApiError.at(
                                  document.pointerTo(relationship),
                                  ErrorCode.UNAUTHORIZED_REQUEST,
                                  "The sequence may not be changed by this caller."))
                      .toList());
            })
        .replaceWithVoid();
  }

  /** Draws new ids from the sequence of the type's table. */
  Uni<List<Long>> newIds(ResourceType type, int count) {
    return new Statement()
        .add("select nextval('" + type.table() + "_id_seq'), true from generate_series(1, ")
        .add(count + ")")
        .rows()
        .map(rows -> rows.stream().map(row -> (Long) row[0]).sorted().toList());
  }

  private static String visible(ResourceType type, Caller caller, Statement statement) {
    Visibility visibility = new Visibility(caller, statement::bind);
    return " from %s t where t.org_id = %s and %s"
        .formatted(type.table(), statement.bind(caller.orgId()), visibility.visible(type, "t"));
  }
}
