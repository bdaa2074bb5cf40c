package io.sequences.openapi;

import io.sequences.apps.KeySetResource;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ErrorCatalogue;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.mailing.MailingType;
import io.sequences.read.Exchange;
import io.sequences.read.WireIds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Describes the whole API, from the catalogue. */
public final class ApiDescription {

  /** The security scheme of a token of a user. */
  public static final String BEARER = "bearerAuth";

  /** The security scheme of a token of an installed application. */
  static final String S2S = "s2sAuthToken";

  /** Where the examples live when no public address is configured. */
  private static final String SOMEWHERE = "https://sequences.example.com";

  private final Catalog catalog;
  private final WireIds ids;
  private final Optional<String> publicUrl;

  /**
   * What to describe.
   *
   * @param ids how this deployment writes ids
   * @param publicUrl the configured address of the service
   */
  public ApiDescription(Catalog catalog, WireIds ids, Optional<String> publicUrl) {
    this.catalog = catalog;
    this.ids = ids;
    this.publicUrl = publicUrl;
  }

  /** Puts the description into the document. */
  public void writeTo(OpenAPI document) {
    Ids form = new Ids(ids);
    Documents documents =
        new Documents(catalog, publicUrl.orElse(SOMEWHERE), Exchange.BASE_PATH, form);
    Components components = components(documents, form);
    Parameters parameters = new Parameters(catalog);
    parameters.add(components);
    Answers answers = new Answers(documents);
    Operations operations = new Operations(parameters, answers, documents);
    Paths paths = OASFactory.createPaths();
    for (ResourceType type : catalog.types()) {
      operations.add(paths, type);
      document.addTag(OASFactory.createTag().name(type.path()).description(type.description()));
    }
    if (catalog.types().contains(MailingType.TYPE)) {
      EventsDescription.add(components, documents);
      paths.addPathItem(
          EventsDescription.path(),
          OASFactory.createPathItem().POST(EventsDescription.operation(answers, documents)));
    }
    document
        .info(
            OASFactory.createInfo()
                .title("Sequences")
                .version("v2")
                .description(introduction(publicUrl.orElse(""))))
        .externalDocs(
            OASFactory.createExternalDocumentation()
                .description("The catalogue of errors: the causes of each, and their cure.")
                .url(publicUrl.orElse("") + ErrorCatalogue.PATH))
        .servers(List.of(OASFactory.createServer().url(publicUrl.orElse("") + Exchange.BASE_PATH)))
        .components(components)
        .paths(paths);
  }

  /** Adds the routes of applications, which stand beside the catalogue. */
  public void writeApplicationsTo(OpenAPI document) {
    new AppsDescription(publicUrl.orElse(""), publicUrl.orElse(SOMEWHERE), new Ids(ids))
        .addTo(document);
  }

  private Components components(Documents documents, Ids form) {
    Components components = OASFactory.createComponents();
    components
        .addSecurityScheme(
            BEARER, scheme("The token of a user, from an OpenID provider that the service trusts."))
        .addSecurityScheme(
            S2S,
            scheme(
                "A token that the service issued to an installed application. The keys that verify"
                    + " it are at `"
                    + KeySetResource.PATH
                    + "`."))
        .addSecurityScheme(
            AppsDescription.OWN,
            scheme(
                "A JWT that the application signed with its own key: RS256, `iss` its GUID, `iat`,"
                    + " and `exp` an hour later at most."));
    ResourceSchemas resources = new ResourceSchemas(components, documents, form);
    RequestSchemas requests = new RequestSchemas(catalog, documents, form);
    for (ResourceType type : catalog.types()) {
      resources.add(type);
      requests.add(components, type);
    }
    DocumentSchemas.add(components, catalog, documents);
    ErrorSchemas.add(components, catalog, documents);
    Answers.add(components, catalog, documents);
    return components;
  }

  private static SecurityScheme scheme(String description) {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("JWT")
        .description(description);
  }

  /**
   * What holds for all routes, with every refusal there is. The page that says more of them is for
   * people, and no operation of the API.
   */
  private static String introduction(String address) {
    return """
        Sequences, their figures and what hangs on them, as JSON:API documents.

        Whatever is refused is answered by an errors document, but for what the server itself takes
        for no request, such as headers over 64 KiB (431).
        Its `id` is what to match on, and leads to its causes and their cure, as `links.about` does:

        | status | id | title |
        |---|---|---|
        """
        + Arrays.stream(ErrorCode.values())
            .map(
                code ->
                    "| %d | [`%s`](%s) | %s |"
                        .formatted(
                            code.status(),
                            code.id(),
                            ErrorCatalogue.about(address, code),
                            code.title()))
            .collect(Collectors.joining("\n"));
  }
}
