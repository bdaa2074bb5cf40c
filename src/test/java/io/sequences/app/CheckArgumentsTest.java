package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line asks for. */
class CheckArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "check-counters,,,false,true",
    "check-counters --repair,,,true,true",
    "check-counters --repair --repair,,,true,true",
    "check-counters --org=acme,acme,,false,false",
    "check-counters --org=a=b,a=b,,false,false",
    "check-counters --sequence=18,,18,false,false",
    "check-counters --sequence=999999999999999999,,999999999999999999,false,false",
    "check-counters --repair --sequence=18 --org=acme,acme,18,true,false"
  })
  void argumentsAreTakenInAnyOrder(
      String line, String organisation, Long sequence, boolean repair, boolean everything) {
    CheckArguments arguments = CheckArguments.parse(List.of(line.split(" ")));
    assertThat(arguments).isEqualTo(new CheckArguments(organisation, sequence, repair));
    assertThat(arguments.isEverything()).isEqualTo(everything);
  }

  @ParameterizedTest
  @CsvSource({
    "check,There is no command check.",
    "check-counters --org,--org is not understood.",
    "check-counters --org=,--org= is not understood.",
    "check-counters --org=a --org=b,--org=b is not understood.",
    "check-counters --sequence=0,--sequence=0 is not understood.",
    "check-counters --sequence=1x,--sequence=1x is not understood.",
    "check-counters --sequence=1 --sequence=2,--sequence=2 is not understood.",
    "check-counters --sequence=1000000000000000000,--sequence=1000000000000000000 is not understood.",
    "check-counters --repair=true,--repair=true is not understood.",
    "check-counters repair,repair is not understood."
  })
  void whatIsNotUnderstoodIsNamed(String line, String fault) {
    assertThatThrownBy(() -> CheckArguments.parse(List.of(line.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }
}
