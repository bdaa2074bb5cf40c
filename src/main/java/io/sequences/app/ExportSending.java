package io.sequences.app;

import io.netty.channel.ChannelPipeline;
import io.sequences.app.CutOffException.Reason;
import io.sequences.database.DatabaseFaults;
import io.sequences.read.Export;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends an export as fast as its client takes it, with the next rows being read meanwhile. An
 * export that fails, that takes too long, or whose client takes nothing for a while, is cut off, so
 * that the client sees that the answer is not whole: it never comes to its end in good order. All
 * of it happens on the event loop of the request.
 */
final class ExportSending {

  private static final Logger LOG = Logger.getLogger(ExportSending.class);

  private static final long LOOK_EVERY_MILLIS = 250;

  /** The bytes of which it is told when the connection has taken them. */
  private static final int PART = 64 * 1024;

  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final Export export;
  private final Duration patience;
  private final ExportEnds ends;
  private final long begun = System.nanoTime();
  private final Promise<Void> done = Promise.promise();

  /** Whether the client has something to take, and since when it has taken nothing. */
  private boolean waiting;

  private long progress;

  ExportSending(RoutingContext routing, Export export, Duration patience, ExportEnds ends) {
    this.routing = routing;
    this.response = routing.response();
    this.export = export;
    this.patience = patience;
    this.ends = ends;
  }

  /** Sends it to its end; completes, whatever becomes of it, when nothing more is sent. */
  Future<Void> send() {
    response.setChunked(true);
    long looks =
        routing
            .vertx()
            .setPeriodic(
                Math.min(LOOK_EVERY_MILLIS, patience.toMillis()), look -> failWhenTimeIsUp());
    export.first().onComplete(this::proceed);
    return done.future()
        .transform(
            ended -> {
              routing.vertx().cancelTimer(looks);
              export.close();
              // Whatever else fails does so because the client hung up, which is no news.
              if (ended.cause() instanceof CutOffException end && !response.closed()) {
                cutOff(end);
              }
              return Future.succeededFuture();
            });
  }

  private void proceed(AsyncResult<byte[]> rows) {
    if (rows.failed()) {
      done.tryFail(failedReading(rows.cause()));
    } else if (rows.result() == null) {
      // Who has seen the end may begin another at once.
      export.close().compose(back -> response.end()).onComplete(done);
    } else {
      Future<byte[]> next = export.next();
      write(rows.result())
          .onSuccess(taken -> next.onComplete(this::proceed))
          .onFailure(done::tryFail);
    }
  }

  private static CutOffException failedReading(Throwable cause) {
    Reason reason = DatabaseFaults.isOfDatabase(cause) ? Reason.DATABASE : Reason.SERVICE;
    return new CutOffException(reason, DiscreetLog.chain(cause));
  }

  private Future<Void> write(byte[] bytes) {
    Future<Void> last = Future.succeededFuture();
    Buffer all = Buffer.buffer(bytes);
    waiting = true;
    progress = System.nanoTime();
    for (int from = 0; from < bytes.length; from += PART) {
      last =
          response
              .write(all.slice(from, Math.min(bytes.length, from + PART)))
              .onSuccess(taken -> progress = System.nanoTime());
    }
    return last.onComplete(taken -> waiting = false);
  }

  private void failWhenTimeIsUp() {
    ends.end(begun).ifPresent(done::tryFail);
    if (waiting && System.nanoTime() - progress > patience.toNanos()) {
      done.tryFail(
          new CutOffException(
              Reason.CLIENT,
              "the client has taken nothing for %d ms".formatted(patience.toMillis())));
    }
  }

  private void cutOff(CutOffException end) {
    ends.count(end.reason());
    LOG.warnf(
        "The export of the request %s is cut off: %s", RequestId.of(routing), end.getMessage());
    // By the first of its handlers: from further behind it would wait for what is not taken.
    ChannelPipeline pipeline =
        ((ConnectionBase) routing.request().connection()).channelHandlerContext().pipeline();
    pipeline.firstContext().close().addListener(closed -> LOG.debug("It is closed."));
  }
}
