package io.sequences.apps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.ResourceType;
import io.sequences.read.Exchange;
import io.sequences.read.Links;
import io.sequences.read.Representation;
import io.sequences.read.WireIds;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The documents in which apps and installs are answered, in the form of all resources. */
@RequestScoped
class AppDocuments {

  private static final JsonFactory JSON = new JsonFactory();

  private final Exchange exchange;
  private final WireIds ids;

  AppDocuments(
      Exchange exchange,
      @ConfigProperty(name = "sequences.wire.ids", defaultValue = "integer") WireIds ids) {
    this.exchange = exchange;
    this.ids = ids;
  }

  private interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /** 200 with one app. */
  Response ok(App app) {
    return exchange.ok(one(app));
  }

  /** 200 with one install. */
  Response ok(Install install) {
    return ok(install, Map.of());
  }

  /** 200 with one install and more about it. */
  Response ok(Install install, Map<String, Object> meta) {
    return exchange.ok(one(install, meta));
  }

  /** 201 with a new app. */
  Response created(App app) {
    return exchange.created(links().resource(AppType.TYPE, app.id), one(app));
  }

  /** 201 with a new install and its setup token. */
  Response created(Install install) {
    String address = links().resource(InstallType.TYPE, install.id);
    return exchange.created(address, one(install, Map.of()));
  }

  /** 200 with apps. */
  Response apps(List<App> apps) {
    return collection(
        AppType.TYPE,
        out -> {
          for (App app : apps) {
            write(out, app);
          }
        });
  }

  /** 200 with installs. */
  Response installs(List<Install> installs) {
    return collection(
        InstallType.TYPE,
        out -> {
          for (Install install : installs) {
            write(out, install, Map.of());
          }
        });
  }

  private Response collection(ResourceType type, Content data) {
    return exchange.ok(
        document(
            out -> {
              out.writeArrayFieldStart("data");
              data.write(out);
              out.writeEndArray();
              out.writeObjectFieldStart("links");
              out.writeStringField("first", links().collection(type));
              out.writeEndObject();
            }));
  }

  private Representation one(App app) {
    return new Representation(data(out -> write(out, app)), app.version);
  }

  private Representation one(Install install, Map<String, Object> meta) {
    return new Representation(data(out -> write(out, install, meta)), install.version);
  }

  private static byte[] data(Content resource) {
    return document(
        out -> {
          out.writeFieldName("data");
          resource.write(out);
        });
  }

  private static byte[] document(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      content.write(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator out, App app) throws IOException {
    begin(out, AppType.TYPE, app.id, app.attributes());
    out.writeObjectFieldStart("relationships");
    out.writeEndObject();
    end(out, AppType.TYPE, app.id, app.version, Map.of());
  }

  private void write(JsonGenerator out, Install install, Map<String, Object> meta)
      throws IOException {
    begin(out, InstallType.TYPE, install.id, install.attributes());
    out.writeObjectFieldStart("relationships");
    out.writeObjectFieldStart("app");
    out.writeObjectFieldStart("data");
    identify(out, AppType.TYPE, install.appId);
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
    end(out, InstallType.TYPE, install.id, install.version, meta);
  }

  private void begin(JsonGenerator out, ResourceType type, long id, Map<String, Object> values)
      throws IOException {
    out.writeStartObject();
    identify(out, type, id);
    out.writeObjectFieldStart("attributes");
    for (Attribute attribute : type.attributes().values()) {
      out.writeFieldName(attribute.name());
      Object value = values.get(attribute.name());
      if (value == null) {
        out.writeNull();
      } else {
        attribute.type().write(out, value);
      }
    }
    out.writeEndObject();
  }

  private void end(
      JsonGenerator out, ResourceType type, long id, int version, Map<String, Object> meta)
      throws IOException {
    out.writeObjectFieldStart("links");
    out.writeStringField("self", links().resource(type, id));
    out.writeEndObject();
    out.writeObjectFieldStart("meta");
    for (Map.Entry<String, Object> member : meta.entrySet()) {
      out.writeObjectField(member.getKey(), member.getValue());
    }
    out.writeNumberField("version", version);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void identify(JsonGenerator out, ResourceType type, long id) throws IOException {
    out.writeStringField("type", type.name());
    switch (ids) {
      case INTEGER -> out.writeNumberField("id", id);
      case STRING -> out.writeStringField("id", Long.toString(id));
    }
  }

  private Links links() {
    return exchange.links(AppResource.BASE_PATH);
  }
}
