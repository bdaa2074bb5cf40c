package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.Sizes;
import io.sequences.support.Versioned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many clients who read, change and write the same resource: no accepted write is overwritten. A
 * write that was answered with 503 may be done, and is explained by the value, or has not been.
 */
@QuarkusTest
@Tag("faults")
class LostUpdatesTest {

  private static final int WRITERS = 16;
  private static final int WRITES = Sizes.UPDATES_PER_WRITER;

  private final Api ada = Api.of("lost-updates", "ada");
  private final AtomicInteger overtaken = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private final ExecutorService clients = Executors.newFixedThreadPool(WRITERS);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void theLastValueIsTheNumberOfAcceptedWritesWhichEachHaveAVersion() throws Exception {
    long id = ada.createSequence("\"name\":\"s\",\"maxActivations\":1");
    ada.token();
    List<Callable<List<Integer>>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(() -> write(id));
    }
    List<Integer> versions = new ArrayList<>();
    for (Future<List<Integer>> accepted : clients.invokeAll(writers)) {
      versions.addAll(accepted.get());
    }
    ValidatableResponse last = ada.get("/sequences/" + id);
    int value = Json.attributes(last).path("maxActivations").intValue() - 1;
    System.out.printf(
        "[faults] updates: %d written, %d overtaken, %d unknown; the value is %d%n",
        versions.size(), overtaken.get(), unknown.get(), value);
    assertThat(versions.size()).isGreaterThan(WRITES);
    assertThat(value).isBetween(versions.size(), versions.size() + unknown.get());
    assertThat(new HashSet<>(versions)).hasSize(versions.size());
    assertThat(Versioned.of(last)).isEqualTo(value);
  }

  /** The versions that this writer's accepted writes made. */
  private List<Integer> write(long id) {
    List<Integer> versions = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      ValidatableResponse read = read(id);
      int value = Json.attributes(read).path("maxActivations").intValue();
      ValidatableResponse written =
          ada.request()
              .header("If-Match", read.extract().header("ETag"))
              .contentType(Api.JSON_API)
              .body(Api.document("\"maxActivations\":" + (value + 1)))
              .patch("/api/v2/sequences/" + id)
              .then();
      switch (written.extract().statusCode()) {
        case 200 -> versions.add(Versioned.of(written));
        case 412 -> overtaken.incrementAndGet();
        case 503 -> unknown.incrementAndGet();
        default -> written.statusCode(200);
      }
    }
    return versions;
  }

  /** Reads the resource, again while the service says that it is overloaded. */
  private ValidatableResponse read(long id) {
    ValidatableResponse read;
    do {
      read = ada.get("/sequences/" + id + "?fields[sequence]=maxActivations");
    } while (read.extract().statusCode() == 503);
    return read.statusCode(200);
  }
}
