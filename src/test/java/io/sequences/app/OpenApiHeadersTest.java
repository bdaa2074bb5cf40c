package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.OpenApi;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The headers by which writes are safe, as the OpenAPI document has them. */
@QuarkusTest
class OpenApiHeadersTest {

  private OpenApi api;

  @BeforeEach
  void fetch() {
    api = OpenApi.fetch();
  }

  private static final Set<String> EVERYWHERE =
      Set.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id");

  @Test
  void tellsWhichHeadersAWriteTakesAndWhichItsAnswerHas() {
    assertThat(parameters("post", "/sequences")).contains("Idempotency-Key");
    assertThat(parameters("post", "/sequences")).doesNotContain("If-Match");
    assertThat(parameters("patch", "/sequences/{id}")).contains("If-Match");
    assertThat(parameters("patch", "/sequences/{id}")).doesNotContain("Idempotency-Key");
    assertThat(parameters("delete", "/sequences/{id}")).contains("If-Match");
    assertThat(parameters("post", "/sequences/{id}/actions/activate"))
        .contains("If-Match", "Idempotency-Key");
    assertThat(headers("get", "/sequences/{id}", "200")).containsExactly("ETag");
    assertThat(headers("get", "/sequenceDailyStats/{id}", "200")).isEmpty();
    assertThat(headers("post", "/sequences", "201"))
        .containsExactly("ETag", "Idempotent-Replayed", "Location");
    assertThat(parameters("post", "/mailingEvents")).isEmpty();
    assertThat(headers("post", "/mailingEvents", "200")).isEmpty();
    JsonNode conflict = api.operation("post", "/mailingEvents").at("/responses/409");
    assertThat(api.resolve(conflict).toString()).doesNotContain("idempotency");
  }

  private Set<String> parameters(String method, String path) {
    Set<String> names = new TreeSet<>();
    api.operation(method, path)
        .path("parameters")
        .forEach(parameter -> names.add(api.resolve(parameter).path("name").asText()));
    return names;
  }

  private Set<String> headers(String method, String path, String status) {
    JsonNode response = api.operation(method, path).path("responses").path(status);
    Set<String> names = new TreeSet<>(OpenApi.names(api.resolve(response).path("headers")));
    assertThat(names).containsAll(EVERYWHERE);
    names.removeAll(EVERYWHERE);
    return names;
  }
}
