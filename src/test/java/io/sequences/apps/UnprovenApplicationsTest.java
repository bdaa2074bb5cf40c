package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Anybody can claim to be an application: what that costs is bounded, and nobody else's business.
 */
@QuarkusTest
class UnprovenApplicationsTest {

  /** Several times as many as are looked up at once. */
  private static final int MANY = 16;

  private static final long NO_INSTALL = 4_000_000;

  private final Api ada = Api.admin("unproven", "ada");

  @Test
  void fewAreLookedUpAtOnce() {
    Application application = Application.register(ada, "sequences.read");
    try (OtherWriter writer = new OtherWriter()) {
      // Who looks for an install waits for a second.
      writer.run("lock table install in access exclusive mode");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(answers(application))
                      .anyMatch(body -> body.contains("Too many applications ask")));
      ada.get("/sequences").statusCode(200);
    }
    Refusal.of(application.accessToken(NO_INSTALL), 401).is("unauthenticated");
  }

  /** What many are told who ask at the same time. */
  private static List<String> answers(Application application) {
    List<CompletableFuture<ValidatableResponse>> asked =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> application.accessToken(NO_INSTALL)))
            .limit(MANY)
            .toList();
    return asked.stream()
        .map(answer -> Refusal.of(answer.join(), 503).is("overloaded").text())
        .toList();
  }
}
