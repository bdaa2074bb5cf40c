package io.sequences.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import io.sequences.support.ResourceObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserNamesTest {

  private static final String ORG = "user-names";

  private final Api ada = Api.of(ORG, "ada");

  private long ada() {
    ada.get("/users").statusCode(200);
    return Db.user(ORG, "ada");
  }

  private static ResourceObject names(long id) {
    return ResourceObject.of("user").id(id).with("firstName", "Ada").with("lastName", "Lovelace");
  }

  @Test
  void usersChangeTheirOwnNames() {
    JsonNode after = Json.attributes(ada.change(names(ada())).statusCode(200));
    assertThat(after.path("name").textValue()).isEqualTo("Ada Lovelace");
    ada.change(ResourceObject.of("user").id(ada()).with("firstName", null)).statusCode(200);
    assertThat(Json.attributes(ada.get("/users/" + ada())).path("name").textValue())
        .isEqualTo("Lovelace");
  }

  @Test
  void nobodyChangesThoseOfOthersNotEvenAnAdmin() {
    for (Api other : new Api[] {Api.of(ORG, "bob"), Api.admin(ORG, "root")}) {
      Refusal.of(other.change(names(ada())), 403).is("unauthorizedRequest");
    }
  }

  @Test
  void theProviderGivesTheAddressAndTheLock() {
    Refusal.of(
            ada.change(
                ResourceObject.of("user").id(ada()).with("email", "a@b").with("locked", true)),
            422)
        .is("validationError")
        .at("/data/attributes/email", "/data/attributes/locked")
        .saying("read-only");
  }

  @Test
  void usersAreNeitherCreatedNorDeletedHere() {
    Refusal created = Refusal.of(ada.create(ResourceObject.of("user")), 405);
    created.is("methodNotAllowed");
    Refusal.of(ada.delete("/users/" + ada()), 405).is("methodNotAllowed");
    assertThat(ada.delete("/users/" + ada()).extract().header("Allow"))
        .isEqualTo("GET, HEAD, PATCH, OPTIONS");
  }
}
