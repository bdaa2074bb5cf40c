package io.sequences.monitoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sequences.support.Api;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What a collector of traces is sent, where there is one. */
@QuarkusTest
@TestProfile(TracesTest.WithCollector.class)
class TracesTest {

  private static final String PARENT = "00-%s-00f067aa0ba902b7-01";

  /** A service that is told where traces go. */
  public static final class WithCollector implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Collector.class));
    }
  }

  private final Api ada = Api.of("traced", "ada");

  /** The id of a trace of a client's, and how it says so. */
  private static String traceId(int number) {
    return "4bf92f3577b34da6a3ce929d0e0e%04x".formatted(number);
  }

  private static List<Span> received(String traceId) {
    String endpoint = ConfigProvider.getConfig().getValue(Collector.ENDPOINT, String.class);
    try {
      return ExportTraceServiceRequest.parseFrom(given().get(endpoint + "/received").asByteArray())
          .getResourceSpansList()
          .stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .filter(span -> hex(span.getTraceId()).equals(traceId))
          .toList();
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(ByteString id) {
    StringBuilder hex = new StringBuilder();
    id.forEach(each -> hex.append("%02x".formatted(each)));
    return hex.toString();
  }

  /** The spans of a trace, once that of the request is there, which ends last. */
  private static List<Span> spans(String traceId) {
    await().until(() -> received(traceId).stream().anyMatch(TracesTest::isServer));
    return received(traceId);
  }

  private static boolean isServer(Span span) {
    return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }

  private void get(String traceId, String path) {
    ada.request()
        .header("traceparent", PARENT.formatted(traceId))
        .header("User-Agent", "agent of joe")
        .get("/api/v2" + path);
  }

  @Test
  void areARequestByItsRouteAndBelowItItsStatements() {
    long id = ada.createSequence("\"name\":\"traced\"");
    get(traceId(1), "/sequences/" + id);
    List<Span> spans = spans(traceId(1));
    Span request = spans.stream().filter(TracesTest::isServer).findFirst().orElseThrow();
    assertThat(spans).filteredOn(TracesTest::isServer).hasSize(1);
    assertThat(request.getName()).isEqualTo("GET /api/v2/sequences/{id}");
    assertThat(attributes(request)).containsEntry("http.route", "/api/v2/sequences/{id}");
    assertThat(hex(request.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
    List<Span> statements = spans.stream().filter(Predicate.not(TracesTest::isServer)).toList();
    assertThat(statements)
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              assertThat(statement.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
              assertThat(statement.getParentSpanId()).isEqualTo(request.getSpanId());
            });
    assertThat(statements)
        .anySatisfy(
            statement ->
                assertThat(attributes(statement).values())
                    .anyMatch(text -> text.contains("sequence")));
  }

  @Test
  void carryNothingAboutPersons() {
    get(traceId(2), "/prospects?filter[emails]=joe@example.com&filter[firstName]=joe");
    get(traceId(3), "/prospects/joe@example.com");
    get(traceId(4), "/joe@example.com?joe=joe");
    ada.request()
        .header("traceparent", PARENT.formatted(traceId(5)))
        .contentType(Api.JSON_API)
        .body(
            "{\"data\":{\"type\":\"prospect\",\"attributes\":{\"firstName\":\"joe\","
                + "\"emails\":[\"joe@example.com\"]}}}")
        .post("/api/v2/prospects");
    for (int i = 2; i <= 5; i++) {
      List<Span> spans = spans(traceId(i));
      assertThat(spans.toString()).doesNotContain("joe");
      assertThat(spans)
          .filteredOn(TracesTest::isServer)
          .allSatisfy(
              span ->
                  assertThat(attributes(span).values())
                      .noneMatch(text -> text.contains("127.0.0.1") || text.contains(":0:0:")));
      assertThat(spans).allSatisfy(span -> assertThat(span.getEventsList()).isEmpty());
    }
  }
}
