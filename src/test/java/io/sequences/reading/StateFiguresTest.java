package io.sequences.reading;

import static io.sequences.support.Resources.data;
import static io.sequences.support.Resources.document;
import static io.sequences.support.Resources.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Variety;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of steps and of sequence states, and the order and filters by them, by a recount. */
@QuarkusTest
class StateFiguresTest {

  private static final String ORGANISATION = "figures of states";

  private final Api ada = Api.of(ORGANISATION, "ada");

  @BeforeEach
  void fill() {
    Variety.fill(ORGANISATION);
  }

  static Stream<Arguments> figures() {
    Stream<String[]> counted =
        Stream.concat(
            DailyStats.FIGURES.entrySet().stream()
                .map(each -> new String[] {each.getKey(), each.getValue() + " is not null"}),
            DailyStats.SENTIMENTS.stream()
                .map(
                    each ->
                        new String[] {each + "ReplyCount", "reply_sentiment = '" + each + "'"}));
    return counted.flatMap(
        figure ->
            Stream.of("sequence_step", "sequence_state")
                .map(table -> Arguments.of(table, figure[0], figure[1])));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void areWhatARecountGivesAndAreSortedAndFilteredBy(String table, String figure, String counted) {
    String recount =
        ("from (select t.id, (select count(*) from mailing m where m.org_id = t.org_id"
                + " and m.%1$s_id = t.id and %2$s) as n from %1$s t where t.org_id = ?) c")
            .formatted(table, counted);
    long org = Db.org(ORGANISATION);
    String path = table.equals("sequence_step") ? "/sequenceSteps" : "/sequenceStates";
    List<JsonNode> all = data(document(ada.get(path + "?page[size]=1000&sort=-" + figure)));
    assertThat(all.stream().map(each -> (Object) each.at("/attributes/" + figure).longValue()))
        .isEqualTo(Db.rows("select n " + recount + " order by n desc, id", org));
    assertThat(List.<Object>copyOf(ids(all)))
        .isNotEmpty()
        .isEqualTo(Db.rows("select id " + recount + " order by n desc, id", org));
    long most = all.get(0).at("/attributes/" + figure).longValue();
    assertThat(
            List.<Object>copyOf(
                ids(ada, path + "?page[size]=1000&filter[" + figure + "]=" + most + "..inf")))
        .isEqualTo(Db.rows("select id " + recount + " where n >= ? order by id", org, most));
    assertThat(List.<Object>copyOf(ids(ada, path + "?page[size]=1000&filter[" + figure + "]=0")))
        .isEqualTo(Db.rows("select id " + recount + " where n = 0 order by id", org));
  }
}
