package io.sequences.apps;

import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.IfMatch;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
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
      where org_id = $1 and id = $2 and scopes is distinct from $3 returning\s"""
          + COLUMNS;

  private static final String DELETE = "delete from install where org_id = $1 and id = $2";

  private static final String USE_SETUP_TOKEN = "select use_setup_token($1)";

  private final VersionedRows<Install> rows;

  InstallStore(Organisations organisations) {
    this.rows =
        new VersionedRows<>(
            organisations,
            InstallType.TYPE,
            FIND,
            InstallStore::install,
            install -> install.version);
  }

  /** All of them. */
  Future<List<Install>> list(long orgId) {
    return rows.all(orgId, LIST);
  }

  /** One of them, or null. */
  Future<Install> find(long orgId, long id) {
    return rows.one(orgId, id);
  }

  /** Adds one, with the digest of its setup token, or gives null when there are too many. */
  Future<Install> add(HeldConnection connection, long orgId, Install install, byte[] digest) {
    return rows.one(
        connection,
        ADD,
        Tuple.of(orgId, install.appId, install.scopes, Buffer.buffer(digest), MOST));
  }

  /**
   * Uses a setup token up, and gives the install that it was for; null when that was done before.
   */
  Future<Install> setUp(HeldConnection connection, Grant grant, byte[] digest) {
    return connection
        .run(USE_SETUP_TOKEN, Tuple.of(Buffer.buffer(digest)))
        .compose(
            used ->
                used.get(0).getBoolean(0)
                    ? rows.one(connection, FIND, Tuple.of(grant.orgId(), grant.install()))
                    : Future.succeededFuture());
  }

  /** Changes one, if its version meets the condition; 404, 412. */
  Future<Install> change(long orgId, long id, IfMatch condition, Consumer<Install> change) {
    return rows.change(
        orgId, id, condition, change, CHANGE, install -> Tuple.of(orgId, id, install.scopes));
  }

  /** Takes one away, if its version meets the condition; 404, 412. */
  Future<Void> delete(long orgId, long id, IfMatch condition) {
    return rows.delete(orgId, id, condition, List.of(DELETE));
  }

  /** Of the columns in their order. */
  private static Install install(Tuple row) {
    Install install = new Install();
    install.id = row.getLong(0);
    install.appId = row.getLong(1);
    install.scopes = row.getArrayOfStrings(2);
    install.setUpAt = row.getOffsetDateTime(3);
    install.createdAt = row.getOffsetDateTime(4);
    install.updatedAt = row.getOffsetDateTime(5);
    install.version = row.getInteger(6);
    return install;
  }
}
