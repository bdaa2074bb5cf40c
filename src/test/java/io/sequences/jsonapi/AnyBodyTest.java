package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ValueType;
import io.sequences.catalog.Values;
import io.sequences.catalog.Whole;
import io.sequences.support.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;

/** What a body says is read as it stands, or refused; nothing is made to fit. */
class AnyBodyTest {

  private static final Whole BOUNDED = new Whole(-1_000, 1_000_000);

  private static final String ZEROS = "000000000000000000000000000000";

  private static byte[] body(String members) {
    return ("{\"data\":{\"type\":\"sequence\",\"attributes\":{" + members + "}}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static RequestDocument document(String json) {
    return RequestDocument.parse(body("\"a\":" + json));
  }

  private static JsonNode value(String json) {
    return document(json).attributes().get("a");
  }

  private static void assertRefused(ValueType<?> kind, String json) {
    assertThatThrownBy(() -> kind.fromJson(value(json))).isInstanceOf(InvalidValue.class);
  }

  private static void assertMalformed(byte[] body) {
    assertThatThrownBy(() -> RequestDocument.parse(body))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
  }

  /** Any characters that can be stored, in every plane. */
  @Provide
  Arbitrary<String> storable() {
    return Arbitraries.integers()
        .between(1, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(40)
        .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  @Property
  void anyTextThatCanBeStoredIsReadAsItStands(@ForAll("storable") String text) {
    for (String json : new String[] {Json.quote(text), escaped(text)}) {
      assertThat(document(json).flaws()).isEmpty();
      assertThat(Values.LONG_TEXT.fromJson(value(json))).isEqualTo(text);
    }
  }

  @Provide
  Arbitrary<String> unstorable() {
    return Arbitraries.of("\0", "\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800");
  }

  @Property
  void anyOtherIsRefusedWhereItStands(
      @ForAll("storable") String before,
      @ForAll("unstorable") String flaw,
      @ForAll("storable") String after) {
    RequestDocument document = document("[1," + escaped(before + flaw + after) + "]");
    assertThat(document.flaws())
        .singleElement()
        .extracting(error -> error.source().value())
        .isEqualTo("/data/attributes/a/1");
  }

  @Property
  void anIntegerIsReadExactlyOrRefused(
      @ForAll @BigRange(min = "-1" + ZEROS, max = "1" + ZEROS) BigInteger number) {
    boolean within =
        number.compareTo(BigInteger.valueOf(BOUNDED.min())) >= 0
            && number.compareTo(BigInteger.valueOf(BOUNDED.max())) <= 0;
    if (within) {
      assertThat(BOUNDED.fromJson(value(number.toString()))).isEqualTo(number.longValueExact());
    } else {
      assertRefused(BOUNDED, number.toString());
    }
  }

  @Property
  void noNumberPastSixtyFourBitsIsCutToFit(
      @ForAll @BigRange(min = "-1" + ZEROS, max = "1" + ZEROS) BigInteger number) {
    BigInteger past = number.abs().add(BigInteger.valueOf(Long.MAX_VALUE)).add(BigInteger.ONE);
    Whole any = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    assertRefused(any, past.toString());
    assertRefused(any, past.negate().subtract(BigInteger.ONE).toString());
  }

  @Property
  void aFractionIsNoInteger(
      @ForAll @BigRange(min = "-1" + ZEROS, max = "1" + ZEROS) BigDecimal number) {
    String plain = number.toPlainString();
    assertRefused(BOUNDED, plain.contains(".") ? plain : plain + ".0");
    assertRefused(BOUNDED, plain + "e0");
  }

  @Property
  void aStringIsNoNumberAndANumberIsNoString(@ForAll long number) {
    assertRefused(BOUNDED, "\"" + number + "\"");
    assertRefused(Values.NUMBER, "\"" + number + "\"");
    assertRefused(Values.BOOLEAN, "\"" + (number % 2 == 0) + "\"");
    assertRefused(Values.BOOLEAN, Long.toString(number % 2));
    assertRefused(Values.LONG_TEXT, Long.toString(number));
  }

  @Property
  void aKeyThatStandsTwiceIsRefused(
      @ForAll("storable") String key, @ForAll("storable") String value) {
    // Spelt in two ways, it is still one key.
    assertMalformed(body(Json.quote(key) + ":1," + escaped(key) + ":" + Json.quote(value)));
  }

  @Property
  void nothingFollowsADocument(@ForAll("storable") String text) {
    if (!text.isBlank()) {
      String document = new String(body(""), StandardCharsets.UTF_8);
      assertMalformed((document + Json.quote(text)).getBytes(StandardCharsets.UTF_8));
      assertMalformed((document + text + "]").getBytes(StandardCharsets.UTF_8));
    }
  }
}
