package io.sequences.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter's text means to each kind of value. */
class FilterValueTest {

  private static final List<ValueType<?>> KINDS =
      List.of(
          Values.BOOLEAN,
          Values.MOMENT,
          Values.DAY,
          Values.NUMBER,
          Values.FIGURE,
          Values.POSITIVE,
          Values.LONG_TEXT,
          Values.oneOf("a", "b"),
          Values.listOf(2, 3));

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:34:56.789Z,2024-02-29T12:34:56.789Z",
    "2024-02-29T12:34:56Z,2024-02-29T12:34:56Z",
    "2024-02-29T12:34Z,2024-02-29T12:34Z",
    "2024-03-01T01:30:00+02:00,2024-02-29T23:30Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00Z",
    "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z"
  })
  void aMomentIsTakenInAnyOffset(String text, String utc) {
    assertThat(Values.MOMENT.fromFilter(text)).hasToString(utc);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024",
        "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-02-29 00:00:00Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T00:00:00",
        "2024-02-29T00:00:00+25:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "+2024-01-01T00:00:00Z",
        "2024-02-29t00:00:00z",
        "20240229T000000Z"
      })
  void whatIsNoMomentIsRefused(String text) {
    assertThatThrownBy(() -> Values.MOMENT.fromFilter(text)).isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29,true",
    "0001-01-01,true",
    "9999-12-31,true",
    "0000-12-31,false",
    "2023-02-29,false",
    "2024-2-9,false",
    "2024-02-29T00:00:00Z,false",
    "-001-01-01,false",
    "10000-01-01,false",
    "'',false"
  })
  void aDayIsFourTwoTwoDigits(String text, boolean day) {
    assertThat(Moment.dayOf(text).isPresent()).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-5,-5",
    "007,7",
    "9223372036854775807,9223372036854775807",
    "-9223372036854775808,-9223372036854775808"
  })
  void aWholeNumberIsAny64Bits(String text, long value) {
    assertThat(Values.POSITIVE.fromFilter(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1.5,-1.5", "1e3,1000", ".5,0.5", "33.333333333333336,33.333333333333336"})
  void aNumberIsADouble(String text, double value) {
    assertThat(Values.NUMBER.fromFilter(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NaN", "Infinity", "1e999", "0x1p3", "1d", "1_000", " 1", "+", "-", "e"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> Values.NUMBER.fromFilter(text)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> Values.FIGURE.fromFilter(text)).isInstanceOf(InvalidValue.class);
  }

  @Property
  void anyTextIsTakenOrRefusedByEveryKind(@ForAll String text) {
    for (ValueType<?> kind : KINDS) {
      try {
        assertThat(kind.fromFilter(text)).isNotNull();
      } catch (InvalidValue refusal) {
        assertThat(refusal).hasMessageStartingWith("must be ");
      }
    }
    assertThat(Moment.dayOf(text)).isNotNull();
  }
}
