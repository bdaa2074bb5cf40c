package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is there in the end, as the API shows it and as it is stored.
 *
 * @param shown the sequences in the API by id
 * @param ids the ids of stored sequences by name, deleted ones included
 * @param deleted the ids of stored sequences that are marked as deleted
 * @param mailingsShown by their subject, and so by the operation that made them
 * @param mailingsStored likewise
 * @param opens the open count of each mailing in the API by id
 * @param recounts the mailing figures of each sequence with mailings, counted from stored rows
 */
record Found(
    Map<Long, JsonNode> shown,
    Map<String, List<Long>> ids,
    Set<Long> deleted,
    Map<String, Long> mailingsShown,
    Map<String, Long> mailingsStored,
    Map<Long, Long> opens,
    Map<Long, Map<String, Long>> recounts) {

  private static final String RECOUNT =
      """
      select sequence_id, count(scheduled_at), count(delivered_at), count(opened_at), count(clicked_at),
        count(replied_at), count(bounced_at), count(failed_at), count(unsubscribed_at)
      from mailing where org_id = %d group by sequence_id
      """;

  private static final List<String> RECOUNTED =
      List.of(
          "scheduleCount",
          "deliverCount",
          "openCount",
          "clickCount",
          "replyCount",
          "bounceCount",
          "failureCount",
          "optOutCount");

  /**
   * Looks.
   *
   * @param api a client who may see everything
   * @param database a connection that may as well
   * @param org the id of the client's organisation
   */
  static Found by(Sender api, Connection database, long org) throws SQLException {
    Found found =
        new Found(
            new HashMap<>(),
            new HashMap<>(),
            new HashSet<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new TreeMap<>());
    walk(api, "/sequences?page[size]=500", each -> found.shown.put(id(each), each));
    walk(
        api,
        "/mailings?page[size]=1000&fields[mailing]=subject,openCount",
        each -> {
          found.mailingsShown.merge(each.at("/attributes/subject").textValue(), 1L, Long::sum);
          found.opens.put(id(each), each.at("/attributes/openCount").longValue());
        });
    rows(
        database,
        "select name, id, deleted_at is not null from sequence where org_id = " + org,
        row -> {
          found.ids.computeIfAbsent(row.getString(1), n -> new ArrayList<>()).add(row.getLong(2));
          if (row.getBoolean(3)) {
            found.deleted.add(row.getLong(2));
          }
        });
    rows(
        database,
        "select subject, count(*) from mailing where org_id = " + org + " group by subject",
        row -> found.mailingsStored.put(row.getString(1), row.getLong(2)));
    rows(
        database,
        RECOUNT.formatted(org),
        row -> {
          Map<String, Long> figures = new TreeMap<>();
          for (int i = 0; i < RECOUNTED.size(); i++) {
            figures.put(RECOUNTED.get(i), row.getLong(i + 2));
          }
          found.recounts.put(row.getLong(1), figures);
        });
    return found;
  }

  /** The figures of a sequence in the API that stored rows are counted for. */
  Map<String, Long> figuresShown(long sequence) {
    Map<String, Long> figures = new TreeMap<>();
    RECOUNTED.forEach(figure -> figures.put(figure, number(sequence, figure)));
    return figures;
  }

  /** A number among the attributes of a sequence in the API. */
  long number(long sequence, String attribute) {
    return shown.get(sequence).at("/attributes/" + attribute).longValue();
  }

  private static long id(JsonNode resource) {
    return resource.path("id").longValue();
  }

  private static void walk(Sender api, String path, Consumer<JsonNode> resource) {
    String next = path;
    while (next != null) {
      Answer answer = api.get(next);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      answer.json().path("data").forEach(resource);
      String link = answer.json().at("/links/next").textValue();
      next = link == null ? null : link.substring(link.indexOf("/api/v2") + "/api/v2".length());
    }
  }

  /** Takes one row of a result. */
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void rows(Connection database, String sql, Row each) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.take(rows);
      }
    }
  }
}
