package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.deploy.Manifests.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Network policies let through what the configuration and the README need, and nothing else. */
class PoliciesTest {

  /** The ports of addresses that name none. */
  private static final Map<String, Integer> USUAL =
      Map.of("https", 443, "http", 80, "postgresql", 5432);

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void policiesLetThroughWhatIsNeeded(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (Workload workload : manifests.workloads()) {
      List<JsonNode> policies = policies(manifests, workload);
      assertThat(policies).as("%s", workload).hasSize(1);
      JsonNode spec = policies.get(0);
      for (JsonNode port : Yaml.all(spec.path("ingress"), "ports")) {
        assertThat(workload.hasPort(port.path(0).path("port").asText())).as("%s", port).isTrue();
        assertThat(port.path(0).path("protocol").asText()).isEqualTo("TCP");
      }
      for (JsonNode peer : spec.path("ingress").findValues("podSelector")) {
        assertThat(manifests.selectedBy(peer.path("matchLabels"))).hasSize(1);
      }
      for (JsonNode peer : spec.path("ingress").findValues("namespaceSelector")) {
        assertThat(peer.path("matchLabels").properties())
            .extracting(label -> label.getKey() + "=" + label.getValue().asText())
            .containsExactly(readme("kubectl label namespace .* (\\S+=\\S+)").get(0));
      }
    }
    assertThat(egress(manifests, "Deployment", "sequences"))
        .isEqualTo(addresses(manifests, manifests.workload("Deployment", "sequences")));
    assertThat(egress(manifests, "Job", "sequences-migration"))
        .isEqualTo(addresses(manifests, manifests.workload("Job", "sequences-migration")));
  }

  @Test
  void thePolicyInTheReadmeIsOneForTheService() {
    List<ObjectNode> policies =
        readme("(?s)```yaml\n(apiVersion: networking.k8s.io/v1\n.*?)```").stream()
            .flatMap(yaml -> Yaml.documents(yaml).stream())
            .toList();
    assertThat(policies).hasSize(1).allSatisfy(StrictModels::check);
    Manifests manifests = Manifests.of("base");
    assertThat(
            manifests.selectedBy(
                policies.get(0).path("spec").path("podSelector").path("matchLabels")))
        .containsExactly(manifests.workload("Deployment", "sequences"));
  }

  private static List<JsonNode> policies(Manifests manifests, Workload workload) {
    return manifests.kind("NetworkPolicy").stream()
        .map(policy -> policy.path("spec"))
        .filter(
            spec ->
                manifests
                    .selectedBy(spec.path("podSelector").path("matchLabels"))
                    .contains(workload))
        .toList();
  }

  private static Set<String> egress(Manifests manifests, String kind, String name) {
    Set<String> ports = new TreeSet<>();
    for (JsonNode rule :
        policies(manifests, manifests.workload(kind, name)).get(0).path("egress")) {
      rule.path("ports")
          .forEach(
              port -> ports.add(port.path("protocol").asText() + " " + port.path("port").asInt()));
    }
    return ports;
  }

  /**
   * Where a workload connects to, by its configuration: the names of what it looks for, the ports
   * of all addresses that it is given and, of the service, those that the README has traces sent
   * to.
   */
  private static Set<String> addresses(Manifests manifests, Workload workload) {
    Set<String> ports = new TreeSet<>(Set.of("UDP 53", "TCP 53"));
    for (JsonNode container : workload.containers()) {
      for (String value : Environment.of(manifests, container).values()) {
        if (value.contains("://")) {
          URI address = URI.create(value);
          int port = address.getPort() > 0 ? address.getPort() : USUAL.get(address.getScheme());
          ports.add("TCP " + port);
        }
      }
    }
    if (workload.kind().equals("Deployment")) {
      readme("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:(\\d+)")
          .forEach(port -> ports.add("TCP " + port));
      readme("OTEL_EXPORTER_OTLP_PROTOCOL=\\S+, port (\\d+)")
          .forEach(port -> ports.add("TCP " + port));
    }
    return ports;
  }

  private static List<String> readme(String pattern) {
    List<String> found =
        Pattern.compile(pattern)
            .matcher(Yaml.text(Path.of("README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(found).as(pattern).isNotEmpty();
    return found;
  }
}
