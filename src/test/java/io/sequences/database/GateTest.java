package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let to the database, in which order, and whose place becomes free. */
class GateTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

  private Gate gate(int places, Duration patience) {
    return new Gate(
        vertx, null, new SimpleMeterRegistry(), OptionalInt.of(places), patience, LONG, 20);
  }

  private Future<Object> work(Gate gate, String name, Promise<Object> done) {
    return gate.admit(
        () -> {
          begun.add(name);
          return done.future();
        });
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  private void awaitBegun(String... names) {
    await().atMost(LONG).untilAsserted(() -> assertThat(begun).containsExactly(names));
  }

  @Test
  void asManyAsThereArePlacesAndTheOthersInTheirOrder() {
    Gate gate = gate(2, LONG);
    List<Promise<Object>> ends = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      Promise<Object> end = Promise.promise();
      ends.add(end);
      work(gate, name, end);
    }
    awaitBegun("a", "b");
    ends.get(1).complete();
    awaitBegun("a", "b", "c");
    ends.get(0).fail("however it ends");
    awaitBegun("a", "b", "c", "d");
    ends.get(3).complete();
    awaitBegun("a", "b", "c", "d", "e");
  }

  @Test
  void whoFindsNoRoomInTimeIsRefusedAndIsNotLetInLater() {
    Gate gate = gate(1, Duration.ofMillis(30));
    Promise<Object> end = Promise.promise();
    work(gate, "a", end);
    Future<Object> late = work(gate, "b", Promise.promise());
    await().atMost(LONG).until(late::failed);
    assertThat(DatabaseFaults.isOverload(late.cause())).isTrue();
    end.complete();
    work(gate, "c", Promise.promise());
    awaitBegun("a", "c");
  }

  @Test
  void whoComesIsTurnedAwayOnceSomebodyHasWaitedAQuarterOfHisTimeAndNobodyGetsOn() {
    Gate gate = gate(1, Duration.ofSeconds(4));
    Promise<Object> end = Promise.promise();
    work(gate, "a", end);
    assertThat(gate.turnAwayIfHopeless()).isFalse();
    Future<Object> waits = work(gate, "b", Promise.promise());
    assertThat(gate.turnAwayIfHopeless()).isFalse();
    await().atMost(LONG).until(gate::turnAwayIfHopeless);
    assertThat(waits.isComplete()).isFalse();
    end.complete();
    awaitBegun("a", "b");
    assertThat(gate.turnAwayIfHopeless()).isFalse();
  }

  private Promise<Object> asks(Gate gate, String name) {
    Promise<Object> end = Promise.promise();
    work(gate, name, end);
    return end;
  }

  @Test
  void onceSomebodyHasWaitedForAQuarterOfTheTimeWhoHasForATenthGivesWayToWhoComesLater() {
    Gate gate = gate(1, Duration.ofSeconds(10));
    Promise<Object> a = asks(gate, "a");
    Promise<Object> b = asks(gate, "b");
    Promise<Object> c = asks(gate, "c");
    await().atMost(LONG).until(gate::turnAwayIfHopeless);
    Promise<Object> d = asks(gate, "d");
    Promise<Object> e = asks(gate, "e");
    a.complete();
    awaitBegun("a", "d");
    d.complete();
    awaitBegun("a", "d", "e");
    e.complete();
    awaitBegun("a", "d", "e", "c");
    c.complete();
    awaitBegun("a", "d", "e", "c", "b");
    b.complete();
  }

  @Test
  void onceSomebodyHasWaitedForAQuarterOfTheTimeWhoComesIsGivenATenthUntilThereIsNoCrowd() {
    Duration patience = Duration.ofSeconds(4);
    Gate gate = gate(1, patience);
    Promise<Object> a = asks(gate, "a");
    Future<Object> first = work(gate, "b", Promise.promise());
    assertThat(gate.isTense()).isFalse();
    await().atMost(LONG).until(gate::isTense);
    assertThat(first.isComplete()).isFalse();
    long came = System.nanoTime();
    Future<Object> later = work(gate, "c", Promise.promise());
    await().pollInterval(Duration.ofMillis(10)).atMost(LONG).until(later::failed);
    assertThat(Duration.ofNanos(System.nanoTime() - came))
        .isBetween(patience.dividedBy(10), patience.minusMillis(1));
    await().atMost(LONG).until(first::failed);
    await().atMost(LONG).until(() -> !gate.isTense());
    Future<Object> last = work(gate, "d", Promise.promise());
    a.complete();
    awaitBegun("a", "d");
    assertThat(last.isComplete()).isFalse();
  }

  @Test
  void thePatientGiveWayToNobody() {
    Gate gate = gate(1, Duration.ofSeconds(10));
    Promise<Object> a = asks(gate, "a");
    Future<Object> patient =
        gate.admitPatiently(
            () -> {
              begun.add("patient");
              return Future.succeededFuture();
            });
    await().atMost(LONG).until(gate::turnAwayIfHopeless);
    asks(gate, "b");
    a.complete();
    awaitBegun("a", "patient", "b");
    assertThat(patient.succeeded()).isTrue();
  }

  @Test
  void whatSeveralMayWaitForOutlivesTheRequestThatAskedFirst() {
    Gate gate = gate(1, LONG);
    Promise<Object> end = Promise.promise();
    work(gate, "a", end);
    Promise<Void> request = Promise.promise();
    Promise<Future<Object>> asked = Promise.promise();
    VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
        .runOnContext(
            go -> {
              RequestEnd.is(request.future());
              Future<Object> own = work(gate, "its own", Promise.promise());
              gate.admitShared(
                  () -> {
                    begun.add("shared");
                    return Future.succeededFuture();
                  });
              asked.complete(own);
            });
    await().atMost(LONG).until(() -> asked.future().isComplete());
    request.complete();
    await().atMost(LONG).until(() -> asked.future().result().failed());
    end.complete();
    awaitBegun("a", "shared");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 21})
  void asManyPlacesAsThereAreNoConnectionsForAreRefusedAtStart(int places) {
    assertThatThrownBy(() -> gate(places, LONG))
        .hasMessageContaining("sequences.limits.database-work is " + places)
        .hasMessageContaining("20 connections");
  }

  @Test
  void workThatThrowsGivesItsPlaceBack() {
    Gate gate = gate(1, LONG);
    Future<Object> failed =
        gate.admit(
            () -> {
              throw new IllegalStateException("at once");
            });
    assertThat(failed.failed()).isTrue();
    work(gate, "b", Promise.promise());
    awaitBegun("b");
  }
}
