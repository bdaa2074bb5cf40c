package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest, alone and merged, has the fields of its kind and no others. */
class ManifestModelsTest {

  private static final Map<String, String> VERSIONS =
      Map.of(
          "Deployment", "apps/v1",
          "Job", "batch/v1",
          "NetworkPolicy", "networking.k8s.io/v1",
          "HorizontalPodAutoscaler", "autoscaling/v2",
          "ServiceMonitor", "monitoring.coreos.com/v1",
          "PrometheusRule", "monitoring.coreos.com/v1",
          "Cluster", "postgresql.cnpg.io/v1");

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void whatAnOverlayAppliesIsWrittenInFieldsThatThereAre(String overlay) {
    List<ObjectNode> manifests = Manifests.of(overlay).all();
    assertThat(manifests).hasSizeGreaterThan(6);
    manifests.forEach(StrictModels::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void patchesAreWrittenInFieldsThatThereAre(String overlay) {
    for (JsonNode patch : new Kustomization(Manifests.folder(overlay)).document().path("patches")) {
      Yaml.documents(Manifests.folder(overlay).resolve(patch.path("path").asText()))
          .forEach(
              document -> {
                document.remove("$patch");
                StrictModels.check(document);
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{apiVersion: v1, kind: Service, spec: {port: 80}}|port",
        "{apiVersion: v1, kind: Service, spec: {ports: [{port: http}]}}|port",
        "{apiVersion: v1, kind: ConfigMap, data: {A: true}}|Boolean",
        "{apiVersion: v1, kind: ConfigMap, data: {A: 1}}|Integer",
        "{apiVersion: v1, kind: ConfigMap, metadata: {label: {a: b}}}|label",
        "{apiVersion: v1, kind: Pod}|unknown kind v1 Pod",
        "{apiVersion: apps/v1beta1, kind: Deployment}|unknown kind",
        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: a,"
            + " envs: []}]}}}}|envs",
        "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: [{ports:"
            + " http}]}}|unknown field spec.endpoints[].ports",
        "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: {}, x:"
            + " {}}}|unknown field spec.x",
        "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {instances: three}}|is no integer",
        "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {postgresql: {parameters:"
            + " {max_connections: 300}}}}|is no string",
        "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, data: {}}|unknown field data"
      })
  void whatIsNoFieldOrOfAnotherTypeFails(String yaml, String named) {
    JsonNode manifest = Yaml.documents(yaml).get(0);
    assertThatThrownBy(() -> StrictModels.check(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment|{template: {spec: {containers: [{resources: {limits: {memory: 640Mb}}}]}}}",
        "Deployment|{template: {spec: {containers: [{resources: {requests: {cpu: 500mi}}}]}}}",
        "Deployment|{template: {spec: {containers: [{livenessProbe: {httpGet: {scheme: Https}}}]}}}",
        "Deployment|{template: {spec: {containers: [{ports: [{protocol: tcp}]}]}}}",
        "Deployment|{template: {spec: {containers: [{volumeMounts: [{mountPath: tmp}]}]}}}",
        "Deployment|{template: {spec: {containers: [{image: 'a b'}]}}}",
        "Deployment|{template: {spec: {containers: [{env: [{name: a-b, value: c}]}]}}}",
        "Deployment|{template: {spec: {volumes: [{emptyDir: {sizeLimit: 1GB}}]}}}",
        "Deployment|{template: {spec: {restartPolicy: OnFailure}}}",
        "Deployment|{strategy: {type: Rolling}}",
        "Job|{template: {spec: {restartPolicy: Always}}}",
        "NetworkPolicy|{policyTypes: [ingress]}",
        "NetworkPolicy|{egress: [{ports: [{protocol: DNS, port: 53}]}]}",
        "HorizontalPodAutoscaler|{metrics: [{type: Pod}]}",
        "HorizontalPodAutoscaler|{behavior: {scaleUp: {policies: [{type: Percentage}]}}}",
        "ServiceMonitor|{endpoints: [{interval: 15x}]}",
        "PrometheusRule|{groups: [{name: a, rules: [{for: 30x}]}]}",
        "Cluster|{storage: {size: 100GiB}}",
        "Cluster|{postgresql: {synchronous: {dataDurability: prefered}}}"
      })
  void textsThatCannotBeWhatTheyAreForFail(String kind, String spec) {
    JsonNode manifest =
        Yaml.documents(
                "{apiVersion: %s, kind: %s, spec: %s}".formatted(VERSIONS.get(kind), kind, spec))
            .get(0);
    assertThatThrownBy(() -> StrictModels.check(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" cannot be ");
  }

  @Test
  void aTextOfWhichNoFormIsKnownFails() {
    JsonNode manifest =
        Yaml.documents("{apiVersion: v1, kind: Service, spec: {externalName: a}}").get(0);
    assertThatThrownBy(() -> StrictModels.check(manifest))
        .hasMessage("no form is known for Service.spec.externalName");
  }

  @Test
  void aKeyThatIsThereTwiceFails() {
    assertThatThrownBy(() -> Yaml.documents("{a: 1, a: 2}")).hasMessageContaining("Duplicate");
  }
}
