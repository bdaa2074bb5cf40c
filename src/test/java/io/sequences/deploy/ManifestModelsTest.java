package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest, alone and merged, has the fields of its kind and no others. */
class ManifestModelsTest {

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

  @Test
  void aKeyThatIsThereTwiceFails() {
    assertThatThrownBy(() -> Yaml.documents("{a: 1, a: 2}")).hasMessageContaining("Duplicate");
  }
}
