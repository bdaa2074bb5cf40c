package io.sequences.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sequences.access.Identity.Profile;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows the organisation and the user behind an identity. The first sight of either creates it, an
 * organisation with its default ruleset; a changed profile is taken over. What was seen is
 * remembered for a while, so that a request costs no statement for it.
 */
@Singleton
class Directory {

  private static final String FIND =
      """
      select u.org_id, u.id,
        coalesce($3, u.email) is not distinct from u.email
        and coalesce($4, u.first_name) is not distinct from u.first_name
        and coalesce($5, u.last_name) is not distinct from u.last_name as current
      from organization o join app_user u on u.org_id = o.id
      where o.external_id = $1 and u.external_id = $2
      """;

  // An update on conflict would lock the organisation's row, and wait for every writer of the
  // organisation.
  private static final String ADD_ORGANISATION =
      "insert into organization (external_id) values ($1) on conflict (external_id) do nothing";

  private static final String ORGANISATION = "select id from organization where external_id = $1";

  private static final String ADD_RULESET =
      """
      insert into ruleset (org_id, name, is_default) values ($1, 'Default', true)
      on conflict (org_id) where is_default do nothing
      """;

  private static final String ADD_USER =
      """
      insert into app_user as u (org_id, external_id, email, first_name, last_name)
      values ($1, $2, $3, $4, $5)
      on conflict (org_id, external_id) do update set
        email = coalesce(excluded.email, u.email),
        first_name = coalesce(excluded.first_name, u.first_name),
        last_name = coalesce(excluded.last_name, u.last_name),
        updated_at = now(),
        version = u.version + 1
      returning org_id, id
      """;

  /** The rows that an identity stands for. */
  record Account(long orgId, long userId) {}

  /** A user, whatever his profile says: the profile seen last is the one that counts. */
  private record Name(String organisation, String subject) {}

  private record Sight(Profile profile, Account account) {}

  private final Pool pool;
  private final boolean creates;
  private final AsyncCache<Name, Sight> seen =
      Caffeine.newBuilder()
          .maximumSize(100_000)
          .expireAfterWrite(Duration.ofMinutes(10))
          .buildAsync();

  Directory(
      Pool pool, @ConfigProperty(name = "sequences.access.create-on-first-sight") boolean creates) {
    this.pool = pool;
    this.creates = creates;
  }

  /** The account of an identity; 403 when it is unknown and first sights create nothing. */
  Uni<Account> account(Identity identity) {
    return Uni.createFrom().completionStage(() -> sight(identity).thenApply(Sight::account));
  }

  private CompletableFuture<Sight> sight(Identity identity) {
    Name name = new Name(identity.organisation(), identity.subject());
    return seen.get(name, (key, executor) -> look(identity))
        .thenCompose(
            sight -> {
              if (sight.profile().equals(identity.profile())) {
                return CompletableFuture.completedFuture(sight);
              }
              CompletableFuture<Sight> again = look(identity);
              seen.put(name, again);
              return again;
            });
  }

  private CompletableFuture<Sight> look(Identity identity) {
    return find(identity)
        .map(account -> new Sight(identity.profile(), account))
        .toCompletionStage()
        .toCompletableFuture();
  }

  private Future<Account> find(Identity identity) {
    Tuple names = Tuple.of(identity.organisation(), identity.subject());
    addProfile(names, identity.profile());
    return pool.preparedQuery(FIND)
        .execute(names)
        .compose(
            rows -> {
              Row row = rows.size() == 0 ? null : rows.iterator().next();
              if (row != null && (row.getBoolean(2) || !creates)) {
                return Future.succeededFuture(new Account(row.getLong(0), row.getLong(1)));
              }
              return creates ? pool.withTransaction(c -> add(c, identity)) : unknown();
            });
  }

  private static Future<Account> unknown() {
    return Future.failedFuture(
        new ApiException(
            ErrorCode.UNAUTHORIZED_REQUEST,
            "The token's organisation or user is not known to this service."));
  }

  private static Future<Account> add(SqlClient connection, Identity identity) {
    return connection
        .preparedQuery(ADD_ORGANISATION)
        .execute(Tuple.of(identity.organisation()))
        .compose(
            added ->
                connection.preparedQuery(ORGANISATION).execute(Tuple.of(identity.organisation())))
        .map(rows -> rows.iterator().next().getLong(0))
        .compose(orgId -> connection.preparedQuery(ADD_RULESET).execute(Tuple.of(orgId)).map(orgId))
        .compose(
            orgId -> {
              Tuple user = Tuple.of(orgId, identity.subject());
              addProfile(user, identity.profile());
              return connection.preparedQuery(ADD_USER).execute(user);
            })
        .map(rows -> rows.iterator().next())
        .map(row -> new Account(row.getLong(0), row.getLong(1)));
  }

  private static void addProfile(Tuple tuple, Profile profile) {
    tuple.addString(profile.email().orElse(null));
    tuple.addString(profile.firstName().orElse(null));
    tuple.addString(profile.lastName().orElse(null));
  }
}
