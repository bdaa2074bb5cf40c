package io.sequences.dev;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives dev and test a database when none is configured: the configuration source starts an
 * embedded PostgreSQL and says where it is. In production it does nothing, and the classes behind
 * it are not in the package.
 */
public final class EmbeddedDatabaseConfig implements ConfigSourceFactory {

  private static final int ABOVE_APPLICATION_PROPERTIES = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    List<String> profiles = context.getProfiles();
    boolean dev = profiles.contains("dev");
    boolean wanted = dev || profiles.contains("test");
    if (!wanted || isSet(context.getValue("DATABASE_URL"))) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "DATABASE_URL", EmbeddedDatabase.url(dev),
                "DATABASE_USERNAME", "postgres",
                "DATABASE_PASSWORD", "postgres"),
            "embedded database",
            ABOVE_APPLICATION_PROPERTIES));
  }

  private static boolean isSet(ConfigValue value) {
    return value != null && value.getValue() != null && !value.getValue().isBlank();
  }
}
