package io.sequences.apps;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.Startup;
import io.sequences.RefusedSettingException;
import io.sequences.database.Organisations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Finds what installs permit, before anything else is known of a caller: the statements here name
 * no organisation.
 */
@Startup
@Singleton
class Grants {

  private static final String FIND = "select * from find_install($1)";
  private static final String FIND_TO_SET_UP = "select * from find_install_to_set_up($1)";

  private static final Duration LONGEST_BELIEVED = Duration.ofSeconds(60);
  private static final int MOST_REMEMBERED = 10_000;

  private final Organisations organisations;
  private final ConfiguredApps configured;
  private final AsyncCache<Long, Optional<Grant>> seen;

  Grants(Organisations organisations, ConfiguredApps configured, AppSettings settings) {
    this.organisations = organisations;
    this.configured = configured;
    Duration believed = settings.revokedWithin();
    if (believed.isNegative() || believed.compareTo(LONGEST_BELIEVED) > 0) {
      throw new RefusedSettingException(
          "sequences.s2s.revoked-within", believed, "from PT0S to PT1M");
    }
    this.seen =
        Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(believed).buildAsync();
  }

  /** What an install permits now. */
  Future<Optional<Grant>> now(long install) {
    return find(FIND, install);
  }

  /** What an install permitted a moment ago at most: revoking it takes that long to be noticed. */
  CompletableFuture<Optional<Grant>> lately(long install) {
    return seen.get(
            install,
            (id, executor) ->
                organisations
                    .admittedShared(() -> now(id))
                    .toCompletionStage()
                    .toCompletableFuture())
        // Others may wait for the same: nobody gets it to cancel.
        .copy();
  }

  /** Has a change of apps or installs noticed at once, in this instance. */
  void forget() {
    seen.synchronous().invalidateAll();
  }

  /** What the install permits that a setup token is for, or was, if it was used. */
  Future<Optional<Grant>> toSetUp(byte[] digest) {
    return find(FIND_TO_SET_UP, Buffer.buffer(digest));
  }

  private Future<Optional<Grant>> find(String statement, Object key) {
    return organisations
        .acrossAll(statement, Tuple.of(key))
        .map(rows -> rows.size() == 0 ? Optional.empty() : grant(rows.iterator().next()));
  }

  private Optional<Grant> grant(Row row) {
    UUID guid = row.getUUID("app_guid");
    Scopes granted = new Scopes(List.of(row.getArrayOfStrings("scopes")));
    String[] keys = row.getArrayOfStrings("public_keys");
    if (keys != null) {
      Scopes allowed = new Scopes(List.of(row.getArrayOfStrings("app_scopes")));
      return Optional.of(grant(row, guid, List.of(keys), granted.within(allowed)));
    }
    return configured
        .find(guid)
        .map(app -> grant(row, guid, List.of(app.publicKeys), granted.within(app.allowed())));
  }

  private static Grant grant(Row row, UUID guid, List<String> keys, Scopes scopes) {
    return new Grant(
        row.getLong("id"), row.getLong("org_id"), row.getLong("app_id"), guid, keys, scopes);
  }
}
