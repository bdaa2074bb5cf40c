package io.sequences.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import io.sequences.support.Resources;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContentCategoryTest {

  private static final String ORG = "content-categories";

  private final Api ada = Api.of(ORG, "ada");

  private long category() {
    return ada.created(ResourceObject.of("contentCategory").with("name", "c"));
  }

  private static ResourceObject membership(long sequence, long category) {
    return ResourceObject.of("contentCategoryMembership")
        .to("content", "sequence", sequence)
        .to("contentCategory", "contentCategory", category);
  }

  @Test
  void theCreatorIsTheTokensUser() {
    long category = category();
    long membership = ada.created(membership(ada.createSequence("\"name\":\"s\""), category));
    for (String path :
        new String[] {
          "/contentCategories/" + category, "/contentCategoryMemberships/" + membership
        }) {
      assertThat(Json.of(ada.get(path)).at("/data/relationships/creator/data/id").longValue())
          .isEqualTo(Db.user(ORG, "ada"));
    }
  }

  @Test
  void oneThatIsDeletedTakesItsMembershipsAlong() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long category = category();
    long gone = ada.created(membership(sequence, category));
    long stays = ada.created(membership(sequence, category()));
    ada.delete("/contentCategories/" + category).statusCode(204);
    Refusal.of(ada.get("/contentCategories/" + category), 404);
    Refusal.of(ada.get("/contentCategoryMemberships/" + gone), 404);
    assertThat(Resources.ids(ada, "/contentCategoryMemberships?filter[content][id]=" + sequence))
        .containsExactly(stays);
  }

  @Test
  void aSequenceIsFiledUnderACategoryOnce() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long category = category();
    long first = ada.created(membership(sequence, category));
    Refusal.of(ada.create(membership(sequence, category)), 422)
        .is("validationError")
        .at("/data/relationships/contentCategory");
    long second = ada.created(membership(sequence, category()));
    ResourceObject same =
        ResourceObject.of("contentCategoryMembership")
            .to("contentCategory", "contentCategory", category);
    Refusal.of(ada.change(same.id(second)), 422).at("/data/relationships/contentCategory");
    ada.change(same.id(first)).statusCode(200);
  }

  @Test
  void oneThatWasDeletedMayComeAgain() {
    ResourceObject membership = membership(ada.createSequence("\"name\":\"s\""), category());
    ada.delete("/contentCategoryMemberships/" + ada.created(membership)).statusCode(204);
    ada.create(membership).statusCode(201);
  }

  @Test
  void aMembershipOfADeletedSequenceIsNotThere() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    long id = ada.created(membership(sequence, category()));
    ada.delete("/sequences/" + sequence).statusCode(204);
    String path = "/contentCategoryMemberships/" + id;
    Refusal.of(ada.get(path), 404);
    Refusal.of(ada.delete(path), 404);
    Refusal.of(ada.create(membership(sequence, category())), 422)
        .at("/data/relationships/content")
        .saying("There is no such sequence.");
  }

  @Test
  void aMembershipWithFaultsInBothItsRelationshipsNamesBoth() {
    Refusal.of(ada.create(membership(0, 0)), 422)
        .at("/data/relationships/content", "/data/relationships/contentCategory");
  }

  @Test
  void oneWithMembershipsOfOthersSequencesIsNotDeletedByThem() {
    long category = category();
    long locked = ada.createSequence("\"name\":\"s\"");
    long membership = ada.created(membership(locked, category));
    ada.post("/sequences/" + locked + "/actions/lock").statusCode(200);
    Api bob = Api.of(ORG, "bob");
    Refusal.of(bob.delete("/contentCategories/" + category), 403).is("unauthorizedRequest");
    ada.get("/contentCategoryMemberships/" + membership).statusCode(200);
    ada.delete("/contentCategories/" + category).statusCode(204);
  }
}
