package io.sequences.access;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ScopesTest {

  private static final String ORG = "scoped";

  enum Route {
    LIST("sequences.read", 200),
    GET("sequences.read", 200),
    CREATE("sequences.write", 201),
    UPDATE("sequences.write", 200),
    ACTIVATE("sequences.write", 200),
    DEACTIVATE("sequences.write", 200),
    LOCK("sequences.write", 200),
    UNLOCK("sequences.write", 200),
    DELETE("sequences.delete", 204);

    private final String scope;
    private final int done;

    Route(String scope, int done) {
      this.scope = scope;
      this.done = done;
    }
  }

  private static ValidatableResponse send(Api api, Route route, long id) {
    String path = "/sequences/" + id;
    return switch (route) {
      case LIST -> api.get("/sequences");
      case GET -> api.get(path);
      case CREATE -> api.post("/sequences", Api.document("\"name\":\"x\""));
      case UPDATE -> api.patchSequence(id, "\"name\":\"y\"");
      case ACTIVATE -> api.post(path + "/actions/activate");
      case DEACTIVATE -> api.post(path + "/actions/deactivate");
      case LOCK -> api.post(path + "/actions/lock");
      case UNLOCK -> api.post(path + "/actions/unlock");
      case DELETE -> api.delete(path);
    };
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (Route route : Route.values()) {
      for (String scope :
          List.of("sequences.read", "sequences.write", "sequences.delete", "sequences.all")) {
        cells.add(Arguments.of(route, scope));
      }
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRouteAsksForItsScopeAndNoOtherGrantsIt(Route route, String scope) {
    long id = Api.of(ORG, "ada").createSequence("\"name\":\"x\"");
    Sample.of(ORG).step(id);
    ValidatableResponse answer = send(Api.withScopes(ORG, "ada", scope), route, id);
    if (scope.equals(route.scope) || scope.equals("sequences.all")) {
      answer.statusCode(route.done);
    } else {
      Refusal.of(answer, 403).is("unauthorizedOauthScope").saying("'" + route.scope + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sequence.read",
        "Sequences.read",
        "sequences.*",
        "*",
        "all",
        "sequences.readx",
        "mailings.all",
        "sequences.read,sequences.all",
        "sequences"
      })
  void whatIsNoScopeGrantsNothing(String scopes) {
    String token = Bearer.claims(ORG, "ada").claim("scope", scopes).sign();
    Refusal.of(Api.withToken(token).get("/sequences"), 403).is("unauthorizedOauthScope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequences.read sequences.read",
        " sequences.read ",
        "mailings.read  sequences.read",
        "openid profile email sequences.read openid"
      })
  void scopesMayRepeatAndStandApart(String scopes) {
    Api.withScopes(ORG, "ada", scopes).get("/sequences").statusCode(200);
  }

  @Test
  void anAdminNeedsScopesAsWell() {
    Api.admin(ORG, "root").get("/sequences").statusCode(200);
    String token =
        Bearer.claims(ORG, "root").claim("scope", "users.read").claim("admin", true).sign();
    Refusal.of(Api.withToken(token).get("/sequences"), 403).is("unauthorizedOauthScope");
  }

  @Test
  void theScopeIsAskedForBeforeTheSequenceIsLookedUp() {
    Api nobody = Api.withScopes(ORG, "ada", "users.read");
    for (Route route : Route.values()) {
      Refusal.of(send(nobody, route, 0), 403).is("unauthorizedOauthScope");
    }
  }

  static Stream<ResourceType> types() {
    return ResourceTypes.catalog().types().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void eachCollectionAsksForItsOwnScope(ResourceType type) {
    String path = "/" + type.path();
    Api.withScopes(ORG, "ada", type.scope() + ".read").get(path).statusCode(200);
    Api.withScopes(ORG, "ada", type.scope() + ".all").get(path).statusCode(200);
    for (String given :
        List.of(type.scope() + ".write " + type.scope() + ".delete", "sequencesx.read")) {
      Refusal.of(Api.withScopes(ORG, "ada", given).get(path), 403)
          .is("unauthorizedOauthScope")
          .saying("'" + type.scope() + ".read'");
    }
  }

  @Test
  void includeAsksForTheScopeOfWhatItIncludesAndLinkageDoesNot() {
    long id = Api.of(ORG, "ada").createSequence("\"name\":\"x\"");
    Sample.of(ORG).step(id);
    String path = "/sequences/" + id;
    Api reader = Api.withScopes(ORG, "ada", "sequences.read");
    reader
        .get(path)
        .statusCode(200)
        .body("data.relationships.creator.data.id", notNullValue())
        .body("data.relationships.sequenceSteps.data[0].id", notNullValue());
    reader.get("/sequences?filter[creator][id]=1").statusCode(200);
    reader.get("/sequences?filter[sequenceSteps][id]=1").statusCode(200);
    Refusal.of(reader.get(path + "?include=creator"), 403)
        .is("unauthorizedOauthScope")
        .saying("'users.read'");
    Api both = Api.withScopes(ORG, "ada", "sequences.read sequenceSteps.read");
    both.get(path + "?include=sequenceSteps").statusCode(200);
    Refusal.of(both.get(path + "?include=sequenceSteps.creator"), 403).saying("'users.read'");
  }

  @Test
  void aWriteThatIncludesAsksForTheScopeBeforeItWrites() {
    long id = Api.of(ORG, "ada").createSequence("\"name\":\"x\"");
    Api writer = Api.withScopes(ORG, "ada", "sequences.write");
    Refusal.of(
            writer.patch("/sequences/" + id + "?include=owner", Api.document("\"name\":\"y\"")),
            403)
        .is("unauthorizedOauthScope")
        .saying("'users.read'");
    Api.of(ORG, "ada").get("/sequences/" + id).body("data.attributes.name", equalTo("x"));
  }
}
