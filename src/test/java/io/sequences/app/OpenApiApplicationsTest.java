package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.OpenApi;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the document describes the routes of applications, which live below a path of their own. */
@QuarkusTest
class OpenApiApplicationsTest {

  private OpenApi api;

  @BeforeEach
  void fetch() {
    api = OpenApi.fetch();
  }

  @Test
  void tellsWhoManagesApplicationsAndWhoIsOne() {
    for (String path : List.of("/apps", "/apps/{id}", "/installs", "/installs/{id}")) {
      JsonNode item = api.document().path("paths").path(path);
      assertThat(item.at("/servers/0/url").asText()).isEqualTo("/api/app");
      for (JsonNode operation : item.findParents("operationId")) {
        assertThat(operation.path("security")).hasSize(1);
        assertThat(operation.at("/security/0").has("bearerAuth")).isTrue();
        assertThat(operation.path("description").asText()).contains("`admin: true`");
      }
    }
    for (String action : List.of("{setupToken}/actions/setupToken", "{id}/actions/accessToken")) {
      JsonNode operation = api.operation("post", "/installs/" + action);
      assertThat(operation.at("/security/0").has("ownToken")).isTrue();
    }
  }

  @Test
  void hasTheirRoutesAndNoOther() {
    JsonNode paths = api.document().path("paths");
    assertThat(OpenApi.names(paths).stream().filter(path -> paths.path(path).has("servers")))
        .containsExactlyInAnyOrder(
            "/apps",
            "/apps/{id}",
            "/installs",
            "/installs/{id}",
            "/installs/{setupToken}/actions/setupToken",
            "/installs/{id}/actions/accessToken");
    for (String path : List.of("/apps", "/installs")) {
      assertThat(OpenApi.names(paths.path(path))).contains("get", "post").hasSize(3);
      assertThat(OpenApi.names(paths.path(path + "/{id}")))
          .contains("get", "patch", "delete")
          .hasSize(4);
    }
  }
}
