package io.sequences.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sequences.faults.History.Entry;
import io.sequences.faults.Operation.Kind;
import io.sequences.support.Api;
import io.sequences.support.Db;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker names what is lost, doubled or miscounted: each is done here behind its back. */
@QuarkusTest
class CheckerTest {

  private static final int ACTS = 120;

  private final History history = new History();
  private Sender sender;
  private String org;
  private List<Long> shared;

  @BeforeEach
  void record() {
    org = "checker " + System.nanoTime();
    sender = new Sender(RestAssured.port, Api.of(org, "ada").token());
    shared = Client.sharedSequences(sender, 2);
    Client client = new Client("client", new Recorder(sender, history, () -> false), shared);
    for (int i = 0; i < ACTS || !hasEveryKind(); i++) {
      client.act();
    }
  }

  private boolean hasEveryKind() {
    return Stream.of(Kind.values()).noneMatch(kind -> history.of(kind).isEmpty())
        && history.of(Kind.MAILINGS).stream().anyMatch(e -> e.operation().wants() > 1);
  }

  private List<String> complaints() throws SQLException {
    try (Connection database = Db.connect()) {
      return Checker.complaints(history, Found.by(sender, database, Db.org(org)), shared);
    }
  }

  /** Changes rows as no service would: without triggers, and so without keys. */
  private List<String> after(String sql) throws SQLException {
    assertThat(complaints()).isEmpty();
    try (Connection database = Db.connect();
        Statement statement = database.createStatement()) {
      statement.execute("set session_replication_role = replica");
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
    return complaints();
  }

  private Entry one(Kind kind) {
    return history.of(kind, Outcome.OK).get(0);
  }

  /** The row of a create whose sequence nobody has deleted. */
  private Entry kept() {
    List<Long> deleted =
        history.of(Kind.DELETE).stream().map(entry -> entry.operation().target()).toList();
    return history.of(Kind.CREATE, Outcome.OK).stream()
        .filter(entry -> !deleted.contains(entry.ok().id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesACreateThatIsLost() throws Exception {
    Entry lost = kept();
    assertThat(after("delete from sequence where id = " + lost.ok().id()))
        .contains(lost.operation().id() + ": is not there, and was acknowledged");
  }

  @Test
  void namesACreateThatWasDoneTwice() throws Exception {
    Entry twice = kept();
    assertThat(
            after(
                "insert into sequence (org_id, name, ruleset_id) select org_id, name, ruleset_id"
                    + " from sequence where id = "
                    + twice.ok().id()))
        .contains(twice.operation().id() + ": is there 2 times");
  }

  @Test
  void namesARefusedCreateThatIsThere() throws Exception {
    Entry refused = history.of(Kind.INVALID_CREATE, Outcome.REFUSED).get(0);
    assertThat(
            after(
                "update sequence set name = '%s' where id = %d"
                    .formatted(refused.operation().id(), kept().ok().id())))
        .contains(refused.operation().id() + ": is there, and is not valid");
  }

  @Test
  void namesADeletionThatIsUndone() throws Exception {
    long undone = one(Kind.DELETE).operation().target();
    assertThat(after("update sequence set deleted_at = null where id = " + undone))
        .anyMatch(complaint -> complaint.endsWith("is there, and its deletion was acknowledged"));
  }

  @Test
  void namesADeletionThatNobodyAskedFor() throws Exception {
    Entry deleted = kept();
    assertThat(after("update sequence set deleted_at = now() where id = " + deleted.ok().id()))
        .contains(deleted.operation().id() + ": is deleted, and nobody did that");
  }

  @Test
  void namesAnUpdateThatIsLost() throws Exception {
    long sequence = one(Kind.UPDATE).operation().target();
    assertThat(
            after(
                "update sequence set max_activations = max_activations - 1 where id = " + sequence))
        .anyMatch(complaint -> complaint.matches("sequence %d: is at .*".formatted(sequence)));
  }

  @Test
  void namesARenameThatIsLost() throws Exception {
    long sequence = one(Kind.RENAME).operation().target();
    assertThat(after("update sequence set name = 'older-one' where id = " + sequence))
        .contains(
            "sequence " + sequence + ": is called older-one, which is not what was written last");
  }

  @Test
  void namesAVersionThatNobodyMade() throws Exception {
    assertThat(after("update sequence set version = version + 1 where id = " + shared.get(0)))
        .anyMatch(c -> c.startsWith("sequence %d: is version ".formatted(shared.get(0))));
  }

  @Test
  void namesMailingsThatAreThereInPart() throws Exception {
    Entry part =
        history.of(Kind.MAILINGS, Outcome.OK).stream()
            .filter(entry -> entry.operation().wants() > 1)
            .findFirst()
            .orElseThrow();
    assertThat(
            after(
                "delete from mailing where id = " + part.ok().json().at("/data/0/id").longValue()))
        .anyMatch(c -> c.startsWith(part.operation().id() + ": is there in part"))
        .anyMatch(c -> c.contains("and a recount gives"));
  }

  @Test
  void namesAnEventThatCountedTwice() throws Exception {
    long mailing = one(Kind.EVENTS).operation().target();
    assertThat(after("update mailing set open_count = open_count + 1 where id = " + mailing))
        .anyMatch(c -> c.startsWith("mailing %d: was opened ".formatted(mailing)));
  }

  @Test
  void namesAnAnswerThatNobodyMayGet() throws Exception {
    assertThat(complaints()).isEmpty();
    Operation operation = Operation.create("broken", Kind.CREATE);
    history.invoke(operation);
    history.answer(operation, Answer.none(500, new IllegalStateException("broken")));
    assertThat(complaints()).anyMatch(c -> c.startsWith("broken: was answered 500"));
  }
}
