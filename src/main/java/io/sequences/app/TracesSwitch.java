package io.sequences.app;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Has traces on where the configuration says where they go, and else off: nothing is measured, and
 * nobody looked for on this machine. Whoever sets {@code quarkus.otel.sdk.disabled} has the last
 * word.
 */
public final class TracesSwitch implements ConfigSourceFactory {

  private static final String OFF = "quarkus.otel.sdk.disabled";

  /** Below everything that somebody may have set. */
  private static final int LAST = 50;

  private static final List<String> ENDPOINTS =
      List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean somewhere =
        ENDPOINTS.stream()
            .map(context::getValue)
            .flatMap(TracesSwitch::text)
            .anyMatch(endpoint -> !endpoint.isBlank());
    return List.of(
        new PropertiesConfigSource(
            Map.of(OFF, Boolean.toString(!somewhere)), "where traces go", LAST));
  }

  private static Stream<String> text(ConfigValue value) {
    return value == null ? Stream.empty() : Stream.ofNullable(value.getValue());
  }

  /** After the files and the environment. */
  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(LAST);
  }
}
