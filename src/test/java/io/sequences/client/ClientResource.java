package io.sequences.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.jasminb.jsonapi.Links;
import com.github.jasminb.jsonapi.annotations.Id;
import com.github.jasminb.jsonapi.annotations.Relationship;
import com.github.jasminb.jsonapi.annotations.RelationshipLinks;
import com.github.jasminb.jsonapi.annotations.Type;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A resource in the client's hands. Whatever attributes it has are kept; its relationships are the
 * fields that its class declares, as the client library wants them.
 */
abstract class ClientResource {

  /** A text, as JSON:API has it; the library takes the integers of the wire for texts too. */
  @Id String id;

  @com.github.jasminb.jsonapi.annotations.Links Links links;

  private final Map<String, JsonNode> attributes = new TreeMap<>();

  @JsonAnySetter
  void with(String attribute, JsonNode value) {
    attributes.put(attribute, value);
  }

  @JsonAnyGetter
  Map<String, JsonNode> attributes() {
    return attributes;
  }

  /** What a relationship leads to, each by type and id. */
  List<String> leadsTo(String relationship) {
    Object value = get(field(relationship));
    if (value == null) {
      return List.of();
    }
    return (value instanceof Collection<?> many ? many : List.of(value))
        .stream().map(each -> ((ClientResource) each).identifier()).toList();
  }

  /** Where to read what a relationship leads to. */
  String related(String relationship) {
    Links related =
        (Links)
            fields(getClass(), RelationshipLinks.class)
                .filter(
                    field ->
                        field.getAnnotation(RelationshipLinks.class).value().equals(relationship))
                .map(this::get)
                .findFirst()
                .orElseThrow(() -> new AssertionError(getClass() + " links to no " + relationship));
    return related.getRelated().getHref();
  }

  /** Leads a relationship to one to the resource of this id. */
  void lead(String relationship, String target) {
    Field field = field(relationship);
    ClientResource resource = ClientTypes.fresh(field.getType().asSubclass(ClientResource.class));
    resource.id = target;
    try {
      field.set(this, resource);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Its type and id. */
  String identifier() {
    return getClass().getAnnotation(Type.class).value() + " " + id;
  }

  private Object get(Field field) {
    try {
      return field.get(this);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Field field(String relationship) {
    return fields(getClass(), Relationship.class)
        .filter(field -> name(field).equals(relationship))
        .findFirst()
        .orElseThrow(() -> new AssertionError(getClass() + " has no " + relationship));
  }

  /** The names of the relationships that a class declares. */
  static Stream<String> relationships(Class<?> type) {
    return fields(type, Relationship.class).map(ClientResource::name);
  }

  private static Stream<Field> fields(Class<?> type, Class<? extends Annotation> annotation) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(annotation));
  }

  private static String name(Field relationship) {
    return relationship.getAnnotation(Relationship.class).value();
  }
}
