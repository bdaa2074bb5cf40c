package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sequences.support.Api;
import io.sequences.support.AtOnce;
import io.sequences.support.OtherWriter;
import io.sequences.support.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Anybody can claim to be an application: what that costs is bounded, and nobody else's business.
 */
@QuarkusTest
class UnprovenApplicationsTest {

  /** More than are looked up at once. */
  private static final int MANY = 12;

  private static final int AT_ONCE = 4;
  private static final long NO_INSTALL = 4_000_000;

  private final Api ada = Api.admin("unproven", "ada");

  @Test
  void fewAreLookedUpAtOnce() {
    Application application = Application.register(ada, "sequences.read");
    try (OtherWriter writer = new OtherWriter()) {
      // Who looks for an install waits for a second.
      writer.run("lock table install in access exclusive mode");
      List<CompletableFuture<ValidatableResponse>> asked =
          Stream.generate(() -> AtOnce.begin(() -> application.accessToken(NO_INSTALL)))
              .limit(MANY)
              .toList();
      writer.awaitSomebodyWaiting();
      ada.get("/sequences").statusCode(200);
      while (!asked.stream().allMatch(CompletableFuture::isDone)) {
        assertThat(writer.waiting()).isLessThanOrEqualTo(AT_ONCE);
      }
      asked.forEach(answer -> Refusal.of(answer.join(), 503).is("overloaded"));
    }
    Refusal.of(application.accessToken(NO_INSTALL), 401).is("unauthenticated");
  }
}
