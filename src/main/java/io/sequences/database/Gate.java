package io.sequences.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.sequences.RefusedSettingException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets so much work of requests at the database at once as the pool has connections to spare. What
 * finds no room waits its turn, for a second at most and as long as its client stays; then it is
 * refused. {@link Room} says whose turn it is. Upkeep does not pass here: it has the rest of the
 * pool. Made at start, so that a setting which makes no sense is told then.
 *
 * <p>A class of our own because the two at hand do not do that: the pool's own queue knows of no
 * client that left and serves upkeep and requests alike, and the bulkhead of SmallRye Fault
 * Tolerance bounds how many wait, but not for how long.
 */
@Startup
@ApplicationScoped
public class Gate {

  /** Connections that requests leave to upkeep and readiness, if the pool is not tiny. */
  private static final int SPARED = 2;

  /** Work at once for whoever has proved nothing. */
  private static final int UNPROVEN = 4;

  private final Vertx vertx;
  private final Pool pool;
  private final long longestLoan;
  private final int places;
  private final Room room;
  private final Room unproven;

  Gate(
      Vertx vertx,
      Pool pool,
      MeterRegistry meters,
      @ConfigProperty(name = "sequences.limits.database-work") OptionalInt places,
      @ConfigProperty(name = "sequences.limits.database-wait") Duration patience,
      @ConfigProperty(name = "sequences.limits.request") Duration longestLoan,
      @ConfigProperty(name = "quarkus.datasource.reactive.max-size", defaultValue = "20")
          int connections) {
    this.vertx = vertx;
    this.pool = pool;
    this.longestLoan = longestLoan.toMillis();
    int all = places.orElse(Math.max(1, connections - SPARED));
    if (all < 1 || all > connections) {
      throw new RefusedSettingException(
          "sequences.limits.database-work",
          all,
          "from 1 to the %d connections of the pool".formatted(connections));
    }
    this.places = all;
    Counter refused =
        Counter.builder("sequences.gate.refused")
            .description("Work for which the database had no room in time.")
            .register(meters);
    long given = Math.max(1, patience.toMillis());
    this.room = new Room(vertx, all, given, refused::increment);
    Counter unknown =
        Counter.builder("sequences.gate.unproven.refused")
            .description("Look-ups for whoever has proved nothing that found no room in time.")
            .register(meters);
    this.unproven = new Room(vertx, UNPROVEN, given, unknown::increment);
    Gauge.builder("sequences.gate.admitted", room, r -> all - r.free())
        .description("Work that is at the database.")
        .register(meters);
    Gauge.builder("sequences.gate.waiting", room, Room::waiting)
        .description("Work that waits for room at the database.")
        .register(meters);
  }

  /**
   * Lends a connection to work when there is room for it, and takes it back whatever happens: it is
   * closed when the request is given up, or when it is kept for longer than any request may take.
   */
  public <T> Future<T> lend(Function<SqlConnection, Future<T>> work) {
    return lendUnbounded(
        connection -> {
          long timer = vertx.setTimer(longestLoan, late -> Watch.closeSocket(connection));
          return Future.succeededFuture(connection)
              .compose(work)
              .onComplete(in -> vertx.cancelTimer(timer));
        });
  }

  /** The same for work that takes as long as it takes, and sees itself to it that it ends. */
  <T> Future<T> lendUnbounded(Function<SqlConnection, Future<T>> work) {
    return admit(
        () ->
            pool.getConnection()
                .compose(
                    connection -> {
                      Future<T> done = Future.succeededFuture(connection).compose(work);
                      closeWhenGivenUp(connection, done);
                      return done.eventually(() -> connection.close());
                    }));
  }

  /** How much work there may be at the database at once. */
  public int places() {
    return places;
  }

  private static void closeWhenGivenUp(SqlConnection connection, Future<?> done) {
    Future<?> request = RequestEnd.ofCurrent();
    if (request != null) {
      request.onFailure(
          givenUp -> {
            if (!done.isComplete()) {
              Watch.closeSocket(connection);
            }
          });
    }
  }

  /** Does the work when there is room for it; fails with {@link NoRoomException} if none comes. */
  public <T> Future<T> admit(Supplier<Future<T>> work) {
    return admit(room.turn(false), RequestEnd.ofCurrent(), work);
  }

  /**
   * The same for work that is asked for again until it is done, such as a batch of a stream: it
   * gives way to nobody who came later.
   */
  public <T> Future<T> admitPatiently(Supplier<Future<T>> work) {
    return admit(room.turn(true), RequestEnd.ofCurrent(), work);
  }

  /** The same for what several requests may wait for: it outlives the one that asked first. */
  public <T> Future<T> admitShared(Supplier<Future<T>> work) {
    return admit(room.turn(false), null, work);
  }

  /**
   * The same for whoever has proved nothing yet. Anybody can send as much of that as he likes, so
   * little of it is at the database at once, and the rest waits for its turn where it is in nobody
   * else's way.
   */
  <T> Future<T> admitUnproven(Supplier<Future<T>> work) {
    return admit(unproven.turn(false), RequestEnd.ofCurrent(), () -> admit(work));
  }

  private static <T> Future<T> admit(Room.Turn turn, Future<?> request, Supplier<Future<T>> work) {
    return turn.come(request).compose(in -> work.get()).eventually(turn::end);
  }

  /** Turns a request away at once if it would wait in vain: {@link Room#turnAwayIfHopeless}. */
  public boolean turnAwayIfHopeless() {
    return room.turnAwayIfHopeless();
  }

  /** Whether there is so much to do, and for so long, that refusals had better cost nothing. */
  public boolean isTense() {
    return room.isTense();
  }
}
