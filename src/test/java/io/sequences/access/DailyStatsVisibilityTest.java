package io.sequences.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Refusal;
import io.sequences.support.Resources;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence's daily stats are seen by whoever sees the sequence, with the scope of sequences. */
@QuarkusTest
class DailyStatsVisibilityTest {

  private static final String PATH = "/sequenceDailyStats";

  private final String organisation = "history seen " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private final Api bob = Api.of(organisation, "bob");
  private final Api admin = Api.admin(organisation, "root");
  private final Api stranger = Api.of("strangers of " + organisation, "eve");
  private long sequence;

  @BeforeEach
  void oneOpenedMailing() {
    sequence = ada.createSequence("\"name\":\"x\"");
    Db.rows(
        "insert into mailing (org_id, sequence_id, opened_at) values (?, ?, '2026-03-01Z')",
        Db.org(organisation),
        sequence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2026-03-01", "-2026-W09", "-2026-03"})
  void whoSeesNotTheSequenceSeesNothingOfItsHistory(String time) {
    String id = sequence + time;
    assertSeen(id, ada, bob, admin);
    assertUnseen(id, stranger);
    ada.patchSequence(sequence, "\"shareType\":\"read_only\"").statusCode(200);
    assertSeen(id, ada, bob, admin);
    ada.patchSequence(sequence, "\"shareType\":\"private\"").statusCode(200);
    assertSeen(id, ada, admin);
    assertUnseen(id, bob, stranger);
    ada.delete("/sequences/" + sequence).statusCode(204);
    assertUnseen(id, ada, bob, admin, stranger);
  }

  private static void assertSeen(String id, Api... clients) {
    for (Api client : clients) {
      client.get(PATH + "/" + id).statusCode(200).body("data.attributes.openCount", equalTo(1));
      assertThat(listed(client, "filter[id]=" + id)).containsExactly(id);
      assertThat(listed(client, "filter[grain]=__notnull__")).contains(id);
    }
  }

  private static void assertUnseen(String id, Api... clients) {
    for (Api client : clients) {
      Refusal.of(client.get(PATH + "/" + id), 404).is("resourceNotFound");
      for (String query :
          List.of(
              "filter[id]=" + id,
              "filter[grain]=__notnull__",
              "filter[grain]=__notnull__&sort=-openCount",
              "filter[sequence][id]=" + id.split("-", 2)[0])) {
        assertThat(listed(client, query)).as(query).isEmpty();
      }
      client
          .get(PATH + "?count=true&filter[grain]=__notnull__")
          .statusCode(200)
          .body("meta.count", equalTo(0));
    }
  }

  private static List<String> listed(Api client, String query) {
    return Resources.keys(Resources.data(Resources.document(client.get(PATH + "?" + query))));
  }

  @Test
  void theScopeIsThatOfSequences() {
    String one = PATH + "/" + sequence + "-2026-03-01";
    for (String scope : List.of("sequences.read", "sequences.all")) {
      Api client = Api.withScopes(organisation, "ada", scope);
      client.get(one + "?include=sequence").statusCode(200);
      client.get(PATH + "?include=sequence").statusCode(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequenceDailyStats.all", "sequences.write", "mailings.read"})
  void noOtherScopeWillDo(String scope) {
    Api client = Api.withScopes(organisation, "ada", scope);
    for (String path : List.of(PATH, PATH + "/" + sequence + "-2026-03-01")) {
      Refusal.of(client.get(path), 403).is("unauthorizedOauthScope").saying("'sequences.read'");
    }
  }
}
