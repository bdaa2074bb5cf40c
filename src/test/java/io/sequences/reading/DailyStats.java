package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tests of daily stats ask of the service, and of the job that folds. */
final class DailyStats {

  static final String PATH = "/sequenceDailyStats";

  /** The figures, each with what of a mailing it counts. */
  static final Map<String, String> FIGURES =
      Map.of(
          "bounceCount", "bounced_at",
          "clickCount", "clicked_at",
          "deliverCount", "delivered_at",
          "failureCount", "failed_at",
          "openCount", "opened_at",
          "optOutCount", "unsubscribed_at",
          "replyCount", "replied_at",
          "scheduleCount", "scheduled_at");

  static final List<String> SENTIMENTS = List.of("positive", "neutral", "negative");

  private DailyStats() {}

  /** The ids that a query finds, in their order. */
  static List<String> ids(Api api, String query) {
    return Resources.keys(data(document(api.get(PATH + "?page[size]=100&" + query))));
  }

  /** By id, the figures of a collection that are not 0, by name. */
  static Map<String, Map<String, Long>> figures(Api api, String query) {
    Map<String, Map<String, Long>> figures = new LinkedHashMap<>();
    for (JsonNode page : Resources.pages(api, PATH + "?page[size]=1000&" + query, "next")) {
      for (JsonNode resource : data(page)) {
        figures.put(Resources.key(resource), figures(resource));
      }
    }
    return figures;
  }

  /** The figures of a resource that are not 0, by name. */
  static Map<String, Long> figures(JsonNode resource) {
    Map<String, Long> figures = new TreeMap<>();
    resource
        .get("attributes")
        .properties()
        .forEach(
            each -> {
              if (each.getKey().endsWith("Count") && each.getValue().longValue() != 0) {
                figures.put(each.getKey(), each.getValue().longValue());
              }
            });
    return figures;
  }

  /** Folds until no delta of the organisation is pending. */
  static void fold(long org) {
    while (Db.number("select count(*) from mailing_delta where org_id = ?", org) > 0) {
      Db.rows("select fold_mailing_deltas(1000)");
    }
  }
}
