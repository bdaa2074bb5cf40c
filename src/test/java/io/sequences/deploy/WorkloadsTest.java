package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.deploy.Manifests.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods may do, what they get, and how they end. */
class WorkloadsTest {

  /** Of the pool, which no manifest and no property here changes. */
  private static final int CONNECTIONS = 20;

  /** MiB of what Java takes besides heap and buffers: see deployment.yaml. */
  private static final int OUTSIDE_OF_HEAP = 200;

  /** What PostgreSQL has unless told otherwise, less those that it keeps for superusers. */
  private static final int USUAL_CONNECTIONS = 97;

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void podsConformToTheRestrictedStandard(String overlay) {
    for (Workload workload : Manifests.of(overlay).workloads()) {
      JsonNode pod = workload.pod();
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.path("securityContext").path("runAsUser").asInt()).isPositive();
      assertThat(pod.path("securityContext").path("seccompProfile").path("type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : workload.containers()) {
        JsonNode rights = container.path("securityContext");
        assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(writable(workload, container)).as("%s", workload).contains("/tmp");
        assertThat(rights.path("capabilities")).isEqualTo(Yaml.documents("{drop: [ALL]}").get(0));
        JsonNode resources = container.path("resources");
        assertThat(resources.path("requests").has("cpu")).isTrue();
        assertThat(resources.path("requests").has("memory")).isTrue();
        assertThat(resources.path("limits").has("memory")).isTrue();
      }
    }
  }

