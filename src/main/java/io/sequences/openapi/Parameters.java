package io.sequences.openapi;

import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.ValueType;
import io.sequences.jsonapi.QueryParser;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/**
 * The parameters of all routes but filters. Their examples stand in the schemas and they have no
 * default there, because Swagger UI sends what it finds in either of the usual places.
 */
final class Parameters {

  private static final String ID = "id";
  private static final String META = "provideAuthorizationMeta";

  private final Catalog catalog;

  /** By component, those of a collection only. */
  private final Map<String, Parameter> collection = new LinkedHashMap<>();

  Parameters(Catalog catalog) {
    this.catalog = catalog;
    String size = " 1 to %,d, 50 unless given.".formatted(QueryParser.MAX_PAGE_SIZE);
    collection.put(
        "pageSize",
        query("page[size]", "The resources of a page," + size)
            .schema(within(1, QueryParser.MAX_PAGE_SIZE, 25)));
    collection.put("pageAfter", cursor("page[after]", "after", "next"));
    collection.put("pageBefore", cursor("page[before]", "before", "prev"));
    collection.put(
        "pageLimit",
        query(
                "page[limit]",
                "The resources of a page that is counted by offset,"
                    + size
                    + " Not together with the parameters of cursors.")
            .schema(within(1, QueryParser.MAX_PAGE_SIZE, 25)));
    collection.put(
        "pageOffset",
        query(
                "page[offset]",
                "How many resources come before the page. Deeper pages are reached by cursor.")
            .schema(within(0, QueryParser.MAX_OFFSET, 50)));
    collection.put(
        "count", flag("count", "Whether meta.count is to tell how many resources match."));
    collection.put(
        "newFilterSyntax",
        flag(
            "newFilterSyntax",
            "Whether filters are read in the newer grammar: operators stand in brackets behind the"
                + " member, `[]` (any of several, each in a parameter of its own), `[neq]`, `[gte]`,"
                + " `[gt]`, `[lte]` and `[lt]`, and commas and `..` are plain text."));
  }

  void add(Components components) {
    collection.forEach(components::addParameter);
    components.addParameter(
        META,
        flag(META, "Whether each resource's meta is to tell what the caller may do with it."));
    SafeWrites.add(components);
    for (ResourceType type : catalog.types()) {
      components
          .addParameter(idName(type), id(type))
          .addParameter(MemberParameters.fieldsName(type), MemberParameters.fields(type))
          .addParameter(MemberParameters.includeName(type), MemberParameters.include(type));
    }
  }

  /** What a route of a type takes. */
  List<Parameter> of(ResourceType type, Route route) {
    List<Parameter> parameters = new ArrayList<>();
    if (route.takesId()) {
      parameters.add(ref(idName(type)));
    }
    if (route == Route.LIST) {
      parameters.addAll(Filters.of(type, catalog));
      parameters.add(MemberParameters.sort(type));
      collection.keySet().forEach(name -> parameters.add(ref(name)));
    }
    if (route.answersResources()) {
      parameters.add(ref(MemberParameters.includeName(type)));
      catalog.types().forEach(each -> parameters.add(ref(MemberParameters.fieldsName(each))));
      parameters.add(ref(META));
    }
    SafeWrites.parameters(route).forEach(name -> parameters.add(ref(name)));
    return parameters;
  }

  /** A parameter of an action. */
  static Parameter ofAction(String name, ValueType<?> kind) {
    return query("actionParams[" + name + "]", "The " + Words.spaced(name) + " to note.")
        .schema(JsonSchema.ofKeywords(kind.schema()).examples(List.of("Out of office")));
  }

  /** Most types share one. */
  private static String idName(ResourceType type) {
    return type.id().isColumn() ? ID : type.name() + Words.capitalised(ID);
  }

  /** The id of a path. */
  static Parameter id(ResourceType type) {
    return OASFactory.createParameter()
        .name(ID)
        .in(In.PATH)
        .required(true)
        .description(type.id().attribute().description())
        .schema(Ids.inPath(type));
  }

  private static Parameter cursor(String name, String side, String link) {
    String description =
        "Answers the page %s this cursor, which stands in the link `%s` of an answer to the same filters and sort order."
            .formatted(side, link);
    return query(name, description)
        .schema(
            OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .examples(List.of(Ids.CURSOR)));
  }

  private static Parameter flag(String name, String description) {
    return query(name, description + " False unless given.")
        .schema(
            OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN).examples(List.of(true)));
  }

  static Parameter query(String name, String description) {
    return OASFactory.createParameter().name(name).in(In.QUERY).description(description);
  }

  private static Schema within(int least, int most, int example) {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.INTEGER)
        .minimum(BigDecimal.valueOf(least))
        .maximum(BigDecimal.valueOf(most))
        .examples(List.of(example));
  }

  private static Parameter ref(String component) {
    return OASFactory.createParameter().ref("#/components/parameters/" + component);
  }
}
