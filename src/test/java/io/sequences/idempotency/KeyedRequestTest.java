package io.sequences.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sequences.access.Caller;
import io.sequences.access.Who;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a key, and which requests are the same. */
class KeyedRequestTest {

  private static final IdempotencyKey KEY = new IdempotencyKey("k");

  private static KeyedRequest request(Who who, String line, String body) {
    return KeyedRequest.of(
        new Caller(7, who, false, Set.of()),
        KEY,
        line,
        body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "~", "order 7, again!"})
  void printableCharactersAreAKey(String text) {
    assertThat(IdempotencyKey.of(List.of(text))).contains(new IdempotencyKey(text));
  }

  @Test
  void aRequestMayHaveNone() {
    assertThat(IdempotencyKey.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"255,true", "256,false"})
  void aKeyIsSoLong(int length, boolean taken) {
    List<String> headers = List.of("k".repeat(length));
    if (taken) {
      assertThat(IdempotencyKey.of(headers)).isPresent();
    } else {
      assertRefused(headers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "a\u007f", "a\u001fb", "\t"})
  void whatIsNoKeyIsRefused(String text) {
    assertRefused(List.of(text));
  }

  @Test
  void twoKeysAreNone() {
    assertRefused(List.of("a", "a"));
  }

  private static void assertRefused(List<String> headers) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> IdempotencyKey.of(headers));
    assertThat(refusal).isNotNull();
    assertThat(refusal.errors().get(0).code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
    assertThat(refusal.errors().get(0).source().value()).isEqualTo("Idempotency-Key");
  }

  @Test
  void theSameRequestHasTheSameFingerprint() {
    KeyedRequest first = request(new Who.User(1), "POST /a", "{}");
    assertThat(first).isEqualTo(request(new Who.User(1), "POST /a", "{}"));
    assertThat(first.orgId()).isEqualTo(7);
    assertThat(first.key()).isEqualTo(KEY);
    assertThat(first.fingerprint()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource({"POST /b,{}", "POST /a?x,{}", "POST /a,{ }", "POST /a,", "POST /a{},''"})
  void anotherAddressOrBodyIsAnotherRequest(String line, String body) {
    assertThat(request(new Who.User(1), line, body).fingerprint())
        .isNotEqualTo(request(new Who.User(1), "POST /a", "{}").fingerprint());
  }

  @Test
  void noBodyIsAnEmptyOne() {
    assertThat(request(new Who.User(1), "POST /a", null))
        .isEqualTo(request(new Who.User(1), "POST /a", ""));
  }

  @Test
  void anApplicationIsNotTheUserOfTheSameNumber() {
    assertThat(request(new Who.User(1), "POST /a", null).account()).isEqualTo("user:1");
    assertThat(request(new Who.Application(1), "POST /a", null).account()).isEqualTo("app:1");
  }
}
