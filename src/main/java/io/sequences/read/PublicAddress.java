package io.sequences.read;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address by which the world knows the service: what every link of an answer begins with,
 * refusals that come before any route included.
 */
@Singleton
public final class PublicAddress {

  private final Optional<String> url;

  PublicAddress(@ConfigProperty(name = "sequences.wire.public-url") Optional<String> url) {
    this.url = url.map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each);
  }

  /**
   * The configured one, else the one that a request was sent to, without a slash at its end. What
   * proxies say of it counts where the server is told to believe them. Empty where a request does
   * not say, as in HTTP/1.0, or what it says is no name: links are relative then, and lead back to
   * wherever it was sent.
   */
  public String of(HttpServerRequest request) {
    return url.orElseGet(() -> named(request));
  }

  private static String named(HttpServerRequest request) {
    String host = request.authority() == null ? "" : request.authority().toString();
    return host.isEmpty() ? "" : request.scheme() + "://" + host;
  }
}
