package io.sequences.limits;

import io.sequences.support.Db;
import io.sequences.support.ResourceObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Rows that the database takes its time to write, as long as this is open: by a trigger. */
final class SlowRows implements AutoCloseable {

  /** A name by which a category, or a prospect, takes this long. */
  static String name(double seconds) {
    return String.format(Locale.ROOT, "takes %.1f seconds", seconds);
  }

  /** A category that takes this long. */
  static ResourceObject category(double seconds) {
    return ResourceObject.of("contentCategory").with("name", name(seconds));
  }

  SlowRows() {
    run(
        """
        create or replace function take_time() returns trigger language plpgsql as $$ begin
          perform pg_sleep(split_part(to_jsonb(new) ->> tg_argv[0], ' ', 2)::float); return new;
        end $$;
        create trigger take_time before insert on content_category for each row
          when (new.name like 'takes % seconds') execute function take_time('name');
        create trigger take_time before insert on prospect for each row
          when (new.first_name like 'takes % seconds') execute function take_time('first_name');
        """);
  }

  /** How many are being written at the moment. */
  long underWay() {
    return Db.number("select count(*) from pg_stat_activity where wait_event = 'PgSleep'");
  }

  /** Sessions that wait for their client within a transaction. */
  static long idleInTransaction() {
    return Db.number("select count(*) from pg_stat_activity where state like 'idle in trans%'");
  }

  @Override
  public void close() {
    run("drop trigger take_time on content_category; drop trigger take_time on prospect");
  }

  private static void run(String sql) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
