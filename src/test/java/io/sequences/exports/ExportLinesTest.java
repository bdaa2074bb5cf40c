package io.sequences.exports;

import static io.sequences.support.Events.event;
import static io.sequences.support.Events.moment;
import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.ids;
import static io.sequences.support.Resources.pages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Events;
import io.sequences.support.Json;
import io.sequences.support.Sample;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection as lines: the resource objects of its pages, all of them, of one moment. */
@QuarkusTest
class ExportLinesTest {

  private static final int MORE_THAN_A_PAGE = 1_234;

  private final String organisation = "lines " + UUID.randomUUID();
  private final Api ada = Api.of(organisation, "ada");
  private final Api bob = Api.of(organisation, "bob");
  private long first;

  @TestHTTPResource private URI service;

  @BeforeEach
  void rows() {
    List<Long> sequences = Sample.sequences(ada, organisation, 6);
    first = sequences.get(0);
    bob.createSequence("\"name\":\"of bob\",\"shareType\":\"private\",\"tags\":[\"a\",\"ä;b\"]");
    Sample sample = Sample.of(organisation);
    sequences.forEach(sample::step);
    sample.step(first, 2, "call", 3_600);
    sample.membership(sample.category("c"), first);
    List<Long> mailings = sample.mailings(first, sample.prospect("p"), MORE_THAN_A_PAGE);
    Events.by(ada)
        .apply(
            mailings.stream()
                .limit(40)
                .map(id -> event(id, id % 2 == 0 ? "opened" : "delivered", moment(id.intValue())))
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sequences",
        "/sequences?sort=-openCount,name",
        "/sequences?sort=-id&filter[name]=s1,s4,s5",
        "/sequences?filter[openCount]=1..inf",
        "/sequences?fields[sequence]=name,tags,owner,sequenceSteps,contentCategoryMemberships",
        "/sequences?provideAuthorizationMeta=true&fields[sequence]=",
        "/sequences?newFilterSyntax=true&filter[name][gte]=s3",
        "/sequences?filter[name]=nothing",
        "/sequenceSteps?sort=-order,id",
        "/mailings",
        "/mailings?sort=-openedAt&fields[mailing]=openedAt,sequence",
        "/mailings?sort=deliveredAt&filter[state]=delivered",
        "/prospects?filter[firstName]=p",
        "/users?sort=email",
        "/contentCategoryMemberships",
        "/sequenceDailyStats?sort=-openCount",
        "/sequenceDailyStats?filter[grain]=week"
      })
  void isWhatThePagesHaveByteForByte(String path) {
    List<String> lines = Exports.lines(ada, path);
    List<JsonNode> resources = new ArrayList<>();
    StringBuilder pages = new StringBuilder();
    for (JsonNode page :
        pages(ada, path + (path.contains("?") ? "&" : "?") + "page[size]=1000", "next")) {
      resources.addAll(data(page));
      pages.append(page);
    }
    assertThat(lines.stream().map(Json::parse).toList()).isEqualTo(resources);
    String all = pages.toString();
    assertThat(lines).allSatisfy(line -> assertThat(all).contains(line));
    assertThat(lines.isEmpty()).isEqualTo(path.endsWith("nothing"));
  }

  @Test
  void hasNoLimitOfAPage() {
    assertThat(Exports.lines(ada, "/mailings")).hasSize(MORE_THAN_A_PAGE);
  }

  @Test
  void areLinesToWhoeverSplitsAtMoreThanLineFeeds() {
    String name = "\u2028a\u2029b\u0085c \uD83D\uDE00 ä\tz";
    ada.createSequence("\"name\":" + Json.quote(name));
    String path = "/sequences?sort=-id&fields[sequence]=name";
    List<String> lines = Exports.lines(ada, path);
    assertThat(lines.get(0)).contains("\"\\u2028a\\u2029b\\u0085c ", " ä\\tz\"");
    assertThat(lines).noneMatch(line -> line.matches("(?s).*\\R.*"));
    assertThat(Json.parse(lines.get(0)).at("/attributes/name").asText()).isEqualTo(name);
  }

  @Test
  void showsEverybodyWhatHeMaySee() {
    String name = "/sequences?filter[name]=of%20bob";
    assertThat(Exports.lines(bob, name)).hasSize(1);
    assertThat(Exports.lines(ada, name)).isEmpty();
    assertThat(Exports.lines(Api.admin(organisation, "eve"), name)).hasSize(1);
    Api stranger = Api.of("strange " + organisation, "ada");
    assertThat(Exports.lines(stranger, "/mailings")).isEmpty();
    assertThat(Exports.lines(stranger, "/mailings?filter[sequence][id]=" + first)).isEmpty();
  }

  @Test
  void isOfOneMomentWhateverIsWrittenMeanwhile() throws Exception {
    long sequence = ada.createSequence("\"name\":\"moving\"");
    Exports.heavyMailings(organisation, sequence, 3_000, 10_000);
    String path =
        "/mailings?filter[sequence][id]=" + sequence + "&fields[mailing]=bodyHtml,subject";
    List<Long> before =
        Db.rows("select id from mailing where sequence_id = ? order by id", sequence).stream()
            .map(Long.class::cast)
            .toList();
    HttpRequest request =
        HttpRequest.newBuilder(
                service.resolve("/api/v2" + path.replace("[", "%5B").replace("]", "%5D")))
            .header("Authorization", "Bearer " + ada.token())
            .header("Accept", Exports.NDJSON)
            .build();
    List<JsonNode> exported;
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      // The head is there, so that the export has begun: of what follows nothing may be in it.
      Db.rows("update mailing set subject = 'late' where sequence_id = ?", sequence);
      Db.rows("delete from mailing where sequence_id = ? and id > ?", sequence, before.get(1_500));
      Sample.of(organisation).mailings(sequence, Sample.of(organisation).prospect("q"), 10);
      exported = lines.map(Json::parse).toList();
    }
    assertThat(ids(exported)).isEqualTo(before);
    assertThat(exported).allMatch(each -> each.at("/attributes/subject").isNull());
    assertThat(Exports.lines(ada, path)).hasSize(1_511);
  }
}
