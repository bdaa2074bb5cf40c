package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the path of a request is called. */
class RoutesTest {

  private final Routes routes = new Routes(ResourceTypes.catalog());

  @ParameterizedTest
  @CsvSource({
    "/api/v2/sequences, /api/v2/sequences",
    "/api/v2/sequences/, /api/v2/sequences",
    "/api/v2/sequences/17, /api/v2/sequences/{id}",
    "/api/v2/sequences/joe, /api/v2/sequences/{id}",
    "/api/v2/sequenceDailyStats/1-2-3, /api/v2/sequenceDailyStats/{id}",
    "/api/v2/mailingEvents, /api/v2/mailingEvents",
    "/api/app/apps/7, /api/app/apps/{id}",
    "/api/app/installs, /api/app/installs",
    "/api/app/installs/7/actions/setupToken, /api/app/installs/{id}/actions/setupToken",
    "/q/metrics, /q/metrics",
    "/.well-known/jwks.json, /.well-known/jwks.json",
    "/api/errors, /api/errors",
    "/api/errors/, /api/errors",
    "/api/errors/1, UNKNOWN",
    "/, UNKNOWN",
    "'', UNKNOWN",
    "/api/v2, UNKNOWN",
    "/api/v2/, UNKNOWN",
    "/api/v2/joe, UNKNOWN",
    "/api/v2/joe/1, UNKNOWN",
    "/api/v2/sequencesx, UNKNOWN",
    "/api/v2/sequences/1/actions, UNKNOWN",
    "/api/v2/sequences/1/actions/joe, UNKNOWN",
    "/api/v2/sequences/1/joe/activate, UNKNOWN",
    "/api/v2/mailingEvents/1, UNKNOWN",
    "/api/app/appsx, UNKNOWN",
    "/api/app/apps/1/actions/joe, UNKNOWN",
    "/q/joe, UNKNOWN",
    "//api/v2/sequences, UNKNOWN",
  })
  void isItsTemplate(String path, String name) {
    assertThat(routes.of(path)).isEqualTo(name);
  }
}
