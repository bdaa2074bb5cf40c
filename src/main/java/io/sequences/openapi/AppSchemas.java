package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.integer;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.string;
import static io.sequences.openapi.JsonSchema.url;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.apps.AppType;
import io.sequences.apps.InstallType;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The schemas of apps and installs. They are resources like others, but have no pages, no sparse
 * fields and nothing to include.
 */
final class AppSchemas {

  /** The component that holds the answer with an access token. */
  static final String ACCESS = "InstallAccess";

  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJ1cm4i.c2ln";

  private final Documents documents;
  private final Ids ids;

  AppSchemas(Documents documents, Ids ids) {
    this.documents = documents;
    this.ids = ids;
  }

  void add(Components components) {
    for (ResourceType type : List.of(AppType.TYPE, InstallType.TYPE)) {
      String name = ResourceSchemas.resource(type);
      components
          .addSchema(name + "Attributes", attributes(type))
          .addSchema(name, resource(type, ref(DocumentSchemas.RESOURCE_META)))
          .addSchema(ResourceSchemas.document(type), document(type))
          .addSchema(ResourceSchemas.collection(type), collection(type));
    }
    components.addSchema(ACCESS, access());
  }

  private static Schema attributes(ResourceType type) {
    Schema schema = object("All of them, always.");
    ObjectNode example = JsonNodeFactory.instance.objectNode();
    type.attributes()
        .values()
        .forEach(
            each -> {
              schema.addProperty(each.name(), JsonSchema.of(each, Samples.of(each)));
              example.set(each.name(), Samples.of(each));
            });
    return schema.examples(List.of(example));
  }

  private Schema resource(ResourceType type, Schema meta) {
    Schema relationships = object("Where it leads.");
    for (Relationship each : type.relationships().values()) {
      relationships.addProperty(
          each.name(),
          object(each.description())
              .required(List.of("data"))
              .addProperty(
                  "data",
                  object("Names one " + each.target() + ".")
                      .required(List.of("type", "id"))
                      .addProperty("type", ResourceSchemas.typeName(AppType.TYPE))
                      .addProperty("id", ids.answered(AppType.TYPE))));
    }
    return object(type.description())
        .required(List.of("type", "id", "attributes", "relationships", "links", "meta"))
        .addProperty("type", ResourceSchemas.typeName(type))
        .addProperty("id", ids.answered(type))
        .addProperty("attributes", ref(ResourceSchemas.resource(type) + "Attributes"))
        .addProperty("relationships", relationships)
        .addProperty(
            "links",
            object("Where the resource is.")
                .required(List.of("self"))
                .addProperty("self", url("Its address.", documents.self(type))))
        .addProperty("meta", meta)
        .examples(List.of(documents.resource(type)));
  }

  private Schema document(ResourceType type) {
    return object("A document with one " + type.name() + ".")
        .required(List.of("data"))
        .addProperty("data", ref(ResourceSchemas.resource(type)))
        .examples(List.of(documents.one(type)));
  }

  private Schema collection(ResourceType type) {
    return object(
            "All "
                + type.path()
                + ", of which there are 100 at most, those of the configuration"
                + " aside.")
        .required(List.of("data", "links"))
        .addProperty("data", array(ref(ResourceSchemas.resource(type)), "All of them."))
        .addProperty(
            "links",
            object("Where they are.")
                .required(List.of("first"))
                .addProperty("first", url("The collection.", address(type))))
        .examples(List.of(collectionExample(type)));
  }

  private String address(ResourceType type) {
    String self = documents.self(type);
    return self.substring(0, self.lastIndexOf('/'));
  }

  /** A collection with one resource. */
  ObjectNode collectionExample(ResourceType type) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putArray("data").add(documents.resource(type));
    document.putObject("links").put("first", address(type));
    return document;
  }

  private Schema access() {
    Schema meta =
        object("The token, and what is known of the install.")
            .required(List.of("accessToken", "expiresIn", "version"))
            .addProperty(
                "accessToken",
                string("A bearer token for the API, in the organisation of the install.")
                    .examples(List.of(TOKEN)))
            .addProperty(
                "expiresIn",
                integer("For how many seconds it is good.")
                    .minimum(BigDecimal.ONE)
                    .examples(List.of(3600)))
            .addProperty(
                "version",
                integer("The version of the install.").examples(List.of(SafeWrites.VERSION)));
    return object("A document with an install and an access token for it.")
        .required(List.of("data"))
        .addProperty("data", resource(InstallType.TYPE, meta).examples(null))
        .examples(List.of(accessExample()));
  }

  /** The answer with an access token. */
  ObjectNode accessExample() {
    ObjectNode document = documents.one(InstallType.TYPE);
    ((ObjectNode) document.at("/data/attributes")).putNull("setupToken");
    ((ObjectNode) document.at("/data/meta")).put("accessToken", TOKEN).put("expiresIn", 3600);
    return document;
  }
}
