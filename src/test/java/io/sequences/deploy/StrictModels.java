package io.sequences.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What each kind of manifest may consist of: the models of Kubernetes's own kinds, and lists of
 * fields for those of operators. Nothing unknown, no value of another type and no text of another
 * form passes, though a cluster might let it, or drop it silently.
 */
final class StrictModels {

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 ConfigMap", ConfigMap.class,
          "v1 Service", Service.class,
          "apps/v1 Deployment", Deployment.class,
          "apps/v1 StatefulSet", StatefulSet.class,
          "batch/v1 Job", Job.class,
          "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);

  private static final Set<String> CUSTOM =
      Set.of(
          "monitoring.coreos.com/v1 ServiceMonitor",
          "monitoring.coreos.com/v1 PrometheusRule",
          "postgresql.cnpg.io/v1 Cluster",
          "postgresql.cnpg.io/v1 ScheduledBackup",
          "barmancloud.cnpg.io/v1 ObjectStore");

  private static final Set<String> MEMBERS = Set.of("apiVersion", "kind", "metadata", "spec");

  private static final TextForms FORMS = new TextForms();

  private static final ObjectMapper MAPPER = mapper();

  private StrictModels() {}

  /** Fails, naming the field, unless the manifest is one of its kind. */
  static void check(JsonNode manifest) {
    String kind = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
    if (CUSTOM.contains(kind)) {
      checkCustom(manifest, manifest.path("kind").asText());
    } else if (MODELS.containsKey(kind)) {
      read(manifest, MODELS.get(kind));
    } else {
      throw new IllegalArgumentException("unknown kind " + kind);
    }
    FORMS.check(manifest, MODELS.containsKey(kind));
  }

  /** Reads a tree into a model, of which it may have no field that the model has not. */
  static <T> T read(JsonNode tree, Class<T> model) {
    try {
      return MAPPER.treeToValue(tree, model);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  private static void checkCustom(JsonNode manifest, String kind) {
    manifest
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("unknown field " + name);
              }
            });
    if (manifest.has("metadata")) {
      read(manifest.path("metadata"), ObjectMeta.class);
    }
    if (manifest.has("spec")) {
      Path list = Path.of("src/test/resources/deploy", kind + ".fields");
      new FieldList(Yaml.text(list)).check(manifest.path("spec"), "spec");
    }
  }

  private static ObjectMapper mapper() {
    JsonMapper.Builder strict =
        JsonMapper.builder()
            .annotationIntrospector(new NothingSetAside())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (CoercionInputShape shape :
        Set.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)) {
      strict.withCoercionConfig(
          LogicalType.Textual, text -> text.setCoercion(shape, CoercionAction.Fail));
    }
    return strict.build();
  }

  /** The models keep what they do not know in a map; here it is to fail. */
  private static final class NothingSetAside extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }
}
