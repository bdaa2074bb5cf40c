package io.sequences.story;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.support.Api;
import java.util.Map;
import java.util.TreeMap;

/** The mailing figures as a client is shown them, in the form in which the model counts them. */
final class ShownFigures {

  private ShownFigures() {}

  /** Of a sequence, a step, a state or a day. */
  static Map<String, Long> of(JsonNode resource) {
    Map<String, Long> figures = new TreeMap<>();
    for (String figure : StoryModel.figureNames()) {
      figures.put(figure, resource.get("attributes").get(figure).longValue());
    }
    return figures;
  }

  /** Of a sequence by the UTC day. */
  static Map<String, Map<String, Long>> byDay(Api api, long sequence) {
    Map<String, Map<String, Long>> days = new TreeMap<>();
    String path = "/sequenceDailyStats?filter[sequence][id]=" + sequence + "&page[size]=150";
    for (JsonNode page : pages(api, path, "next")) {
      data(page).forEach(day -> days.put(day.at("/attributes/day").textValue(), of(day)));
    }
    return days;
  }
}
