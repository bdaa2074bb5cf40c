package io.sequences.apps;

import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.IfMatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The applications that an organisation sees: its own, and those of the configuration. */
@Singleton
class AppStore {

  /** The most that an organisation registers: a list of them has no pages. */
  static final int MOST = 100;

  private static final String COLUMNS =
      "id, guid, name, public_keys, scopes, created_at, updated_at, version";

  private static final String LIST =
      "select " + COLUMNS + " from app where org_id = $1 order by id";

  private static final String FIND =
      "select " + COLUMNS + " from app where org_id = $1 and id = $2";

  private static final String ADD =
      """
      insert into app (org_id, name, public_keys, scopes)
      select $1, $2, $3, $4 where (select count(*) from app where org_id = $1) < $5
      returning\s"""
          + COLUMNS;

  private static final String CHANGE =
      """
      update app set name = $3, public_keys = $4, scopes = $5, updated_at = now(),
        version = version + 1
      where org_id = $1 and id = $2 and (name, public_keys, scopes) is distinct from ($3, $4, $5) returning\s"""
          + COLUMNS;

  private static final String DELETE_INSTALLS =
      "delete from install where org_id = $1 and app_id = $2";

  private static final String DELETE = "delete from app where org_id = $1 and id = $2";

  private final VersionedRows<App> rows;
  private final ConfiguredApps configured;

  AppStore(Organisations organisations, ConfiguredApps configured) {
    this.rows =
        new VersionedRows<>(organisations, AppType.TYPE, FIND, AppStore::app, app -> app.version);
    this.configured = configured;
  }

  /** All of them, those of the configuration first. */
  Future<List<App>> list(long orgId) {
    return configured
        .all()
        .compose(
            shared ->
                rows.all(orgId, LIST)
                    .map(own -> Stream.concat(shared.stream(), own.stream()).toList()));
  }

  /** One of them, or null. */
  Future<App> find(long orgId, long id) {
    return configured
        .find(id)
        .compose(app -> app != null ? Future.succeededFuture(app) : rows.one(orgId, id));
  }

  /**
   * How one of them, or null, is found within a transaction. What the configuration registers is
   * looked for before that begins: to know its id may take another connection.
   */
  Future<Function<HeldConnection, Future<App>>> finder(long orgId, long id) {
    return configured
        .find(id)
        .map(
            app ->
                connection ->
                    app != null
                        ? Future.succeededFuture(app)
                        : rows.one(connection, FIND, Tuple.of(orgId, id)));
  }

  /** Registers one, or gives null when there are too many. */
  Future<App> add(HeldConnection connection, long orgId, App app) {
    return rows.one(connection, ADD, Tuple.of(orgId, app.name, app.publicKeys, app.scopes, MOST));
  }

  /** Changes one that the organisation registered, if its version meets the condition; 404, 412. */
  Future<App> change(long orgId, long id, IfMatch condition, Consumer<App> change) {
    return rows.change(
        orgId,
        id,
        condition,
        change,
        CHANGE,
        app -> Tuple.of(orgId, id, app.name, app.publicKeys, app.scopes));
  }

  /** Takes one away that the organisation registered, and its installs with it; 404, 412. */
  Future<Void> delete(long orgId, long id, IfMatch condition) {
    return rows.delete(orgId, id, condition, List.of(DELETE_INSTALLS, DELETE));
  }

  /** Of the columns in their order. */
  private static App app(Tuple row) {
    App app = new App();
    app.id = row.getLong(0);
    app.guid = row.getUUID(1);
    app.name = row.getString(2);
    app.publicKeys = row.getArrayOfStrings(3);
    app.scopes = row.getArrayOfStrings(4);
    app.createdAt = row.getOffsetDateTime(5);
    app.updatedAt = row.getOffsetDateTime(6);
    app.version = row.getInteger(7);
    return app;
  }
}
