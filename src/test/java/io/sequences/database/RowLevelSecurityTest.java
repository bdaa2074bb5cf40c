package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself shows, and lets be written, to the role that the service runs as. */
@QuarkusTest
class RowLevelSecurityTest {

  private static final String MINE = "wall mine";
  private static final String THEIRS = "wall theirs";
  private static final String REFUSED_BY_POLICY = "violates row-level security policy";

  private long mine;
  private long theirs;

  @BeforeEach
  void twoOrganisations() {
    mine = filled(MINE);
    theirs = filled(THEIRS);
  }

  /** An organisation with a row in every kind of table, those of the ledger among them. */
  private static long filled(String organisation) {
    Api ada = Api.of(organisation, "ada");
    ada.get("/users").statusCode(200);
    long org = Db.org(organisation);
    if (Db.number("select count(*) from sequence where org_id = ?", org) == 0) {
      long sequence = Sample.sequences(ada, organisation, 1).get(0);
      Sample sample = Sample.of(organisation);
      long prospect = sample.prospect("Ida");
      sample.step(sequence);
      sample.state(sequence, prospect, "active");
      sample.task(sequence);
      Db.rows(
          "insert into mailing (org_id, sequence_id, prospect_id, sequence_state_id, state, delivered_at)"
              + " select org_id, sequence_id, prospect_id, id, 'delivered', now() from sequence_state"
              + " where org_id = ?",
          org);
      Db.rows("select purge_mailings(?, now() + interval '1 day', null, null, 10)", org);
      long mailing = sample.mailing(sequence, prospect);
      Db.rows("insert into call (org_id) values (?)", org);
      Db.rows("insert into content_category (org_id, name) values (?, 'c')", org);
      Db.rows(
          "insert into content_category_membership (org_id, content_category_id, sequence_id)"
              + " select org_id, id, ? from content_category where org_id = ?",
          sequence,
          org);
      Db.rows(
          "insert into mailing_event (org_id, mailing_id, kind, occurred_at)"
              + " values (?, ?, 'delivered', now())",
          org,
          mailing);
      Db.rows(
          "insert into idempotency_key (org_id, account, key, request, status, body)"
              + " values (?, 'user:1', 'a', repeat('0', 64), 200, '')",
          org);
      Db.rows(
          "insert into app (org_id, name, public_keys, scopes) values (?, 'a', '{k}', '{s}')", org);
      Db.rows(
          "insert into install (org_id, app_id, scopes) select org_id, id, scopes from app"
              + " where org_id = ?",
          org);
      Db.rows("select fold_mailing_deltas(1000000)");
    }
    return org;
  }

  /** Tables and views with rows of organisations, as the catalogue of the database knows them. */
  static List<String> relations() {
    return Db.rows(
            "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
                + " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')"
                + " and a.attname = 'org_id' order by 1")
        .stream()
        .map(String.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("relations")
  void aStatementThatForgetsItsTenantSeesOneOrganisationAndWithoutOneNothing(String relation)
      throws SQLException {
    String all = "select distinct org_id from " + relation;
    assertThat(asService(null, all)).isEmpty();
    assertThat(asService("", all)).isEmpty();
    // A job empties this one all the time.
    if (!relation.equals("mailing_delta")) {
      assertThat(Db.rows(all))
          .as("the owner's view, and so a test of something")
          .contains(mine, theirs);
      assertThat(asService(Long.toString(mine), all)).containsExactly(mine);
    }
    assertThat(asService(Long.toString(mine), all + " where org_id = " + theirs)).isEmpty();
  }

  @Test
  void theServiceSeesItsOwnOrganisationOnly() throws SQLException {
    assertThat(asService(Long.toString(mine), "select id from organization")).containsExactly(mine);
    assertThat(asService(null, "select id from organization")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into prospect (org_id) values (THEIRS)",
        "update prospect set org_id = THEIRS",
        "insert into app_user (org_id, external_id) values (THEIRS, 'ada')"
            + " on conflict (org_id, external_id) do update set email = 'x@example.com'",
      })
  void rowsOfAnotherOrganisationAreNotWritten(String write) {
    String sql = write.replace("THEIRS", Long.toString(theirs));
    assertThatThrownBy(() -> asService(Long.toString(mine), sql))
        .hasMessageContaining(REFUSED_BY_POLICY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update prospect set company = 'x' where org_id = THEIRS returning id",
        "update sequence set description = 'x' where org_id = THEIRS returning id",
        "delete from mailing where org_id = THEIRS returning id",
      })
  void rowsOfAnotherOrganisationAreNotChanged(String change) throws SQLException {
    String sql = change.replace("THEIRS", Long.toString(theirs));
    assertThat(asService(Long.toString(mine), sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into organization (external_id) values ('wall new')",
        "update organization set external_id = 'wall other'",
        "update mailing_total set open_count = 9",
        "insert into mailing_delta (org_id, sequence_id, sequence_step_id) values (1, 1, 0)",
        "delete from prospect",
        "truncate mailing",
        "delete from flyway_schema_history",
        "alter table prospect disable row level security",
        "call guard_organisation('{prospect}', 'select')",
        "create table public.mine (id bigint)",
      })
  void theServiceHasNoMoreRightsThanItNeeds(String sql) {
    assertThatThrownBy(() -> asService(Long.toString(mine), sql))
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  /** What runs as the owner is for the service alone, and cannot be led astray by its caller. */
  @Test
  void functionsOfTheOwnerArePinnedDown() {
    List<Object> owners =
        Db.rows(
            "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef");
    assertThat(owners).contains("mailing_counted", "run_fold", "organisation_named");
    assertThat(
            Db.rows(
                "select proname::text from pg_proc where pronamespace = 'public'::regnamespace"
                    + " and prosecdef and (not 'search_path=public, pg_temp' = any (proconfig)"
                    + " or prorettype <> 'trigger'::regtype and exists (select 1 from"
                    + " aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0))"))
        .isEmpty();
  }

  /** The first column of the rows that the service's role gets; null: no organisation is named. */
  private static List<Object> asService(String org, String sql) throws SQLException {
    try (Connection connection = Db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local role " + PoolCreator.ROLE);
      if (org != null) {
        statement.execute("set local sequences.org = '" + org + "'");
      }
      List<Object> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        ResultSet set = statement.getResultSet();
        while (set.next()) {
          rows.add(set.getObject(1));
        }
      }
      connection.rollback();
      return rows;
    }
  }
}
