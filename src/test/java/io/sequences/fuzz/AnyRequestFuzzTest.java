package io.sequences.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.FuzzTarget;
import io.sequences.support.OpenApi;
import io.sequences.support.RawHttp;
import io.sequences.support.WhatLeaves;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked of any operation of the OpenAPI document, it is done or refused, and no answer
 * says how the service is made. A run follows from its seed, which is printed: {@code
 * -Dfuzz.seed=…} repeats it.
 */
@QuarkusTest
class AnyRequestFuzzTest {

  /** In a build without the profile {@code fuzz}. */
  private static final int SHORT_SECONDS = 8;

  /**
   * A new estate after so many requests: what the earlier ones left is not what they began with.
   */
  private static final int TO_AN_ESTATE = 400;

  /** However slow the machine is. */
  private static final int FEWEST = 3 * TO_AN_ESTATE;

  private List<DescribedOperation> operations;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Set<String> done = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private Estate estate;

  @Test
  void whateverIsAskedIsDoneOrRefused() {
    operations = DescribedOperation.of(OpenApi.fetch());
    boolean fuzzing = System.getenv("JAZZER_FUZZ") != null;
    int seconds = fuzzing ? FuzzTarget.SECONDS : SHORT_SECONDS;
    long seed = Long.getLong("fuzz.seed", new Random().nextInt(1_000_000_000));
    System.out.println("-Dfuzz.seed=" + seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    int number = 0;
    while (System.nanoTime() < end || number < FEWEST) {
      if (number % TO_AN_ESTATE == 0) {
        estate = new Estate("fuzz-" + number / TO_AN_ESTATE, "ada", operations);
      }
      ask(seed, number++);
    }
    System.out.println(number + " requests, by status " + statuses);
    // Requests that are never in order, or always, would prove little.
    assertThat(statuses).containsKeys(200, 400, 404, 422);
    assertThat(refused).as("operations that refused something").hasSize(operations.size());
    assertThat(done.size())
        .as("operations that did something")
        .isGreaterThan(operations.size() / 4);
  }

  private void ask(long seed, int number) {
    Chance chance = new Chance(seed, number);
    DescribedOperation operation = operations.get(number % operations.size());
    HostileRequest request = HostileRequest.of(chance, operation, estate);
    try {
      RawHttp.Answer answer = request.send();
      assertThat(answer.status()).isBetween(200, 499);
      WhatLeaves.assertHarmless(answer.headers() + answer.body());
      assertThat(answer.headers()).containsKey("x-request-id");
      statuses.merge(answer.status(), 1, Integer::sum);
      (answer.status() < 300 ? done : refused).add(operation.id());
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "Request " + number + " of -Dfuzz.seed=" + seed + ":\n" + request.shown(), failure);
    }
  }
}
