package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b | a | a | | b",
        "a | a | a | | ''",
        "a= | a | a | | ''",
        "a=b=c | a | a | | b=c",
        "filter[name]=x | filter[name] | filter | name | x",
        "filter%5Bname%5D=x | filter[name] | filter | name | x",
        "filter%5bname]=x | filter[name] | filter | name | x",
        "filter[owner][email]=a%40b | filter[owner][email] | filter | owner,email | a@b",
        "filter[name][]=x | filter[name][] | filter | name, | x",
        "a=%26%3D%2B+. | a | a | | '&=+ .'",
        "n%C3%A9=%F0%9F%98%80 | né | né | | 😀",
        "[x]=1 | [x] | '' | x | 1",
      })
  void aPairIsSplitAndDecoded(String raw, String name, String family, String keys, String value) {
    List<String> expected = keys == null ? List.of() : List.of(keys.split(",", -1));
    assertThat(Parameter.parse(raw)).containsExactly(new Parameter(name, family, expected, value));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"&", "&&&"})
  void nothingIsNoParameter(String raw) {
    assertThat(Parameter.parse(raw)).isEmpty();
  }

  @Test
  void anIdenticalPairCountsOnceAndOrderStays() {
    assertThat(Parameter.parse("b=1&a=2&b=1&%62=1&b=2"))
        .extracting(Parameter::encoded)
        .containsExactly("b=1", "a=2", "b=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=% | a | percent-encoded",
        "a=%4 | a | percent-encoded",
        "a=%g0 | a | percent-encoded",
        "a=%C3 | a | percent-encoded",
        "a=%C0%80 | a | percent-encoded",
        "a=%ED%A0%80 | a | percent-encoded",
        "a=é | a | percent-encoded",
        "%FF=1 | %FF | percent-encoded",
        "a=%00 | a | U+0000",
        "a%00b=1 | a�b | U+0000",
        "a[=1 | a[ | brackets",
        "a]=1 | a] | brackets",
        "a[b=1 | a[b | brackets",
        "a[b]c=1 | a[b]c | brackets",
        "a[b]c[d]=1 | a[b]c[d] | brackets",
        "a[[b]]=1 | a[[b]] | brackets",
        "a[b]]=1 | a[b]] | brackets",
      })
  void whatCannotBeReadIsReportedUnderItsName(String raw, String name, String detail) {
    List<ApiError> errors = new ArrayList<>();
    assertThat(Parameter.parse(raw, errors)).isEmpty();
    assertThat(errors)
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.source())
                  .isEqualTo(new ApiError.Source(ApiError.Place.PARAMETER, name));
              assertThat(error.detail()).contains(detail);
            });
  }
}
