package io.sequences.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes rows straight to the bytes of a JSON:API document: the last stage of a request. */
@Singleton
final class DocumentWriter {

  private static final JsonFactory JSON = new JsonFactory();

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
        primary.rows().size()
            * (LEAST_RESOURCE + primary.selection().attributes().size() * LEAST_ATTRIBUTE),
        out -> {
          out.writeArrayFieldStart("data");
          resources(out, primary, links);
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
        LEAST_RESOURCE,
        out -> {
          out.writeFieldName("data");
          resources(out, fetched, links);
          included(out, fetched, links);
        });
  }

  /** A document with resources that were created together. */
  byte[] created(Fetched fetched, Links links) {
    return document(
        LEAST_RESOURCE,
        out -> {
          out.writeArrayFieldStart("data");
          resources(out, fetched, links);
          out.writeEndArray();
          included(out, fetched, links);
        });
  }

  /** Resources without a document around them, one a line. */
  byte[] lines(Fetched fetched, Links links) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(
            fetched.rows().size()
                    * (LEAST_RESOURCE + fetched.selection().attributes().size() * LEAST_ATTRIBUTE)
                + SMALL);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.setRootValueSeparator(null);
      SerializedString[] labels = labels(fetched);
      for (Tuple row : fetched.rows()) {
        resource(out, fetched, labels, row, links);
        out.writeRaw('\n');
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * The bytes of a document.
   *
   * @param expected about how many: what has to grow is copied
   */
  private static byte[] document(int expected, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected + SMALL);
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
      SerializedString[] labels = labels(fetched);
      for (Tuple row : fetched.rows()) {
        if (firstTime(written, fetched, row)) {
          resource(out, fetched, labels, row, links);
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

  private void resources(JsonGenerator out, Fetched fetched, Links links) throws IOException {
    SerializedString[] labels = labels(fetched);
    for (Tuple row : fetched.rows()) {
      resource(out, fetched, labels, row, links);
    }
  }

  /** What the attributes are called, in their order: looked up once for all rows. */
  private SerializedString[] labels(Fetched fetched) {
    return fetched.selection().attributes().stream()
        .map(attribute -> names.get(attribute.name()))
        .toArray(SerializedString[]::new);
  }

  private void resource(
      JsonGenerator out, Fetched fetched, SerializedString[] labels, Tuple row, Links links)
      throws IOException {
    ResourceType type = fetched.selection().type();
    out.writeStartObject();
    identify(out, type, Columns.id(row));
    out.writeObjectFieldStart("attributes");
    List<Attribute> attributes = fetched.selection().attributes();
    for (int i = 0; i < attributes.size(); i++) {
      out.writeFieldName(labels[i]);
      Object value = Columns.attribute(row, i);
      if (value == null) {
        out.writeNull();
      } else {
        attributes.get(i).type().write(out, value);
      }
    }
    out.writeEndObject();
    out.writeObjectFieldStart("relationships");
    for (Relationship relationship : fetched.selection().relationships()) {
      out.writeObjectFieldStart(relationship.name());
      relationship(out, fetched, row, relationship, links);
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeObjectFieldStart("links");
    out.writeStringField("self", links.resource(type, Columns.id(row)));
    out.writeEndObject();
    meta(out, fetched, row);
    out.writeEndObject();
  }

  private static void meta(JsonGenerator out, Fetched fetched, Tuple row) throws IOException {
    boolean rights = fetched.selection().authorizationMeta();
    Integer version = fetched.columns().version(row);
    if (!rights && version == null) {
      return;
    }
    out.writeObjectFieldStart("meta");
    if (rights) {
      out.writeBooleanField("canWrite", fetched.columns().canWrite(row));
      out.writeBooleanField("canDelete", fetched.columns().canDelete(row));
    }
    if (version != null) {
      out.writeNumberField("version", version);
    }
    out.writeEndObject();
  }

  private void relationship(
      JsonGenerator out, Fetched fetched, Tuple row, Relationship relationship, Links links)
      throws IOException {
    ResourceType target = catalog.target(relationship);
    if (relationship instanceof Relationship.ToOne toOne) {
      Object id = fetched.columns().target(row, toOne);
      out.writeFieldName("data");
      if (id == null) {
        out.writeNull();
      } else {
        out.writeStartObject();
        identify(out, target, id);
        out.writeEndObject();
      }
      return;
    }
    Relationship.Many many = (Relationship.Many) relationship;
    List<Object> linked = fetched.linkage().of(fetched.selection().type(), many, Columns.id(row));
    if (linked != null) {
      out.writeArrayFieldStart("data");
      for (Object id : linked) {
        out.writeStartObject();
        identify(out, target, id);
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeObjectFieldStart("links");
    out.writeStringField("related", links.related(target, many, Columns.id(row)));
    out.writeEndObject();
    if (linked != null) {
      out.writeObjectFieldStart("meta");
      out.writeNumberField("count", linked.size());
      out.writeEndObject();
    }
  }

  private void identify(JsonGenerator out, ResourceType type, Object id) throws IOException {
    out.writeStringField("type", type.name());
    switch (ids) {
      case INTEGER -> {
        out.writeFieldName("id");
        type.id().type().write(out, id);
      }
      case STRING -> out.writeStringField("id", id.toString());
    }
  }
}
