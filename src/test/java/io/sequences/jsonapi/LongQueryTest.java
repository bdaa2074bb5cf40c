package io.sequences.jsonapi;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sequences.app.ResourceTypes;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Query strings of 100,000 characters, six times what a request line may have, are read or refused
 * at once, in both grammars of filters.
 */
class LongQueryTest {

  private static final int LENGTH = 100_000;

  /** A thousand times what they take; the square of the length would take longer still. */
  private static final Duration ENOUGH = Duration.ofSeconds(2);

  static Stream<String> pieces() {
    return Stream.of(
        "a",
        "0",
        "-",
        ".",
        "..",
        ",",
        "..,",
        "[",
        "]",
        "[]",
        "[a]",
        "][",
        "%5B%5D",
        "%",
        "%F0",
        "%F0%9F%98%80",
        "+",
        "=",
        "&",
        "a&",
        "a=&",
        "inf..",
        "__null__",
        "__null__,",
        "%00",
        "1,",
        "2026-01-01..",
        "owner.",
        "-name,");
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void aQueryOfOnePiece(String piece) {
    String text = piece.repeat(LENGTH / piece.length());
    for (String before :
        List.of(
            "",
            "filter[name]=",
            "filter[id]=",
            "filter[",
            "filter[name][gte]=",
            "sort=",
            "include=",
            "fields[sequence]=",
            "fields[",
            "page[after]=",
            "page[size]=",
            "count=")) {
      for (String syntax : List.of("", "newFilterSyntax=true&")) {
        assertTimeoutPreemptively(
            ENOUGH, () -> readOrRefuse(syntax + before + text), syntax + before + piece);
      }
    }
  }

  private static void readOrRefuse(String query) {
    try {
      QueryParser.forCollection(query);
    } catch (ApiException refused) {
      // Which is as good.
    }
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void aValueOfOnePiece(String piece) {
    String text = piece.repeat(LENGTH / piece.length());
    for (ResourceType type : ResourceTypes.catalog().types()) {
      Stream.concat(
              type.attributes().values().stream().map(attribute -> attribute.type()),
              Stream.of(type.id().type()))
          .distinct()
          .forEach(
              kind ->
                  assertTimeoutPreemptively(
                      ENOUGH, () -> readOrRefuse(kind, text), kind + " " + piece));
    }
  }

  private static void readOrRefuse(ValueType<?> kind, String text) {
    try {
      kind.fromFilter(text);
    } catch (InvalidValue refused) {
      // Which is as good.
    }
  }
}
