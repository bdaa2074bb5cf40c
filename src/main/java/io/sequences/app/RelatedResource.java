package io.sequences.app;

import io.sequences.access.CurrentCaller;
import io.sequences.catalog.Catalog;
import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.Query;
import io.sequences.jsonapi.QueryParser;
import io.sequences.read.Exchange;
import io.sequences.read.Reader;
import io.sequences.read.ResourceId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * Reads resources of every type that has no routes of its own. An unknown collection never comes
 * here.
 */
@Path(Exchange.BASE_PATH + "/{collection}")
public class RelatedResource {

  private final Catalog catalog;
  private final Reader reader;
  private final Exchange exchange;
  private final CurrentCaller current;

  RelatedResource(Catalog catalog, Reader reader, Exchange exchange, CurrentCaller current) {
    this.catalog = catalog;
    this.reader = reader;
    this.exchange = exchange;
    this.current = current;
  }

  @GET
  public Uni<Response> list(String collection) {
    ResourceType type = catalog.byPath(collection);
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
}
