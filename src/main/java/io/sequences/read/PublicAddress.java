package io.sequences.read;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address by which the world knows the service, where it is configured. */
@Singleton
final class PublicAddress {

  private final Optional<String> url;

  PublicAddress(@ConfigProperty(name = "sequences.wire.public-url") Optional<String> url) {
    this.url = url.map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each);
  }

  /** Without a slash at its end; empty where links are to begin as the request's address does. */
  Optional<String> url() {
    return url;
  }
}
