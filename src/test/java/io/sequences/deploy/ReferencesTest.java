package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.deploy.Manifests.Workload;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What manifests say of one another is so: names, keys, labels and ports. */
class ReferencesTest {

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void configurationIsThere(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      for (JsonNode reference : Yaml.all(workload.pod(), "configMapKeyRef")) {
        assertThat(data(manifests, reference.path("name")).has(reference.path("key").asText()))
            .as("%s: %s", workload, reference)
            .isTrue();
      }
      for (JsonNode reference : Yaml.all(workload.pod(), "configMapRef")) {
        assertThat(data(manifests, reference.path("name"))).isNotEmpty();
      }
      for (JsonNode volume : Yaml.all(workload.pod(), "configMap")) {
        assertThat(data(manifests, volume.path("name"))).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void everySecretIsOneThatTheReadmeHasPeopleCreate(String overlay) {
    List<String> used = new ArrayList<>();
    Manifests manifests = Manifests.of(overlay);
    for (ObjectNode manifest : manifests.all()) {
      Yaml.all(manifest, "secretKeyRef")
          .forEach(key -> used.add(key.path("name").asText() + " " + key.path("key").asText()));
      for (JsonNode volume : Yaml.all(manifest, "volumes")) {
        for (JsonNode secret : Yaml.all(volume, "secret")) {
          String name = secret.path("secretName").asText();
          secret.path("items").forEach(item -> used.add(name + " " + item.path("key").asText()));
        }
      }
      if (manifest.path("kind").asText().equals("Cluster")) {
        JsonNode owner = begun(manifest).path("secret");
        List<JsonNode> secrets = new ArrayList<>(Yaml.all(manifest, "passwordSecret"));
        secrets.add(owner);
        for (JsonNode secret : secrets) {
          used.add(secret.path("name").asText() + " username");
          used.add(secret.path("name").asText() + " password");
        }
      }
    }
    List<String> created = new ArrayList<>();
    // By the operator.
    manifests.kind("Cluster").forEach(one -> created.add(Manifests.name(one) + "-ca ca.crt"));
    ReadmeSecrets.read()
        .forEach((name, keys) -> keys.keySet().forEach(key -> created.add(name + " " + key)));
    assertThat(Set.copyOf(used)).containsExactlyInAnyOrderElementsOf(created);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void selectorsFindWhatTheyAreMeantFor(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      JsonNode own = workload.spec().path("selector").path("matchLabels");
      if (!workload.kind().equals("Job")) {
        assertThat(manifests.selectedBy(own)).as("%s", workload).containsExactly(workload);
      }
      for (JsonNode spread : workload.pod().path("topologySpreadConstraints")) {
        assertThat(manifests.selectedBy(spread.path("labelSelector").path("matchLabels")))
            .containsExactly(workload);
      }
    }
    for (ObjectNode service : manifests.kind("Service")) {
      assertThat(manifests.selectedBy(service.path("spec").path("selector")))
          .as("%s", service)
          .hasSize(1);
    }
    for (ObjectNode budget : manifests.kind("PodDisruptionBudget")) {
      assertThat(manifests.selectedBy(matchLabels(budget.path("spec"), "selector")))
          .containsExactly(manifests.workload("Deployment", "sequences"));
    }
    for (ObjectNode scaler : manifests.kind("HorizontalPodAutoscaler")) {
      JsonNode target = scaler.path("spec").path("scaleTargetRef");
      Workload scaled =
          manifests.workload(target.path("kind").asText(), target.path("name").asText());
      assertThat(scaled.spec().has("replicas")).as("set by two").isFalse();
      assertThat(scaled.containers())
          .as("of which a part is used")
          .allMatch(container -> container.path("resources").path("requests").has("cpu"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void portsAreThoseOfThePods(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (ObjectNode service : manifests.kind("Service")) {
      Workload pods = manifests.selectedBy(service.path("spec").path("selector")).get(0);
      for (JsonNode port : service.path("spec").path("ports")) {
        assertThat(pods.hasPort(port.path("targetPort").asText())).as("%s", port).isTrue();
      }
    }
    for (Workload workload : manifests.workloads()) {
      for (JsonNode probe : Yaml.all(workload.pod(), "httpGet")) {
        assertThat(workload.hasPort(probe.path("port").asText())).as("%s", probe).isTrue();
      }
    }
    for (ObjectNode monitor : manifests.kind("ServiceMonitor")) {
      List<ObjectNode> services =
          manifests.kind("Service").stream()
              .filter(
                  service ->
                      Manifests.has(
                          service.path("metadata").path("labels"),
                          matchLabels(monitor.path("spec"), "selector")))
              .toList();
      assertThat(services).hasSize(1);
      assertThat(services.get(0).path("spec").path("ports").findValuesAsText("name"))
          .containsAll(monitor.path("spec").path("endpoints").findValuesAsText("port"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void theDatabaseIsWhereTheServiceLooksForIt(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    URI address = URI.create(address(manifests));
    String database = address.getPath().substring(1);
    if (manifests.kind("Cluster").isEmpty()) {
      ObjectNode service = manifests.named("Service", address.getHost());
      assertThat(service.path("spec").path("ports").path(0).path("port").asInt())
          .isEqualTo(address.getPort());
      Workload postgres = manifests.selectedBy(service.path("spec").path("selector")).get(0);
      assertThat(postgres.spec().path("serviceName").asText()).isEqualTo(address.getHost());
      assertThat(Yaml.items(postgres.containers().get(0).path("env")))
          .anyMatch(
              variable ->
                  variable.path("name").asText().equals("POSTGRES_DB")
                      && variable.path("value").asText().equals(database));
    } else {
      ObjectNode cluster = manifests.kind("Cluster").get(0);
      assertThat(address.getHost()).isEqualTo(Manifests.name(cluster) + "-rw");
      assertThat(address.getPort()).isEqualTo(5432);
      JsonNode made = begun(cluster);
      assertThat(made.path("database").asText()).isEqualTo(database);
      assertThat(made.path("owner").asText()).isEqualTo(username("sequences-database-owner"));
      assertThat(made.path("secret").path("name").asText()).isEqualTo("sequences-database-owner");
      JsonNode login = cluster.path("spec").path("managed").path("roles").path(0);
      assertThat(login.path("name").asText()).isEqualTo(username("sequences-database"));
      assertThat(login.path("passwordSecret").path("name").asText())
          .isEqualTo("sequences-database");
    }
  }

  /** How a cluster comes to its database: it is made, or restored. */
  private static JsonNode begun(JsonNode cluster) {
    JsonNode bootstrap = cluster.path("spec").path("bootstrap");
    return bootstrap.path(bootstrap.has("recovery") ? "recovery" : "initdb");
  }

  private static String username(String secret) {
    return ReadmeSecrets.read().get(secret).get("username");
  }

  private static String address(Manifests manifests) {
    return manifests.named("ConfigMap", "sequences").path("data").path("DATABASE_URL").asText();
  }

  private static JsonNode data(Manifests manifests, JsonNode name) {
    return manifests.named("ConfigMap", name.asText()).path("data");
  }

  private static JsonNode matchLabels(JsonNode spec, String selector) {
    return spec.path(selector).path("matchLabels");
  }
}
