package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.bool;
import static io.sequences.openapi.JsonSchema.integer;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.url;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The schemas that the documents of all types share. */
final class DocumentSchemas {

  static final String INCLUDED = "Included";
  static final String RESOURCE_META = "ResourceMeta";
  static final String PAGE_LINKS = "PageLinks";
  static final String PAGE_META = "PageMeta";
  static final String EMPTY = "EmptyDocument";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DocumentSchemas() {}

  static void add(Components components, Catalog catalog, Documents documents) {
    ResourceType any = catalog.types().iterator().next();
    components
        .addSchema(INCLUDED, included(catalog, documents))
        .addSchema(RESOURCE_META, resourceMeta())
        .addSchema(PAGE_LINKS, pageLinks(documents.collection(any).at("/links/next").asText()))
        .addSchema(PAGE_META, pageMeta())
        .addSchema(EMPTY, empty());
  }

  private static Schema included(Catalog catalog, Documents documents) {
    Discriminator byType = OASFactory.createDiscriminator().propertyName("type");
    Schema resource = OASFactory.createSchema().discriminator(byType);
    for (ResourceType type : catalog.types()) {
      Schema reference = ref(ResourceSchemas.resource(type));
      resource.addOneOf(reference);
      byType.addMapping(type.name(), reference.getRef());
    }
    ResourceType any = catalog.types().iterator().next();
    return array(resource, "What include asked for, each resource once.")
        .examples(List.of(List.of(documents.resource(any))));
  }

  private static Schema resourceMeta() {
    return object("The resource's version, and what the caller may do with it if that is asked.")
        .addProperty("canWrite", flag("Whether an update would be permitted."))
        .addProperty("canDelete", flag("Whether a delete would be permitted."))
        .addProperty(
            "version",
            integer("Rises by one with every change of what clients write, and not with figures.")
                .minimum(BigDecimal.ZERO)
                .examples(List.of(SafeWrites.VERSION)))
        .examples(List.of(JSON.objectNode().put("version", SafeWrites.VERSION)));
  }

  private static Schema pageLinks(String example) {
    String first = example.substring(0, example.indexOf('?'));
    return object("Links to pages, with all parameters of the request; none that leads nowhere.")
        .required(List.of("first"))
        .addProperty("first", url("The first page.", first))
        .addProperty("prev", url("The page before.", first + "?page%5Bbefore%5D=" + Ids.CURSOR))
        .addProperty("next", url("The page after.", example))
        .addProperty(
            "last",
            url(
                "The last page, where pages are counted by offset.",
                first + "?page%5Boffset%5D=50"))
        .examples(List.of(JSON.objectNode().put("first", first).put("next", example)));
  }

  private static Schema pageMeta() {
    Schema count =
        integer("How many resources match and may be seen; null unless count=true.")
            .addType(SchemaType.NULL)
            .minimum(BigDecimal.ZERO)
            .examples(List.of(212));
    return object("About the collection as a whole.")
        .required(List.of("count"))
        .addProperty("count", count)
        .addProperty("count_truncated", flag("Whether counting stopped before the end.", false))
        .examples(List.of(JSON.objectNode().put("count", 212).put("count_truncated", false)));
  }

  private static Schema empty() {
    return object("A document without content.")
        .addProperty("data", OASFactory.createSchema().addType(SchemaType.NULL))
        .examples(List.of(JSON.objectNode()));
  }

  private static Schema flag(String description) {
    return flag(description, true);
  }

  private static Schema flag(String description, boolean example) {
    return bool(description).examples(List.of(example));
  }
}
