package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Operation;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Source;
import io.sequences.support.Db;
import io.sequences.support.OpenApi;
import io.sequences.write.ResourceEntity;
import io.sequences.write.ResourceRepository;
import jakarta.inject.Inject;
import jakarta.persistence.Column;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the places where a written type is written down against each other: catalogue, entity,
 * table and OpenAPI document. What it finds wrong it names by type.
 */
@QuarkusTest
class WrittenContractTest {

  @Inject @All List<ResourceRepository<?>> repositories;

  @Test
  void everyWrittenTypeHasARepository() {
    Set<String> written =
        World.CATALOG.types().stream()
            .filter(type -> !type.operations().isEmpty())
            .map(ResourceType::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(written).hasSize(11);
    assertThat(repositories.stream().map(each -> each.type().name()))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void everyEntityIsOfTheTypesTable() {
    for (ResourceRepository<?> repository : repositories) {
      assertThat(entity(repository).getAnnotation(Table.class).name())
          .isEqualTo(repository.type().table());
    }
  }

  @Test
  void everyFieldOfAnEntityIsAColumnThatItsTableHas() {
    for (ResourceRepository<?> repository : repositories) {
      assertThat(columns(repository.type()).keySet())
          .as(repository.type().name())
          .containsAll(fields(repository).keySet());
    }
  }

  @Test
  void everyMemberIsAColumnThatItsTableHas() {
    // A view, which nobody writes, does not tell what may be null.
    for (ResourceType type : World.types().toList()) {
      Map<String, Boolean> columns = columns(type);
      for (Attribute attribute : type.attributes().values()) {
        if (attribute.source() instanceof Source.Stored stored) {
          // What may be null on the wire is what may be null in the table.
          assertThat(columns)
              .as(type + "." + attribute.name())
              .containsEntry(stored.column(), attribute.nullable());
        }
      }
      for (Relationship relationship : type.relationships().values()) {
        if (relationship instanceof Relationship.ToOne toOne && toOne.writable()) {
          assertThat(columns)
              .as(type + "." + toOne.name())
              .containsEntry(toOne.column(), toOne.nullable());
        }
      }
    }
  }

  @Test
  void everyWritableMemberHasAFieldAndOnlyWhatIsNotFixedIsUpdated() {
    for (ResourceRepository<?> repository : repositories) {
      ResourceType type = repository.type();
      Map<String, Field> fields = fields(repository);
      for (Attribute attribute : World.writable(type)) {
        if (attribute.source() instanceof Source.Stored stored) {
          assertThat(fields).as(type.name()).containsKey(stored.column());
          assertThat(updated(fields.get(stored.column()))).as(attribute.name()).isTrue();
        }
      }
      for (Relationship.ToOne relationship : World.relationships(type)) {
        assertThat(fields).as(type.name()).containsKey(relationship.column());
        assertThat(updated(fields.get(relationship.column())))
            .as(type + "." + relationship.name())
            .isEqualTo(
                type.operations().contains(Operation.UPDATE) && !type.fixed(relationship.name()));
      }
    }
  }

  private static boolean updated(Field field) {
    Column column = field.getAnnotation(Column.class);
    return column == null || column.updatable();
  }

  @Test
  void theOpenApiDocumentDescribesJustWhatMayBeWritten() {
    OpenApi api = OpenApi.fetch();
    for (ResourceType type : World.CATALOG.types()) {
      for (String document : documents(type)) {
        JsonNode data = api.schema(OpenApi.component(type) + document).at("/properties/data");
        JsonNode resource = object(api, data);
        String what = type + " " + document;
        assertThat(OpenApi.names(resource.at("/properties/attributes/properties")))
            .as(what)
            .isEqualTo(names(World.writable(type).stream().map(Attribute::name)));
        assertThat(OpenApi.names(resource.at("/properties/relationships/properties")))
            .as(what)
            .isEqualTo(
                names(
                    World.relationships(type).stream()
                        .map(Relationship::name)
                        // An update refuses what the create sets for good.
                        .filter(name -> document.equals("Create") || !type.fixed(name))));
      }
    }
  }

  /** The schema of one resource, where the document takes one or many. */
  private static JsonNode object(OpenApi api, JsonNode data) {
    JsonNode schema = api.resolve(data);
    JsonNode first = schema.path("oneOf").path(0);
    return first.isMissingNode() ? schema : api.resolve(first);
  }

  private static List<String> documents(ResourceType type) {
    return Stream.of(Operation.CREATE, Operation.UPDATE)
        .filter(type.operations()::contains)
        .map(each -> each == Operation.CREATE ? "Create" : "Update")
        .toList();
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  private static Class<?> entity(ResourceRepository<?> repository) {
    ParameterizedType generic = (ParameterizedType) repository.getClass().getGenericSuperclass();
    return (Class<?>) generic.getActualTypeArguments()[0];
  }

  private static Map<String, Field> fields(ResourceRepository<?> repository) {
    Map<String, Field> fields = new TreeMap<>();
    Stream.of(ResourceEntity.class, entity(repository))
        .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> !Modifier.isTransient(field.getModifiers()))
        .filter(field -> !field.isAnnotationPresent(Transient.class))
        .forEach(field -> fields.put(column(field), field));
    return fields;
  }

  private static String column(Field field) {
    Column column = field.getAnnotation(Column.class);
    return column == null || column.name().isEmpty()
        ? ResourceType.snakeCase(field.getName())
        : column.name();
  }

  /** The columns of the type's table, each with whether it may be null. */
  private static Map<String, Boolean> columns(ResourceType type) {
    return Db.rows(
            "select column_name || ' ' || is_nullable from information_schema.columns"
                + " where table_schema = current_schema() and table_name = ?",
            type.table())
        .stream()
        .map(row -> ((String) row).split(" ", -1))
        .collect(
            Collectors.toMap(
                row -> row[0], row -> row[1].equals("YES"), (a, b) -> a, TreeMap::new));
  }
}
