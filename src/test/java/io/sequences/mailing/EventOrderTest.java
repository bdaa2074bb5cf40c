package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Moment;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Any set of events leads to the same rows and figures, whatever its order, its repetitions and its
 * batches. Two copies of one world get the same events in two ways.
 */
@QuarkusTest
class EventOrderTest {

  private static final String ORG = "event order";
  private static final int MAILINGS = 6;

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);

  /** What a client may say of the n-th mailing of a world. */
  private record Said(int mailing, String kind, int minute, boolean bot, int text, int from) {

    String of(World world) {
      OffsetDateTime at = world.start.plusMinutes(minute);
      List<String> members = new ArrayList<>();
      if (bot && (kind.equals("opened") || kind.equals("clicked"))) {
        members.add("\"bot\":true");
      }
      if (kind.equals("replied") && text > 0) {
        members.add("\"sentiment\":\"" + List.of("positive", "negative").get(text - 1) + "\"");
      }
      if (kind.equals("replied") && from > 0) {
        members.add(
            "\"from\":\"" + List.of("p@example.com", "boss@example.com").get(from - 1) + "\"");
      }
      if ((kind.equals("bounced") || kind.equals("failed")) && text > 0) {
        members.add("\"reason\":\"r" + text + "\"");
      }
      return event(
          world.mailings.get(mailing), kind, at.toString(), members.toArray(String[]::new));
    }
  }

  private record World(List<Long> sequences, List<Long> mailings, OffsetDateTime start) {}

  private static List<Said> said(Random random) {
    List<String> kinds = EventKind.words();
    List<Said> said = new ArrayList<>();
    for (int i = random.nextInt(60); i >= 0; i--) {
      said.add(
          new Said(
              random.nextInt(MAILINGS),
              kinds.get(random.nextInt(kinds.size())),
              random.nextInt(5),
              random.nextInt(3) == 0,
              random.nextInt(3),
              random.nextInt(3)));
    }
    return said;
  }

  /** Two sequences with reply rules of their own, two prospects in each, some with two mailings. */
  private World world(String rules, OffsetDateTime start) {
    Sample sample = Sample.of(ORG);
    List<Long> sequences =
        List.of(
            ada.createSequence("\"name\":\"a\"," + rules),
            ada.createSequence("\"name\":\"b\",\"transactional\":true"));
    long org = Db.org(ORG);
    List<Long> mailings = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      long prospect =
          Db.number(
              "insert into prospect (org_id, emails) values (?, '{P@example.com}') returning id",
              org);
      for (long sequence : sequences) {
        long state = sample.state(sequence, prospect, "active");
        for (int m = 0; m < (sequence == sequences.get(0) ? 2 : 1); m++) {
          mailings.add(
              Db.number(
                  "insert into mailing (org_id, sequence_id, prospect_id, sequence_state_id)"
                      + " values (?, ?, ?, ?) returning id",
                  org,
                  sequence,
                  prospect,
                  state));
        }
      }
    }
    return new World(sequences, mailings, start);
  }

  @RepeatedTest(25)
  void theOrderRepetitionsAndBatchesMakeNoDifference() {
    ada.get("/sequences").statusCode(200);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Said> said = said(random);
    String rules =
        List.of(
                "\"primaryReplyAction\":\"continue\"",
                "\"secondaryReplyAction\":\"continue\"",
                "\"primaryReplyAction\":\"pause\",\"primaryReplyPauseDuration\":86400",
                "\"secondaryReplyAction\":\"pause\",\"secondaryReplyPauseDuration\":1")
            .get(random.nextInt(4));
    OffsetDateTime start = Moment.now().minusHours(1);
    World plain = world(rules, start);
    World shuffled = world(rules, start);
    JsonNode once = events.report(said.stream().map(s -> s.of(plain)).toArray(String[]::new));
    assertThat(once.at("/meta/refused").intValue()).as(once.toString()).isZero();
    List<Said> again = new ArrayList<>(said);
    again.addAll(said.subList(0, random.nextInt(said.size())));
    Collections.shuffle(again, random);
    long applied = 0;
    for (int at = 0; at < again.size(); ) {
      int end = Math.min(again.size(), at + 1 + random.nextInt(20));
      String[] part =
          again.subList(at, end).stream().map(s -> s.of(shuffled)).toArray(String[]::new);
      JsonNode report = random.nextBoolean() ? events.report(part) : events.reportArray(part);
      applied += report.at("/meta/applied").intValue();
      at = end;
    }
    String what = "seed " + seed + ", " + rules + ", " + said;
    assertThat(applied).as(what).isEqualTo(once.at("/meta/applied").intValue());
    assertThat(rows(shuffled)).as(what).isEqualTo(rows(plain));
  }

  /** Everything that events change, but for ids and the moments of writing. */
  private List<Object> rows(World world) {
    Long[] mailings = world.mailings.toArray(Long[]::new);
    List<Object> rows = new ArrayList<>();
    rows.addAll(
        Db.rows(
            "select (to_jsonb(m) - '{id,sequence_id,sequence_key,sequence_state_id,prospect_id,created_at,updated_at,version}'::text[]"
                + " - case when m.state = 'drafted' then 'state_changed_at' else '' end)::text"
                + " from mailing m where id = any (?) order by id",
            (Object) mailings));
    rows.addAll(
        Db.rows(
            "select distinct (to_jsonb(u) - '{id,sequence_id,prospect_id,state_changed_at,created_at,updated_at,version}'::text[])::text,"
                + " u.id from sequence_state u join mailing m on m.sequence_state_id = u.id"
                + " where m.id = any (?) order by u.id",
            (Object) mailings));
    rows.addAll(
        Db.rows(
            "select distinct (p.opted_out_at, p.touched_at, p.engaged_at)::text, p.id from prospect p"
                + " join mailing m on m.prospect_id = p.id where m.id = any (?) order by p.id",
            (Object) mailings));
    rows.addAll(
        Db.rows(
            "select (e.kind, e.occurred_at, e.bot, e.sentiment, e.reason, e.primary_reply, e.secondary_reply)::text"
                + " from mailing_event e where mailing_id = any (?)"
                + " order by mailing_id, kind, occurred_at, bot",
            (Object) mailings));
    for (long sequence : world.sequences) {
      JsonNode attributes = Json.attributes(ada.get("/sequences/" + sequence));
      attributes
          .properties()
          .forEach(
              member -> {
                if (member.getKey().endsWith("Count") || member.getKey().startsWith("num")) {
                  rows.add(member.toString());
                }
              });
    }
    return rows;
  }
}
