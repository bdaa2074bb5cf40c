package io.sequences.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes rows straight to the bytes of a JSON:API document: the last stage of a request. */
@Singleton
final class DocumentWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonFactory JSON_LINES =
      new JsonFactory().setCharacterEscapes(new LineEscapes());

  // What to reckon with, in bytes: the frame of a document, of a resource, and one attribute.
  private static final int SMALL = 4_096;
  private static final int LEAST_RESOURCE = 256;
  private static final int LEAST_ATTRIBUTE = 28;

  private final Catalog catalog;
  private final WireIds ids;

  /** The names of attributes, each quoted and encoded once for all. */
  private final Map<String, SerializedString> names = new HashMap<>();

  DocumentWriter(
      Catalog catalog,
      @ConfigProperty(name = "sequences.wire.ids", defaultValue = "integer") WireIds ids) {
    this.catalog = catalog;
    this.ids = ids;
    for (ResourceType type : catalog.types()) {
      type.attributes().keySet().forEach(name -> names.put(name, new SerializedString(name)));
    }
  }

  /** A document with the resources of a page. */
  byte[] collection(Plan plan, Slice slice, Links links) {
    Fetched primary = slice.primary();
    return document(
        expected(primary),
        out -> {
          out.writeArrayFieldStart("data");
          all(out, primary, links);
          out.writeEndArray();
          included(out, primary, links);
          out.writeObjectFieldStart("links");
          PageLinks.write(out, plan, slice, links);
          out.writeEndObject();
          meta(out, plan, slice.total());
        });
  }

  /** A document with one resource. */
  byte[] one(Fetched fetched, Links links) {
    return document(
        expected(fetched),
        out -> {
          out.writeFieldName("data");
          all(out, fetched, links);
          included(out, fetched, links);
        });
  }

  /** A document with resources that were created together. */
  byte[] created(Fetched fetched, Links links) {
    return document(
        expected(fetched),
        out -> {
          out.writeArrayFieldStart("data");
          all(out, fetched, links);
          out.writeEndArray();
          included(out, fetched, links);
        });
  }

  /** Resources without a document around them, one a line. */
  byte[] lines(Fetched fetched, Links links) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(expected(fetched) + SMALL);
    try (JsonGenerator out = JSON_LINES.createGenerator(bytes)) {
      out.setRootValueSeparator(null);
      ResourceWriter resources = resources(fetched, links);
      for (Tuple row : fetched.rows()) {
        resources.write(out, row);
        out.writeRaw('\n');
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** About how many bytes the rows will be. */
  private static int expected(Fetched fetched) {
    int resource = LEAST_RESOURCE + fetched.selection().attributes().size() * LEAST_ATTRIBUTE;
    long texts = LongTexts.of(fetched);
    return fetched.rows().size() * resource + (int) Math.min(texts, TextRoom.MOST);
  }

  private interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * The bytes of a document.
   *
   * @param expected about how many: those are in one piece
   */
  private static byte[] document(int expected, Content content) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(expected + SMALL);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      content.write(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void meta(JsonGenerator out, Plan plan, Long total) throws IOException {
    out.writeObjectFieldStart("meta");
    if (plan.count()) {
      out.writeNumberField("count", Math.min(total, SqlWriter.MAX_COUNT));
      out.writeBooleanField("count_truncated", total > SqlWriter.MAX_COUNT);
    } else {
      out.writeNullField("count");
    }
    out.writeEndObject();
  }

  /**
   * Writes the included resources, each once and none that is primary data, when any were asked
   * for.
   */
  private void included(JsonGenerator out, Fetched primary, Links links) throws IOException {
    if (primary.selection().included().isEmpty()) {
      return;
    }
    Map<ResourceType, Set<Object>> written = new HashMap<>();
    for (Tuple row : primary.rows()) {
      firstTime(written, primary, row);
    }
    out.writeArrayFieldStart("included");
    included(out, primary, written, links);
    out.writeEndArray();
  }

  private void included(
      JsonGenerator out, Fetched parent, Map<ResourceType, Set<Object>> written, Links links)
      throws IOException {
    for (Fetched fetched : parent.included().values()) {
      ResourceWriter resources = resources(fetched, links);
      for (Tuple row : fetched.rows()) {
        if (firstTime(written, fetched, row)) {
          resources.write(out, row);
        }
      }
      included(out, fetched, written, links);
    }
  }

  private static boolean firstTime(
      Map<ResourceType, Set<Object>> written, Fetched fetched, Tuple row) {
    return written
        .computeIfAbsent(fetched.selection().type(), type -> new HashSet<>())
        .add(Columns.id(row));
  }

  private void all(JsonGenerator out, Fetched fetched, Links links) throws IOException {
    ResourceWriter resources = resources(fetched, links);
    for (Tuple row : fetched.rows()) {
      resources.write(out, row);
    }
  }

  private ResourceWriter resources(Fetched fetched, Links links) {
    SerializedString[] labels =
        fetched.selection().attributes().stream()
            .map(attribute -> names.get(attribute.name()))
            .toArray(SerializedString[]::new);
    return new ResourceWriter(catalog, ids, fetched, labels, links);
  }
}
