package io.sequences.jsonapi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a collection is given away as a whole, besides documents of its pages. */
public enum ExportFormat {
  /** A resource object on each line, as it would stand in {@code data}. */
  NDJSON(MediaTypes.NDJSON, MediaTypes.NDJSON),
  /** A row for each resource, below a row with the names of the columns. */
  CSV(MediaTypes.CSV, MediaTypes.CSV + "; charset=utf-8; header=present");

  private static final List<String> PARAMETERS = List.of("charset=utf-8", "header=present");

  private final String mediaType;
  private final String contentType;

  ExportFormat(String mediaType, String contentType) {
    this.mediaType = mediaType;
    this.contentType = contentType;
  }

  /** The Content-Type of an answer in it. */
  public String contentType() {
    return contentType;
  }

  /**
   * The form that an Accept header would rather have than a document, by its weights and then by
   * what it names first.
   */
  public static Optional<ExportFormat> preferred(String accept) {
    Optional<ExportFormat> best = Optional.empty();
    double most = 0;
    for (String range : MediaTypes.split(accept, ',')) {
      List<String> parts =
          MediaTypes.split(range.toLowerCase(Locale.ROOT), ';').stream()
              .map(part -> part.replace(" ", "").replace("\"", ""))
              .toList();
      Optional<ExportFormat> named = of(parts);
      double weight = MediaTypes.weight(parts);
      if (weight > most && (named.isPresent() || MediaTypes.isDocument(parts.get(0)))) {
        most = weight;
        best = named;
      }
    }
    return best;
  }

  private static Optional<ExportFormat> of(List<String> parts) {
    for (ExportFormat each : values()) {
      boolean possible =
          parts.stream()
              .skip(1)
              .allMatch(part -> PARAMETERS.contains(part) || part.startsWith("q="));
      if (each.mediaType.equals(parts.get(0)) && possible) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
