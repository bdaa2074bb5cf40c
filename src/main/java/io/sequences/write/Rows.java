package io.sequences.write;

import io.quarkus.hibernate.reactive.panache.Panache;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

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
    REFERENCES(" for update");

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
  public Uni<List<Boolean>> lock(
      ResourceType type,
      long id,
      Caller caller,
      Lock lock,
      Function<Visibility, List<String>> facts) {
    return ask(type, id, caller, visibility -> List.of(), lock.sql + " of t")
        .chain(
            // A statement of its own: one that has waited for the lock still sees what was there
            // when it began, and
            // not the steps or states that came meanwhile.
            () -> ask(type, id, caller, facts, ""));
  }

  private static Uni<List<Boolean>> ask(
      ResourceType type,
      long id,
      Caller caller,
      Function<Visibility, List<String>> facts,
      String locking) {
    List<Object> parameters = new ArrayList<>();
    Function<Object, String> bind = binder(parameters);
    Visibility visibility = new Visibility(caller, bind);
    String asked =
        facts.apply(visibility).stream()
            .map(fact -> ", (" + fact + ")")
            .collect(Collectors.joining());
    String sql = "select t.id, true" + asked + rows(type, caller, id, visibility, bind) + locking;
    return run(sql, parameters)
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch(type.name()));
              }
              return Arrays.stream(rows.get(0)).skip(2).map(Boolean.class::cast).toList();
            });
  }

  /**
   * Notes as a fault each relationship whose target does not exist, or may not be seen by the
   * caller.
   */
  public Uni<Void> checkTargets(Changes changes, Caller caller) {
    Uni<Void> checked = Uni.createFrom().voidItem();
    for (Map.Entry<Relationship.ToOne, Long> entry : changes.targets().entrySet()) {
      if (entry.getValue() != null) {
        checked =
            checked.chain(
                () ->
                    exists(catalog.target(entry.getKey()), entry.getValue(), caller)
                        .invoke(
                            found -> {
                              if (!found) {
                                changes.refuseTarget(entry.getKey());
                              }
                            })
                        .replaceWithVoid());
      }
    }
    return checked;
  }

  private static Uni<Boolean> exists(ResourceType type, long id, Caller caller) {
    List<Object> parameters = new ArrayList<>();
    Function<Object, String> bind = binder(parameters);
    String sql = "select t.id, true" + rows(type, caller, id, new Visibility(caller, bind), bind);
    return run(sql, parameters).map(rows -> !rows.isEmpty());
  }

  private static String rows(
      ResourceType type,
      Caller caller,
      long id,
      Visibility visibility,
      Function<Object, String> bind) {
    return " from %s t where t.org_id = %s and t.id = %s and %s"
        .formatted(
            type.table(),
            bind.apply(caller.orgId()),
            bind.apply(id),
            visibility.visible(type, "t"));
  }

  private static Function<Object, String> binder(List<Object> parameters) {
    return value -> {
      parameters.add(value);
      return "cast(?" + parameters.size() + " as bigint)";
    };
  }

  private static Uni<List<Object[]>> run(String sql, List<Object> parameters) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.SelectionQuery<Object[]> query =
                  session.createNativeQuery(sql, Object[].class);
              for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
              }
              return query.getResultList();
            });
  }
}
