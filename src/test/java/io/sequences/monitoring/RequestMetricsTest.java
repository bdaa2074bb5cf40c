package io.sequences.monitoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Exposed;
import io.sequences.support.RawHttp;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus learns of requests: as much as there are routes, whatever clients send. */
@QuarkusTest
class RequestMetricsTest {

  private static final String COUNT = "http_server_requests_seconds_count";

  private final Api ada = Api.of("measured", "ada");

  private static double count(String method, String uri, String status) {
    return Exposed.samples().stream()
        .filter(sample -> sample.name().equals(COUNT))
        .filter(
            sample ->
                sample
                    .labels()
                    .entrySet()
                    .containsAll(Map.of("method", method, "uri", uri, "status", status).entrySet()))
        .mapToDouble(Exposed.Sample::value)
        .sum();
  }

  private static void assertCounted(String method, String uri, String status, Runnable request) {
    double before = count(method, uri, status);
    request.run();
    // A request is counted when its answer has left.
    await().untilAsserted(() -> assertThat(count(method, uri, status)).isEqualTo(before + 1));
  }

  @Test
  void namesRoutesByTheirTemplates() {
    long id = ada.createSequence("\"name\":\"measured\"");
    assertCounted("GET", "/api/v2/sequences", "200", () -> ada.get("/sequences"));
    assertCounted("GET", "/api/v2/sequences/{id}", "200", () -> ada.get("/sequences/" + id));
    assertCounted("GET", "/api/v2/sequences/{id}", "404", () -> ada.get("/sequences/0"));
    assertCounted("GET", "/api/v2/prospects/{id}", "404", () -> ada.get("/prospects/joe"));
    assertCounted(
        "POST",
        "/api/v2/sequences/{id}/actions/activate",
        "404",
        () -> ada.post("/sequences/0/actions/activate"));
    assertCounted("GET", "/api/app/apps/{id}", "401", () -> given().get("/api/app/apps/7"));
  }

  @Test
  void tellsExportsFromPagesWhichTakeNoLongerThanTheirLimit() {
    for (String accept : new String[] {"text/csv", "application/x-ndjson"}) {
      assertCounted(
          "GET",
          "/api/v2/sequences#export",
          "200",
          () -> ada.request().accept(accept).get("/api/v2/sequences"));
    }
    assertCounted("GET", "/api/v2/sequences", "200", () -> ada.get("/sequences"));
    assertCounted(
        "GET",
        "/api/v2/sequences/{id}",
        "406",
        () -> ada.request().accept("text/csv").get("/api/v2/sequences/1"));
    assertCounted(
        "GET", "UNKNOWN", "404", () -> ada.request().accept("text/csv").get("/api/v2/joe"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /joe-1 HTTP/1.1\nHost: localhost",
        "GET //joe-2 HTTP/1.1\nHost: localhost",
        "GET /api/v2/joe-3// HTTP/1.1\nHost: localhost",
        "GET /api/v2/sequences/1/joe-4 HTTP/1.1\nHost: localhost",
        "POST /api/v2/sequences/1/actions/joe-5 HTTP/1.1\nHost: localhost",
        "GET /api/v2/joe-6;x HTTP/1.1\nHost: localhost",
        "GET /api/v2/joe-7/% HTTP/1.1\nHost: localhost",
        "GET /q/health/joe-8 HTTP/1.1\nHost: localhost",
        "GET /api/v2/joe-9 HTTP/1.1\nHost: a b",
        "OPTIONS /api/app/joe-10 HTTP/1.1\nHost: localhost",
        "POST /api/v2/joe-11 HTTP/1.1\nHost: localhost\nContent-Length: 99999999",
      })
  void makesNoSeriesOfPathsThatLeadNowhere(String head) {
    assertCounted(
        head.substring(0, head.indexOf(' ')),
        "UNKNOWN",
        Integer.toString(RawHttp.send(head).status()),
        () -> RawHttp.send(head));
    assertThat(values("uri")).noneMatch(uri -> uri.contains("joe"));
  }

  @Test
  void makesNoSeriesOfMethodsThatThereAreNot() {
    int status = RawHttp.send("BREW /api/v2/sequences/1 HTTP/1.1\nHost: localhost").status();
    assertThat(status).isBetween(400, 499);
    assertCounted(
        "OTHER",
        "/api/v2/sequences/{id}",
        Integer.toString(status),
        () -> RawHttp.send("STEEP /api/v2/sequences/1 HTTP/1.1\nHost: localhost"));
    assertThat(values("method")).doesNotContain("BREW", "STEEP");
  }

  @Test
  void measuresDurationsInBucketsThatAreFew() {
    ada.get("/sequences").statusCode(200);
    Set<String> buckets =
        Exposed.samples().stream()
            .filter(sample -> sample.name().equals("http_server_requests_seconds_bucket"))
            .map(sample -> sample.labels().get("le"))
            .collect(Collectors.toSet());
    assertThat(buckets).contains("0.01", "0.25", "2.5", "10.0", "+Inf").hasSizeLessThan(15);
  }

  private static Set<String> values(String label) {
    return Exposed.samples().stream()
        .filter(sample -> sample.name().startsWith("http_server_requests"))
        .map(sample -> sample.labels().get(label))
        .collect(Collectors.toSet());
  }
}
