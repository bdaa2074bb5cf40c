package io.sequences.openapi;

import static io.sequences.openapi.AnswerHeaders.header;

import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.Accept;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** The answers of a route: the one that it is there for, and its refusals by status. */
final class Answers {

  /**
   * The headers that the server itself refuses, unread: in no words, and with no header of ours.
   */
  private static final int HEADERS_TOO_LARGE = 431;

  private final Documents documents;

  Answers(Documents documents) {
    this.documents = documents;
  }

  /** The components: a response for each status that reads the same everywhere. */
  static void add(Components components, Catalog catalog, Documents documents) {
    AnswerHeaders.add(components);
    ResourceType any = catalog.types().iterator().next();
    byStatus(Arrays.stream(ErrorCode.values()).filter(Refusals::isShared).toList())
        .forEach(
            (status, codes) ->
                components.addResponse(shared(status), refusal(codes, any, Route.LIST, documents)));
    components.addResponse(
        shared(HEADERS_TOO_LARGE),
        OASFactory.createAPIResponse()
            .description("Request Header Fields Too Large: over 64 KiB. There is no document."));
  }

  APIResponses of(ResourceType type, Route route) {
    APIResponses answers = OASFactory.createAPIResponses();
    refuse(answers, Refusals.of(type, route), type, route);
    success(answers, type, route);
    return answers;
  }

  /** Adds the refusals with these codes. */
  void refuse(APIResponses answers, List<ErrorCode> refusals, ResourceType type, Route route) {
    byStatus(refusals)
        .forEach(
            (status, codes) ->
                answers.addAPIResponse(
                    Integer.toString(status),
                    codes.stream().allMatch(Refusals::isShared)
                        ? component(status)
                        : refusal(codes, type, route, documents)));
    answers.addAPIResponse(Integer.toString(HEADERS_TOO_LARGE), component(HEADERS_TOO_LARGE));
  }

  private static APIResponse component(int status) {
    return OASFactory.createAPIResponse().ref("#/components/responses/" + shared(status));
  }

  /** Adds the answer that a route is there for. */
  void success(APIResponses answers, ResourceType type, Route route) {
    switch (route) {
      case LIST ->
          answers
              .addAPIResponse(
                  "200",
                  ExportDescription.onto(
                      answer("OK", ResourceSchemas.collection(type), documents.collection(type)),
                      type,
                      documents))
              .addAPIResponse("406", refusal(List.of(Accept.refusal(true)), documents));
      case GET, UPDATE, ACT ->
          answers.addAPIResponse("200", SafeWrites.tell(one("OK", type), type, route));
      case CREATE -> {
        APIResponse created = created(type, route);
        created.addHeader(
            "Location", header("Where the one new resource is.", documents.self(type)));
        answers.addAPIResponse("201", SafeWrites.tell(created, type, route));
      }
      case DELETE ->
          answers.addAPIResponse(
              "204",
              AnswerHeaders.onto(OASFactory.createAPIResponse().description("Deleted"), 204));
    }
  }

  private APIResponse created(ResourceType type, Route route) {
    if (!Writable.isBulk(type, route)) {
      return one("Created", type);
    }
    MediaType content =
        OASFactory.createMediaType()
            .schema(
                OASFactory.createSchema()
                    .addOneOf(JsonSchema.ref(ResourceSchemas.document(type)))
                    .addOneOf(JsonSchema.ref(ResourceSchemas.created(type))))
            .addExample("one", OASFactory.createExample().value(documents.one(type)))
            .addExample("several", OASFactory.createExample().value(documents.created(type)));
    return answer("Created", content);
  }

  private APIResponse one(String description, ResourceType type) {
    return answer(description, ResourceSchemas.document(type), documents.one(type));
  }

  private static APIResponse answer(String description, String schema, Object example) {
    MediaType content =
        OASFactory.createMediaType().schema(JsonSchema.ref(schema)).example(example);
    return answer(description, content);
  }

  /** An answer to a request that was done. */
  static APIResponse answer(String description, MediaType content) {
    return AnswerHeaders.onto(
        OASFactory.createAPIResponse().description(description).content(content(content)), 200);
  }

  private static APIResponse refusal(
      List<ErrorCode> codes, ResourceType type, Route route, Documents documents) {
    return refusal(
        codes.stream().map(code -> RefusalExamples.of(code, type, route)).toList(), documents);
  }

  /** Refusals of one status. */
  static APIResponse refusal(List<ApiError> errors, Documents documents) {
    List<ErrorCode> codes = errors.stream().map(ApiError::code).toList();
    MediaType content = OASFactory.createMediaType().schema(JsonSchema.ref(ErrorSchemas.DOCUMENT));
    for (ApiError error : errors) {
      content.addExample(
          error.code().id(),
          OASFactory.createExample().summary(error.code().title()).value(documents.refusal(error)));
    }
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(
                codes.stream()
                    .map(ErrorCode::title)
                    .distinct()
                    .collect(Collectors.joining(", or ")))
            .content(content(content));
    switch (codes.get(0).status()) {
      case 401 -> response.addHeader("WWW-Authenticate", header("How to authenticate.", "Bearer"));
      case 405 -> response.addHeader("Allow", header("The methods of the address.", "GET, POST"));
      case 429, 503 -> response.addHeader("Retry-After", header("The seconds to wait.", "1"));
      default -> {}
    }
    return AnswerHeaders.onto(response, codes.get(0).status());
  }

  /** A body of the one media type that there is. */
  static Content content(MediaType content) {
    return OASFactory.createContent().addMediaType(MediaTypes.JSON_API, content);
  }

  private static Map<Integer, List<ErrorCode>> byStatus(List<ErrorCode> codes) {
    return codes.stream()
        .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
  }

  private static String shared(int status) {
    return "Error" + status;
  }
}
