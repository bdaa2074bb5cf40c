package io.sequences.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Checksums;
import io.sequences.support.Db;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a stranger does with what is hidden, the answer is the one for what is not there: every
 * operation of the OpenAPI document, every place in it that an identifier can stand, and nothing of
 * it written by hand.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationMatrixTest {

  /** Operations that name no resource at all, and why. */
  private static final Map<String, String> NAME_NOTHING =
      Map.of(
          "createRuleset", "a ruleset leads nowhere",
          "createContentCategory", "its creator is the caller",
          "createApp", "an app leads nowhere",
          "listApps", "takes no filter; see nothingHiddenShows",
          "listInstalls", "takes no filter; see nothingHiddenShows");

  private Scene scene;
  private Map<String, String> before;

  @BeforeEach
  void begin() {
    if (scene == null) {
      scene = new Scene();
    }
    before = Checksums.of(Db.org(Scene.HERE));
  }

  /** Nothing has changed where things are hidden. */
  @AfterEach
  void nothingHasChanged() {
    assertThat(Checksums.of(Db.org(Scene.HERE))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHiddenIsAnsweredAsWhatIsNotThere(Stranger stranger) {
    List<String> told = new ArrayList<>();
    List<Cases.Case> cases = Cases.of(scene, stranger);
    for (Cases.Case each : cases) {
      String token = scene.token(stranger, each.operation());
      Probe.Answer hidden = each.probe().send(token, each.hidden());
      Probe.Answer absent = each.probe().send(token, each.absent());
      boolean refused = each.lists() || isReport(each) || !hidden.done();
      if (!hidden.equals(absent) || !refused) {
        told.add("%s%n  hidden: %s%n  absent: %s".formatted(each.probe(), hidden, absent));
      }
    }
    assertThat(told).as(cases.size() + " cases").isEmpty();
  }

  /** A report of events is 200, and says how many were unknown. */
  private static boolean isReport(Cases.Case each) {
    return each.operation().id().equals("reportMailingEvents");
  }

  @Test
  void everyOperationHasACase() {
    Set<String> covered =
        Cases.of(scene, Stranger.ADMIN_OF_ANOTHER_ORGANISATION).stream()
            .map(each -> each.operation().id())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(covered).doesNotContainAnyElementsOf(NAME_NOTHING.keySet());
    covered.addAll(NAME_NOTHING.keySet());
    assertThat(covered)
        .containsExactlyElementsOf(
            new TreeSet<>(scene.operations.stream().map(DescribedOperation::id).toList()));
  }

  /** Else the matrix would compare what is not there with what is not there. */
  @ParameterizedTest
  @EnumSource
  void itsOwnerFindsAllOfIt(Stranger stranger) {
    Estate hidden = scene.hiddenFrom(stranger);
    for (DescribedOperation operation : scene.operations) {
      if (operation.method().equals("GET") && operation.pathParameter().isPresent()) {
        String address = operation.addressOf(hidden.identifier(operation));
        assertThat(hidden.owner.request().get(address).statusCode()).as(address).isEqualTo(200);
      }
    }
  }

  /** Lists in every order, with every include: neither the text nor the id of what is hidden. */
  @ParameterizedTest
  @EnumSource
  void nothingHiddenShows(Stranger stranger) {
    Estate hidden = scene.hiddenFrom(stranger);
    for (DescribedOperation list : scene.operations) {
      if (list.lists()) {
        List<String> queries = new ArrayList<>(List.of(""));
        list.sortKeys().forEach(key -> queries.add("?page[size]=1000&count=true&sort=" + key));
        list.includes().forEach(name -> queries.add("?page[size]=1000&include=" + name));
        for (String query : queries) {
          Probe probe = new Probe(list.id(), "GET", list.address() + query, null, Map.of());
          Probe.Answer answer = probe.send(scene.token(stranger), "nothing");
          assertNothingShows(stranger, hidden, query, answer);
        }
        Probe whole = new Probe(list.id(), "GET", list.address(), null, Map.of());
        for (String form : list.otherForms()) {
          Probe.Answer answer = whole.with("Accept", form).send(scene.token(stranger), "nothing");
          assertThat(answer.status()).isEqualTo(200);
          assertNoTextShows(stranger, hidden, form, answer);
        }
      }
    }
  }

  private static void assertNothingShows(
      Stranger stranger, Estate hidden, String query, Probe.Answer answer) {
    assertNoTextShows(stranger, hidden, query, answer);
    for (JsonNode resource : Json.parse(answer.body()).findParents("id")) {
      String type = resource.path("type").asText();
      if (Scene.hides(stranger, type)) {
        assertThat(resource.path("id").asText())
            .as(type + " of " + query)
            .isNotEqualTo(hidden.ids().get(type));
      }
    }
  }

  private static void assertNoTextShows(
      Stranger stranger, Estate hidden, String query, Probe.Answer answer) {
    hidden
        .ids()
        .forEach(
            (type, id) -> {
              if (Scene.hides(stranger, type)) {
                assertThat(answer.body()).as(query).doesNotContain(hidden.mark(type));
              }
            });
  }
}
