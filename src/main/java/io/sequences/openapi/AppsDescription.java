package io.sequences.openapi;

import io.sequences.apps.AppResource;
import io.sequences.apps.AppType;
import io.sequences.apps.InstallType;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes the routes of applications, which live beside the API and not in the catalogue. */
final class AppsDescription {

  /** The security scheme of a token that an application signed itself. */
  static final String OWN = "ownToken";

  private static final String SETUP_TOKEN = "q7uO2m3c0pXkzJ5n8Yw1Vt6bRr4eLg9aHdSfIiTUoEM";

  private final AppSchemas schemas;
  private final RequestSchemas requests;
  private final Operations operations;
  private final Answers answers;
  private final Documents documents;
  private final String server;

  /**
   * What to describe.
   *
   * @param address the configured address of the service, or nothing
   * @param example an address for examples
   */
  AppsDescription(String address, String example, Ids ids) {
    Catalog both = new Catalog(List.of(AppType.TYPE, InstallType.TYPE));
    this.server = address + AppResource.BASE_PATH;
    this.documents = new Documents(both, example, AppResource.BASE_PATH, ids);
    this.schemas = new AppSchemas(documents, ids);
    this.requests = new RequestSchemas(both, documents, ids);
    this.answers = new Answers(documents);
    this.operations = new Operations(new Parameters(both), answers, documents);
  }

  void addTo(OpenAPI document) {
    Components components = document.getComponents();
    Paths paths = document.getPaths();
    schemas.add(components);
    for (ResourceType type : List.of(AppType.TYPE, InstallType.TYPE)) {
      requests.add(components, type);
      document.addTag(OASFactory.createTag().name(type.path()).description(type.description()));
      add(paths, "/" + type.path())
          .GET(operation(type, Route.LIST, "List " + type.path(), "Answers all of them."))
          .POST(operation(type, Route.CREATE, "Create a new " + type.name(), created(type)));
      String one = "/" + type.path() + "/{id}";
      add(paths, one)
          .GET(operation(type, Route.GET, "Get one " + type.name(), "Answers the resource."))
          .PATCH(operation(type, Route.UPDATE, "Update one " + type.name(), updated(type)))
          .DELETE(operation(type, Route.DELETE, "Delete one " + type.name(), deleted(type)));
    }
    add(paths, "/installs/{setupToken}/actions/setupToken").POST(setUp());
    add(paths, "/installs/{id}/actions/accessToken").POST(access());
  }

  private PathItem add(Paths paths, String path) {
    PathItem item =
        OASFactory.createPathItem().servers(List.of(OASFactory.createServer().url(server)));
    paths.addPathItem(path, item);
    return item;
  }

  private static String created(ResourceType type) {
    return type == AppType.TYPE
        ? "Registers an application. It can be installed in this organisation only."
        : "Lets an application in. The answer has the setup token, which is shown once.";
  }

  private static String updated(ResourceType type) {
    return type == AppType.TYPE
        ? "Changes what the document names. Keys are exchanged all together: name those that stay."
        : "Changes the scopes; tokens that are out follow within 60 seconds.";
  }

  private static String deleted(ResourceType type) {
    return type == AppType.TYPE
        ? "Takes the application away, with its installs."
        : "Revokes the install: its tokens are refused within 60 seconds.";
  }

  private Operation operation(ResourceType type, Route route, String summary, String description) {
    String verb = route.name().toLowerCase(Locale.ROOT);
    String name = route == Route.LIST ? type.path() : type.name();
    Operation operation =
        described(type, verb + Words.capitalised(name), summary, description)
            .description(description + " Needs the claim `admin: true`.")
            .responses(responses(type, route))
            .addSecurityRequirement(Operations.requirement(ApiDescription.BEARER));
    if (route.takesId()) {
      operation.addParameter(Parameters.id(type));
    }
    if (route.takesCondition()) {
      operation.addParameter(SafeWrites.condition());
    }
    if (route.takesKey()) {
      operation.addParameter(SafeWrites.key());
    }
    if (route.takesBody()) {
      operation.requestBody(operations.resource(type, route));
    }
    return operation;
  }

  private static Operation described(
      ResourceType type, String id, String summary, String description) {
    return OASFactory.createOperation()
        .operationId(id)
        .addTag(type.path())
        .summary(summary)
        .description(description);
  }

