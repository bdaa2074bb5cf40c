package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a query string is, it is read or refused. */
class AnyQueryTest {

  @Property
  void anyTextIsReadOrRefused(@ForAll String raw) {
    readOrRefuse(raw);
  }

  @Property
  void anyPiecesOfTheGrammarAreReadOrRefused(@ForAll("pieces") String raw) {
    readOrRefuse(raw);
  }

  /** What can go wrong lies near what is right, so most pieces are words of the grammars. */
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "filter",
            "[",
            "]",
            "%5B",
            "%5D",
            "name",
            "[]",
            "[gte]",
            "[neq]",
            "=",
            "&",
            ",",
            "..",
            "inf",
            "neginf",
            "__null__",
            "sort=",
            "-",
            "page",
            "size",
            "limit",
            "offset",
            "after",
            "include=",
            ".",
            "fields",
            "count=true",
            "newFilterSyntax=true&",
            "%",
            "%00",
            "%C3",
            "%F0%9F%98%80",
            "+",
            "0",
            "99999999999",
            "\ud800",
            "é",
            "\0")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  private static void readOrRefuse(String raw) {
    try {
      Query query = QueryParser.forCollection(raw);
      assertThat(query.page().size()).isBetween(1, QueryParser.MAX_PAGE_SIZE);
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(422);
      assertThat(refusal.errors()).isNotEmpty();
    }
    try {
      QueryParser.forResource(raw);
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(422);
    }
  }

  @Property
  void whatIsEncodedIsReadBack(@ForAll("storable") String name, @ForAll("storable") String value) {
    Parameter parameter = new Parameter(name, name, List.of(), value);
    assertThat(Parameter.parse(parameter.encoded())).containsExactly(parameter);
  }

  @Provide
  Arbitrary<String> storable() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(20)
        .filter(
            text ->
                Characters.flaw(text) == null && text.indexOf('[') < 0 && text.indexOf(']') < 0);
  }
}
