package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.support.FuzzTarget;
import java.nio.charset.StandardCharsets;

/** Whatever a query string is, in either grammar of filters, it is read or refused. */
class QueryFuzzTest {

  @FuzzTarget
  void query(byte[] bytes) {
    String raw = new String(bytes, StandardCharsets.UTF_8);
    for (String query : new String[] {raw, "newFilterSyntax=true&" + raw}) {
      try {
        Query read = QueryParser.forCollection(query);
        assertThat(read.page().size()).isBetween(1, QueryParser.MAX_PAGE_SIZE);
        assertReadBack(query);
      } catch (ApiException refusal) {
        assertThat(refusal.status()).isEqualTo(422);
      }
    }
  }

  /** Links repeat a query as it was understood. */
  private static void assertReadBack(String query) {
    for (Parameter parameter : Parameter.parse(query)) {
      assertThat(Parameter.parse(parameter.encoded())).containsExactly(parameter);
    }
  }
}
