package io.sequences.app;

import io.sequences.access.CurrentCaller;
import io.sequences.catalog.ResourceType;
import io.sequences.database.Organisations;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ExportFormat;
import io.sequences.jsonapi.Query;
import io.sequences.jsonapi.QueryParser;
import io.sequences.read.Exchange;
import io.sequences.read.Exporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers requests for a collection as a whole: {@link ExportWriter} sends what is begun here. */
@Singleton
class CollectionExport {

  private final Exporter exporter;
  private final Exchange exchange;
  private final CurrentCaller current;
  private final RoutingContext routing;

  CollectionExport(
      Exporter exporter, Exchange exchange, CurrentCaller current, RoutingContext routing) {
    this.exporter = exporter;
    this.exchange = exchange;
    this.current = current;
    this.routing = routing;
  }

  Uni<Response> begin(ResourceType type, ExportFormat format) {
    if (routing.request().version() == HttpVersion.HTTP_1_0) {
      // There the end of the connection is the end of the answer, and nothing shows that more was
      // to come.
      throw new ApiException(
          ErrorCode.MALFORMED_REQUEST,
          "An export needs HTTP/1.1 or later, which tells an answer that broke off from a whole"
              + " one.");
    }
    boolean headOnly = routing.request().method().equals(HttpMethod.HEAD);
    Query query = QueryParser.forExport(exchange.query(), format);
    Promise<Void> gone = Promise.promise();
    routing.addEndHandler(ended -> gone.tryComplete());
    return exporter
        .begin(type, query, format, current.get(), exchange.links(), gone.future())
        .chain(
            export -> {
              Response.ResponseBuilder answer =
                  Response.ok().header(HttpHeaders.CONTENT_TYPE, format.contentType());
              return headOnly
                  ? Organisations.uni(export::close).map(back -> answer.build())
                  : Uni.createFrom().item(answer.entity(export).build());
            });
  }
}
