package io.sequences.write;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.sequences.database.RequestEnd;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * An SQL statement on the current session, in the transaction of a write, with its parameters as
 * they came. It does not send ahead what entities have been given: a rule that asks while a write
 * is not yet known to be in order must not have it written.
 */
public final class Statement {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /** Appends a piece of SQL. */
  public Statement add(String sql) {
    text.append(sql);
    return this;
  }

  /** Adds an id, or another number, and gives the placeholder that stands for it. */
  public String bind(Object number) {
    return bind(number, "bigint");
  }

  /** Adds ids and gives the placeholder that stands for the array of them. */
  public String bind(Collection<Long> ids) {
    return bind(ids.toArray(Long[]::new), "bigint[]");
  }

  /** Adds texts and gives the placeholder that stands for the array of them. */
  public String bindTexts(Collection<String> texts) {
    return bind(texts.toArray(String[]::new), "text[]");
  }

  /** Adds a value of any SQL type and gives the placeholder that stands for it. */
  public String bind(Object value, String sqlType) {
    parameters.add(value);
    return "cast(?" + parameters.size() + " as " + sqlType + ")";
  }

  /** Runs a query of at least two columns. */
  public Uni<List<Object[]>> rows() {
    return session()
        .chain(
            session -> {
              Mutiny.SelectionQuery<Object[]> query =
                  session.createNativeQuery(text.toString(), Object[].class);
              for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
              }
              return query.setFlushMode(FlushMode.MANUAL).getResultList();
            });
  }

  /** Runs a statement that changes rows, and tells how many. */
  public Uni<Integer> execute() {
    return session()
        .chain(
            session -> {
              Mutiny.Query<Object> query = session.createNativeQuery(text.toString());
              for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
              }
              return query.setFlushMode(FlushMode.MANUAL).executeUpdate();
            });
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession().invoke(RequestEnd::requireAwaited);
  }
}
