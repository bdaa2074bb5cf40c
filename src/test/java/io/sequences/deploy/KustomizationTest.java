package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders name all their files, and are put together as kustomize would. */
class KustomizationTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void everyFileIsNamedAndEveryFileNamedIsThere(String overlay) {
    Path of = Manifests.folder(overlay);
    Kustomization kustomization = new Kustomization(of);
    StrictModels.read(
        kustomization.document(),
        io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization.class);
    assertThat(kustomization.files()).isEqualTo(new TreeSet<>(Yaml.files(of)));
  }

  /** Where there is a kubectl, which brings kustomize along. */
  @ParameterizedTest
  @ValueSource(strings = {"base", "small", "large"})
  void kustomizeMakesTheSameOfThem(String overlay) throws Exception {
    Path made = folder.resolve("made.yaml");
    assumeThat(kustomize(Manifests.folder(overlay), made)).isZero();
    assertThat(Yaml.documents(made))
        .containsExactlyInAnyOrderElementsOf(Manifests.of(overlay).all());
  }

  private static int kustomize(Path of, Path made) throws InterruptedException {
    try {
      return new ProcessBuilder("kubectl", "kustomize", of.toString())
          .redirectOutput(made.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException notThere) {
      return -1;
    }
  }

  @Test
  void theSmallOneHasOnePodAndNothingThatNeedsAnOperator() {
    Manifests small = Manifests.of("small");
    assertThat(small.workload("Deployment", "sequences").spec().path("replicas").asInt())
        .isEqualTo(1);
    assertThat(small.kind("HorizontalPodAutoscaler")).isEmpty();
    assertThat(small.all())
        .extracting(manifest -> manifest.path("apiVersion").asText())
        .isSubsetOf("v1", "apps/v1", "batch/v1", "networking.k8s.io/v1");
  }

  @Test
  void theLargeOneScalesByProcessorAndRequestsInHand() {
    Manifests large = Manifests.of("large");
    ObjectNode scaler = large.named("HorizontalPodAutoscaler", "sequences");
    assertThat(scaler.path("spec").path("metrics").findValuesAsText("type"))
        .contains("Resource", "Pods");
    assertThat(scaler.path("spec").path("scaleTargetRef").path("name").asText())
        .as("kept of the base")
        .isEqualTo("sequences");
    assertThat(large.named("Cluster", "sequences-postgres").path("spec").path("instances").asInt())
        .isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void serviceAndMigrationRunTheSameImage(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    assertThat(manifests.workload("Job", "sequences-migration").containers().get(0).path("image"))
        .isEqualTo(manifests.workload("Deployment", "sequences").containers().get(0).path("image"));
    assertThat(manifests.workloads())
        .flatExtracting(Manifests.Workload::containers)
        .extracting(container -> container.path("image").asText())
        .allMatch(image -> image.matches("[a-z.]+/.+:[0-9][0-9.]*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{metadata: {name: b}}|nothing to patch",
        "{metadata: {name: a}, spec: {ports: [{port: 1}]}}|not known how to merge ports",
        "{metadata: {name: a}, $patch: replace}|directive $patch"
      })
  void patchesThatWouldNotBeUnderstoodFail(String patch, String complaint) throws IOException {
    write("kustomization.yaml", "{resources: [a.yaml], patches: [{path: patch.yaml}]}");
    write("a.yaml", SERVICE);
    write("patch.yaml", patch.replaceFirst("\\{", "{apiVersion: v1, kind: Service, "));
    Kustomization kustomization = new Kustomization(folder);
    assertThatThrownBy(kustomization::manifests).hasMessageContaining(complaint);
  }

  @Test
  void patchesAreLaidOver() throws IOException {
    write("kustomization.yaml", "{resources: [a.yaml], patches: [{path: patch.yaml}]}");
    write("a.yaml", SERVICE);
    write(
        "patch.yaml",
        "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {x: null, z: 3}}}");
    assertThat(new Kustomization(folder).manifests())
        .containsExactlyElementsOf(
            Yaml.documents(
                "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {y: 2, z: 3}}, spec:"
                    + " {ports: [{port: 80}]}}"));
  }

  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {x: 1, y: 2}}, spec: {ports:"
          + " [{port: 80}]}}";

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
