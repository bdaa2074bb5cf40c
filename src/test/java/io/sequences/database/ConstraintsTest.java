package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema itself refuses, whoever writes. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintsTest {

  private static final String CHECK = "23514";
  private static final String FOREIGN_KEY = "23503";

  private ConstraintRows rows;

  @BeforeEach
  void rows() {
    if (rows == null) {
      rows = new ConstraintRows("constraints", "constraints-other");
    }
  }

  /** A name in braces stands for the id of a row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "23514 | update mailing set open_count = 1 where id = {mailing}",
        "23514 | update mailing set click_count = 1 where id = {mailing}",
        "23514 | update mailing set state = 'scheduled' where id = {mailing}",
        "23514 | update mailing set state = 'delivered' where id = {mailing}",
        "23514 | update mailing set state = 'bounced' where id = {mailing}",
        "23514 | update mailing set state = 'failed' where id = {mailing}",
        "23514 | update mailing set state = 'opened' where id = {mailing}",
        "23514 | update mailing set state = 'replied' where id = {mailing}",
        "23514 | update mailing set reply_sentiment = 'positive' where id = {mailing}",
        "23514 | update task set state = 'complete' where id = {task1}",
        "23514 | update task set completed_at = now() where id = {task1}",
        "23503 | update mailing set task_id = {task2} where id = {mailing}",
        "23503 | update mailing set task_id = {taskOfNone} where id = {mailing}",
        "23503 | update mailing set sequence_id = null, task_id = {task1} where id = {mailing}",
        "23503 | update call set task_id = {task2} where id = {call}",
        "23503 | update call set task_id = {taskOfNone} where id = {call}",
        "23503 | update mailing set sequence_step_id = {step2} where id = {mailing}",
        "23503 | update mailing set sequence_state_id = {state2} where id = {mailing}",
        "23503 | update call set sequence_step_id = {step2} where id = {call}",
        "23503 | update call set sequence_state_id = {state2} where id = {call}",
        "23503 | update task set sequence_step_id = {step2} where id = {task1}",
        "23503 | update task set sequence_state_id = {state2} where id = {task1}",
        "23503 | update sequence_state set sequence_step_id = {step2} where id = {state1}",
        "23514 | update mailing set sequence_id = null, sequence_step_id = {step1} where id = {mailing}",
        "23514 | update call set sequence_id = null, sequence_state_id = {state1} where id = {call}",
        "23514 | update task set sequence_step_id = {step1} where id = {taskOfNone}",
        "23505 | insert into ruleset (org_id, name, is_default) values ({org}, 'Second', true)",
        "23514 | update sequence_step set step_date = now() where id = {step1}",
        "23514 | update sequence_step set interval_seconds = null where id = {step1}",
        "23514 | update sequence_step set interval_seconds = null, step_date = now() where id = {step1}",
        "23514 | insert into sequence_step (org_id, sequence_id, ordinal, step_type, step_date) values ({org}, {empty}, 1, 'call', now())",
        "23514 | insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds) values ({org}, {dated}, 1, 'call', 0)",
        "23514 | update sequence_step set sequence_id = {dated} where id = {step1}",
        "23P01 | insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds) values ({org}, {sequence1}, 1, 'call', 0)",
        "23514 | update sequence set sequence_type = 'date' where id = {sequence1}",
        "23514 | update sequence set deleted_at = now() where id = {sequence1}",
        "23514 | insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds) values ({org}, {deleted}, 1, 'call', 0)",
        "23514 | insert into sequence_state (org_id, sequence_id, prospect_id) values ({org}, {deleted}, {prospect})",
        "23514 | update sequence_state set sequence_id = {deleted} where id = {state1}",
        "23514 | update sequence set primary_reply_action = 'pause' where id = {sequence1}",
        "23514 | update sequence set secondary_reply_action = 'pause' where id = {sequence1}",
        "P0001 | truncate mailing cascade",
        "P0001 | truncate call",
        "P0001 | truncate sequence_state cascade",
        "P0001 | truncate organization cascade",
      })
  void refuses(String sqlState, String sql) {
    String named = rows.named(sql);
    assertThat(refusal(named).getSQLState()).as(named).isEqualTo(sqlState);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array['a', null]",
        "array['']",
        "array[e' \\t']",
        "array['a', 'b', 'a']",
        "array[['a'], ['b']]",
        "array(select 't' || generate_series(1, 101))",
        "array[repeat('x', %d)]"
      })
  void refusesInEveryList(String list) {
    for (String column : List.of("sequence.tags", "prospect.tags", "prospect.emails")) {
      String[] names = column.split("\\.", -1);
      String value = list.formatted(names[1].equals("emails") ? 321 : 256);
      String sql =
          "update %s set %s = %s where id = %d"
              .formatted(names[0], names[1], value, rows.lonely(names[0]));
      assertThat(refusal(sql).getSQLState()).as(sql).isEqualTo(CHECK);
    }
  }

  /** A reorder within one transaction is fine: only its end counts. */
  @Test
  void twoStepsMayShareAnOrdinalUntilTheCommit() throws SQLException {
    String sql =
        "insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds)"
            + " values (%d, %d, 1, 'call', 0)".formatted(rows.mine("org"), rows.mine("sequence1"));
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
      SQLException refusal = catchThrowableOfType(SQLException.class, connection::commit);
      assertThat(refusal.getSQLState()).isEqualTo("23P01");
    }
  }

  @Test
  void everyMomentLiesInTheYearsOfTheWire() {
    List<Object> columns =
        Db.rows(
            "select table_name || '.' || column_name from information_schema.columns"
                + " where table_schema = current_schema and data_type = 'timestamp with time zone'"
                + " and table_name = any (?)",
            (Object) rows.tables());
    assertThat(columns).hasSizeGreaterThan(50);
    for (Object column : columns) {
      String[] names = column.toString().split("\\.", -1);
      for (String moment :
          List.of("infinity", "-infinity", "10000-01-01T00:00:00Z", "0001-12-31T23:59:59Z BC")) {
        String sql =
            "update %s set %s = '%s' where id = %d"
                .formatted(names[0], names[1], moment, rows.lonely(names[0]));
        assertThat(refusal(sql).getSQLState()).as(sql).isEqualTo(CHECK);
      }
    }
  }

  @Test
  void noEventIsOfAMailingOfAnotherOrganisation() {
    String sql =
        rows.named(
                "insert into mailing_event (org_id, mailing_id, kind, occurred_at) values ({org}, ")
            + rows.foreign("mailing")
            + ", 'opened', now())";
    SQLException refusal = refusal(sql);
    assertThat(refusal.getSQLState()).as(sql).isEqualTo(FOREIGN_KEY);
  }

  /** Every foreign key there is, of the catalogue of the database. */
  @Test
  void noRowNamesARowOfAnotherOrganisation() {
    List<Object> keys =
        Db.rows(
            "select c.conrelid::regclass || '.' || a.attname || '.' || c.confrelid::regclass || '.' || c.conname"
                + " from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid"
                + " and a.attnum = c.conkey[cardinality(c.conkey)]"
                + " where c.contype = 'f' and c.confrelid <> 'organization'::regclass"
                // Its rows have no id; see above.
                + " and c.conrelid <> 'mailing_event'::regclass");
    assertThat(keys).hasSizeGreaterThan(30);
    for (Object key : keys) {
      String[] names = key.toString().split("\\.", -1);
      String sql =
          "update %s set %s = %d where id = %d"
              .formatted(names[0], names[1], rows.foreign(names[2]), rows.lonely(names[0]));
      SQLException refusal = refusal(sql);
      assertThat(refusal.getSQLState()).as(sql).isEqualTo(FOREIGN_KEY);
      assertThat(refusal.getMessage()).as(sql).contains("\"" + names[3] + "\"");
    }
  }

  @Test
  void whoMayOnlyInsertMailingsIsCounted() throws SQLException {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "create role constraints_mailer; grant insert on mailing to constraints_mailer");
      statement.execute("set local role constraints_mailer");
      statement.execute("set local sequences.org = '" + rows.mine("org") + "'");
      statement.execute(
          "insert into mailing (org_id, sequence_id, prospect_id, delivered_at) values (%d, %d, %d, now())"
              .formatted(rows.mine("org"), rows.mine("empty"), rows.mine("prospect")));
      statement.execute("reset role");
      var sums =
          statement.executeQuery(
              "select sum(deliver_count), sum(contacted_prospects) from mailing_ledger where sequence_id = "
                  + rows.mine("empty"));
      assertThat(sums.next()).isTrue();
      assertThat(List.of(sums.getInt(1), sums.getInt(2))).containsExactly(1, 1);
      connection.rollback();
    }
  }

  /** How the database refuses a statement, at once or at the commit. */
  private static SQLException refusal(String sql) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      SQLException refusal =
          catchThrowableOfType(
              SQLException.class,
              () -> {
                statement.execute(sql);
                connection.commit();
              });
      return Objects.requireNonNull(refusal, sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
