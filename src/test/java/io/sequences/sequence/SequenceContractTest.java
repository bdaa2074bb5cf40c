package io.sequences.sequence;

import static io.sequences.sequence.SequenceType.TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Attribute;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.Source;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.OpenApi;
import io.sequences.write.ResourceEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Transient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
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
 * Holds the five places where the sequence is written down against each other: the list of the
 * contract, the catalogue, the entity, the table and the OpenAPI document.
 */
@QuarkusTest
class SequenceContractTest {

  /** Columns that are no member of the resource. */
  private static final Set<String> BOOKKEEPING = Set.of("org_id", "id", "version", "deleted_at");

  @Test
  void theCatalogueHasTheAttributesOfTheContract() {
    Map<String, String> declared = new TreeMap<>();
    TYPE.attributes().values().forEach(each -> declared.put(each.name(), kind(each)));
    assertThat(contractAttributes()).hasSize(41);
    assertThat(declared).isEqualTo(contractAttributes());
  }

  @Test
  void theCatalogueHasTheRelationshipsOfTheContract() {
    Set<String> declared =
        TYPE.relationships().values().stream()
            .map(SequenceContractTest::line)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(contractRelationships()).hasSize(10);
    assertThat(declared).isEqualTo(contractRelationships());
  }

  @Test
  void theTableHasAColumnForEveryStoredMemberAndNoOther() {
    assertThat(tableColumns()).isEqualTo(declaredColumns());
  }

  @Test
  void theEntityHasAFieldForEveryColumnAndNoOther() {
    assertThat(entityColumns()).isEqualTo(tableColumns());
  }

  @Test
  void everyStoredAttributeThatClientsWriteHasAFieldOfItsName() {
    Set<String> fields =
        Arrays.stream(Sequence.class.getDeclaredFields())
            .map(Field::getName)
            .collect(Collectors.toSet());
    for (Attribute attribute : TYPE.attributes().values()) {
      if (attribute.writable() && attribute.source() instanceof Source.Stored) {
        assertThat(fields).contains(attribute.name());
      }
    }
  }

  @Test
  void theOpenApiDocumentHasTheMembersOfTheContract() {
    OpenApi api = OpenApi.fetch();
    JsonNode attributes = api.schema("SequenceAttributes").path("properties");
    Map<String, String> described = new TreeMap<>();
    attributes
        .fieldNames()
        .forEachRemaining(name -> described.put(name, kind(attributes.path(name))));
    assertThat(described).isEqualTo(contractAttributes());
    assertThat(OpenApi.names(api.schema("SequenceRelationships").path("properties")))
        .isEqualTo(contractRelationshipNames());
  }

  @Test
  void anAnswerHasTheMembersOfTheContract() {
    Api ada = Api.of("contract", "ada");
    long id = ada.createSequence("\"name\":\"Complete\"");
    JsonNode data =
        OpenApi.json(ada.get("/sequences/" + id).statusCode(200).extract().asString()).path("data");
    assertThat(OpenApi.names(data.path("attributes"))).isEqualTo(contractAttributes().keySet());
    assertThat(OpenApi.names(data.path("relationships"))).isEqualTo(contractRelationshipNames());
  }

  private static Map<String, String> contractAttributes() {
    Map<String, String> attributes = new TreeMap<>();
    for (String line : lines("/sequence-attributes.txt")) {
      String[] words = line.split(" ", -1);
      attributes.put(words[0], words[1]);
    }
    return attributes;
  }

  private static Set<String> contractRelationships() {
    return new TreeSet<>(lines("/sequence-relationships.txt"));
  }

  private static Set<String> contractRelationshipNames() {
    return contractRelationships().stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String kind(Attribute attribute) {
    Map<String, Object> schema = attribute.type().schema();
    return kind((String) schema.get("type"), (String) schema.get("format"));
  }

  private static String kind(JsonNode schema) {
    JsonNode type = schema.path("type");
    return kind(
        type.isArray() ? type.get(0).asText() : type.asText(), schema.path("format").asText());
  }

  private static String kind(String type, String format) {
    return "date-time".equals(format) ? format : type.equals("array") ? "strings" : type;
  }

  private static String line(Relationship relationship) {
    String kind = "link";
    if (relationship instanceof Relationship.ToOne) {
      kind = "one";
    } else if (relationship instanceof Relationship.ToMany) {
      kind = "many";
    }
    List<String> paths = relationship.filterPaths();
    String filters = paths.isEmpty() ? "-" : String.join(",", paths);
    return String.join(" ", relationship.name(), kind, relationship.target(), filters);
  }

  private static Set<String> declaredColumns() {
    Set<String> columns = new TreeSet<>(BOOKKEEPING);
    for (Attribute attribute : TYPE.attributes().values()) {
      if (attribute.source() instanceof Source.Stored stored) {
        columns.add(stored.column());
      }
    }
    for (Relationship relationship : TYPE.relationships().values()) {
      if (relationship instanceof Relationship.ToOne toOne) {
        columns.add(toOne.column());
      }
    }
    return columns;
  }

  private static Set<String> tableColumns() {
    return Db.rows(
            "select column_name::text from information_schema.columns"
                + " where table_schema = current_schema() and table_name = ?",
            TYPE.table())
        .stream()
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> entityColumns() {
    return Stream.of(ResourceEntity.class, Sequence.class)
        .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        // Hibernate adds fields of its own when the class is enhanced, transient ones.
        .filter(field -> !Modifier.isTransient(field.getModifiers()))
        .filter(field -> !field.isAnnotationPresent(Transient.class))
        .map(SequenceContractTest::column)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String column(Field field) {
    Column column = field.getAnnotation(Column.class);
    return column == null || column.name().isEmpty()
        ? ResourceType.snakeCase(field.getName())
        : column.name();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = SequenceContractTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
