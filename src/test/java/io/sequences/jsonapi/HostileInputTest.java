package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.Refusal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that other services trip over. */
@QuarkusTest
class HostileInputTest {

  private final Api ada = Api.of("hostile", "ada");

  /** As escapes in JSON; the first that cannot be stored is U+0000, the others half a pair. */
  static List<String> unstorable() {
    return List.of(
        "\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "\\udc00\\ud800", "x\\udbff", "\\ud83dx");
  }

  @ParameterizedTest
  @MethodSource("unstorable")
  void aValueThatCannotBeStoredIsRefusedWhereItStands(String text) {
    long id = ada.createSequence("\"name\":\"x\"");
    for (String attribute : List.of("name", "description", "shareType")) {
      String member = "\"" + attribute + "\":\"" + text + "\"";
      Refusal.of(ada.patchSequence(id, member), 422)
          .is("validationError")
          .at("/data/attributes/" + attribute);
    }
    Refusal.of(ada.post("/sequences", Api.document("\"name\":\"" + text + "\"")), 422)
        .at("/data/attributes/name");
    Refusal.of(ada.patchSequence(id, "\"tags\":[\"a\",\"" + text + "\"]"), 422)
        .at("/data/attributes/tags/1");
    ada.get("/sequences/" + id).body("data.attributes.name", equalTo("x"));
  }

  @ParameterizedTest
  @MethodSource("unstorable")
  void aNameThatCannotBeStoredIsRefused(String text) {
    long id = ada.createSequence("\"name\":\"x\"");
    Refusal.of(ada.patchSequence(id, "\"" + text + "\":1"), 422).is("validationError");
    Refusal.of(
            ada.patch(
                "/sequences/" + id,
                "{\"data\":{\"type\":\"sequence\",\"relationships\":{\""
                    + text
                    + "\":{\"data\":null}}}}"),
            422)
        .is("validationError");
  }

  @Test
  void whatCannotBeStoredIsReportedWithTheOtherFaults() {
    Refusal.of(
            ada.post("/sequences", Api.document("\"name\":\"\\u0000\",\"maxActivations\":0")), 422)
        .is("validationError")
        .at("/data/attributes/name", "/data/attributes/maxActivations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0001\u001f\u007f\u0080\u009f",
        "\ufeff",
        "\ufffe\uffff",
        "\u202e\u2066\u200b\u200d",
        "e\u0301 \u00e9",
        "\u1e9e\u0131\u0130",
        "😀👩‍👩‍👧‍👦🏳️‍🌈",
        "\ud83f\udfff\udbff\udfff",
        "\u2028\u2029\u0085",
        "日本語 العربية ไทย",
        "\\\\ \\\" / <b>&amp;</b> ${x} #{y} %s %00 \\\\u0000",
        "line\nbreak\r\ttab"
      })
  void anyOtherTextComesBackAsItWas(String text) {
    String name = "a" + text + "b";
    String member = "\"name\":" + Json.quote(name) + ",\"tags\":[" + Json.quote(name) + "]";
    long id = ada.createSequence(member);
    assertThat(Json.attributes(ada.get("/sequences/" + id)).path("name").textValue())
        .isEqualTo(name);
    assertThat(Json.attributes(ada.get("/sequences/" + id)).path("tags").path(0).textValue())
        .isEqualTo(name);
    assertThat(Db.rows("select name from sequence where id = ?", id)).containsExactly(name);
  }

  @Test
  void everyCodePointComesBackAsItWas() {
    long id = ada.createSequence("\"name\":\"x\"");
    // A step that meets every block, and keeps to the length of a description.
    int[] all =
        IntStream.rangeClosed(1, 0x10FFFF)
            .filter(c -> c < 0xD800 || c > 0xDFFF)
            .filter(c -> c < 0x300 || c % 1087 == 0)
            .toArray();
    for (int at = 0; at < all.length; at += 1024) {
      String text = new String(all, at, Math.min(1024, all.length - at));
      ada.patchSequence(id, "\"description\":" + Json.quote(text)).statusCode(200);
      assertThat(Json.attributes(ada.get("/sequences/" + id)).path("description").textValue())
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table sequence; --",
        "x' or '1'='1",
        "$1 $2 ?1 :name ?",
        "\\'; select pg_sleep(10); --",
        "{a,b}",
        "NULL",
        "') returning (select 1)::text --",
        "%'; delete from organization where 'a' like '%"
      })
  void sqlIsText(String sql) {
    long before = Db.number("select count(*) from organization");
    long id =
        ada.createSequence(
            "\"name\":%1$s,\"description\":%1$s,\"tags\":[%1$s]".formatted(Json.quote(sql)));
    assertThat(Json.attributes(ada.get("/sequences/" + id)).path("name").textValue())
        .isEqualTo(sql);
    String pointer = "/data/attributes/" + sql.replace("~", "~0").replace("/", "~1");
    Refusal.of(ada.patchSequence(id, Json.quote(sql) + ":1"), 422).at(pointer);
    Refusal.of(ada.patchSequence(id, "\"salesMotion\":" + Json.quote(sql)), 422)
        .at("/data/attributes/salesMotion");
    assertThat(Db.number("select count(*) from organization")).isGreaterThanOrEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "1e1000000000, 422",
    "-1e-1000000000, 422",
    "1e2147483648, 422",
    "1e99999999999, 422"
  })
  void aNumberWithAHugeExponentIsRefusedAtOnce(String number, int status) {
    long id = ada.createSequence("\"name\":\"x\"");
    Refusal.of(ada.patchSequence(id, "\"maxActivations\":" + number), status)
        .at("/data/attributes/maxActivations");
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedAtOnce() {
    long id = ada.createSequence("\"name\":\"x\"");
    int status =
        ada.patchSequence(id, "\"maxActivations\":" + "9".repeat(1_000_000)).extract().statusCode();
    assertThat(status).isIn(400, 422);
    ada.get("/sequences/" + id).statusCode(200);
  }

  @Test
  void manyUnknownNamesAreAllReported() {
    StringBuilder members = new StringBuilder("\"name\":\"x\"");
    IntStream.range(0, 500).forEach(i -> members.append(",\"unknown").append(i).append("\":1"));
    Refusal.of(ada.post("/sequences", Api.document(members.toString())), 422).is("validationError");
  }

  @Test
  void aVeryLongNameIsNotEchoedInFull() {
    String name = "n".repeat(40_000);
    String text =
        Refusal.of(ada.post("/sequences", Api.document("\"" + name + "\":1")), 422).text();
    assertThat(text).contains("nnn");
  }
}