  private Operation setUp() {
    Parameter token =
        OASFactory.createParameter()
            .name("setupToken")
            .in(Parameter.In.PATH)
            .required(true)
            .description("The setup token, as the answer to the install shows it.")
            .schema(JsonSchema.string("A secret.").examples(List.of(SETUP_TOKEN)));
    return described(
            InstallType.TYPE,
            "setUpInstall",
            "Use a setup token",
            "For the application: answers the install that the setup token was for, and uses it"
                + " up: it is answered again only to the same request with the same key.")
        .addParameter(token)
        .addParameter(SafeWrites.key())
        .requestBody(Operations.empty())
        .responses(
            actionResponses(
                true, ResourceSchemas.document(InstallType.TYPE), documents.one(InstallType.TYPE)))
        .addSecurityRequirement(Operations.requirement(OWN));
  }

  private Operation access() {
    return described(
            InstallType.TYPE,
            "issueAccessToken",
            "Get an access token",
            "For the application: answers a bearer token for the API, good for an hour. It is no"
                + " user's: it sees what is shared or read-only, and changes what is shared.")
        .addParameter(Parameters.id(InstallType.TYPE))
        .requestBody(Operations.empty())
        .responses(actionResponses(false, AppSchemas.ACCESS, schemas.accessExample()))
        .addSecurityRequirement(Operations.requirement(OWN));
  }

  private APIResponses responses(ResourceType type, Route route) {
    APIResponses responses = OASFactory.createAPIResponses();
    List<ErrorCode> codes = new ArrayList<>(Refusals.of(type, route));
    codes.removeAll(
        List.of(
            ErrorCode.UNAUTHORIZED_OAUTH_SCOPE,
            ErrorCode.UNAUTHORIZED_REQUEST,
            ErrorCode.INVALID_DATETIME_FORMAT));
    codes.add(ErrorCode.APPLICATIONS_UNAVAILABLE);
    answers.refuse(responses, codes, type, route);
    APIResponse forbidden = responses.getAPIResponse("403");
    if (forbidden == null) {
      forbidden = OASFactory.createAPIResponse().description("Unauthorized Request");
      forbidden.content(
          Answers.content(
              OASFactory.createMediaType().schema(JsonSchema.ref(ErrorSchemas.DOCUMENT))));
      responses.addAPIResponse("403", forbidden);
    }
    forbidden
        .getContent()
        .getMediaType(MediaTypes.JSON_API)
        .addExample(
            ErrorCode.UNAUTHORIZED_REQUEST.id(),
            OASFactory.createExample()
                .summary(ErrorCode.UNAUTHORIZED_REQUEST.title())
                .value(
                    documents.refusal(
                        ApiError.of(
                            ErrorCode.UNAUTHORIZED_REQUEST,
                            "The token needs the claim 'admin': true."))));
    if (route == Route.LIST) {
      return responses.addAPIResponse(
          "200", answer(ResourceSchemas.collection(type), schemas.collectionExample(type)));
    }
    answers.success(responses, type, route);
    return responses;
  }

  private APIResponses actionResponses(boolean takesKey, String schema, Object example) {
    APIResponses responses = OASFactory.createAPIResponses();
    List<ErrorCode> codes = new ArrayList<>(Refusals.of(InstallType.TYPE, Route.ACT));
    codes.removeIf(code -> List.of(403, 404, 412).contains(code.status()));
    codes.remove(ErrorCode.CONFLICT);
    APIResponse answer = answer(schema, example);
    if (takesKey) {
      SafeWrites.tellReplay(answer);
    } else {
      codes.removeAll(List.of(ErrorCode.IDEMPOTENCY_CONFLICT, ErrorCode.IDEMPOTENCY_KEY_REUSED));
    }
    codes.add(ErrorCode.APPLICATIONS_UNAVAILABLE);
    answers.refuse(responses, codes, InstallType.TYPE, Route.ACT);
    return responses.addAPIResponse("200", answer);
  }

  private static APIResponse answer(String schema, Object example) {
    MediaType content =
        OASFactory.createMediaType().schema(JsonSchema.ref(schema)).example(example);
    return Answers.answer("OK", content);
  }
}
