package io.sequences.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.quarkus.arc.ClientProxy;
import io.sequences.database.RequestEnd;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * How much memory answers may have for {@link LongTexts}, each by itself and all together. What has
 * few of them is read at once. What has more is weighed first, and read when there is room for it,
 * which it keeps until its client has taken the answer: that costs the same statements once more,
 * and nobody pays for it whose texts are of an ordinary length.
 */
@Singleton
final class TextRoom {

  /** The most bytes in one answer. */
  static final long MOST = 32L << 20;

  /**
   * The part of the heap that such texts may have. Each is there several times meanwhile: as it was
   * read, in the document, and in a copy of that.
   */
  private static final int PART = 16;

  /** In bytes, of all answers together. */
  private final long all = Runtime.getRuntime().maxMemory() / PART;

  private final AtomicLong taken = new AtomicLong();
  private final RoutingContext routing;
  private final Counter refused;

  TextRoom(RoutingContext routing, MeterRegistry meters) {
    this.routing = routing;
    this.refused =
        Counter.builder("sequences.texts.refused")
            .description("Answers for whose long texts there was no memory left.")
            .register(meters);
    Gauge.builder("sequences.texts.held", taken, AtomicLong::get)
        .description("What answers that are under way have of long texts.")
        .baseUnit("bytes")
        .register(meters);
  }

  /**
   * Reads what an answer shows; 422 when it has more than one may, 503 when others have too much at
   * the moment.
   *
   * @param most how many bytes it may have, if the memory is not too small for that
   * @param read is told how many bytes each of its statements may bring
   * @param shown of what was read, that which has texts
   */
  <T> Future<T> read(long most, LongFunction<Future<T>> read, Function<T, Fetched> shown) {
    Future<?> over = RequestEnd.ofCurrent();
    RoutingContext request = ClientProxy.unwrap(routing);
    return read.apply(LongTexts.FEW)
        .compose(
            first -> {
              long bytes = LongTexts.of(shown.apply(first));
              if (bytes <= LongTexts.FEW) {
                return Future.succeededFuture(first);
              }
              requireAtMost(Math.min(all, most), bytes, shown.apply(first));
              take(bytes, over);
              Future<T> again = Future.succeededFuture(bytes).compose(read::apply);
              // Whoever leaves meanwhile does not end the read.
              over.onComplete(
                  answered ->
                      again.onComplete(done -> whenTaken(request, () -> taken.addAndGet(-bytes))));
              return again.map(
                  rows -> {
                    // Somebody has written more meanwhile.
                    if (LongTexts.of(shown.apply(rows)) > bytes) {
                      throw noRoom();
                    }
                    return rows;
                  });
            });
  }

  private static void requireAtMost(long most, long bytes, Fetched fetched) {
    if (bytes > most) {
      throw new ApiException(
          ApiError.parameter(
              "fields[" + withTexts(fetched).selection().type().name() + "]",
              "The texts of these resources have more than %d MiB together. Ask for fewer of them at a time, for fewer attributes, or for an export."
                  .formatted(most >> 20)));
    }
  }

  private void take(long bytes, Future<?> over) {
    if (over.isComplete()) {
      throw noRoom();
    }
    if (taken.addAndGet(bytes) > all) {
      taken.addAndGet(-bytes);
      throw noRoom();
    }
  }

  /** That of the fetched which has long texts. */
  private static Fetched withTexts(Fetched fetched) {
    return LongTexts.are(fetched.selection())
        ? fetched
        : fetched.included().values().stream()
            .filter(each -> LongTexts.of(each) > 0)
            .findFirst()
            .map(TextRoom::withTexts)
            .orElse(fetched);
  }

  /**
   * Does something when the client has taken its answer, or is gone. The answer is in the channel's
   * queue: what is written behind it, even if it is nothing, is written after it.
   */
  private static void whenTaken(RoutingContext request, Runnable action) {
    ((ConnectionBase) request.request().connection())
        .channelHandlerContext()
        .channel()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(sent -> action.run());
  }

  private ApiException noRoom() {
    refused.increment();
    return new ApiException(
        ApiError.of(
            ErrorCode.OVERLOADED,
            "Others are being answered with as much text as there is memory for. Try again."));
  }
}
