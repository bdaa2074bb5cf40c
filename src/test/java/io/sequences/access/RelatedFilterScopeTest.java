package io.sequences.access;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter by a related resource tells of that resource needs the scope to read it. */
@QuarkusTest
class RelatedFilterScopeTest {

  private static final String ORG = "related-filter-scopes";

  @ParameterizedTest
  @ValueSource(strings = {"email", "firstName", "lastName"})
  void anAttributeOfTheOwnerNeedsTheScopeOfUsers(String attribute) {
    String path = "/sequences?count=true&filter[owner][" + attribute + "]=x";
    Refusal.of(Api.withScopes(ORG, "ada", "sequences.read").get(path), 403)
        .is("unauthorizedOauthScope")
        .saying("'users.read'");
    Api.withScopes(ORG, "ada", "sequences.read users.read").get(path).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "creator", "ruleset", "tasks"})
  void anIdNeedsNone(String relationship) {
    Api.withScopes(ORG, "ada", "sequences.read")
        .get("/sequences?filter[" + relationship + "][id]=1")
        .statusCode(200);
  }
}
