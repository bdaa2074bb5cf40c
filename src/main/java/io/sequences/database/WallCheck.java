package io.sequences.database;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that the database itself keeps organisations apart, before the service answers
 * anybody: its statements run as the lesser role, and no table shows that role the rows of all.
 */
@Singleton
class WallCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String OPEN_TABLES =
      """
      select c.relname from pg_class c
      where c.relkind = 'r' and c.relnamespace = (select relnamespace from pg_class where oid = 'sequence'::regclass)
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
          or c.oid = 'organization'::regclass)
        and not row_security_active(c.oid)
      order by c.relname
      """;

  private final Pool pool;

  WallCheck(Pool pool) {
    this.pool = pool;
  }

  /** Fails, with a message for whoever runs the service, unless the wall stands. Blocks. */
  void require() {
    List<String> open = new ArrayList<>();
    try {
      pool.query(OPEN_TABLES)
          .execute()
          .await()
          .atMost(PATIENCE)
          .forEach(row -> open.add(row.getString(0)));
    } catch (RuntimeException failure) {
      throw failure instanceof PgException refused && refused.getSqlState().equals("42501")
          ? new IllegalStateException(
              "%s; the owner of the role can help: grant %s to the role that DATABASE_USERNAME names"
                  .formatted(refused.getErrorMessage(), PoolCreator.ROLE))
          : failure;
    }
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "row level security does not hold the role %s back from %s: it must not own them, be a superuser or bypass it"
              .formatted(PoolCreator.ROLE, String.join(", ", open)));
    }
  }
}
