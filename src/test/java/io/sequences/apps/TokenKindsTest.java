package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sequences.support.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three kinds of tokens, each at the doors of the others: a door opens to its own kind alone. */
@QuarkusTest
class TokenKindsTest {

  private static final String USERS_DOOR = "GET /api/v2/users";
  private static final String ADMINS_DOOR = "GET /api/app/installs";
  private static final String SETUP_DOOR = "POST /api/app/installs/%s/actions/setupToken";
  private static final String ACCESS_DOOR = "POST /api/app/installs/%s/actions/accessToken";
  private static final List<String> DOORS =
      List.of(USERS_DOOR, ADMINS_DOOR, ACCESS_DOOR, SETUP_DOOR);

  private final Api admin = Api.admin("token-kinds", "root");
  private final Api elsewhere = Api.admin("token-kinds-elsewhere", "root");
  private Application crm;
  private long install;
  private String setupToken;

  @BeforeEach
  void begin() {
    crm = Application.register(admin, "users.read");
    install = crm.setUpBy(admin);
    setupToken = crm.installBy(admin).at("/attributes/setupToken").textValue();
  }

  private String at(String door, String token) {
    String path = door.formatted(door.equals(SETUP_DOOR) ? setupToken : Long.toString(install));
    String[] parts = path.split(" ", -1);
    return Integer.toString(
        Api.withToken(token).request().request(parts[0], parts[1]).statusCode());
  }

  @Test
  void eachDoorOpensToItsKind() {
    Application other = Application.register(admin, "users.read");
    long others = other.setUpBy(admin);
    Application foreign = Application.register(elsewhere, "users.read");
    long theirs = foreign.setUpBy(elsewhere);
    long withdrawn = other.setUpBy(admin);
    String revoked = other.client(withdrawn).token();
    admin.request().delete("/api/app/installs/" + withdrawn).then().statusCode(204);

    Map<String, List<String>> answers = new LinkedHashMap<>();
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("a user's", Api.of("token-kinds", "ada").token());
    tokens.put("an admin's", admin.token());
    tokens.put("the application's own", crm.token());
    tokens.put("an access token of its install", crm.client(install).token());
    tokens.put("another application's own", other.token());
    tokens.put("another application's access token", other.client(others).token());
    tokens.put("a foreign application's own", foreign.token());
    tokens.put("a foreign application's access token", foreign.client(theirs).token());
    tokens.put("an access token of a revoked install", revoked);
    tokens.put("a setup token", setupToken);
    tokens.put("a GUID", crm.guid);
    tokens.forEach(
        (kind, token) -> answers.put(kind, DOORS.stream().map(door -> at(door, token)).toList()));

    assertThat(answers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("a user's", List.of("200", "403", "401", "401")),
                Map.entry("an admin's", List.of("200", "200", "401", "401")),
                Map.entry("the application's own", List.of("401", "401", "200", "200")),
                Map.entry("an access token of its install", List.of("200", "403", "401", "401")),
                Map.entry("another application's own", List.of("401", "401", "401", "401")),
                Map.entry(
                    "another application's access token", List.of("200", "403", "401", "401")),
                Map.entry("a foreign application's own", List.of("401", "401", "401", "401")),
                Map.entry(
                    "a foreign application's access token", List.of("200", "403", "401", "401")),
                Map.entry(
                    "an access token of a revoked install", List.of("401", "401", "401", "401")),
                Map.entry("a setup token", List.of("401", "401", "401", "401")),
                Map.entry("a GUID", List.of("401", "401", "401", "401"))));
  }

  @Test
  void aTokenIsNoneOutsideItsHeader() {
    String token = admin.token();
    for (String place : List.of("?access_token=" + token, "?authorization=Bearer%20" + token)) {
      assertThat(RestAssured.get("/api/v2/users" + place).statusCode()).isEqualTo(401);
    }
    assertThat(
            RestAssured.given()
                .cookie("Bearer", token)
                .cookie("access_token", token)
                .get("/api/v2/users")
                .statusCode())
        .isEqualTo(401);
  }
}
