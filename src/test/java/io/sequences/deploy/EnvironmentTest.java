package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every environment variable of a manifest, and of the file for a laptop, is one that is read, and
 * has a value that is understood: a misspelt one would be passed over in silence, or found at the
 * start of a pod.
 */
class EnvironmentTest {

  /** Of the image of PostgreSQL. */
  private static final Set<String> POSTGRES =
      Set.of("POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD");

  /** Of Java, and of the C library below it. */
  private static final Set<String> RUNTIME = Set.of("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX");

  private static final Path ROLES = Manifests.folder("small").resolve("roles.sh");

  private static final ObjectNode COMPOSE =
      Yaml.documents(Yaml.DEPLOY.resolve("compose.yaml")).get(0);

  private final Settings settings = new Settings();

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void theServiceReadsWhatItsPodsAreGiven(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      for (JsonNode container : workload.containers()) {
        Set<String> names = new TreeSet<>(Environment.of(manifests, container).keySet());
        assertThat(names).as("%s", workload).isNotEmpty();
        names.removeAll(RUNTIME);
        assertThat(names)
            .as("%s", workload)
            .isSubsetOf(workload.kind().equals("StatefulSet") ? postgres() : Environment.known());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void theServiceUnderstandsWhatItsPodsAreGiven(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      workload
          .containers()
          .forEach(container -> Environment.of(manifests, container).forEach(settings::check));
    }
  }

  @Test
  void theServiceUnderstandsWhatTheFileForALaptopGives() {
    for (String name : List.of("migration", "sequences")) {
      Map<String, String> given = values(name);
      // From the shell.
      given.values().removeIf("null"::equals);
      assertThat(given).isNotEmpty().allSatisfy(settings::check);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SEQUENCES_LIMITS_REQUEST, ten",
    "SEQUENCES_LIMITS_REQUEST, 10 seconds",
    "SEQUENCES_LIMITS_REQUESTS_PER_HOUR, 10k",
    "SEQUENCES_LIMITS_DATABASE_WORK, many",
    "SEQUENCES_LIMITS_EXPORTS, 99999999999",
    "SEQUENCES_ACCESS_LONGEST_TOKEN, P30",
    "SEQUENCES_ACCESS_CREATE_ON_FIRST_SIGHT, flase",
    "SEQUENCES_WIRE_IDS, number",
    "SEQUENCES_S2S_REVOKED_WITHIN, soon",
    "SEQUENCES_COUNTERS_FOLD_EVERY, often",
    "MP_JWT_VERIFY_CLOCK_SKEW, 10s",
    "QUARKUS_SHUTDOWN_TIMEOUT, 20 seconds",
    "QUARKUS_LOG_CONSOLE_JSON_ENABLED, no",
    "DATABASE_MIGRATE, never"
  })
  void valuesOfAnotherTypeFail(String variable, String value) {
    assertThat(Environment.known()).contains(variable);
    assertThatThrownBy(() -> settings.check(variable, value))
        .hasMessage(variable + " cannot be " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "SEQUENCES_LIMITS_REQUEST, 10s",
    "SEQUENCES_LIMITS_REQUEST, PT10S",
    "SEQUENCES_WIRE_IDS, string",
    "SEQUENCES_WIRE_PUBLIC_URL, https://sequences.example.com",
    "SEQUENCES_STATES_TEND_EVERY, off",
    "QUARKUS_SHUTDOWN_DELAY, 10",
    "DATABASE_MIGRATE, false"
  })
  void valuesOfItsTypePass(String variable, String value) {
    assertThat(Environment.known()).contains(variable);
    assertThatCode(() -> settings.check(variable, value)).doesNotThrowAnyException();
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
    JsonNode build = services.at("/sequences/build");
    Path context = Yaml.DEPLOY.resolve(build.path("context").asText()).normalize();
    assertThat(context.resolve(build.path("dockerfile").asText()))
        .isEqualTo(Yaml.DEPLOY.resolve("Dockerfile.jvm"))
        .isRegularFile();
    assertThat(services.at("/migration/build").isMissingNode()).isTrue();
    assertThat(services.at("/migration/pull_policy").asText()).isEqualTo("never");
    assertThat(services.at("/migration/image")).isEqualTo(services.at("/sequences/image"));
    assertThat(variables("postgres")).isEqualTo(postgres());
    for (String name : List.of("migration", "sequences")) {
      JsonNode service = services.path(name);
      assertThat(variables(name)).isSubsetOf(Environment.known());
      assertThat(Yaml.text(Path.of("README.md")))
          .contains("-t " + service.path("image").asText() + " ");
      assertThat(service.path("read_only").asBoolean()).isTrue();
      assertThat(service.path("tmpfs")).hasToString("[\"/tmp\"]");
      assertThat(service.path("cap_drop")).hasToString("[\"ALL\"]");
      assertThat(service.path("security_opt")).hasToString("[\"no-new-privileges:true\"]");
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
    List<Path> mounts =
        small.containers().get(0).path("volumeMounts").findValuesAsText("mountPath").stream()
            .map(Path::of)
            .toList();
    for (JsonNode volume : postgres.path("volumes")) {
      String[] parts = volume.asText().split(":", -1);
      boolean file = parts[0].startsWith(".");
      assertThat(
              file
                  ? Files.isRegularFile(Yaml.DEPLOY.resolve(parts[0]))
                  : COMPOSE.path("volumes").has(parts[0]))
          .as("%s", volume)
          .isTrue();
      Path target = Path.of(parts[1]);
      assertThat(mounts).contains(file ? target.getParent() : target);
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
