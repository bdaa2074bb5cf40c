package io.sequences.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.read.CsvTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the forms in which a collection is given away as a whole. */
final class ExportDescription {

  /** What an operation that lists says of it. */
  static final String TEXT =
      "With `Accept: application/x-ndjson` or `text/csv` it answers all that match, of one moment,"
          + " as a stream without pages, by the same filters, sort and fields; `page[…]`, `include`"
          + " and `count` are then refused (422). An answer that breaks off is not whole.";

  private ExportDescription() {}

  /** Adds the forms to the answer that has a page. */
  static APIResponse onto(APIResponse page, ResourceType type, Documents documents) {
    page.getContent()
        .addMediaType(
            MediaTypes.NDJSON,
            text(
                "A resource object on each line, as it stands in `data` of a page.",
                documents.resource(type) + "\n"))
        .addMediaType(
            MediaTypes.CSV,
            text(
                "RFC 4180, with a header: the id, the attributes, and the ids of the targets of"
                    + " relationships to one. An empty cell is null. Elements of lists are"
                    + " separated by `;`, with a backslash before a `;` or backslash of theirs. A"
                    + " text that a spreadsheet could take for a formula has a `'` before it, and"
                    + " so has one that begins with `'`. The separator is the comma, and a"
                    + " spreadsheet has to be told so.",
                table(type, documents)));
    return page;
  }

  private static MediaType text(String description, String example) {
    return OASFactory.createMediaType()
        .schema(
            OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description(description)
                .examples(List.of(example)))
        .example(example);
  }

  private static String table(ResourceType type, Documents documents) {
    Collection<Attribute> attributes = type.attributes().values();
    List<Relationship.ToOne> toOnes =
        type.relationships().values().stream()
            .filter(Relationship.ToOne.class::isInstance)
            .map(Relationship.ToOne.class::cast)
            .toList();
    JsonNode resource = documents.resource(type);
    List<String> cells = new ArrayList<>();
    cells.add(resource.path("id").asText());
    attributes.forEach(each -> cells.add(CsvTable.cell(each, value(each))));
    toOnes.forEach(
        each ->
            cells.add(resource.path("relationships").path(each.name()).at("/data/id").asText()));
    return CsvTable.header(attributes, toOnes) + CsvTable.line(cells);
  }

  private static Object value(Attribute attribute) {
    try {
      return attribute.type().fromJson(Samples.of(attribute));
    } catch (InvalidValue impossible) {
      throw new IllegalStateException(attribute.name(), impossible);
    }
  }
}
