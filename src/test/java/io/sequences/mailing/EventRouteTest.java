package io.sequences.mailing;

import static io.sequences.support.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Events;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may report events, in which media types, and what else the route is not. */
@QuarkusTest
class EventRouteTest {

  private static final String ORG = "event route";
  private static final String T1 = "2026-03-01T10:00:00.000Z";

  private final Api ada = Api.of(ORG, "ada");
  private final Events events = Events.by(ada);
  private long mailing;

  @BeforeEach
  void create() {
    long sequence = ada.createSequence("\"name\":\"s\"");
    mailing = Sample.of(ORG).mailing(sequence, Sample.of(ORG).prospect("p"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.api+json",
        "text/plain",
        "application/x-ndjson; charset=latin1",
        "application/json; profile=x",
        "application/ndjson"
      })
  void otherMediaTypesAreUnsupported(String type) {
    Refusal.of(events.send(type, bytes(event(mailing, "opened", T1))), 415)
        .is("unsupportedMediaType")
        .header("Content-Type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson; charset=utf-8", "Application/X-NDJSON"})
  void aCharsetOfJsonIsTaken(String type) {
    assertThat(events.send(type, bytes(event(mailing, "opened", T1))).status()).isEqualTo(200);
  }

  @Test
  void theScopeIsThatOfWritingMailings() {
    Events reader = Events.by(Api.withScopes(ORG, "ada", "mailings.read sequences.all"));
    Refusal.of(reader.send(Events.NDJSON, bytes(event(mailing, "opened", T1))), 403)
        .is("unauthorizedOauthScope")
        .saying("mailings.write");
    Events.by(Api.withScopes(ORG, "ada", "mailings.write")).apply(event(mailing, "opened", T1));
    Events nobody = Events.by(Api.withToken("x"));
    Refusal.of(nobody.send(Events.NDJSON, bytes(event(mailing, "opened", T1))), 401)
        .is("unauthenticated");
  }

  private RawHttp.Answer send(String line) {
    return RawHttp.send(line + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + ada.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PATCH", "DELETE", "PUT"})
  void eventsAreNoResources(String method) {
    RawHttp.Answer answer = send(method + " /api/v2/mailingEvents");
    Refusal.of(answer, 405).is("methodNotAllowed");
    assertThat(answer.header("allow")).isEqualTo("POST, OPTIONS");
    Refusal.of(send(method + " /api/v2/mailingEvents/1"), 404).is("routeNotFound");
  }

  @Test
  void parametersAreUnknown() {
    Refusal.of(
            RawHttp.send(
                "POST /api/v2/mailingEvents?include=sequence HTTP/1.1\nHost: localhost\nContent-Type:"
                    + " application/x-ndjson\nContent-Length: 0\nAuthorization: Bearer "
                    + ada.token()),
            422)
        .parameter("include");
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "text/plain", "application/x-ndjson; foo=bar"})
  void theMediaTypeIsLookedAtEvenWhenNothingFollows(String contentType) {
    Refusal.of(Events.by(Api.of("event routes", "ada")).send(contentType, new byte[0]), 415)
        .is("unsupportedMediaType");
  }
}
