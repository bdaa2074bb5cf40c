package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routing refuses, with the same documents as everything else. */
@QuarkusTest
class RoutingErrorsTest {

  private static final String ORG = "routing";

  private final Api ada = Api.of(ORG, "ada");

  private RawHttp.Answer send(String method, String path) {
    return RawHttp.send(
        method + " " + path + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + ada.token());
  }

  private void stillAnswers() {
    assertThat(send("GET", "/api/v2/sequences").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/api",
        "/api/",
        "/api/v2",
        "/api/v2/",
        "/api/v1/sequences",
        "/api/v3/sequences",
        "/api/v2/sequence",
        "/api/v2/Sequences",
        "/api/v2/sequencesx",
        "/api/v2/sequence_steps",
        "/api/v2/nothing/1",
        "/api/v2/nothing/1/2/3/4/5/6/7/8",
        "/api/v2/sequences/1/steps",
        "/api/v2/sequences/1/relationships/owner",
        "/api/v2/sequences/1/actions",
        "/api/v2/sequences/1/actions/archive",
        "/api/v2/sequences/1/actions/activate/now",
        "/api/v2/mailings/1/actions/send",
        "/api/v2/users/1/2/3",
        "/api/v2/sequences;x=1",
        "/api/v2/%2e%2e/v2/nothing",
        "/sequences",
        "/q/nothing",
        "/dev/nothing"
      })
  void anUnknownRouteIsNotFoundByAnyMethod(String path) {
    for (String method : new String[] {"GET", "POST", "PATCH", "DELETE", "PUT"}) {
      Refusal.of(send(method, path), 404).is("routeNotFound");
    }
    // The token, or its absence, tells nothing about routes.
    Refusal.of(RawHttp.send("GET " + path + " HTTP/1.1\nHost: localhost"), 404).is("routeNotFound");
    stillAnswers();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v2/sequences, PUT PATCH DELETE, GET POST",
    "/api/v2/sequences/1, PUT POST, GET PATCH DELETE",
    "/api/v2/sequences/1/actions/activate, GET PUT PATCH DELETE, POST",
    "/api/v2/sequences/1/actions/deactivate, GET PUT PATCH DELETE, POST",
    "/api/v2/sequences/1/actions/lock, GET PUT PATCH DELETE, POST",
    "/api/v2/sequences/1/actions/unlock, GET PUT PATCH DELETE, POST",
    "/api/v2/sequenceSteps, PUT PATCH DELETE, GET POST",
    "/api/v2/sequenceSteps/1, PUT POST, GET PATCH DELETE",
    "/api/v2/sequenceStates, PUT PATCH DELETE, GET POST",
    "/api/v2/sequenceStates/1, PUT POST PATCH, GET DELETE",
    "/api/v2/sequenceStates/1/actions/pause, GET PUT PATCH DELETE, POST",
    "/api/v2/mailings/1, PUT POST DELETE, GET PATCH",
    "/api/v2/tasks/1/actions/markComplete, GET PUT PATCH DELETE, POST",
    "/api/v2/users, PUT POST PATCH DELETE, GET",
    "/api/v2/users/1, PUT POST DELETE, GET PATCH",
    "/api/v2/mailingEvents, GET PUT PATCH DELETE, POST",
    "/api/app/apps, PUT PATCH DELETE, GET POST",
    "/api/app/installs/1, PUT POST, GET PATCH DELETE",
    "/api/v2/rulesets/1, PUT POST, GET PATCH DELETE"
  })
  void aMethodThatARouteDoesNotHaveIsNotAllowed(String path, String refused, String allowed) {
    for (String method : refused.split(" ", -1)) {
      RawHttp.Answer answer = send(method, path);
      Refusal.of(answer, 405).is("methodNotAllowed");
      assertThat(answer.header("allow")).as(method + " " + path).isNotNull();
      assertThat(Arrays.asList(answer.header("allow").split(", *", -1)))
          .as(method + " " + path)
          .contains(allowed.split(" ", -1))
          .doesNotContain(method);
      RawHttp.Answer asked = RawHttp.send("OPTIONS " + path + " HTTP/1.1\nHost: localhost");
      assertThat(asked.status()).isEqualTo(204);
      assertThat(asked.header("allow")).isEqualTo(answer.header("allow")).endsWith(", OPTIONS");
    }
    stillAnswers();
  }

  @Test
  void whoAsksForMethodsIsCountedIfKnown() {
    RawHttp.Answer first = send("OPTIONS", "/api/v2/users");
    RawHttp.Answer second = send("OPTIONS", "/api/v2/users");
    assertThat(Long.parseLong(second.header("x-ratelimit-remaining")))
        .isLessThan(Long.parseLong(first.header("x-ratelimit-remaining")));
    Refusal.of(send("OPTIONS", "/api/v2/nothing"), 404).is("routeNotFound");
    Refusal.of(send("OPTIONS", "/api/v2/users/1/nothing"), 404).is("routeNotFound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v2/sequences",
        "/api//v2/sequences",
        "/api/v2//sequences",
        "/%61pi/v2/sequences",
        "/api/v2/%73equences",
        "/x/../api/v2/sequences",
        "/api/v2/./sequences",
        "/api/v2/x/../sequences",
        "/api/v2/sequences/",
        "/api/v2/nothing/../sequences",
        "/%61pi/v2/nothing",
        "/api/%762/nothing/1",
        "/api;a=b/v2/sequences",
        "/api/v2;a=b/nothing"
      })
  void noSpellingOfAPathGoesAroundTheToken(String path) {
    RawHttp.Answer stranger = RawHttp.send("GET " + path + " HTTP/1.1\nHost: localhost");
    assertThat(stranger.status()).as(stranger.body()).isIn(401, 404);
    Refusal.of(stranger, stranger.status());
    RawHttp.Answer user = send("GET", path);
    assertThat(user.status()).as(user.body()).isIn(200, 404);
    RawHttp.Answer body =
        RawHttp.send(
            "POST %s HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\nContent-Type: text/plain\nContent-Length: 2"
                .formatted(path, ada.token()),
            new byte[] {'{', '}'});
    assertThat(body.status()).as(body.body()).isIn(404, 405, 415);
    stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v2/sequences/%", "/api/v2/sequences/%zz", "/api/v2/sequences/%ff"})
  void aPathThatCannotBeDecodedIsRefused(String path) {
    RawHttp.Answer answer = send("GET", path);
    // Without a document: the server refuses it before any handler of the service.
    assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
    stillAnswers();
  }

  @Test
  void headAnswersAsGetWithoutABody() {
    RawHttp.Answer answer = send("HEAD", "/api/v2/sequences");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "FOO", "get"})
  void aStrangeMethodIsRefusedWithoutFailing(String method) {
    RawHttp.Answer answer = send(method, "/api/v2/sequences");
    assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    stillAnswers();
  }
}
