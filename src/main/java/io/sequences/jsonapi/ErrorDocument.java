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

  /** The document for these errors, as JSON text. */
  public static String json(List<ApiError> errors) {
    return text(out -> writeErrors(out, errors));
  }

  /**
   * The document for these errors, as JSON text; one that tells of a fault of the service says
   * which request it was, as its log does.
   */
  public static String json(List<ApiError> errors, String requestId) {
    if (errors.get(0).code().status() < 500) {
      return json(errors);
    }
    return text(
        out -> {
          writeErrors(out, errors);
          out.writeObjectFieldStart("meta");
          out.writeStringField("requestId", requestId);
          out.writeEndObject();
        });
  }

  /** Writes the members of an object. */
  private interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  private static String text(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes the member {@code errors} of a document that says more. */
  public static void writeErrors(JsonGenerator out, List<ApiError> errors) throws IOException {
    out.writeArrayFieldStart("errors");
    for (ApiError error : errors) {
      write(out, error);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, ApiError error) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", error.code().id());
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
