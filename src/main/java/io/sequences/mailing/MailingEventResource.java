package io.sequences.mailing;

import io.sequences.access.Caller;
import io.sequences.access.Caller.Permission;
import io.sequences.access.CurrentCaller;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.jsonapi.QueryParser;
import io.sequences.read.Exchange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Takes what mailers report of mailings: a stream of any length, one event a line, or an array of
 * at most a thousand. The events are no resources, and cannot be read.
 */
@Path(Exchange.BASE_PATH + "/" + MailingEventResource.PATH)
public class MailingEventResource {

  /** Its path below the base path. */
  public static final String PATH = "mailingEvents";

  /** The media types that it takes: a stream, and an array. */
  public static final List<String> FORMS = List.of(MediaTypes.NDJSON, MediaTypes.JSON);

  private final EventRepository events;
  private final OpenStreams streams;
  private final Exchange exchange;
  private final CurrentCaller current;
  private final RoutingContext routing;

  MailingEventResource(
      EventRepository events,
      OpenStreams streams,
      Exchange exchange,
      CurrentCaller current,
      RoutingContext routing) {
    this.events = events;
    this.streams = streams;
    this.exchange = exchange;
    this.current = current;
    this.routing = routing;
  }

  /** Reads the body itself, while it comes, and so takes none as a parameter. */
  @POST
  @Consumes(MediaTypes.NDJSON)
  public Uni<Response> stream() {
    Caller caller = caller();
    if ("100-continue".equalsIgnoreCase(routing.request().getHeader("Expect"))) {
      routing.response().writeContinue();
    }
    EventStream stream = new EventStream(routing.request(), batch -> events.apply(batch, caller));
    return answer(streams.read(stream));
  }

  @POST
  @Consumes(MediaTypes.JSON)
  public Uni<Response> array(byte[] body) {
    Caller caller = caller();
    EventBatch batch = EventArray.read(body);
    return answer(
        events
            .apply(batch, caller)
            .map(
                outcome -> {
                  EventReport report = new EventReport();
                  report.add(batch, outcome);
                  return report;
                }));
  }

  private Caller caller() {
    Caller caller = current.get();
    caller.require(Permission.WRITE, MailingType.TYPE);
    QueryParser.forNothing(exchange.query());
    return caller;
  }

  private Uni<Response> answer(Future<EventReport> report) {
    return Uni.createFrom()
        .completionStage(report.toCompletionStage())
        .map(done -> exchange.ok(done.json(exchange.address())));
  }
}
