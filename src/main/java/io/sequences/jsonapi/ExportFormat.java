package io.sequences.jsonapi;

/** The forms in which a collection is given away as a whole, besides documents of its pages. */
public enum ExportFormat {
  /** A resource object on each line, as it would stand in {@code data}. */
  NDJSON(MediaTypes.NDJSON),
  /** A row for each resource, below a row with the names of the columns. */
  CSV(MediaTypes.CSV + "; charset=utf-8; header=present");

  private final String contentType;

  ExportFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The Content-Type of an answer in it. */
  public String contentType() {
    return contentType;
  }
}
