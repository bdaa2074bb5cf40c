package io.sequences.apps;

import io.quarkus.runtime.StartupEvent;
import io.sequences.apps.AppSettings.ConfiguredApp;
import io.sequences.catalog.Catalog;
import io.sequences.database.Organisations;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The applications that the configuration registers. One that is not in order is told in the log at
 * start, and is not known.
 */
@Singleton
class ConfiguredApps {

  private static final Logger LOG = Logger.getLogger(ConfiguredApps.class);

  private static final String NUMBER = "select number_configured_app($1)";

  private final AppSettings settings;
  private final Set<String> knownScopes;
  private final Organisations organisations;
  private final Map<UUID, App> byGuid = new LinkedHashMap<>();

  ConfiguredApps(AppSettings settings, Catalog catalog, Organisations organisations) {
    this.settings = settings;
    this.knownScopes = Scopes.known(catalog);
    this.organisations = organisations;
  }

  void start(@Observes StartupEvent event) {
    settings
        .apps()
        .forEach(
            (label, configured) -> {
              try {
                App app = read(configured);
                if (byGuid.putIfAbsent(app.guid, app) != null) {
                  throw new IllegalArgumentException("its guid is another one's as well");
                }
              } catch (IllegalArgumentException fault) {
                LOG.errorf(
                    "The application sequences.s2s.apps.%s is not known: %s.",
                    label, fault.getMessage());
              }
            });
  }

  /** Reads one; the message of what it throws says what is wrong with it. */
  private App read(ConfiguredApp configured) {
    App app = new App();
    app.configured = true;
    app.guid = guid(configured.guid());
    app.name = configured.name();
    app.scopes = configured.scopes().toArray(String[]::new);
    for (String scope : app.scopes) {
      require(knownScopes.contains(scope), "there is no scope " + scope);
    }
    List<String> keys = new ArrayList<>();
    configured.publicKeyLocations().forEach(location -> keys.addAll(keys(location)));
    require(keys.size() <= AppType.MOST_KEYS, "it has more than " + AppType.MOST_KEYS + " keys");
    app.publicKeys = keys.toArray(String[]::new);
    return app;
  }

  private static UUID guid(String text) {
    UUID guid = UUID.fromString(text);
    require(guid.toString().equals(text), "its guid must be a UUID in small letters");
    return guid;
  }

  private static List<String> keys(String location) {
    try {
      return PublicKeys.all(Files.readString(Path.of(location))).stream()
          .map(ConfiguredApps::pem)
          .toList();
    } catch (IOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException("the file " + location + " cannot be read", unreadable);
    } catch (PublicKeys.Unusable fault) {
      throw new IllegalArgumentException("a key in " + location + " " + fault.getMessage(), fault);
    }
  }

  private static String pem(RSAPublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The one of this GUID. */
  Optional<App> find(UUID guid) {
    return Optional.ofNullable(byGuid.get(guid));
  }

  /** All of them, each with the id that the database has given it. */
  Future<List<App>> all() {
    Future<Void> numbered = Future.succeededFuture();
    for (App app : byGuid.values()) {
      if (app.id == null) {
        numbered =
            numbered.compose(
                before ->
                    organisations
                        .acrossAll(NUMBER, Tuple.of(app.guid))
                        .onSuccess(rows -> app.id = rows.iterator().next().getLong(0))
                        .mapEmpty());
      }
    }
    return numbered.map(done -> List.copyOf(byGuid.values()));
  }

  /** The one of this id, or null. */
  Future<App> find(long id) {
    return all().map(apps -> apps.stream().filter(app -> app.id.equals(id)).findAny().orElse(null));
  }
}
