package io.sequences.apps;

import io.sequences.database.Organisations;
import io.sequences.jsonapi.IfMatch;
import io.sequences.read.ResourceId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The installs of an organisation. */
@Singleton
class InstallStore {

  /** The most that an organisation has: a list of them has no pages. */
  static final int MOST = 100;

  private static final String COLUMNS =
      "id, app_id, scopes, set_up_at, created_at, updated_at, version";

  private static final String LIST =
      "select " + COLUMNS + " from install where org_id = $1 order by id";

  private static final String FIND =
      "select " + COLUMNS + " from install where org_id = $1 and id = $2";

  private static final String ADD =
      """
      insert into install (org_id, app_id, scopes, setup_token_digest)
      select $1, $2, $3, $4 where (select count(*) from install where org_id = $1) < $5
      returning\s"""
          + COLUMNS;

  private static final String CHANGE =
      """
      update install set scopes = $3, updated_at = now(), version = version + 1
      where org_id = $1 and id = $2 returning\s"""
          + COLUMNS;

  private static final String DELETE = "delete from install where org_id = $1 and id = $2";

  private final Organisations organisations;

  InstallStore(Organisations organisations) {
    this.organisations = organisations;
  }

  /** All of them. */
  Future<List<Install>> list(long orgId) {
    return organisations
        .run(orgId, LIST, Tuple.of(orgId))
        .map(
            rows -> {
              List<Install> installs = new ArrayList<>();
              rows.forEach(row -> installs.add(install(row)));
              return installs;
            });
  }

  /** One of them, or null. */
  Future<Install> find(long orgId, long id) {
    return find(orgId, FIND, Tuple.of(orgId, id));
  }

  /** Adds one, with the digest of its setup token, or gives null when there are too many. */
  Future<Install> add(long orgId, Install install, byte[] digest) {
    return find(
        orgId, ADD, Tuple.of(orgId, install.appId, install.scopes, Buffer.buffer(digest), MOST));
  }

  /** Changes one, if its version meets the condition; 404, 412. */
  Future<Install> change(long orgId, long id, IfMatch condition, Consumer<Install> change) {
    return organisations.transaction(
        orgId,
        connection ->
            locked(connection, orgId, id, condition)
                .compose(
                    install -> {
                      change.accept(install);
                      return find(connection, CHANGE, Tuple.of(orgId, id, install.scopes));
                    }));
  }

  /** Takes one away, if its version meets the condition; 404, 412. */
  Future<Void> delete(long orgId, long id, IfMatch condition) {
    return organisations.transaction(
        orgId,
        connection ->
            locked(connection, orgId, id, condition)
                .compose(found -> connection.preparedQuery(DELETE).execute(Tuple.of(orgId, id)))
                .mapEmpty());
  }

  private static Future<Install> locked(
      SqlClient connection, long orgId, long id, IfMatch condition) {
    return find(connection, FIND + " for update", Tuple.of(orgId, id))
        .map(
            install -> {
              if (install == null) {
                throw ResourceId.notFound(InstallType.TYPE);
              }
              condition.requireMatch(install.version);
              return install;
            });
  }

  private Future<Install> find(long orgId, String statement, Tuple parameters) {
    return organisations.run(orgId, statement, parameters).map(InstallStore::first);
  }

  private static Future<Install> find(SqlClient client, String statement, Tuple parameters) {
    return client.preparedQuery(statement).execute(parameters).map(InstallStore::first);
  }

  private static Install first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : install(rows.iterator().next());
  }

  private static Install install(Row row) {
    Install install = new Install();
    install.id = row.getLong("id");
    install.appId = row.getLong("app_id");
    install.scopes = row.getArrayOfStrings("scopes");
    install.setUpAt = row.getOffsetDateTime("set_up_at");
    install.createdAt = row.getOffsetDateTime("created_at");
    install.updatedAt = row.getOffsetDateTime("updated_at");
    install.version = row.getInteger("version");
    return install;
  }
}
