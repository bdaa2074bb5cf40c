package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up to 1,000 resources in one request: all or nothing. */
@QuarkusTest
class BulkTest {

  private static final String ORG = "bulk";

  private final Api ada = Api.of(ORG, "ada");

  private static List<ResourceObject> many(int number, IntFunction<ResourceObject> each) {
    return IntStream.range(0, number).mapToObj(each).collect(Collectors.toList());
  }

  private static ResourceObject prospect(int i) {
    return ResourceObject.of("prospect").with("firstName", "p" + i);
  }

  private static long prospects() {
    return Db.number("select count(*) from prospect where org_id = ?", Db.org(ORG));
  }

  /** Sends requests after which there must be no more prospects than before. */
  private void writesNothing(Runnable requests) {
    ada.get("/users").statusCode(200);
    long before = prospects();
    requests.run();
    assertThat(prospects()).isEqualTo(before);
  }

  @Test
  void aThousandProspectsAreAnsweredInTheOrderGiven() {
    JsonNode answer = Json.of(ada.createAll(many(1_000, BulkTest::prospect)).statusCode(201));
    List<JsonNode> data = Resources.data(answer);
    assertThat(data.stream().map(each -> each.at("/attributes/firstName").textValue()))
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "p" + i).toList());
    assertThat(Resources.ids(data)).isSorted().doesNotHaveDuplicates();
    assertThat(new HashSet<>(Resources.walk(ada, "/prospects?page[size]=1000")))
        .containsAll(Resources.ids(data));
  }

  @Test
  void oneInAnArrayIsAnsweredByAnArrayAndOneAloneByItself() {
    JsonNode answer = Json.of(ada.createAll(List.of(prospect(0))).statusCode(201));
    assertThat(answer.path("data").isArray()).isTrue();
    assertThat(answer.path("data")).hasSize(1);
    String location = ada.create(prospect(1)).statusCode(201).extract().header("Location");
    ada.get(location).statusCode(200);
  }

  @Test
  void noneAndOneTooManyAreRefused() {
    writesNothing(
        () -> {
          Refusal.of(ada.createAll(many(1_001, BulkTest::prospect)), 422)
              .is("validationError")
              .at("/data");
          Refusal.of(ada.post("/prospects", "{\"data\":[]}"), 422)
              .is("validationError")
              .at("/data");
        });
  }

  @Test
  void oneFaultAmongManyWritesNothing() {
    List<ResourceObject> all = many(1_000, BulkTest::prospect);
    all.get(517).with("firstName", 1);
    writesNothing(() -> Refusal.of(ada.createAll(all), 422).at("/data/517/attributes/firstName"));
  }

  @Test
  void allFaultsComeTogether() {
    List<ResourceObject> all = many(20, BulkTest::prospect);
    all.get(3).with("firstName", "x".repeat(256));
    all.get(7).with("colour", 1).with("tags", List.of("a", "a"));
    all.get(11).to("owner", "user", 0);
    all.get(19).to("owner", "mailing", 1).with("touchedAt", null);
    writesNothing(
        () ->
            Refusal.of(ada.createAll(all), 422)
                .at(
                    "/data/3/attributes/firstName",
                    "/data/7/attributes/colour",
                    "/data/7/attributes/tags",
                    "/data/11/relationships/owner",
                    "/data/19/relationships/owner",
                    "/data/19/attributes/touchedAt"));
  }

  @Test
  void atMostAHundredFaultsAreTold() {
    String[] first =
        IntStream.range(0, 100)
            .mapToObj(i -> "/data/" + i + "/attributes/x")
            .toArray(String[]::new);
    writesNothing(
        () -> Refusal.of(ada.createAll(many(1_000, i -> prospect(i).with("x", 1))), 422).at(first));
  }

  @Test
  void idsAndOtherTypesAreRefusedEachByItsPointer() {
    List<ResourceObject> ids = many(5, BulkTest::prospect);
    ids.get(1).id(4);
    ids.get(4).id(5);
    List<ResourceObject> types = many(5, BulkTest::prospect);
    types.set(2, ResourceObject.of("mailing"));
    types.set(3, ResourceObject.of("Prospect"));
    writesNothing(
        () -> {
          Refusal.of(ada.createAll(ids), 403)
              .is("clientGeneratedId")
              .at("/data/1/id", "/data/4/id");
          Refusal.of(ada.createAll(types), 409).is("conflict").at("/data/2/type", "/data/3/type");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "[]", "\"x\""})
  void anElementThatIsNoResourceObjectIsRefused(String element) {
    String body = "{\"data\":[{\"type\":\"prospect\"}," + element + "]}";
    writesNothing(
        () -> Refusal.of(ada.post("/prospects", body), 400).is("malformedRequest").at("/data/1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "calls", "rulesets", "sequences", "contentCategories"})
  void otherCollectionsTakeOneAtATime(String path) {
    Refusal.of(ada.post("/" + path, "{\"data\":[{\"type\":\"task\"}]}"), 400)
        .is("malformedRequest")
        .at("/data");
  }

  @Test
  void aBulkNeedsTheScopeAndTheMediaTypeOfAWrite() {
    String body = ResourceObject.bulk(many(2, BulkTest::prospect));
    Refusal.of(Api.withScopes(ORG, "ada", "prospects.read").post("/prospects", body), 403)
        .is("unauthorizedOauthScope");
    Refusal.of(
            ada.request()
                .contentType("application/json")
                .body(body)
                .post("/api/v2/prospects")
                .then(),
            415)
        .is("unsupportedMediaType");
  }

  @Test
  void mailingsOfForbiddenSequencesAreEachNamed() {
    World open = new World(ORG);
    World closed = new World(ORG);
    closed
        .ada
        .patchSequence(closed.target("sequence"), "\"shareType\":\"read_only\"")
        .statusCode(200);
    List<ResourceObject> all = new ArrayList<>();
    for (World world : List.of(open, closed, open, closed)) {
      all.add(ResourceObject.of("mailing").to("sequence", "sequence", world.target("sequence")));
    }
    Refusal.of(Api.of(ORG, "bob").createAll(all), 403)
        .is("unauthorizedRequest")
        .at("/data/1/relationships/sequence", "/data/3/relationships/sequence");
  }

  @Test
  void aThousandScheduledMailingsCountAtOnce() {
    World world = new World(ORG);
    long sequence = world.target("sequence");
    List<Long> recipients =
        Resources.ids(
            Resources.data(
                Json.of(ada.createAll(many(1_000, BulkTest::prospect)).statusCode(201))));
    List<ResourceObject> all =
        many(
            1_000,
            i ->
                ResourceObject.of("mailing")
                    .with("state", "scheduled")
                    .with("subject", "Hello " + i)
                    .with("messageId", "<" + i + "@bulk>")
                    .to("sequenceStep", "sequenceStep", world.target("sequenceStep"))
                    .to("prospect", "prospect", recipients.get(i)));
    JsonNode answer = Json.of(ada.createAll(all).statusCode(201));
    assertThat(
            Resources.data(answer).stream()
                .map(each -> each.at("/relationships/prospect/data/id").longValue()))
        .containsExactlyElementsOf(recipients);
    assertThat(Json.attributes(ada.get("/sequences/" + sequence)).path("scheduleCount").intValue())
        .isEqualTo(1_000);
  }

  @Test
  void sequenceStatesComeInBulkAsWell() {
    World world = new World(ORG);
    List<Long> people = List.of(world.sample.prospect("a"), world.sample.prospect("b"));
    List<ResourceObject> all = new ArrayList<>();
    for (long person : people) {
      all.add(
          ResourceObject.of("sequenceState")
              .to("prospect", "prospect", person)
              .to("sequence", "sequence", world.target("sequence")));
    }
    List<JsonNode> data = Resources.data(Json.of(ada.createAll(all).statusCode(201)));
    assertThat(data.stream().map(each -> each.at("/relationships/prospect/data/id").longValue()))
        .containsExactlyElementsOf(people);
    all.get(1).to("prospect", "prospect", 0);
    Refusal.of(ada.createAll(all.subList(1, 2)), 422).at("/data/0/relationships/prospect");
  }
}
