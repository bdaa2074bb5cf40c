package io.sequences.apps;

import io.sequences.database.Organisations;
import io.sequences.jsonapi.IfMatch;
import io.sequences.read.ResourceId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
      where org_id = $1 and id = $2 returning\s"""
          + COLUMNS;

  private static final String DELETE_INSTALLS =
      "delete from install where org_id = $1 and app_id = $2";

  private static final String DELETE = "delete from app where org_id = $1 and id = $2";

  private final Organisations organisations;
  private final ConfiguredApps configured;

  AppStore(Organisations organisations, ConfiguredApps configured) {
    this.organisations = organisations;
    this.configured = configured;
  }

  /** All of them, those of the configuration first. */
  Future<List<App>> list(long orgId) {
    return configured
        .all()
        .compose(
            shared ->
                organisations
                    .run(orgId, LIST, Tuple.of(orgId))
                    .map(
                        rows -> {
                          List<App> apps = new ArrayList<>(shared);
                          rows.forEach(row -> apps.add(app(row)));
                          return apps;
                        }));
  }

  /** One of them, or null. */
  Future<App> find(long orgId, long id) {
    return configured
        .find(id)
        .compose(
            app ->
                app != null ? Future.succeededFuture(app) : find(orgId, FIND, Tuple.of(orgId, id)));
  }

  /** Registers one, or gives null when there are too many. */
  Future<App> add(long orgId, App app) {
    return find(orgId, ADD, Tuple.of(orgId, app.name, app.publicKeys, app.scopes, MOST));
  }

  /** Changes one that the organisation registered, if its version meets the condition; 404, 412. */
  Future<App> change(long orgId, long id, IfMatch condition, Consumer<App> change) {
    return organisations.transaction(
        orgId,
        connection ->
            locked(connection, orgId, id, condition)
                .compose(
                    app -> {
                      change.accept(app);
                      return find(
                          connection,
                          CHANGE,
                          Tuple.of(orgId, id, app.name, app.publicKeys, app.scopes));
                    }));
  }

  /** Takes one away that the organisation registered, and its installs with it; 404, 412. */
  Future<Void> delete(long orgId, long id, IfMatch condition) {
    return organisations.transaction(
        orgId,
        connection ->
            locked(connection, orgId, id, condition)
                .compose(
                    app -> connection.preparedQuery(DELETE_INSTALLS).execute(Tuple.of(orgId, id)))
                .compose(done -> connection.preparedQuery(DELETE).execute(Tuple.of(orgId, id)))
                .mapEmpty());
  }

  private static Future<App> locked(SqlClient connection, long orgId, long id, IfMatch condition) {
    return find(connection, FIND + " for update", Tuple.of(orgId, id))
        .map(
            app -> {
              if (app == null) {
                throw ResourceId.notFound(AppType.TYPE);
              }
              condition.requireMatch(app.version);
              return app;
            });
  }

  private Future<App> find(long orgId, String statement, Tuple parameters) {
    return organisations.run(orgId, statement, parameters).map(AppStore::first);
  }

  private static Future<App> find(SqlClient client, String statement, Tuple parameters) {
    return client.preparedQuery(statement).execute(parameters).map(AppStore::first);
  }

  private static App first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : app(rows.iterator().next());
  }

  private static App app(Row row) {
    App app = new App();
    app.id = row.getLong("id");
    app.guid = row.getUUID("guid");
    app.name = row.getString("name");
    app.publicKeys = row.getArrayOfStrings("public_keys");
    app.scopes = row.getArrayOfStrings("scopes");
    app.createdAt = row.getOffsetDateTime("created_at");
    app.updatedAt = row.getOffsetDateTime("updated_at");
    app.version = row.getInteger("version");
    return app;
  }
}
