package io.sequences.openapi;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** The filters of a collection, one parameter for each member that can be filtered by. */
final class Filters {

  private static final String ABSENCE = "__null__|__notnull__";

  private Filters() {}

  static List<Parameter> of(ResourceType type, Catalog catalog) {
    List<Parameter> filters = new ArrayList<>();
    filters.add(
        filter(
            "filter[" + ResourceType.ID.name() + "]",
            type.id().attribute().description(),
            type.id().attribute()));
    type.attributes()
        .values()
        .forEach(
            each ->
                filters.add(
                    filter(
                        "filter[" + each.name() + "]",
                        each.description() + narrowed(type, each),
                        each)));
    for (Relationship relationship : type.relationships().values()) {
      for (String path : relationship.filterPaths()) {
        String name = "filter[" + relationship.name() + "][" + path + "]";
        Attribute attribute = catalog.target(relationship).attribute(path);
        String what = withoutStop(relationship.description()) + ", by `" + path + "`.";
        filters.add(filter(name, what, attribute));
      }
    }
    return filters;
  }

  private static String narrowed(ResourceType type, Attribute attribute) {
    String value = type.unlessFiltered().get(attribute.name());
    return value == null ? "" : " `" + value + "` unless this or an id is asked for.";
  }

  private static Parameter filter(String name, String what, Attribute attribute) {
    String example = Samples.filterFor(attribute);
    boolean ranges = attribute.type().hasRanges();
    String alternatives = " Several values, separated by commas, mean any of them.";
    String range = ranges ? " A range is `from..to`, with `neginf` and `inf` as open ends." : "";
    String absence = " `__null__` asks for its absence, `__notnull__` for its presence.";
    List<Object> examples = new ArrayList<>(List.of(example));
    if (ranges) {
      examples.add(example + "..inf");
    }
    return OASFactory.createParameter()
        .name(name)
        .in(In.QUERY)
        .description(
            what
                + element(attribute)
                + alternatives
                + range
                + (attribute.nullable() ? absence : ""))
        .schema(schema(attribute).examples(examples));
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String element(Attribute attribute) {
    return isList(attribute) ? " Has this element." : "";
  }

  private static boolean isList(Attribute attribute) {
    return "array".equals(attribute.type().schema().get("type"));
  }

  /** A text; where values are few or plain, with a pattern of what it may be. */
  private static Schema schema(Attribute attribute) {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    Map<String, Object> keywords = attribute.type().schema();
    if (keywords.get("enum") instanceof List<?> words) {
      return text.pattern(
          anyOf(words.stream().map(String::valueOf).collect(Collectors.joining("|"))));
    }
    return switch ((String) keywords.get("type")) {
      case "boolean" -> text.pattern(anyOf("true|false"));
      case "integer" -> text.pattern(anyOf("-?[0-9]+|(neginf|-?[0-9]+)\\.\\.(inf|-?[0-9]+)"));
      default -> text;
    };
  }

  private static String anyOf(String value) {
    String one = "(" + value + "|" + ABSENCE + ")";
    return "^" + one + "(," + one + ")*$";
  }
}
