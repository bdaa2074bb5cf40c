package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.support.Api;
import io.sequences.support.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The mailing figures, and what tests of their history ask of the service. */
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

  /** The names of all of them, in the order of the alphabet. */
  static final List<String> NAMES =
      Stream.concat(
              FIGURES.keySet().stream(),
              SENTIMENTS.stream().map(sentiment -> sentiment + "ReplyCount"))
          .sorted()
          .toList();

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
}
