package io.sequences.sequence;

import static io.sequences.sequence.SequenceType.TYPE;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.access.CurrentCaller;
import io.sequences.jsonapi.Query;
import io.sequences.jsonapi.QueryParser;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.read.Exchange;
import io.sequences.read.Reader;
import io.sequences.read.ResourceId;
import io.sequences.write.Changes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The routes of sequences. */
@Path(Exchange.BASE_PATH + "/sequences")
public class SequenceResource {

  private final SequenceRepository sequences;
  private final Reader reader;
  private final Exchange exchange;
  private final CurrentCaller current;

  SequenceResource(
      SequenceRepository sequences, Reader reader, Exchange exchange, CurrentCaller current) {
    this.sequences = sequences;
    this.reader = reader;
    this.exchange = exchange;
    this.current = current;
  }

  @GET
  public Uni<Response> list() {
    Query query = QueryParser.forCollection(exchange.query());
    return reader.collection(TYPE, query, current.get(), exchange.links()).map(exchange::ok);
  }

  @GET
  @Path("{id}")
  public Uni<Response> get(String id) {
    Query query = QueryParser.forResource(exchange.query());
    return reader
        .one(TYPE, ResourceId.parse(TYPE, id), query, current.get(), exchange.links())
        .map(exchange::ok);
  }

  @POST
  public Uni<Response> create(byte[] body) {
    Caller caller = current.get();
    caller.require(Permission.WRITE, TYPE);
    Changes changes = Changes.forCreate(TYPE, RequestDocument.parse(body));
    Query query = answer(caller);
    return sequences
        .create(changes, caller)
        .chain(
            id ->
                reader
                    .written(TYPE, id, query, caller, exchange.links())
                    .map(
                        document ->
                            exchange.created(exchange.links().resource(TYPE, id), document)));
  }

  @PATCH
  @Path("{id}")
  public Uni<Response> update(String id, byte[] body) {
    Caller caller = current.get();
    caller.require(Permission.WRITE, TYPE);
    long key = ResourceId.parse(TYPE, id);
    Changes changes = Changes.forUpdate(TYPE, key, RequestDocument.parse(body));
    Query query = answer(caller);
    return sequences.update(key, changes, caller).chain(() -> written(key, query, caller));
  }

  @DELETE
  @Path("{id}")
  public Uni<Response> delete(String id) {
    Caller caller = current.get();
    caller.require(Permission.DELETE, TYPE);
    QueryParser.forResource(exchange.query());
    return sequences
        .delete(ResourceId.parse(TYPE, id), caller)
        .map(done -> Response.noContent().build());
  }

  @POST
  @Path("{id}/actions/activate")
  public Uni<Response> activate(String id, byte[] body) {
    return act(SequenceAction.ACTIVATE, id, body);
  }

  @POST
  @Path("{id}/actions/deactivate")
  public Uni<Response> deactivate(String id, byte[] body) {
    return act(SequenceAction.DEACTIVATE, id, body);
  }

  @POST
  @Path("{id}/actions/lock")
  public Uni<Response> lock(String id, byte[] body) {
    return act(SequenceAction.LOCK, id, body);
  }

  @POST
  @Path("{id}/actions/unlock")
  public Uni<Response> unlock(String id, byte[] body) {
    return act(SequenceAction.UNLOCK, id, body);
  }

  private Uni<Response> act(SequenceAction action, String id, byte[] body) {
    Caller caller = current.get();
    caller.require(Permission.WRITE, TYPE);
    long key = ResourceId.parse(TYPE, id);
    RequestDocument.expectEmpty(body);
    Query query = answer(caller);
    return sequences.act(action, key, caller).chain(() -> written(key, query, caller));
  }

  /** What the answer to a write is to show; refused before anything is written. */
  private Query answer(Caller caller) {
    Query query = QueryParser.forResource(exchange.query());
    reader.checkAnswer(TYPE, query, caller);
    return query;
  }

  private Uni<Response> written(long id, Query query, Caller caller) {
    return reader.written(TYPE, id, query, caller, exchange.links()).map(exchange::ok);
  }
}
