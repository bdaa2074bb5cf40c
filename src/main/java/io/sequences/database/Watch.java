package io.sequences.database;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.impl.command.CommandBase;
import io.vertx.sqlclient.impl.command.CommandResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Closes a connection whose server says nothing while an answer is due, since neither the client
 * nor TCP would ever notice: all that waits for it fails at once, and the pool opens another. A
 * statement that takes long is silent too, so after a second the server is asked, over another
 * connection, whether it is at work on one; and even one that is must be done when the server
 * itself would have given it up.
 *
 * <p>It stands between the client's codec and its connection, where each command and each answer
 * passes, and so reaches into classes that the client calls its own; tests of a database that hangs
 * show whether they still fit.
 */
final class Watch extends ChannelDuplexHandler {

  private static final Logger LOG = Logger.getLogger(Watch.class);

  private static final long LOOK_EVERY_MILLIS = 250;
  private static final long SUSPICIOUS = Duration.ofSeconds(1).toNanos();

  private final int process;
  private final Backends backends;
  private final long longest;

  /** Until when silence is in order. */
  private volatile long patientUntil = System.nanoTime();

  private int due;
  private long heard = System.nanoTime();
  private boolean asking;
  private ScheduledFuture<?> looks;

  private Watch(int process, Backends backends, Duration longest) {
    this.process = process;
    this.backends = backends;
    this.longest = longest.toNanos();
  }

  /**
   * Watches a connection that was just opened.
   *
   * @param longest how long a server may be silent that is at work
   */
  static void over(SqlConnection connection, Backends backends, Duration longest) {
    ChannelPipeline pipeline = pipeline(connection);
    int process = ((PgConnection) connection).processId();
    pipeline.addBefore("handler", "watch", new Watch(process, backends, longest));
  }

  /** Lets the server be silent for so long from now on, without being asked why. */
  static void allowSilence(SqlConnection connection, Duration time) {
    Watch watch = pipeline(connection).get(Watch.class);
    // None is left on a connection that has closed.
    if (watch != null) {
      watch.patientUntil = System.nanoTime() + time.toNanos();
    }
  }

  /** Closes a connection for good, whatever is under way on it; the pool opens another. */
  static void closeSocket(SqlConnection connection) {
    close(socket(connection).channelHandlerContext());
  }

  static ChannelPipeline pipeline(SqlConnection connection) {
    return socket(connection).channelHandlerContext().pipeline();
  }

  private static NetSocketInternal socket(SqlConnection connection) {
    Connection pooled = ((SqlConnectionInternal) connection).unwrap();
    return ((SocketConnectionBase) pooled.unwrap()).socket();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext channel) {
    looks =
        channel
            .executor()
            .scheduleAtFixedRate(
                () -> look(channel), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) throws Exception {
    looks.cancel(false);
    super.channelInactive(channel);
  }

  @Override
  public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof CommandBase) {
      if (due == 0) {
        heard = System.nanoTime();
      }
      due++;
    }
    super.write(channel, message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object message) throws Exception {
    heard = System.nanoTime();
    if (message instanceof CommandResponse) {
      due--;
    }
    super.channelRead(channel, message);
  }

  /** Whether the server may be silent now. */
  boolean allowsSilence() {
    return System.nanoTime() - patientUntil < 0;
  }

  private void look(ChannelHandlerContext channel) {
    long silent = System.nanoTime() - heard;
    if (due <= 0 || silent < SUSPICIOUS || asking || allowsSilence()) {
      return;
    }
    if (silent > longest) {
      close(channel);
      return;
    }
    asking = true;
    long since = heard;
    backends
        .hang(process)
        .onComplete(
            hangs ->
                channel
                    .executor()
                    .execute(
                        () -> {
                          asking = false;
                          if (hangs.succeeded() && hangs.result() && due > 0 && heard == since) {
                            close(channel);
                          }
                        }));
  }

  /** From below the codec, which would only tell the server to, and wait for it. */
  private static void close(ChannelHandlerContext channel) {
    ChannelHandlerContext codec = channel.pipeline().context("codec");
    if (codec != null) {
      LOG.warn("A connection is given up: the database does not answer on it in time.");
      codec.close().addListener(closed -> LOG.debug("It is closed."));
    }
  }
}
