package io.sequences.apps;

import io.sequences.access.Caller;
import io.sequences.database.Organisations;
import io.sequences.idempotency.WriteTransaction;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.IfMatch;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.read.Exchange;
import io.sequences.read.ResourceId;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Where admins register applications, and exchange their keys. */
@Path(AppResource.BASE_PATH + "/apps")
public class AppResource {

  /** Where everything about applications lives. */
  public static final String BASE_PATH = "/api/app";

  private final Organisations organisations;
  private final Admins admins;
  private final AppStore store;
  private final AppRules rules;
  private final Grants grants;
  private final AppDocuments documents;
  private final Exchange exchange;
  private final WriteTransaction transaction;

  AppResource(
      Organisations organisations,
      Admins admins,
      AppStore store,
      AppRules rules,
      Grants grants,
      AppDocuments documents,
      Exchange exchange,
      WriteTransaction transaction) {
    this.organisations = organisations;
    this.admins = admins;
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
    return organisations.admitted(() -> store.list(orgId)).map(documents::apps);
  }

  @GET
  @Path("{id}")
  public Uni<Response> get(String id) {
    long orgId = admins.organisation();
    return organisations
        .admitted(() -> known(orgId, ResourceId.parse(AppType.TYPE, id)))
        .map(documents::ok);
  }

  @POST
  public Uni<Response> create(byte[] body) {
    Caller caller = admins.caller();
    Changes changes =
        ChangesReader.forCreate(AppType.TYPE, RequestDocument.parseOne(body).resources()).get(0);
    rules.check(changes);
    changes.throwIfFaulty();
    App app = new App();
    changes.applyTo(app);
    return transaction.runOnce(
        caller,
        body,
        connection ->
            Organisations.uni(() -> store.add(connection, caller.orgId(), app))
                .map(added -> documents.created(fitting(added, "apps", AppStore.MOST))));
  }

  @PATCH
  @Path("{id}")
  public Uni<Response> update(String id, byte[] body) {
    long orgId = admins.organisation();
    long key = ResourceId.parse(AppType.TYPE, id);
    Changes changes = ChangesReader.forUpdate(AppType.TYPE, key, RequestDocument.parse(body));
    IfMatch condition = exchange.condition();
    return organisations
        .admitted(() -> changeable(orgId, key))
        .invoke(
            app -> {
              condition.requireMatch(app.version);
              rules.check(changes);
              changes.throwIfFaulty();
            })
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
    long key = ResourceId.parse(AppType.TYPE, id);
    IfMatch condition = exchange.condition();
    return organisations
        .admitted(() -> changeable(orgId, key))
        .chain(() -> organisations.admitted(() -> store.delete(orgId, key, condition)))
        .invoke(grants::forget)
        .map(done -> Response.noContent().build());
  }

  private Future<App> known(long orgId, long id) {
    return store
        .find(orgId, id)
        .map(
            app -> {
              if (app == null) {
                throw ResourceId.notFound(AppType.TYPE);
              }
              return app;
            });
  }

  private Future<App> changeable(long orgId, long id) {
    return known(orgId, id)
        .map(
            app -> {
              if (app.configured) {
                throw new ApiException(
                    ErrorCode.UNAUTHORIZED_REQUEST,
                    "The app is registered by the service's configuration, and changes there.");
              }
              return app;
            });
  }

  /** What was added, unless there were too many already. */
  static <T> T fitting(T added, String what, int most) {
    if (added == null) {
      throw new ApiException(
          ErrorCode.VALIDATION_ERROR,
          "An organisation has at most %d %s. Delete one first.".formatted(most, what));
    }
    return added;
  }
}
