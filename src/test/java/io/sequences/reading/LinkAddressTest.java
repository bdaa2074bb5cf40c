package io.sequences.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the links of an answer begin with, by what the request calls the service. */
@QuarkusTest
class LinkAddressTest {

  private final Api ada = Api.of("link addresses", "ada");

  @Test
  void linksAreRelativeWhereThereIsNoHost() {
    RawHttp.Answer answer =
        RawHttp.send("GET /api/v2/users HTTP/1.0\nAuthorization: Bearer " + ada.token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"first\":\"/api/v2/users\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]:8080", "[2001:db8::1]", "Sequences.example:8080", "192.0.2.1"})
  void linksBeginWithWhatTheRequestCallsTheService(String host) {
    RawHttp.Answer answer =
        RawHttp.send(
            "GET /api/v2/users HTTP/1.1\nConnection: close\nHost: "
                + host
                + "\nAuthorization: Bearer "
                + ada.token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"first\":\"http://" + host + "/api/v2/users\"");
  }
}
