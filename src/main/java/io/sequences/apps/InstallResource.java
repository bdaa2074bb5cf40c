package io.sequences.apps;

import static io.sequences.apps.AppResource.fitting;

import io.sequences.access.Caller;
import io.sequences.database.HeldConnection;
import io.sequences.database.Organisations;
import io.sequences.idempotency.WriteTransaction;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.IfMatch;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.read.Exchange;
import io.sequences.read.ResourceId;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * Where admins install applications, narrow what they may do, and turn them out again.
 *
 * <p>The answer to an install has its setup token, so that it lies in the database for the 24 hours
 * of its key, if the request had one. It is of no use there: whoever uses it must sign with the
 * application's private key, and once it is used it is spent.
 */
@Path(InstallResource.PATH)
public class InstallResource {

  static final String PATH = AppResource.BASE_PATH + "/installs";

  private final Organisations organisations;
  private final Admins admins;
  private final AppStore apps;
  private final InstallStore store;
  private final AppRules rules;
  private final Grants grants;
  private final AppDocuments documents;
  private final Exchange exchange;
  private final WriteTransaction transaction;

  InstallResource(
      Organisations organisations,
      Admins admins,
      AppStore apps,
      InstallStore store,
      AppRules rules,
      Grants grants,
      AppDocuments documents,
      Exchange exchange,
      WriteTransaction transaction) {
    this.organisations = organisations;
    this.admins = admins;
    this.apps = apps;
    this.store = store;
    this.rules = rules;
    this.grants = grants;
    this.documents = documents;
    this.exchange = exchange;
    this.transaction = transaction;
  }

  @GET
  public Uni<Response> list() {
    long orgId = admins.organisation();
    return organisations.admitted(() -> store.list(orgId)).map(documents::installs);
  }

  @GET
  @Path("{id}")
  public Uni<Response> get(String id) {
    long orgId = admins.organisation();
    return known(orgId, ResourceId.parse(InstallType.TYPE, id)).map(documents::ok);
  }

  @POST
  public Uni<Response> create(byte[] body) {
    Caller caller = admins.caller();
    Changes changes =
        ChangesReader.forCreate(InstallType.TYPE, RequestDocument.parseOne(body).resources())
            .get(0);
    rules.checkScopes(changes);
    Install install = new Install();
    changes.applyTo(install);
    if (install.appId == null) {
      changes.throwIfFaulty();
    }
    return Organisations.uni(() -> apps.finder(caller.orgId(), install.appId))
        .chain(
            finder ->
                transaction.runOnce(
                    caller,
                    body,
                    connection ->
                        Organisations.uni(() -> finder.apply(connection))
                            .invoke(app -> checkWithin(app, install.appId, changes))
                            .chain(app -> created(connection, caller.orgId(), install, app))));
  }

  private Uni<Response> created(HeldConnection connection, long orgId, Install install, App app) {
    String token = SetupTokens.random();
    install.scopes = install.scopes == null ? app.scopes : install.scopes;
    return Organisations.uni(() -> store.add(connection, orgId, install, SetupTokens.digest(token)))
        .map(
            added -> {
              fitting(added, "installs", InstallStore.MOST).setupToken = token;
              return documents.created(added);
            });
  }

  @PATCH
  @Path("{id}")
  public Uni<Response> update(String id, byte[] body) {
    long orgId = admins.organisation();
    long key = ResourceId.parse(InstallType.TYPE, id);
    Changes changes = ChangesReader.forUpdate(InstallType.TYPE, key, RequestDocument.parse(body));
    IfMatch condition = exchange.condition();
    rules.checkScopes(changes);
    return known(orgId, key)
        .invoke(install -> condition.requireMatch(install.version))
        .chain(install -> within(orgId, install.appId, changes))
        .chain(
            () ->
                organisations.admitted(() -> store.change(orgId, key, condition, changes::applyTo)))
        .invoke(grants::forget)
        .map(documents::ok);
  }

  @DELETE
  @Path("{id}")
  public Uni<Response> delete(String id) {
    long orgId = admins.organisation();
    long key = ResourceId.parse(InstallType.TYPE, id);
    IfMatch condition = exchange.condition();
    return organisations
        .admitted(() -> store.delete(orgId, key, condition))
        .invoke(grants::forget)
        .map(done -> Response.noContent().build());
  }

  private Uni<Install> known(long orgId, long id) {
    return organisations
        .admitted(() -> store.find(orgId, id))
        .onItem()
        .ifNull()
        .failWith(() -> ResourceId.notFound(InstallType.TYPE));
  }

  /** The app that is let in, if the document keeps to what that asks for; else 422. */
  private Uni<App> within(long orgId, Long appId, Changes changes) {
    return organisations
        .admitted(() -> apps.find(orgId, appId))
        .invoke(app -> checkWithin(app, appId, changes));
  }

  private static void checkWithin(App app, Long appId, Changes changes) {
    if (app != null) {
      AppRules.checkWithin(app, changes);
    } else if (appId != null) {
      changes.refuseTarget("app", ApiError.noSuch(AppType.TYPE.name()));
    }
    changes.throwIfFaulty();
  }
}
