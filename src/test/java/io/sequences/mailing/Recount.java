package io.sequences.mailing;

import io.sequences.support.Db;
import io.sequences.support.Resources;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of an organisation as its mailings give them, counted one by one in Java: of each
 * sequence, step, state and day.
 */
final class Recount {

  private static final Map<String, String> MOMENTS =
      Map.of(
          "schedule_count", "scheduled_at",
          "deliver_count", "delivered_at",
          "bounce_count", "bounced_at",
          "failure_count", "failed_at",
          "open_count", "opened_at",
          "click_count", "clicked_at",
          "reply_count", "replied_at",
          "opt_out_count", "unsubscribed_at");

  private Recount() {}

  /** By keys such as {@code sequence 3 open_count} and {@code day 3 2024-12-30 open_count}. */
  static Map<String, Long> ofMailings(long org) {
    Map<String, Long> counts = new TreeMap<>();
    each(
        "select * from mailing where sequence_id is not null and org_id = " + org,
        mailing -> {
          for (Map.Entry<String, String> moment : MOMENTS.entrySet()) {
            String at = mailing.getString(moment.getValue());
            if (at != null) {
              count(counts, mailing, moment.getKey(), at);
            }
          }
          String sentiment = mailing.getString("reply_sentiment");
          if (sentiment != null) {
            count(counts, mailing, sentiment + "_reply_count", mailing.getString("replied_at"));
          }
        });
    return counts;
  }

  private static void count(Map<String, Long> counts, ResultSet mailing, String figure, String at)
      throws SQLException {
    String sequence = mailing.getString("sequence_id");
    counts.merge("sequence " + sequence + " " + figure, 1L, Long::sum);
    String day = at.substring(0, "2024-12-30".length());
    counts.merge("day " + sequence + " " + day + " " + figure, 1L, Long::sum);
    for (String part : new String[] {"step", "state"}) {
      String id = mailing.getString("sequence_" + part + "_id");
      if (id != null) {
        counts.merge(part + " " + id + " " + figure, 1L, Long::sum);
      }
    }
  }

  /** The same, as the service has them, in one snapshot: folds go on meanwhile. */
  static Map<String, Long> ofLedger(long org) {
    Map<String, Long> counts = new TreeMap<>();
    each(
        """
        select 'sequence ' || sequence_id as key, to_jsonb(l) as figures from sequence_ledger l
        where org_id = %1$d
        union all
        select 'step ' || sequence_step_id, to_jsonb(l) from mailing_ledger l
        where org_id = %1$d and sequence_step_id <> 0
        union all
        select 'state ' || sequence_state_id, to_jsonb(l) from mailing_state_ledger l
        where org_id = %1$d and sequence_state_id is not null
        union all
        select 'day ' || sequence_id || ' ' || day, to_jsonb(l) from mailing_daily l
        where org_id = %1$d
        union all
        select 'day ' || sequence_id || ' ' || day, to_jsonb(l) from mailing_delta l
        where org_id = %1$d and day is not null
        """
            .formatted(org),
        row -> {
          String key = row.getString("key");
          Resources.json(row.getString("figures"))
              .properties()
              .forEach(
                  figure -> {
                    if (figure.getKey().endsWith("_count")) {
                      counts.merge(
                          key + " " + figure.getKey(), figure.getValue().longValue(), Long::sum);
                    }
                  });
        });
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(String sql, RowReader reader) {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }
}
