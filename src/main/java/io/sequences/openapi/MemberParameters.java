package io.sequences.openapi;

import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.QueryParser;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.Style;

/** The parameters that list members of a type, separated by commas. */
final class MemberParameters {

  private MemberParameters() {}

  static Parameter sort(ResourceType type) {
    List<Object> keys = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(ResourceType.ID.name()));
    names.addAll(type.attributes().keySet());
    names.forEach(name -> keys.addAll(List.of(name, "-" + name)));
    return list(
        "sort",
        "The attributes to sort by, the weightiest first, `-` for descending; `id` unless given."
            + " Null comes last, and the id decides between equals.",
        OASFactory.createSchema().addType(Schema.SchemaType.STRING).enumeration(keys),
        QueryParser.MAX_SORT_KEYS,
        List.of("-" + names.get(names.size() - 1), names.get(0)));
  }

  static Parameter include(ResourceType type) {
    List<String> names = List.copyOf(type.relationships().keySet());
    String known = names.isEmpty() ? "none" : "`" + String.join("`, `", names) + "`";
    String further = "(\\.[A-Za-z]+){0," + (QueryParser.MAX_INCLUDE_DEPTH - 1) + "}";
    Schema path = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    return list(
        "include",
        "The relationships whose targets come along, here "
            + known
            + ". Each may be followed by dots and relationships of its target, "
            + QueryParser.MAX_INCLUDE_DEPTH
            + " names at the most. Needs the read scope of what it includes.",
        path.pattern("^(" + String.join("|", names) + ")" + further + "$"),
        QueryParser.MAX_INCLUDES,
        names.isEmpty() ? List.of() : List.of(names.get(0)));
  }

  static Parameter fields(ResourceType type) {
    List<Object> names = new ArrayList<>(type.attributes().keySet());
    names.addAll(type.relationships().keySet());
    return list(
        "fields[" + type.name() + "]",
        "The attributes and relationships to show of each "
            + Words.spaced(type.name())
            + "; all unless given.",
        OASFactory.createSchema().addType(Schema.SchemaType.STRING).enumeration(names),
        names.size(),
        names.subList(0, 1));
  }

  private static Parameter list(
      String name, String description, Schema items, int most, List<?> example) {
    return Parameters.query(name, description)
        .style(Style.FORM)
        .explode(false)
        .schema(
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .items(items)
                .maxItems(most)
                .uniqueItems(true)
                .examples(List.of(example)));
  }

  static String includeName(ResourceType type) {
    return "include" + Words.capitalised(type.name());
  }

  static String fieldsName(ResourceType type) {
    return "fields" + Words.capitalised(type.name());
  }
}
