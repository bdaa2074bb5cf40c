package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import io.sequences.support.ResourceObject;
import io.sequences.support.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every request that the OpenAPI document shows, sent as it stands: only the ids are those of
 * resources that are there. The answer has the status that is described, its schema, and all that
 * its example has.
 */
@QuarkusTest
class ExecutedExamplesTest {

  /** The id of a second resource, in examples that have two. */
  private static final String ANOTHER = "19";

  /** Types of which there can be one only that leads to the same. */
  private static final Set<String> ONCE = Set.of("sequenceState", "contentCategoryMembership");

  private final Map<String, Estate> estates = new HashMap<>();
  private List<DescribedOperation> operations;
  private SoftAssertions softly;

  @BeforeEach
  void fetch() {
    operations = DescribedOperation.of(OpenApi.fetch());
    softly = new SoftAssertions();
  }

  @Test
  void creates() {
    executeBodies(
        each -> each.method().equals("POST") && !each.type().isEmpty(),
        (each, name) -> ONCE.contains(each.type()) ? each.id() + "-" + name : name);
  }

  @Test
  void updates() {
    executeBodies(each -> each.method().equals("PATCH"), (each, name) -> "updates");
  }

  @Test
  void actions() {
    executeBodies(each -> each.address().contains("/actions/"), (each, name) -> each.id());
  }

  @Test
  void deletes() {
    Estate estate = estate("deletes", "ada");
    List<DescribedOperation> left = new ArrayList<>(operations("DELETE"));
    Collections.reverse(left);
    assertThat(left).isNotEmpty();
    int before;
    do {
      before = left.size();
      // What something else needs is refused until that is gone.
      left.removeIf(each -> isDeleted(each, estate));
    } while (left.size() < before);
    assertThat(left).extracting(DescribedOperation::id).isEmpty();
  }

  private static boolean isDeleted(DescribedOperation operation, Estate estate) {
    String address = operation.addressOf(estate.identifier(operation));
    Response answer = request(operation, estate).delete(address);
    return answer.statusCode() == operation.success() && answer.asString().isEmpty();
  }

  @Test
  void reads() {
    // With two of everything, a page of one has a next.
    Estate estate = estate("reads", "ada");
    estate("reads", "bob");
    for (DescribedOperation each : operations("GET")) {
      boolean pages = each.lists() && each.parameterNames("query").contains("page[size]");
      String address =
          each.lists()
              ? each.address() + (pages ? "?page[size]=1" : "")
              : each.addressOf(estate.identifier(each));
      check(each, each.id(), Json.parse("{}"), request(each, estate).get(address));
    }
    softly.assertAll();
  }

  private List<DescribedOperation> operations(String method) {
    return operations.stream().filter(each -> each.method().equals(method)).toList();
  }

  /**
   * Executes examples.
   *
   * @param organisation where, for an operation and the name of its example
   */
  private void executeBodies(
      Predicate<DescribedOperation> which,
      BiFunction<DescribedOperation, String, String> organisation) {
    List<String> executed = new ArrayList<>();
    for (DescribedOperation each : operations) {
      if (which.test(each)) {
        each.bodies()
            .forEach(
                (name, body) -> {
                  execute(each, each.id() + " " + name, organisation.apply(each, name), body);
                  executed.add(name);
                });
      }
    }
    assertThat(executed).isNotEmpty();
    softly.assertAll();
  }

  private Estate estate(String organisation, String user) {
    return estates.computeIfAbsent(
        organisation + " " + user, key -> new Estate("shown-" + organisation, user, operations));
  }

  private void execute(
      DescribedOperation operation, String name, String organisation, JsonNode example) {
    Estate estate = estate(organisation, "ada");
    Estate other = example.path("data").isArray() ? estate(organisation, "bob") : estate;
    JsonNode body = example.deepCopy();
    String address = operation.address();
    if (operation.pathParameter().isPresent()) {
      String id = changeable(operation, estate);
      address = operation.addressOf(id);
      name(body, type -> type.equals(operation.type()) ? id : estate.of(type), estate::of);
    } else {
      makeRoom(operation, estate, other);
      name(body, estate::of, other::of);
    }
    Response answer =
        request(operation, estate)
            .contentType(Api.JSON_API)
            .body(body.toString())
            .request(operation.method(), address);
    check(operation, name, Json.parse(body.toString()), answer);
  }

  /** A mailing that was delivered has a state that clients do not change. */
  private String changeable(DescribedOperation operation, Estate estate) {
    if (!operation.type().equals("mailing")) {
      return estate.identifier(operation);
    }
    ResourceObject draft =
        ResourceObject.of("mailing").to("prospect", "prospect", estate.of("prospect"));
    return Long.toString(estate.owner.created(draft));
  }

  /** Takes away what may be there once only. */
  private void makeRoom(DescribedOperation create, Estate... estates) {
    for (DescribedOperation each : operations("DELETE")) {
      if (ONCE.contains(create.type()) && each.collection().equals(create.collection())) {
        Arrays.stream(estates).distinct().forEach(estate -> isDeleted(each, estate));
      }
    }
  }

  /** Has resource identifiers name what is there. */
  private static void name(
      JsonNode body, UnaryOperator<String> ids, UnaryOperator<String> othersIds) {
    for (JsonNode identifier : body.findParents("id")) {
      String type = identifier.path("type").asText();
      boolean another = identifier.path("id").asText().equals(ANOTHER);
      String id = another ? othersIds.apply(type) : ids.apply(type);
      ((ObjectNode) identifier).put("id", Long.parseLong(id));
    }
  }

  private static RequestSpecification request(DescribedOperation operation, Estate estate) {
    return operation.takes("ownToken")
        ? Api.withToken(estate.application.token()).request()
        : estate.owner.request();
  }

  private void check(DescribedOperation operation, String name, JsonNode sent, Response response) {
    String text = response.asString();
    softly.assertThat(response.statusCode()).as(name + text).isEqualTo(operation.success());
    if (response.statusCode() != operation.success()) {
      return;
    }
    JsonNode answer = Json.parse(text);
    JsonNode content = operation.answer().path(Api.JSON_API);
    boolean several = sent.path("data").isArray();
    JsonNode example =
        content.has("example")
            ? content.path("example")
            : content.path("examples").path(several ? "several" : "one").path("value");
    softly.assertThat(example.isObject()).as(name).isTrue();
    softly.assertThat(operation.api().faults(content.path("schema"), answer)).as(name).isEmpty();
    softly.assertThat(Shape.faults(example, answer)).as(name).isEmpty();
    if (several) {
      for (int i = 0; i < sent.path("data").size(); i++) {
        keeps(name, sent.path("data").path(i), answer.path("data").path(i));
      }
    } else {
      keeps(name, sent.path("data"), answer.path("data"));
    }
  }

  /** What was sent is what there is now. */
  private void keeps(String name, JsonNode sent, JsonNode answered) {
    OpenApi.each(
        sent.path("attributes"),
        (attribute, value) ->
            softly
                .assertThat(answered.path("attributes").path(attribute))
                .as(name + " " + attribute)
                .isEqualTo(value));
    OpenApi.each(
        sent.path("relationships"),
        (relationship, value) ->
            softly
                .assertThat(answered.path("relationships").path(relationship).path("data"))
                .as(name + " " + relationship)
                .isEqualTo(value.path("data")));
  }
}
