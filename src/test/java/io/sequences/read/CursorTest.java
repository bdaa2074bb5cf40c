package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.catalog.Attribute;
import io.sequences.catalog.Identity;
import io.sequences.jsonapi.Characters;
import io.sequences.read.Plan.Order;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class CursorTest {

  private static final List<Order> SORT =
      List.of(
          order("description"),
          order("enabledAt"),
          order("openCount"),
          order("automationPercentage"),
          order("locked"),
          order("salesMotion"));

  private static Order order(String attribute) {
    Attribute found = Statements.type("sequences").attribute(attribute);
    return new Order(found, attribute.length() % 2 == 0);
  }

  @Property
  void aCursorIsReadBackAsItWasWritten(
      @ForAll("texts") String text,
      @ForAll @LongRange(min = -62135596800000L, max = 253402300799999L) long millis,
      @ForAll @LongRange(min = 0) long figure,
      @ForAll double percentage,
      @ForAll boolean flag,
      @ForAll @LongRange(min = 1) long id,
      @ForAll boolean inclusive) {
    OffsetDateTime moment = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    List<Object> values = new ArrayList<>();
    values.add(flag ? null : text);
    values.add(inclusive ? null : moment);
    values.add(figure);
    values.add(Double.isFinite(percentage) ? percentage : 0.1);
    values.add(flag);
    values.add(flag ? "nurture" : null);
    Cursor cursor = new Cursor(values, id, inclusive);
    assertThat(
            Cursor.decode(
                cursor.encode("print", Identity.NUMBER, SORT), "print", Identity.NUMBER, SORT))
        .contains(cursor);
    assertThat(
            Cursor.decode(
                cursor.encode("print", Identity.NUMBER, SORT), "other", Identity.NUMBER, SORT))
        .isEmpty();
    assertThat(
            Cursor.decode(
                cursor.encode("print", Identity.NUMBER, SORT),
                "print",
                Identity.NUMBER,
                SORT.subList(0, 5)))
        .isEmpty();
    assertThat(cursor.turned().turned()).isEqualTo(cursor);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(1_024).filter(t -> Characters.flaw(t) == null);
  }

  @Property
  void anyTextIsACursorOrNone(@ForAll String text) {
    assertThat(Cursor.decode(text, "print", Identity.NUMBER, SORT)).isEmpty();
  }

  /** Base64 of anything, which gets past the first check. */
  @Property
  void anyBytesAreACursorOrNone(@ForAll byte[] bytes, @ForAll("json") String json) {
    for (byte[] each : List.of(bytes, json.getBytes(StandardCharsets.UTF_8))) {
      String text = Base64.getUrlEncoder().encodeToString(each);
      Optional<Cursor> cursor = Cursor.decode(text, "print", Identity.NUMBER, SORT);
      cursor.ifPresent(c -> assertThat(c.values()).hasSize(SORT.size()));
    }
  }

  @Provide
  Arbitrary<String> json() {
    return Arbitraries.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1.5",
            "99999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "\"other\"",
            "\"2024-01-01T00:00:00.000Z\"",
            "[[[[",
            "NaN")
        .list()
        .ofMaxSize(9)
        .map(values -> "[\"print\",false," + String.join(",", values) + "]");
  }
}
