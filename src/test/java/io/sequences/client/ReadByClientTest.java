package io.sequences.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.jasminb.jsonapi.exceptions.ResourceParseException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import io.sequences.support.Resources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A JSON:API client that others wrote reads resources of every type, and loses nothing of them. */
@QuarkusTest
class ReadByClientTest {

  private Client client;

  @BeforeEach
  void begin() {
    client = new Client();
  }

  @Test
  void theClientIsToldOfEveryTypeAndRelationship() {
    Map<String, Set<String>> told = new TreeMap<>();
    Client.TYPES.forEach(
        (name, type) ->
            told.put(name, ClientResource.relationships(type).collect(Collectors.toSet())));
    Map<String, Set<String>> all = new TreeMap<>();
    Client.types().forEach(type -> all.put(type.name(), type.relationships().keySet()));
    assertThat(told).isEqualTo(all);
  }

  @Test
  void everyResource() {
    for (DescribedOperation operation : client.reading()) {
      if (!operation.lists()) {
        String address = operation.addressOf(client.estate.identifier(operation));
        for (String query : List.of("", including(operation))) {
          ValidatableResponse answer = client.get(address + query);
          assertSame(client.one(operation, answer), Json.of(answer).path("data"));
        }
      }
    }
  }

  @Test
  void everyCollection() {
    for (DescribedOperation operation : client.reading()) {
      if (operation.lists()) {
        ValidatableResponse answer = client.get(operation.address() + including(operation));
        List<? extends ClientResource> read = client.several(client.type(operation), answer);
        List<JsonNode> sent = Resources.data(Json.of(answer));
        assertThat(read).as(operation.id()).hasSameSizeAs(sent).isNotEmpty();
        for (int i = 0; i < sent.size(); i++) {
          assertSame(read.get(i), sent.get(i));
        }
      }
    }
  }

  @Test
  void aRefusal() {
    ValidatableResponse refused = client.estate.owner.get("/sequences/4000000000000000");
    DescribedOperation operation =
        client.operations.stream()
            .filter(each -> each.id().equals("getSequence"))
            .findFirst()
            .orElseThrow();
    assertThatExceptionOfType(ResourceParseException.class)
        .isThrownBy(() -> client.one(operation, refused.statusCode(404)))
        .satisfies(
            refusal ->
                assertThat(refusal.getErrors().getErrors().get(0).getId())
                    .isEqualTo("resourceNotFound"));
  }

  /** With everything included that can be. */
  private static String including(DescribedOperation operation) {
    List<String> includes = operation.includes();
    return includes.isEmpty() ? "" : "?include=" + String.join(",", includes);
  }

  private void assertSame(ClientResource read, JsonNode sent) {
    assertThat(read.id).isEqualTo(sent.path("id").asText());
    assertThat(read.links.getSelf().getHref()).isEqualTo(sent.at("/links/self").asText());
    Map<String, JsonNode> attributes = new TreeMap<>();
    OpenApi.each(sent.path("attributes"), attributes::put);
    assertThat(read.attributes()).isEqualTo(attributes).isNotEmpty();
    OpenApi.each(
        sent.path("relationships"),
        (name, relationship) -> {
          if (relationship.has("data")) {
            assertThat(read.leadsTo(name)).as(name).isEqualTo(identifiers(relationship));
          } else {
            assertFollowed(read, name, relationship.at("/links/related").asText());
          }
        });
  }

  private static List<String> identifiers(JsonNode holder) {
    JsonNode data = holder.path("data");
    return (data.isArray() ? Resources.elements(data) : List.of(data))
        .stream()
            .filter(JsonNode::isObject)
            .map(each -> each.path("type").asText() + " " + each.path("id").asText())
            .toList();
  }

  /** What an answer does not name is where its link leads. */
  private void assertFollowed(ClientResource read, String relationship, String link) {
    assertThat(read.related(relationship)).isEqualTo(link);
    ValidatableResponse answer = client.get(link);
    String target =
        Client.types()
            .filter(type -> Client.TYPES.get(type.name()) == read.getClass())
            .map(type -> type.relationships().get(relationship).target())
            .findFirst()
            .orElseThrow();
    assertThat(client.several(Client.TYPES.get(target), answer))
        .extracting(ClientResource::identifier)
        .isEqualTo(identifiers(Json.of(answer)))
        .isNotEmpty();
  }
}
