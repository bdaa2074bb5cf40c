package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.deploy.Manifests.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The PostgreSQL of the operator: its image, who may reach and trusts it, and how it is backed up.
 */
class ClusterTest {

  private static final Manifests LARGE = Manifests.of("large");
  private static final ObjectNode CLUSTER = LARGE.kind("Cluster").get(0);
  private static final String NAME = Manifests.name(CLUSTER);

  /** By itself a version is a tag that is built no more. */
  @Test
  void theImageIsOfAFlavourAndASystem() {
    assertThat(CLUSTER.path("spec").path("imageName").asText())
        .matches("ghcr\\.io/cloudnative-pg/postgresql:18\\.\\d+-(minimal|standard)-[a-z]+");
  }

  @Test
  void whoeverConnectsTrustsTheOperatorsAuthorityAlone() {
    List<Workload> connecting =
        List.of(
            LARGE.workload("Deployment", "sequences"),
            LARGE.workload("Job", "sequences-migration"));
    for (Workload workload : connecting) {
      JsonNode container = workload.containers().get(0);
      JsonNode mount = named(container.path("volumeMounts"), "postgres-authority");
      JsonNode secret = named(workload.pod().path("volumes"), "postgres-authority").path("secret");
      assertThat(secret.path("secretName").asText()).isEqualTo(NAME + "-ca");
      assertThat(secret.path("items").findValuesAsText("key")).containsExactly("ca.crt");
      assertThat(Environment.of(LARGE, container).get("DATABASE_URL"))
          .endsWith(
              "?sslmode=verify-full&sslrootcert=%s/%s"
                  .formatted(
                      mount.path("mountPath").asText(),
                      secret.path("items").path(0).path("path").asText()));
    }
  }

  @Test
  void whoMayReachIt() {
    JsonNode policy = LARGE.named("NetworkPolicy", NAME).path("spec");
    JsonNode ofTheCluster = Yaml.documents("{cnpg.io/cluster: " + NAME + "}").get(0);
    assertThat(policy.path("podSelector").path("matchLabels")).isEqualTo(ofTheCluster);
    JsonNode clients = policy.path("ingress").path(0);
    assertThat(clients.path("ports").findValuesAsText("port")).containsExactly("5432");
    List<Workload> reached = new ArrayList<>();
    clients.findValues("matchLabels").forEach(labels -> reached.addAll(LARGE.selectedBy(labels)));
    assertThat(reached)
        .extracting(Workload::toString)
        .containsExactlyInAnyOrder("Deployment sequences", "Job sequences-migration");
    JsonNode others = policy.path("ingress").path(1);
    assertThat(others.path("ports").findValuesAsText("port")).containsExactly("5432", "8000");
    assertThat(others.path("from").path(0).path("podSelector").path("matchLabels"))
        .as("one another")
        .isEqualTo(ofTheCluster);
    assertThat(others.path("from").path(1).has("namespaceSelector")).isTrue();
    assertThat(others.path("from").path(1).has("podSelector")).isTrue();
    assertThat(policy.path("policyTypes")).hasToString("[\"Ingress\"]");
  }

  @Test
  void theReadmesManifestsAreWrittenInFieldsThatThereAre() {
    List<ObjectNode> blocks = blocks();
    assertThat(blocks).extracting(block -> block.path("kind").asText()).contains("ScheduledBackup");
    for (ObjectNode block : blocks) {
      if (block.has("kind")) {
        StrictModels.check(block);
      } else {
        ObjectNode cluster = CLUSTER.deepCopy();
        ((ObjectNode) cluster.path("spec")).setAll(block);
        StrictModels.check(cluster);
      }
    }
  }

  /** What belongs together is called the same: the store, the plugin, the archive. */
  @Test
  void theReadmesBackupsAreFoundAgain() {
    List<ObjectNode> blocks =
        blocks().stream()
            .filter(block -> !block.path("kind").asText().equals("NetworkPolicy"))
            .toList();
    assertThat(blocks).hasSize(4);
    String store = Manifests.name(blocks.get(0));
    JsonNode schedule = blocks.get(1).path("spec");
    JsonNode archiving = blocks.get(2).path("plugins").path(0);
    JsonNode restored = blocks.get(3);
    JsonNode source = restored.path("externalClusters").path(0);
    assertThat(schedule.path("cluster").path("name").asText()).isEqualTo(NAME);
    assertThat(schedule.path("pluginConfiguration").path("name")).isEqualTo(archiving.path("name"));
    assertThat(archiving.path("parameters").path("barmanObjectName").asText()).isEqualTo(store);
    assertThat(restored.path("bootstrap").path("recovery").path("source"))
        .isEqualTo(source.path("name"));
    assertThat(source.path("plugin").path("parameters").path("barmanObjectName").asText())
        .isEqualTo(store);
    assertThat(source.path("plugin").path("parameters").path("serverName").asText())
        .isEqualTo(NAME);
    assertThat(restored.path("plugins").findValuesAsText("serverName"))
        .as("an archive of its own")
        .isNotEmpty()
        .doesNotContain(NAME);
  }

  private static List<ObjectNode> blocks() {
    List<ObjectNode> blocks = new ArrayList<>();
    for (MatchResult block :
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(Yaml.text(Path.of("README.md")))
            .results()
            .toList()) {
      blocks.addAll(Yaml.documents(block.group(1)));
    }
    return blocks;
  }

  private static JsonNode named(JsonNode list, String name) {
    return Yaml.items(list).stream()
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