  @Test
  void theImageIsRunAsWhomItIsMadeFor() {
    for (String dockerfile : List.of("Dockerfile.jvm", "Dockerfile.native")) {
      String text = Yaml.text(Yaml.DEPLOY.resolve(dockerfile));
      String last = text.substring(text.lastIndexOf("FROM "));
      Workload service = Manifests.of("base").workload("Deployment", "sequences");
      assertThat(last)
          .contains(
              "\nUSER " + service.pod().path("securityContext").path("runAsUser").asInt() + "\n",
              "\nEXPOSE " + Yaml.all(service.pod(), "containerPort").get(0).asInt() + "\n",
              "\nENTRYPOINT [");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void everyVolumeIsMountedAndEveryMountIsOne(String overlay) {
    for (Workload workload : Manifests.of(overlay).workloads()) {
      Set<String> volumes = names(workload.pod().path("volumes"));
      workload
          .spec()
          .path("volumeClaimTemplates")
          .forEach(claim -> volumes.add(Manifests.name(claim)));
      Set<String> mounted = new TreeSet<>();
      workload.containers().forEach(one -> mounted.addAll(names(one.path("volumeMounts"))));
      assertThat(mounted).as("%s", workload).isEqualTo(volumes);
    }
  }

  @Test
  void theDatabaseKeepsItsFilesInTheVolumeThatStays() {
    Workload postgres = Manifests.of("small").workload("StatefulSet", "sequences-postgres");
    JsonNode container = postgres.containers().get(0);
    String claim = Manifests.name(postgres.spec().path("volumeClaimTemplates").path(0));
    // Where it is from this version on; before, it was the folder data in it.
    assertThat(container.path("image").asText()).endsWith("postgres:18");
    assertThat(mount(container, claim).path("mountPath").asText()).isEqualTo("/var/lib/postgresql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void theLogsOfAMigrationThatFailedStay(String overlay) {
    Workload migration = migration(overlay);
    assertThat(migration.pod().path("restartPolicy").asText()).isEqualTo("Never");
    assertThat(migration.spec().path("ttlSecondsAfterFinished").asInt()).isGreaterThan(3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void memoryIsEnoughForAllThatJavaMayTake(String overlay) {
    long percentage =
        found("-XX:MaxRAMPercentage=(\\d+)", Yaml.text(Yaml.DEPLOY.resolve("Dockerfile.jvm")));
    for (Workload workload : List.of(service(overlay), migration(overlay))) {
      JsonNode container = workload.containers().get(0);
      String options = Environment.of(Manifests.of(overlay), container).get("JAVA_TOOL_OPTIONS");
      long memory =
          found("(\\d+)Mi", container.path("resources").path("limits").path("memory").asText());
      assertThat(container.path("resources").path("requests").path("memory"))
          .isEqualTo(container.path("resources").path("limits").path("memory"));
      assertThat(found("-XX:ActiveProcessorCount=(\\d+)", options)).isBetween(1L, 4L);
      assertThat(memory * percentage / 100 + found("-XX:MaxDirectMemorySize=(\\d+)m", options))
          .as("%s", workload)
          .isLessThanOrEqualTo(memory - OUTSIDE_OF_HEAP);
    }
  }

  @Test
  void theSigningKeyIsOptionalAndWhereTheServiceLooksForIt() {
    JsonNode container = service("base").containers().get(0);
    JsonNode volume =
        Yaml.items(service("base").pod().path("volumes")).stream()
            .filter(one -> one.path("name").asText().equals("signing-key"))
            .findFirst()
            .orElseThrow();
    JsonNode mount = mount(container, "signing-key");
    assertThat(volume.path("secret").path("optional").asBoolean()).isTrue();
    assertThat(Environment.of(Manifests.of("base"), container).get("S2S_SIGNING_KEY_LOCATION"))
        .isEqualTo(
            mount.path("mountPath").asText()
                + "/"
                + volume.path("secret").path("items").path(0).path("path").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void aPodThatServesHasAllProbesAndTimeToEnd(String overlay) {
    Workload service = service(overlay);
    JsonNode container = service.containers().get(0);
    assertThat(path(container, "startupProbe")).isEqualTo("/q/health/started");
    assertThat(path(container, "livenessProbe")).isEqualTo("/q/health/live");
    assertThat(path(container, "readinessProbe")).isEqualTo("/q/health/ready");
    Duration pause =
        Duration.ofSeconds(
            container.path("lifecycle").path("preStop").path("sleep").path("seconds").asInt());
    Duration end =
        pause
            .plus(property("%prod.quarkus.shutdown.delay"))
            .plus(property("quarkus.shutdown.timeout"));
    assertThat(service.pod().path("terminationGracePeriodSeconds").asLong())
        .isGreaterThan(end.toSeconds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void onlyTheMigrationAndTheDatabaseKnowTheOwner(String overlay) {
    for (Workload workload : Manifests.of(overlay).workloads()) {
      boolean knows = workload.pod().findValuesAsText("name").contains("sequences-database-owner");
      assertThat(knows).as("%s", workload).isEqualTo(!workload.kind().equals("Deployment"));
    }
    JsonNode container = service(overlay).containers().get(0);
    assertThat(Environment.of(Manifests.of(overlay), container))
        .containsEntry("DATABASE_MIGRATE", "false")
        .doesNotContainKey("DATABASE_MIGRATION_USERNAME");
    assertThat(migration(overlay).containers().get(0).path("args")).hasToString("[\"migrate\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void theDatabaseHasConnectionsForAllPods(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    int pods =
        manifests.kind("HorizontalPodAutoscaler").stream()
                .mapToInt(scaler -> scaler.path("spec").path("maxReplicas").asInt())
                .findFirst()
                .orElse(1)
            + service(overlay).spec().path("strategy").findValue("maxSurge").asInt();
    int room =
        manifests.kind("Cluster").stream()
            .mapToInt(cluster -> cluster.findValue("max_connections").asInt())
            .findFirst()
            .orElse(USUAL_CONNECTIONS);
    assertThat(pods * CONNECTIONS).isLessThan(room);
  }

  /** Where a container can write, though its root is read-only. */
  private static List<String> writable(Workload workload, JsonNode container) {
    List<String> folders = new ArrayList<>();
    for (JsonNode volume : workload.pod().path("volumes")) {
      if (volume.has("emptyDir")) {
        folders.add(mount(container, volume.path("name").asText()).path("mountPath").asText());
      }
    }
    return folders;
  }

  private static JsonNode mount(JsonNode container, String volume) {
    return Yaml.items(container.path("volumeMounts")).stream()
        .filter(one -> one.path("name").asText().equals(volume))
        .findFirst()
        .orElseThrow();
  }

  private static long found(String number, String text) {
    Matcher matcher = Pattern.compile(number).matcher(text);
    assertThat(matcher.find()).as(number).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static Workload migration(String overlay) {
    return Manifests.of(overlay).workload("Job", "sequences-migration");
  }

  private static Workload service(String overlay) {
    return Manifests.of(overlay).workload("Deployment", "sequences");
  }

  private static String path(JsonNode container, String probe) {
    JsonNode asked = container.path(probe).path("httpGet");
    assertThat(asked.path("scheme").asText("HTTP")).as("spoken on the port").isEqualTo("HTTP");
    return asked.path("path").asText();
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(each -> names.add(each.path("name").asText()));
    return names;
  }

  private static Duration property(String name) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(name) + "=(\\d+)s$")
            .matcher(Yaml.text(Environment.PROPERTIES));
    assertThat(line.find()).as(name).isTrue();
    return Duration.ofSeconds(Long.parseLong(line.group(1)));
  }
}
