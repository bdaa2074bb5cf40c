package io.sequences.jsonapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes an errors document. */
public final class ErrorDocument {

  private static final JsonFactory JSON = new JsonFactory();

  private ErrorDocument() {}

  /**
   * The document for these errors, as JSON text; one that tells of a fault of the service says
   * which request it was, as its log does.
   *
   * @param address where the world reaches the service: what the links of errors begin with
   */
  public static String json(String address, List<ApiError> errors, String requestId) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      writeErrors(out, address, errors);
      if (errors.get(0).code().status() >= 500) {
        out.writeObjectFieldStart("meta");
        out.writeStringField("requestId", requestId);
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes the member {@code errors} of a document that says more. */
  public static void writeErrors(JsonGenerator out, String address, List<ApiError> errors)
      throws IOException {
    out.writeArrayFieldStart("errors");
    for (ApiError error : errors) {
      write(out, address, error);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, String address, ApiError error) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", error.code().id());
    out.writeObjectFieldStart("links");
    out.writeStringField("about", ErrorCatalogue.about(address, error.code()));
    out.writeEndObject();
    out.writeStringField("status", Integer.toString(error.code().status()));
    out.writeStringField("title", error.code().title());
    out.writeStringField("detail", error.detail());
    if (error.source() != null) {
      out.writeObjectFieldStart("source");
      out.writeStringField(error.source().place().member(), error.source().value());
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
