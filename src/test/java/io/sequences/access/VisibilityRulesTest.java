package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sequences.access.Caller.Permission;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions under which each kind of caller sees and changes rows, word for word. */
class VisibilityRulesTest {

  private static final String OWNED =
      "(%1$s.owner_id is not distinct from $11 or %1$s.creator_id is not distinct from $11)";
  private static final String SEEN = "(%1$s.share_type <> 'private' or " + OWNED + ")";
  private static final String CHANGED =
      "(%1$s.share_type = 'shared' and %1$s.locked_at is null or " + OWNED + ")";
  private static final String OF_SEQUENCE =
      "(t.sequence_id is null or exists (select 1 from sequence s where s.org_id = t.org_id"
          + " and s.id = t.sequence_id%s and %s))";
  private static final String LIVE = " and s.deleted_at is null";

  private static ResourceType type(String path) {
    return ResourceTypes.catalog().byPath(path);
  }

  private static Caller user(String... scopes) {
    return new Caller(7, new Who.User(11), false, Set.of(scopes));
  }

  private static Caller application(String... scopes) {
    return new Caller(7, new Who.Application(11), false, Set.of(scopes));
  }

  private static Caller admin(String... scopes) {
    return new Caller(7, new Who.User(11), true, Set.of(scopes));
  }

  private static Visibility of(Caller caller) {
    return new Visibility(caller, value -> "$" + value);
  }

  private static String on(String alias, String rule) {
    return rule.formatted(alias);
  }

  @Test
  void aUserSeesWhatIsSharedAndHisOwn() {
    assertThat(of(user()).visible(type("sequences"), "t"))
        .isEqualTo("t.deleted_at is null and " + on("t", SEEN));
    assertThat(of(user()).visible(type("calls"), "t"))
        .isEqualTo(OF_SEQUENCE.formatted(LIVE, on("s", SEEN)));
    assertThat(of(user()).visible(type("sequenceStates"), "t"))
        .isEqualTo("t.deleted_at is null and " + OF_SEQUENCE.formatted(LIVE, on("s", SEEN)));
  }

  @Test
  void anAdminSeesAllThatIsNotDeleted() {
    assertThat(of(admin()).visible(type("sequences"), "t"))
        .isEqualTo("t.deleted_at is null and true");
    assertThat(of(admin()).visible(type("calls"), "t"))
        .isEqualTo(OF_SEQUENCE.formatted(LIVE, "true"));
  }

  @Test
  void nothingIsAnApplicationsOwn() {
    assertThat(of(application()).visible(type("sequences"), "t"))
        .isEqualTo("t.deleted_at is null and (t.share_type <> 'private' or false)");
    assertThat(of(application()).owned("t")).isEqualTo("false");
    assertThat(of(application()).changeable(type("sequences"), "t"))
        .isEqualTo("(t.share_type = 'shared' and t.locked_at is null or false)");
    assertThat(of(application()).changeable(type("users"), "t")).isEqualTo("false");
  }

  @Test
  void theOrganisationSharesItsPeople() {
    assertThat(of(user()).visible(type("users"), "t")).isEqualTo("true");
    assertThat(of(user()).visible(type("rulesets"), "t")).isEqualTo("true");
    assertThat(of(user()).changeable(type("rulesets"), "t")).isEqualTo("true");
    assertThat(of(user()).changeable(type("users"), "t")).isEqualTo("t.id = $11");
  }

  @Test
  void whatIsReportedOfADeletedSequenceStillCounts() {
    Visibility visibility = of(user()).withDeletedSequences();
    assertThat(visibility.visible(type("calls"), "t"))
        .isEqualTo(OF_SEQUENCE.formatted("", on("s", SEEN)));
    assertThat(visibility.changeable(type("calls"), "t"))
        .isEqualTo(OF_SEQUENCE.formatted("", on("s", CHANGED)));
  }

  @Test
  void whoChangesASequenceChangesWhatHangsOnIt() {
    assertThat(of(user()).changeable(type("sequences"), "t")).isEqualTo(on("t", CHANGED));
    assertThat(of(user()).changeable(type("calls"), "t"))
        .isEqualTo(OF_SEQUENCE.formatted(LIVE, on("s", CHANGED)));
    assertThat(of(admin()).changeable(type("sequences"), "t")).isEqualTo("true");
  }

  @Test
  void ownerAndCreatorAndAdminsLock() {
    assertThat(of(user()).owned("t")).isEqualTo(on("t", OWNED));
    assertThat(of(admin()).owned("t")).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({
    "rulesets,rulesets.write,true,false",
    "rulesets,rulesets.delete,false,true",
    "rulesets,rulesets.all,true,true",
    "rulesets,rulesets.read,false,false",
    "rulesets,sequences.all,false,false",
    "sequenceDailyStats,sequences.all,false,false",
    "tasks,tasks.all,true,false"
  })
  void aTokenPermitsWhatItsScopesSay(String path, String scope, boolean write, boolean delete) {
    Visibility visibility = of(admin(scope));
    assertThat(visibility.writable(type(path), "t").equals("false")).isEqualTo(!write);
    assertThat(visibility.deletable(type(path), "t").equals("false")).isEqualTo(!delete);
  }

  @ParameterizedTest
  @CsvSource({
    "sequences.read,READ",
    "sequences.write,WRITE",
    "sequences.delete,DELETE",
    "sequences.all,READ",
    "sequences.all,WRITE",
    "sequences.all,DELETE"
  })
  void aScopeGivesItsPermission(String scope, Permission permission) {
    Caller caller = user(scope);
    assertThatCode(() -> caller.require(permission, type("sequences"))).doesNotThrowAnyException();
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class, () -> user("users.all").require(permission, type("sequences")));
    assertThat(refusal.errors().get(0).code()).isEqualTo(ErrorCode.UNAUTHORIZED_OAUTH_SCOPE);
    assertThat(refusal).hasMessageContaining("'" + permission.scope("sequences") + "'");
  }

  @Test
  void onlyAnAdminAdministers() {
    assertThatCode(() -> admin().requireAdmin()).doesNotThrowAnyException();
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> user().requireAdmin());
    assertThat(refusal.status()).isEqualTo(403);
  }

  @Test
  void callersOfDifferentKindsAreToldApart() {
    assertThat(user().account()).isEqualTo("user:11");
    assertThat(application().account()).isEqualTo("app:11");
    assertThat(user().user()).contains(11L);
    assertThat(application().user()).isEmpty();
  }
}
