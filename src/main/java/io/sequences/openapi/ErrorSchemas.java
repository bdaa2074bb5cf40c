package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.string;

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

  static void add(Components components, Catalog catalog) {
    ApiError example =
        RefusalExamples.of(
            ErrorCode.VALIDATION_ERROR, catalog.types().iterator().next(), Route.LIST);
    components.addSchema(ERROR, error(example)).addSchema(DOCUMENT, errors(example));
  }

  private static Schema error(ApiError example) {
    List<Object> ids = new ArrayList<>();
    Arrays.stream(ErrorCode.values()).map(ErrorCode::id).forEach(ids::add);
    return object("What was refused, in words for the developer of the client.")
        .required(List.of("id", "status", "title", "detail"))
        .addProperty(
            "id",
            string("What to match on.").enumeration(ids).examples(List.of(example.code().id())))
        .addProperty(
            "status", string("The HTTP status.").pattern("^[45][0-9]{2}$").examples(List.of("422")))
        .addProperty(
            "title",
            string("A heading, the same for every occurrence.")
                .examples(List.of(example.code().title())))
        .addProperty("detail", string("This occurrence.").examples(List.of(example.detail())))
        .addProperty("source", source())
        .examples(List.of(RefusalExamples.document(example).at("/errors/0")));
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

  private static Schema errors(ApiError example) {
    return object("Everything that was wrong with the request.")
        .required(List.of("errors"))
        .addProperty("errors", array(ref(ERROR), "At least one.").minItems(1))
        .addProperty("meta", meta())
        .examples(List.of(RefusalExamples.document(example)));
  }
}
