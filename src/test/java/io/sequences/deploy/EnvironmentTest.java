package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.deploy.Manifests.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every environment variable of a manifest, and of the file for a laptop, is one that is read: a
 * misspelt one would be passed over in silence.
 */
class EnvironmentTest {

  /** Of the image of PostgreSQL. */
  private static final Set<String> POSTGRES =
      Set.of("POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD");

  private static final Path ROLES = Manifests.folder("small").resolve("roles.sh");

  private static final ObjectNode COMPOSE =
      Yaml.documents(Yaml.DEPLOY.resolve("compose.yaml")).get(0);

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void theServiceReadsWhatItsPodsAreGiven(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      for (JsonNode container : workload.containers()) {
        assertThat(Environment.of(manifests, container).keySet())
            .as("%s", workload)
            .isNotEmpty()
            .isSubsetOf(workload.kind().equals("StatefulSet") ? postgres() : Environment.known());
      }
    }
  }

  @Test
  void namesThatNothingReadsAreNotKnown() {
    assertThat(Environment.known())
        .contains(
            "DATABASE_URL",
            "DATABASE_MIGRATE",
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
            "SEQUENCES_WIRE_PUBLIC_URL",
            "QUARKUS_SHUTDOWN_TIMEOUT")
        .doesNotContain("DATABASE_USER", "DATABASE_MIGRATIONS", "SEQUENCES_S2S", "HTTP_PORT");
  }

  @Test
  void theFileForALaptopNamesWhatIsThere() {
    JsonNode services = COMPOSE.path("services");
    assertThat(variables("postgres")).isEqualTo(postgres());
    for (String name : List.of("migration", "sequences")) {
      JsonNode service = services.path(name);
      assertThat(variables(name)).isSubsetOf(Environment.known());
      JsonNode build = service.path("build");
      Path context = Yaml.DEPLOY.resolve(build.path("context").asText()).normalize();
      Path dockerfile = context.resolve(build.path("dockerfile").asText());
      assertThat(dockerfile).isEqualTo(Yaml.DEPLOY.resolve("Dockerfile.jvm")).isRegularFile();
      assertThat(Yaml.text(Path.of("README.md")))
          .contains("-t " + service.path("image").asText() + " ");
      service
          .path("depends_on")
          .fieldNames()
          .forEachRemaining(other -> assertThat(services.has(other)).isTrue());
    }
    assertThat(services.path("migration").path("command")).hasToString("[\"migrate\"]");
    assertThat(services.path("sequences").path("environment").path("DATABASE_MIGRATE").asText())
        .isEqualTo("false");
    assertThat(services.path("sequences").path("ports")).hasToString("[\"127.0.0.1:8080:8080\"]");
  }

  @Test
  void theFileForALaptopLogsInAsWhomItMakes() {
    Map<String, String> postgres = values("postgres");
    assertThat(values("migration"))
        .containsEntry("DATABASE_MIGRATION_USERNAME", postgres.get("POSTGRES_USER"))
        .containsEntry("DATABASE_MIGRATION_PASSWORD", postgres.get("POSTGRES_PASSWORD"))
        .containsEntry("DATABASE_URL", values("sequences").get("DATABASE_URL"));
    assertThat(values("sequences"))
        .containsEntry("DATABASE_USERNAME", postgres.get("SERVICE_USERNAME"))
        .containsEntry("DATABASE_PASSWORD", postgres.get("SERVICE_PASSWORD"))
        .containsEntry("DATABASE_URL", "postgresql://postgres:5432/" + postgres.get("POSTGRES_DB"));
  }

  @Test
  void theFileForALaptopHasThePostgresOfTheSmallOverlay() {
    Workload small = Manifests.of("small").workload("StatefulSet", "sequences-postgres");
    JsonNode postgres = COMPOSE.path("services").path("postgres");
    assertThat(postgres.path("image")).isEqualTo(small.containers().get(0).path("image"));
    List<JsonNode> mounts = Yaml.items(small.containers().get(0).path("volumeMounts"));
    for (JsonNode volume : postgres.path("volumes")) {
      String[] parts = volume.asText().split(":", -1);
      boolean file = parts[0].startsWith(".");
      assertThat(
              file
                  ? Files.isRegularFile(Yaml.DEPLOY.resolve(parts[0]))
                  : COMPOSE.path("volumes").has(parts[0]))
          .as("%s", volume)
          .isTrue();
      assertThat(mounts).anyMatch(mount -> parts[1].startsWith(mount.path("mountPath").asText()));
    }
  }

  private static Set<String> postgres() {
    Set<String> names = new TreeSet<>(POSTGRES);
    Pattern.compile("\\$(SERVICE_[A-Z]+)")
        .matcher(Yaml.text(ROLES))
        .results()
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static Set<String> variables(String service) {
    return values(service).keySet();
  }

  private static Map<String, String> values(String service) {
    Map<String, String> values = new TreeMap<>();
    COMPOSE
        .path("services")
        .path(service)
        .path("environment")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    return values;
  }
}
