package io.sequences.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sequences.access.Identity.Profile;
import io.sequences.database.Gate;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
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

  private static final String ORGANISATION = "select organisation_named($1)";

  private static final String ADD_ORGANISATION = "select first_sight_of_organisation($1)";

  private static final String FIND =
      """
      select u.org_id, u.id,
        coalesce($3, u.email) is not distinct from u.email
        and coalesce($4, u.first_name) is not distinct from u.first_name
        and coalesce($5, u.last_name) is not distinct from u.last_name as current
      from app_user u
      where u.org_id = $1 and u.external_id = $2
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

  private final Organisations organisations;
  private final Gate gate;
  private final boolean creates;
  private final AsyncCache<Name, Sight> seen =
      Caffeine.newBuilder()
          .maximumSize(100_000)
          .expireAfterWrite(Duration.ofMinutes(10))
          .buildAsync();

  Directory(
      Organisations organisations,
      Gate gate,
      @ConfigProperty(name = "sequences.access.create-on-first-sight") boolean creates) {
    this.organisations = organisations;
    this.gate = gate;
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
    return gate.admitShared(() -> find(identity))
        .map(account -> new Sight(identity.profile(), account))
        .toCompletionStage()
        .toCompletableFuture();
  }

  private Future<Account> find(Identity identity) {
    return organisation(ORGANISATION, identity)
        .compose(
            organisation ->
                organisation == null
                    ? Future.succeededFuture()
                    : user(FIND, organisation, identity))
        .compose(
            row -> {
              if (row != null && (row.getBoolean(2) || !creates)) {
                return Future.succeededFuture(account(row));
              }
              return creates ? add(identity) : unknown();
            });
  }

  private static Future<Account> unknown() {
    return Future.failedFuture(
        new ApiException(
            ErrorCode.UNAUTHORIZED_REQUEST,
            "The token's organisation or user is not known to this service."));
  }

  /** Should it break off between the two, the next sight of the user does the rest. */
  private Future<Account> add(Identity identity) {
    return organisation(ADD_ORGANISATION, identity)
        .compose(organisation -> user(ADD_USER, organisation, identity))
        .map(Directory::account);
  }

  private Future<Long> organisation(String sql, Identity identity) {
    return organisations
        .acrossAll(sql, Tuple.of(identity.organisation()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Future<Row> user(String sql, long organisation, Identity identity) {
    Profile profile = identity.profile();
    Tuple user =
        Tuple.of(
            organisation,
            identity.subject(),
            profile.email().orElse(null),
            profile.firstName().orElse(null),
            profile.lastName().orElse(null));
    return organisations
        .run(organisation, sql, user)
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next());
  }

  private static Account account(Row row) {
    return new Account(row.getLong(0), row.getLong(1));
  }
}
