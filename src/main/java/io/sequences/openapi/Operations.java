package io.sequences.openapi;

import io.sequences.catalog.Action;
import io.sequences.catalog.ResourceType;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/** The paths of a resource type, with an operation for everything that clients can do there. */
final class Operations {

  private final Parameters parameters;
  private final Answers answers;
  private final Documents documents;

  Operations(Parameters parameters, Answers answers, Documents documents) {
    this.parameters = parameters;
    this.answers = answers;
    this.documents = documents;
  }

  void add(Paths paths, ResourceType type) {
    PathItem collection = OASFactory.createPathItem();
    PathItem one = OASFactory.createPathItem();
    for (Route route : Route.of(type)) {
      Operation operation = operation(type, route);
      switch (route) {
        case LIST -> collection.setGET(operation);
        case CREATE -> collection.setPOST(operation);
        case GET -> one.setGET(operation);
        case UPDATE -> one.setPATCH(operation);
        case DELETE -> one.setDELETE(operation);
        case ACT -> throw new IllegalStateException("An action has a path of its own.");
      }
    }
    paths.addPathItem("/" + type.path(), collection).addPathItem("/" + type.path() + "/{id}", one);
    for (Action action : type.actions().values()) {
      paths.addPathItem(
          "/" + type.path() + "/{id}/actions/" + action.name(),
          OASFactory.createPathItem().POST(operation(type, action)));
    }
  }

  private Operation operation(ResourceType type, Route route) {
    String one = Words.spaced(type.name());
    String verb = route.name().toLowerCase(Locale.ROOT);
    return switch (route) {
      case LIST ->
          describe(
                  type,
                  route,
                  "List " + Words.spaced(type.path()),
                  "Answers a page of them. " + ExportDescription.TEXT)
              .operationId(verb + Words.capitalised(type.path()));
      case GET ->
          describe(type, route, "Get one " + one, "Answers the resource.")
              .operationId(id(verb, type));
      case CREATE ->
          describe(
                  type,
                  route,
                  "Create a new " + one,
                  Writable.isBulk(type, route)
                      ? "Or up to 1,000 of them, all or none. Answers what is new."
                      : "Answers the new resource.")
              .operationId(id(verb, type));
      case UPDATE ->
          describe(
                  type,
                  route,
                  "Update one " + one,
                  "Changes what the document names, and answers the resource. Null clears.")
              .operationId(id(verb, type));
      case DELETE ->
          describe(type, route, "Delete one " + one, "Takes the resource out of the API.")
              .operationId(id(verb, type));
      case ACT -> throw new IllegalStateException("An action has a name of its own.");
    };
  }

  private Operation operation(ResourceType type, Action action) {
    String summary =
        Words.capitalised(Words.spaced(action.name())) + " one " + Words.spaced(type.name());
    Operation operation =
        describe(type, Route.ACT, summary, action.description() + " Answers the resource.")
            .operationId(id(action.name(), type));
    action
        .parameters()
        .forEach((name, kind) -> operation.addParameter(Parameters.ofAction(name, kind)));
    return operation;
  }

  private static String id(String verb, ResourceType type) {
    return verb + Words.capitalised(type.name());
  }

  private Operation describe(ResourceType type, Route route, String summary, String description) {
    Operation operation =
        OASFactory.createOperation()
            .addTag(type.path())
            .summary(summary)
            .description(
                "%s Needs the scope `%s`, or `%s.all`."
                    .formatted(description, route.permission().scope(type), type.scope()))
            .parameters(parameters.of(type, route))
            .responses(answers.of(type, route))
            .addSecurityRequirement(requirement(ApiDescription.BEARER))
            .addSecurityRequirement(requirement(ApiDescription.S2S));
    if (route.takesBody()) {
      operation.requestBody(route.takesResource() ? resource(type, route) : empty());
    }
    return operation;
  }

  static SecurityRequirement requirement(String scheme) {
    return OASFactory.createSecurityRequirement().addScheme(scheme);
  }

  /** The body of a create or an update. */
  RequestBody resource(ResourceType type, Route route) {
    MediaType content =
        OASFactory.createMediaType().schema(JsonSchema.ref(RequestSchemas.name(type, route)));
    if (route == Route.CREATE) {
      content
          .addExample("least", example("No more than it must", documents.leastCreate(type)))
          .addExample("everything", example("All it may", documents.fullCreate(type)));
      if (Writable.isBulk(type, route)) {
        content.addExample("several", example("Two at once", documents.severalCreate(type)));
      }
    } else {
      content.addExample("everything", example("All it may", documents.update(type)));
    }
    return OASFactory.createRequestBody().required(true).content(Answers.content(content));
  }

  private static org.eclipse.microprofile.openapi.models.examples.Example example(
      String summary, Object value) {
    return OASFactory.createExample().summary(summary).value(value);
  }

  /** The body of an action. */
  static RequestBody empty() {
    return OASFactory.createRequestBody()
        .description("An action takes no body, or an empty document.")
        .required(false)
        .content(
            Answers.content(
                OASFactory.createMediaType()
                    .schema(JsonSchema.ref(DocumentSchemas.EMPTY))
                    .example(Map.of())));
  }
}
