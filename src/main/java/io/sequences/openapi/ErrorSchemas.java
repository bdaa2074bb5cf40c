package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.string;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.catalog.Catalog;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The schema of the errors document. */
final class ErrorSchemas {

  /** The component that holds the whole document. */
  static final String DOCUMENT = "ErrorDocument";

  /** The component that holds one of its errors. */
  static final String ERROR = "Error";

  private ErrorSchemas() {}

  static void add(Components components, Catalog catalog, Documents documents) {
    ApiError example =
        RefusalExamples.of(
            ErrorCode.VALIDATION_ERROR, catalog.types().iterator().next(), Route.LIST);
    JsonNode document = documents.refusal(example);
    components
        .addSchema(ERROR, error(example, document.at("/errors/0")))
        .addSchema(DOCUMENT, errors(document));
  }

  private static Schema error(ApiError example, JsonNode object) {
    List<Object> ids = new ArrayList<>();
    Arrays.stream(ErrorCode.values()).map(ErrorCode::id).forEach(ids::add);
    return object("What was refused, in words for the developer of the client.")
        .required(List.of("id", "links", "status", "title", "detail"))
        .addProperty(
            "id",
            string("What to match on.").enumeration(ids).examples(List.of(example.code().id())))
        .addProperty("links", links(object.path("links")))
        .addProperty(
            "status", string("The HTTP status.").pattern("^[45][0-9]{2}$").examples(List.of("422")))
        .addProperty(
            "title",
            string("A heading, the same for every occurrence.")
                .examples(List.of(example.code().title())))
        .addProperty("detail", string("This occurrence.").examples(List.of(example.detail())))
        .addProperty("source", source())
        .examples(List.of(object));
  }

  private static Schema links(JsonNode example) {
    return object("Where more is told.")
        .required(List.of("about"))
        .addProperty(
            "about",
            string("The entry of this `id` in the catalogue of errors: its causes, and their cure.")
                .format("uri")
                .examples(List.of(example.path("about").asText())))
        .examples(List.of(example));
  }

  private static Schema source() {
    Schema schema = object("Which part of the request is the culprit, if not all of it.");
    Map<ApiError.Place, String> meanings =
        Map.of(
            ApiError.Place.POINTER, "A JSON pointer into the body.",
            ApiError.Place.PARAMETER, "The name of a query parameter.",
            ApiError.Place.HEADER, "The name of a header.");
    Map<ApiError.Place, String> examples =
        Map.of(
            ApiError.Place.POINTER, "/data/attributes",
            ApiError.Place.PARAMETER, "page[size]",
            ApiError.Place.HEADER, "Accept");
    for (ApiError.Place place : ApiError.Place.values()) {
      schema.addProperty(
          place.member(), string(meanings.get(place)).examples(List.of(examples.get(place))));
    }
    return schema.examples(List.of(Map.of("parameter", "page[size]")));
  }

  private static Schema meta() {
    return object("With a status of 500 or more only.")
        .required(List.of("requestId"))
        .addProperty(
            "requestId",
            string("What the log of the service calls the request.")
                .examples(List.of(RefusalExamples.REQUEST_ID)))
        .examples(List.of(Map.of("requestId", RefusalExamples.REQUEST_ID)));
  }

  private static Schema errors(JsonNode example) {
    return object("Everything that was wrong with the request.")
        .required(List.of("errors"))
        .addProperty("errors", array(ref(ERROR), "At least one.").minItems(1))
        .addProperty("meta", meta())
        .examples(List.of(example));
  }
}
