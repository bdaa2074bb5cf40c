package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.elements;
import static io.sequences.support.Resources.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Relationship;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Resources;
import io.sequences.support.Sample;
import io.sequences.support.Variety;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IncludeAndFieldsTest {

  private final Api ada = Api.of("including", "ada");

  @BeforeEach
  void fill() {
    Variety.fill("including");
  }

  static Stream<ResourceType> types() {
    return EveryAttribute.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyRelationshipIncludesExactlyWhatItLinksTo(ResourceType type) {
    for (Relationship relationship : type.relationships().values()) {
      String name = relationship.name();
      JsonNode page = document(ada.get("/" + type.path() + "?page[size]=20&include=" + name));
      Set<Long> linked = new TreeSet<>();
      for (JsonNode resource : data(page)) {
        JsonNode named = resource.at("/relationships/" + name + "/data");
        assertThat(named.isMissingNode()).as(name + " has linkage").isFalse();
        (named.isArray() ? elements(named) : List.of(named))
            .stream().filter(target -> target.has("id")).forEach(target -> linked.add(id(target)));
      }
      if (relationship.target().equals(type.name())) {
        linked.removeAll(Resources.ids(data(page)));
      }
      assertThat(elements(page.get("included")))
          .as(type + " " + name)
          .allMatch(one -> one.get("type").textValue().equals(relationship.target()))
          .extracting(Resources::id)
          .containsExactlyInAnyOrderElementsOf(linked);
    }
  }

  @Test
  void anIncludedResourceIsWhole() {
    JsonNode page = document(ada.get("/sequences?include=ruleset,sequenceSteps&page[size]=1000"));
    for (JsonNode included : elements(page.get("included"))) {
      assertThat(document(ada.get(included.at("/links/self").textValue())).get("data"))
          .isEqualTo(included);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner,creator,updater",
        "sequenceSteps.creator,creator",
        "sequenceStates.prospect.owner,owner",
        "mailings.sequenceState.sequenceStep,sequenceSteps",
        "contentCategoryMemberships.contentCategory.creator",
        "tasks.sequence.ruleset",
        "owner,owner,owner"
      })
  void eachIsIncludedOnceAndNoneThatIsPrimaryData(String include) {
    JsonNode page = document(ada.get("/sequences?page[size]=1000&include=" + include));
    List<JsonNode> all = new ArrayList<>(data(page));
    all.addAll(elements(page.get("included")));
    assertThat(all.stream().map(IncludeAndFieldsTest::key)).doesNotHaveDuplicates();
    assertEverythingNamedIsThere(page, include);
  }

  /** Follows the paths through the document alone, as a client does. */
  private static void assertEverythingNamedIsThere(JsonNode page, String include) {
    Map<String, JsonNode> byKey =
        Stream.concat(data(page).stream(), elements(page.get("included")).stream())
            .collect(Collectors.toMap(IncludeAndFieldsTest::key, Function.identity()));
    for (String path : include.split(",", -1)) {
      List<JsonNode> here = data(page);
      for (String name : path.split("\\.", -1)) {
        List<JsonNode> there = new ArrayList<>();
        for (JsonNode resource : here) {
          JsonNode named = resource.at("/relationships/" + name + "/data");
          for (JsonNode target : named.isArray() ? elements(named) : List.of(named)) {
            if (target.has("id")) {
              assertThat(byKey).as(path).containsKey(key(target));
              there.add(byKey.get(key(target)));
            }
          }
        }
        assertThat(there).as(path + " at " + name).isNotEmpty();
        here = there;
      }
    }
  }

  @Test
  void withoutAnIncludeThereIsNoMemberIncluded() {
    assertThat(document(ada.get("/sequences?page[size]=1")).has("included")).isFalse();
    assertThat(document(ada.get("/sequences?page[size]=1&include=")).has("included")).isFalse();
    assertThat(document(ada.get("/sequences?filter[name]=none&include=owner")).get("included"))
        .isEmpty();
  }

  @Test
  void oneResourceTakesIncludesAndFieldsToo() {
    long id = Resources.ids(ada, "/sequences?filter[sequenceSteps][id]=__notnull__").get(0);
    JsonNode one =
        document(ada.get("/sequences/" + id + "?include=sequenceSteps&fields[sequenceStep]=order"));
    assertThat(elements(one.get("included"))).isNotEmpty();
    assertThat(one.at("/included/0/attributes").fieldNames()).toIterable().containsExactly("order");
    assertThat(one.at("/included/0/relationships")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyMemberCanBeAskedForAlone(ResourceType type) {
    String path = "/" + type.path() + "?page[size]=2&fields[" + type.name() + "]=";
    for (String attribute : type.attributes().keySet()) {
      assertMembers(path + attribute, List.of(attribute), List.of());
    }
    for (String relationship : type.relationships().keySet()) {
      assertMembers(path + relationship, List.of(), List.of(relationship));
    }
    assertMembers(path, List.of(), List.of());
  }

  private void assertMembers(String path, List<String> attributes, List<String> relationships) {
    for (JsonNode resource : data(document(ada.get(path)))) {
      assertThat(resource.fieldNames())
          .toIterable()
          .startsWith("type", "id", "attributes", "relationships", "links")
          .isSubsetOf("type", "id", "attributes", "relationships", "links", "meta");
      assertThat(resource.get("attributes").fieldNames()).toIterable().isEqualTo(attributes);
      assertThat(resource.get("relationships").fieldNames()).toIterable().isEqualTo(relationships);
    }
  }

  @Test
  void fieldsOfSeveralTypesKeepTheOrderOfTheWire() {
    JsonNode page =
        document(
            ada.get(
                "/sequences?include=owner&fields[sequence]=tags,name,owner,clickCount,calls"
                    + "&fields[user]=lastName,email&fields[mailing]=&page[size]=1000"));
    assertMembersOf(
        data(page).get(0), List.of("clickCount", "name", "tags"), List.of("calls", "owner"));
    assertMembersOf(page.get("included").get(0), List.of("email", "lastName"), List.of());
  }

  private static void assertMembersOf(
      JsonNode resource, List<String> attributes, List<String> relationships) {
    assertThat(resource.get("attributes").fieldNames()).toIterable().isEqualTo(attributes);
    assertThat(resource.get("relationships").fieldNames()).toIterable().isEqualTo(relationships);
  }

  @Test
  void whatIsIncludedIsSentThoughItsRelationshipIsNotAskedFor() {
    JsonNode page =
        document(ada.get("/sequences?include=owner&fields[sequence]=name&page[size]=1000"));
    assertThat(elements(page.get("included"))).isNotEmpty();
    assertMembersOf(data(page).get(0), List.of("name"), List.of());
  }

  @Test
  void privateSequencesAreNotIncludedToOthers() {
    String organisation = "including privately";
    Api owner = Api.of(organisation, "owner");
    long id = owner.createSequence("\"name\":\"mine\",\"shareType\":\"private\"");
    long open = owner.createSequence("\"name\":\"ours\"");
    Sample sample = Sample.of(organisation);
    long prospect = sample.prospect("P");
    sample.membership(sample.category("C"), id);
    sample.state(id, prospect, "active");
    sample.state(open, prospect, "active");
    Db.rows(
        "insert into task (org_id, action, prospect_id) values (?, 'call', ?)",
        sample.org(),
        prospect);
    Api bob = Api.of(organisation, "bob");
    assertThat(Resources.ids(bob, "/sequences")).containsExactly(open);
    for (String path :
        List.of(
            "/sequenceStates?include=sequence,prospect",
            "/contentCategoryMemberships?include=content",
            "/tasks?include=sequence",
            "/sequences?include=sequenceStates.sequence,contentCategoryMemberships.content")) {
      bob.get(path + "&count=true").statusCode(200);
      assertThat(bob.get(path).extract().asString())
          .doesNotContain("mine")
          .doesNotContain("\"type\":\"sequence\",\"id\":" + id + "}");
      assertThat(owner.get(path).extract().asString()).isNotEmpty();
    }
    owner.get("/contentCategoryMemberships?include=content").body(containsString("mine"));
  }

  private static String key(JsonNode resource) {
    return resource.get("type").textValue() + " " + id(resource);
  }
}
