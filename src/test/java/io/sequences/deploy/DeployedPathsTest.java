package io.sequences.deploy;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What manifests ask of the running service, it answers. */
@QuarkusTest
class DeployedPathsTest {

  private final Manifests large = Manifests.of("large");

  @Test
  void pathsOfProbesAndOfMetricsAreThere() {
    Set<String> paths = new TreeSet<>();
    large.all().forEach(manifest -> paths.addAll(manifest.findValuesAsText("path")));
    // Files in volumes.
    paths.removeIf(path -> !path.startsWith("/"));
    assertThat(paths).hasSize(4).allMatch(path -> get(path).statusCode() == 200);
  }
}
