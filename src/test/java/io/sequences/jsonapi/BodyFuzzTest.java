package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.support.FuzzTarget;

/** Whatever a body is, it is a document or refused. */
class BodyFuzzTest {

  @FuzzTarget
  void body(byte[] bytes) {
    try {
      RequestDocument.Many documents = RequestDocument.parseMany(bytes);
      assertThat(documents.resources()).hasSizeBetween(1, RequestDocument.MOST);
      documents.resources().forEach(document -> assertThat(document.type()).isNotNull());
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isIn(400, 422);
    }
  }
}
