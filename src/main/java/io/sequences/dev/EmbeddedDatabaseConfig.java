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
    if (!wanted || isForeign(context.getValue("DATABASE_URL"))) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "DATABASE_URL",
                url(dev),
                "DATABASE_USERNAME",
                "postgres",
                "DATABASE_PASSWORD",
                "postgres",
                // Only into a database of our own: never into one that somebody points dev to.
                "sequences.dev.demo-data",
                Boolean.toString(dev)),
            "embedded database",
            ABOVE_APPLICATION_PROPERTIES));
  }

  /**
   * By name: a native image would look for the classes of the embedded database, which no package
   * has.
   */
  private static String url(boolean dev) {
    try {
      return (String)
          Class.forName(EmbeddedDatabaseConfig.class.getPackageName() + ".EmbeddedDatabase")
              .getDeclaredMethod("url", boolean.class)
              .invoke(null, dev);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("The embedded PostgreSQL does not start", failure);
    }
  }

  /**
   * Whether somebody named a database; Quarkus repeats here what an earlier build of the
   * configuration found.
   */
  private static boolean isForeign(ConfigValue value) {
    return value != null
        && value.getValue() != null
        && !value.getValue().isBlank()
        && !value.getValue().equals(System.getProperty(EmbeddedDatabase.ADDRESS));
  }
}
