package io.sequences.jsonapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A header Accept: what a client takes, and how much it wants it. As RFC 9110 has it, a range says
 * nothing of what a more specific one names. Whoever takes anything gets a document.
 */
public final class Accept {

  /** What is said of one form: how much it is wanted, from 0 to 1, and where that stands. */
  private record Wish(double weight, int place) {

    private static final Wish NONE = new Wish(0, Integer.MAX_VALUE);

    private boolean isAbove(Wish other) {
      return weight > other.weight || (weight == other.weight && place < other.place);
    }
  }

  /** One range, in lower case; the parameters are without its weight. */
  private record Range(String type, List<String> parameters, Wish wish) {}

  private static final List<String> OF_LINES = List.of("charset=utf-8");
  private static final List<String> OF_TABLES = List.of("charset=utf-8", "header=present");

  private final List<Range> ranges = new ArrayList<>();

  private Accept(String header) {
    if (header == null || header.isBlank()) {
      ranges.add(new Range("*/*", List.of(), new Wish(1, 0)));
      return;
    }
    for (String range : MediaTypes.split(header.toLowerCase(Locale.ROOT), ',')) {
      List<String> parts =
          MediaTypes.split(range, ';').stream().map(part -> part.replace(" ", "")).toList();
      ranges.add(
          new Range(
              parts.get(0),
              parts.stream().skip(1).filter(part -> !part.startsWith("q=")).toList(),
              new Wish(weight(parts), ranges.size())));
    }
  }

  /** Reads the values of the header, joined by commas; null and an empty one take anything. */
  public static Accept of(String header) {
    return new Accept(header);
  }

  /** The form of a collection as a whole that is wanted rather than a document of a page. */
  public Optional<ExportFormat> export() {
    Optional<ExportFormat> best = Optional.empty();
    Wish most = document();
    for (ExportFormat format : ExportFormat.values()) {
      Wish wish = of(format);
      if (wish.weight > 0 && wish.isAbove(most)) {
        most = wish;
        best = Optional.of(format);
      }
    }
    return best;
  }

  /**
   * Refuses a header that leaves no way to answer with a document, 406.
   *
   * @param exports whether there would be other ways
   */
  public void requireDocument(boolean exports) {
    if (document().weight == 0) {
      throw new ApiException(refusal(exports));
    }
  }

  /**
   * What is said of a header that leaves no way to answer.
   *
   * @param exports whether there would be other ways than a document
   */
  public static ApiError refusal(boolean exports) {
    String others = exports ? ", and exports " + MediaTypes.NDJSON + " or " + MediaTypes.CSV : "";
    return ApiError.header(
        "Accept",
        ErrorCode.NOT_ACCEPTABLE,
        "Answers are %s, without parameters but 'profile'%s; the Accept header allows none of that."
            .formatted(MediaTypes.JSON_API, others));
  }

  private static List<String> withoutQuotes(List<String> parameters) {
    return parameters.stream().map(each -> each.replace("\"", "")).toList();
  }

  private Wish document() {
    return first(
        range -> range.type.equals(MediaTypes.JSON_API) && MediaTypes.isSupported(range.parameters),
        // Not its type, but its form: to leave it out does not forbid documents.
        range -> range.type.equals(MediaTypes.JSON) && range.wish.weight > 0,
        range -> range.type.equals("application/*"),
        range -> range.type.equals("*/*"));
  }

  private Wish of(ExportFormat format) {
    return switch (format) {
      case NDJSON ->
          first(
              range ->
                  range.type.equals(MediaTypes.NDJSON)
                      && OF_LINES.containsAll(withoutQuotes(range.parameters)));
      case CSV ->
          first(
              range ->
                  range.type.equals(MediaTypes.CSV)
                      && OF_TABLES.containsAll(withoutQuotes(range.parameters)),
              range -> range.type.equals("text/*"));
    };
  }

  /** The greatest wish among the ranges of the first kind of which there is one. */
  @SafeVarargs
  private Wish first(Predicate<Range>... kinds) {
    for (Predicate<Range> kind : kinds) {
      Optional<Wish> wish =
          ranges.stream()
              .filter(kind)
              .map(Range::wish)
              .reduce((one, other) -> other.isAbove(one) ? other : one);
      if (wish.isPresent()) {
        return wish.get();
      }
    }
    return Wish.NONE;
  }

  private static double weight(List<String> parts) {
    for (String part : parts) {
      if (part.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(part.substring(2));
      }
    }
    return 1;
  }
}
