package io.sequences.write;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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

    final String sql;

    Lock(String sql) {
      this.sql = sql;
    }
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

  /** Draws new ids from the sequence of the type's table. */
  Uni<List<Long>> newIds(ResourceType type, int count) {
    return new Statement()
        .add("select nextval('" + type.table() + "_id_seq'), true from generate_series(1, ")
        .add(count + ")")
        .rows()
        .map(rows -> rows.stream().map(row -> (Long) row[0]).sorted().toList());
  }

  /** The rest of a statement that begins with a select: from the rows that the caller sees. */
  static String visible(ResourceType type, Caller caller, Statement statement) {
    Visibility visibility = new Visibility(caller, statement::bind);
    return " from %s t where t.org_id = %s and %s"
        .formatted(type.table(), statement.bind(caller.orgId()), visibility.visible(type, "t"));
  }
}
