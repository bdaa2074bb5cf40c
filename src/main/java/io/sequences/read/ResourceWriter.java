package io.sequences.read;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.List;

/** Writes the resource objects of rows that were fetched together. */
final class ResourceWriter {

  private final Catalog catalog;
  private final WireIds ids;
  private final Fetched fetched;
  private final SerializedString[] labels;
  private final Links links;

  /**
   * A writer for some rows.
   *
   * @param labels what their attributes are called, in their order
   */
  ResourceWriter(
      Catalog catalog, WireIds ids, Fetched fetched, SerializedString[] labels, Links links) {
    this.catalog = catalog;
    this.ids = ids;
    this.fetched = fetched;
    this.labels = labels;
    this.links = links;
  }

  /** Writes the resource of a row. */
  void write(JsonGenerator out, Tuple row) throws IOException {
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
      relationship(out, row, relationship);
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeObjectFieldStart("links");
    out.writeStringField("self", links.resource(type, Columns.id(row)));
    out.writeEndObject();
    meta(out, row);
    out.writeEndObject();
  }

  private void meta(JsonGenerator out, Tuple row) throws IOException {
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

  private void relationship(JsonGenerator out, Tuple row, Relationship relationship)
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
