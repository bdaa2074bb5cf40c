package io.sequences.read;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.quarkus.arc.ClientProxy;
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

  TextRoom(RoutingContext routing) {
    this.routing = routing;
  }

  /**
   * Reads what an answer shows; 422 when it has more than any may, 503 when others have too much at
   * the moment.
   *
   * @param read is told how many bytes each of its statements may bring
   * @param shown of what was read, that which has texts
   */
  <T> Future<T> read(LongFunction<Future<T>> read, Function<T, Fetched> shown) {
    RoutingContext request = ClientProxy.unwrap(routing);
    return read.apply(LongTexts.FEW)
        .compose(
            first -> {
              long bytes = LongTexts.of(shown.apply(first));
              if (bytes <= LongTexts.FEW) {
                return Future.succeededFuture(first);
              }
              requireAtMost(Math.min(all, MOST), shown.apply(first));
              take(bytes, request);
              return read.apply(bytes)
                  .map(
                      again -> {
                        // Somebody has written more meanwhile.
                        if (LongTexts.of(shown.apply(again)) > bytes) {
                          throw noRoom();
                        }
                        return again;
                      });
            });
  }

  /** Refuses, 422, what has more bytes. */
  static void requireAtMost(long most, Fetched fetched) {
    if (LongTexts.of(fetched) > most) {
      throw new ApiException(
          ApiError.parameter(
              "fields[" + heaviest(fetched).selection().type().name() + "]",
              "The texts of these resources have more than %d MiB together. Ask for fewer of them at a time, for fewer attributes, or for an export."
                  .formatted(most >> 20)));
    }
  }

  private static Fetched heaviest(Fetched fetched) {
    return LongTexts.are(fetched.selection())
        ? fetched
        : fetched.included().values().stream()
            .filter(each -> LongTexts.of(each) > 0)
            .findFirst()
            .map(TextRoom::heaviest)
            .orElse(fetched);
  }

  private void take(long bytes, RoutingContext request) {
    if (request.response().ended()) {
      throw noRoom();
    }
    if (taken.addAndGet(bytes) > all) {
      taken.addAndGet(-bytes);
      throw noRoom();
    }
    Channel client =
        ((ConnectionBase) request.request().connection()).channelHandlerContext().channel();
    // The answer is in the channel's queue by then. What is written behind it, even if it is
    // nothing, is written when the client has taken all before it, or is gone.
    request.addEndHandler(
        answered ->
            client
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(sent -> taken.addAndGet(-bytes)));
  }

  private static ApiException noRoom() {
    return new ApiException(
        ApiError.of(
            ErrorCode.OVERLOADED,
            "Others are being answered with as much text as there is memory for. Try again."));
  }
}
