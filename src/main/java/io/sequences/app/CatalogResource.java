package io.sequences.app;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.access.CurrentCaller;
import io.sequences.catalog.Action;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.idempotency.WriteTransaction;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ExportFormat;
import io.sequences.jsonapi.IfMatch;
import io.sequences.jsonapi.Query;
import io.sequences.jsonapi.QueryParser;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.read.Exchange;
import io.sequences.read.Links;
import io.sequences.read.Reader;
import io.sequences.read.ResourceId;
import io.sequences.write.ActionParams;
import io.sequences.write.Changes;
import io.sequences.write.ChangesReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * The routes of all resource types: what each of them offers stands in the catalogue. Whatever can
 * be refused without the database is refused before anything is written. An unknown collection
 * never comes here.
 */
@Path(Exchange.BASE_PATH + "/{collection}")
public class CatalogResource {

  private final Catalog catalog;
  private final Repositories repositories;
  private final Reader reader;
  private final Exchange exchange;
  private final CurrentCaller current;
  private final WriteTransaction transaction;
  private final CollectionExport export;

  CatalogResource(
      Catalog catalog,
      Repositories repositories,
      Reader reader,
      Exchange exchange,
      CurrentCaller current,
      WriteTransaction transaction,
      CollectionExport export) {
    this.catalog = catalog;
    this.repositories = repositories;
    this.reader = reader;
    this.exchange = exchange;
    this.current = current;
    this.transaction = transaction;
    this.export = export;
  }

  @GET
  public Uni<Response> list(String collection) {
    ResourceType type = catalog.byPath(collection);
    Optional<ExportFormat> format = ExportRequest.format(exchange.headers("Accept"));
    if (format.isPresent()) {
      return export.begin(type, format.get());
    }
    Query query = QueryParser.forCollection(exchange.query());
    return reader.collection(type, query, current.get(), exchange.links()).map(exchange::ok);
  }

  @GET
  @Path("{id}")
  public Uni<Response> get(String collection, String id) {
    ResourceType type = catalog.byPath(collection);
    Query query = QueryParser.forResource(exchange.query());
    return reader
        .one(type, ResourceId.of(type, id), query, current.get(), exchange.links())
        .map(exchange::ok);
  }

  @POST
  public Uni<Response> create(String collection, byte[] body) {
    ResourceType type = offering(Operation.CREATE, collection);
    Caller caller = permitted(Permission.WRITE, type);
    boolean many = type.operations().contains(Operation.CREATE_MANY);
    RequestDocument.Many documents =
        many ? RequestDocument.parseMany(body) : RequestDocument.parseOne(body);
    if (!documents.bulk()) {
      Body.DOCUMENT.requireFits(body);
    }
    List<Changes> changes = ChangesReader.forCreate(type, documents.resources());
    Query query = answer(type, caller, QueryParser.forResource(exchange.query()));
    Links links = exchange.links();
    return transaction.runOnce(
        caller,
        body,
        connection ->
            repositories
                .of(type)
                .create(changes, caller)
                .chain(
                    ids ->
                        documents.bulk()
                            ? reader
                                .written(type, ids, query, caller, links, connection)
                                .map(exchange::created)
                            : reader
                                .written(type, ids.get(0), query, caller, links, connection)
                                .map(
                                    one ->
                                        exchange.created(links.resource(type, ids.get(0)), one))));
  }

  @PATCH
  @Path("{id}")
  public Uni<Response> update(String collection, String id, byte[] body) {
    ResourceType type = offering(Operation.UPDATE, collection);
    Caller caller = permitted(Permission.WRITE, type);
    long key = ResourceId.parse(type, id);
    Changes changes = ChangesReader.forUpdate(type, key, RequestDocument.parse(body));
    Query query = answer(type, caller, QueryParser.forResource(exchange.query()));
    IfMatch condition = exchange.condition();
    return transaction.run(
        caller,
        connection ->
            repositories
                .of(type)
                .update(key, changes, condition, caller)
                .chain(() -> reader.written(type, key, query, caller, exchange.links(), connection))
                .map(exchange::ok));
  }

  @DELETE
  @Path("{id}")
  public Uni<Response> delete(String collection, String id) {
    ResourceType type = offering(Operation.DELETE, collection);
    Caller caller = permitted(Permission.DELETE, type);
    QueryParser.forResource(exchange.query());
    long key = ResourceId.parse(type, id);
    IfMatch condition = exchange.condition();
    return transaction.run(
        caller,
        connection ->
            repositories
                .of(type)
                .delete(key, condition, caller)
                .map(done -> Response.noContent().build()));
  }

  @POST
  @Path("{id}/actions/{action}")
  public Uni<Response> act(String collection, String id, String action, byte[] body) {
    ResourceType type = catalog.byPath(collection);
    Action known = type.actions().get(action);
    if (known == null) {
      throw new ApiException(HttpErrors.error(404));
    }
    Caller caller = permitted(Permission.WRITE, type);
    long key = ResourceId.parse(type, id);
    RequestDocument.expectEmpty(body);
    Query query = answer(type, caller, QueryParser.forAction(exchange.query()));
    ActionParams params = ActionParams.of(known, query);
    IfMatch condition = exchange.condition();
    return transaction.runOnce(
        caller,
        body,
        connection ->
            repositories
                .of(type)
                .act(known, params, key, condition, caller)
                .chain(() -> reader.written(type, key, query, caller, exchange.links(), connection))
                .map(exchange::ok));
  }

  private ResourceType offering(Operation operation, String collection) {
    ResourceType type = catalog.byPath(collection);
    if (!type.operations().contains(operation)) {
      // The mapper says which methods there are instead.
      throw new NotAllowedException("GET");
    }
    return type;
  }

  private Caller permitted(Permission permission, ResourceType type) {
    Caller caller = current.get();
    caller.require(permission, type);
    return caller;
  }

  /** What the answer to a write is to show; refused before anything is written. */
  private Query answer(ResourceType type, Caller caller, Query query) {
    reader.checkAnswer(type, query, caller);
    return query;
  }
}
