package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first request of an organisation and of a user makes, and what later ones take over. */
@QuarkusTest
class FirstSightTest {

  private static Api api(
      String organisation, String user, String email, String first, String last) {
    return Api.withToken(
        Bearer.claims(organisation, user)
            .claim("email", email)
            .claim("given_name", first)
            .claim("family_name", last)
            .sign());
  }

  private static long count(String table, String organisation) {
    return Db.number("select count(*) from " + table + " where org_id = ?", Db.org(organisation));
  }

  @Test
  void makesTheOrganisationItsDefaultRulesetAndTheUser() {
    api("first", "ada", "ada@first.example", "Ada", "Lovelace").get("/sequences").statusCode(200);
    assertThat(count("ruleset", "first")).isEqualTo(1);
    assertThat(count("app_user", "first")).isEqualTo(1);
    api("first", "bob", "bob@first.example", "Bob", "B").get("/sequences").statusCode(200);
    assertThat(count("ruleset", "first")).isEqualTo(1);
    assertThat(count("app_user", "first")).isEqualTo(2);
    api("first", "ada", "ada@first.example", "Ada", "Lovelace")
        .get("/users/" + Db.user("first", "ada"))
        .body("data.attributes.email", equalTo("ada@first.example"))
        .body("data.attributes.firstName", equalTo("Ada"))
        .body("data.attributes.lastName", equalTo("Lovelace"))
        .body("data.attributes.name", equalTo("Ada Lovelace"));
    Api.of("first", "ada").get("/rulesets").body("data[0].attributes.isDefault", equalTo(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one user", "many users"})
  void isMadeOnceHoweverManyComeAtOnce(String who) throws Exception {
    String organisation = "first at once, " + who;
    boolean many = who.equals("many users");
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String token = Bearer.claims(organisation, many ? "user" + i : "ada").sign();
        requests.add(() -> Api.withToken(token).get("/sequences").extract().statusCode());
      }
      for (Future<Integer> answer : clients.invokeAll(requests)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      clients.shutdownNow();
    }
    assertThat(Db.number("select count(*) from organization where external_id = ?", organisation))
        .isEqualTo(1);
    assertThat(count("ruleset", organisation)).isEqualTo(1);
    assertThat(count("app_user", organisation)).isEqualTo(many ? 16 : 1);
  }

  @Test
  void takesOverAChangedProfileAndBack() {
    for (String email : List.of("a@x.example", "b@x.example", "a@x.example")) {
      Api ada = api("changing", "ada", email, "Ada", "L");
      ada.get("/sequences").statusCode(200);
      ada.get("/users/" + Db.user("changing", "ada")).body("data.attributes.email", equalTo(email));
    }
    assertThat(count("app_user", "changing")).isEqualTo(1);
  }

  @Test
  void keepsWhatATokenDoesNotTell() {
    api("quiet", "ada", "ada@x.example", "Ada", "L").get("/sequences").statusCode(200);
    Api.withToken(Bearer.claims("quiet", "ada").sign())
        .get("/users/" + Db.user("quiet", "ada"))
        .body("data.attributes.email", equalTo("ada@x.example"));
  }

  @Test
  void ignoresAProfileThatCannotBeStored() {
    api("odd", "ada", "x".repeat(256), "\u0000", " ").get("/sequences").statusCode(200);
    Api.of("odd", "bob").get("/users/" + Db.user("odd", "ada")).statusCode(200);
  }

  @Test
  void sameNamesInTwoOrganisationsAreTwoUsers() {
    api("twin-1", "ada", "a@x", "A", "A").get("/sequences").statusCode(200);
    api("twin-2", "ada", "a@x", "A", "A").get("/sequences").statusCode(200);
    assertThat(Db.user("twin-1", "ada")).isNotEqualTo(Db.user("twin-2", "ada"));
  }
}
