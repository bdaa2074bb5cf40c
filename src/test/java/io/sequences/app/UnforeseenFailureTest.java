package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import org.junit.jupiter.api.Test;

/** What a client is told of a failure that nobody foresaw. */
class UnforeseenFailureTest {

  @Test
  void isTheIdOfTheRequestWhichFindsItInTheLogAndNothingOfTheCause() {
    ApiError error =
        HttpErrors.unforeseen(
            new IllegalStateException("select secret from t"), "my-request.7", "GET /x");
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error.detail())
        .endsWith(" my-request.7.")
        .doesNotContain("secret")
        .doesNotContain("IllegalState");
  }
}
