package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import org.junit.jupiter.api.Test;

/** What a client is told of a failure that nobody foresaw. */
class UnforeseenFailureTest {

  @Test
  void isAnIdThatFindsItInTheLogAndNothingOfTheCause() {
    ApiError error = HttpErrors.unforeseen(new IllegalStateException("select secret from t"));
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error.detail())
        .matches(".* [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.")
        .doesNotContain("secret")
        .doesNotContain("IllegalState");
    assertThat(HttpErrors.unforeseen(null).detail()).isNotEqualTo(error.detail());
  }
}
