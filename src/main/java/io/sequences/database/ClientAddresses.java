package io.sequences.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Has the two clients read the one address of the database alike. JDBC is always told an {@code
 * sslmode}, since it would else try TLS and do without, which the other does not. The reactive
 * client is told none: it knows other modes, and nothing of {@code sslrootcert}; {@link Tls} sets
 * what they mean.
 */
public final class ClientAddresses implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    if (value == null || value.getValue() == null) {
      return value;
    }
    return switch (name) {
      case "quarkus.datasource.jdbc.url" -> value.withValue(Tls.withMode(value.getValue()));
      case "quarkus.datasource.reactive.url" -> value.withValue(Tls.without(value.getValue()));
      default -> value;
    };
  }
}
