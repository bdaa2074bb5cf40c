package io.sequences.reading;

import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.ResourceType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The tables that tests of every attribute and every relationship go through. */
final class EveryAttribute {

  private EveryAttribute() {}

  /** Path of the collection and attribute, for every attribute of every type and its id. */
  static Stream<Arguments> ofEveryType() {
    return types()
        .flatMap(
            type ->
                Stream.concat(Stream.of(type.id().attribute()), type.attributes().values().stream())
                    .map(attribute -> Arguments.of(type.path(), attribute.name())));
  }

  static Stream<ResourceType> types() {
    return ResourceTypes.catalog().types().stream();
  }

  static ResourceType type(String path) {
    return ResourceTypes.catalog().byPath(path);
  }

  static Attribute attribute(String path, String name) {
    return type(path).attribute(name);
  }
}
