package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body is read as, and where a refusal of it points. */
class DocumentParserTest {

  private static byte[] bytes(String body) {
    return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the refusal of a body points, and what it says. */
  private static String refused(Consumer<byte[]> reader, String body) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> reader.accept(bytes(body)));
    assertThat(refusal).as(body).isNotNull();
    ApiError error = refusal.errors().get(0);
    assertThat(error.code()).isIn(ErrorCode.MALFORMED_REQUEST, ErrorCode.VALIDATION_ERROR);
    return (error.source() == null ? "" : error.source().value()) + " " + error.detail();
  }

  @Test
  void aResourceObjectIsReadWithWhatItBrings() {
    RequestDocument document =
        RequestDocument.parse(
            bytes(
                "{\"data\":{\"type\":\"a\",\"id\":7,\"attributes\":{\"x\":1},"
                    + "\"relationships\":{\"r\":{\"data\":null}}}}"));
    assertThat(document.at()).isEqualTo("/data");
    assertThat(document.type()).isEqualTo("a");
    assertThat(document.id()).isEqualTo("7");
    assertThat(document.attributes()).containsOnlyKeys("x");
    assertThat(document.relationships().get("r").isNull()).isTrue();
    assertThat(document.flaws()).isEmpty();
  }

  @Test
  void membersAndIdMayBeAbsent() {
    RequestDocument document = RequestDocument.parse(bytes("{\"data\":{\"type\":\"a\"}}"));
    assertThat(document.id()).isNull();
    assertThat(document.attributes()).isEmpty();
    assertThat(document.relationships()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | ` The body must be a JSON object`",
        "{} | /data The document needs",
        "{\"data\":null} | /data The document needs",
        "{\"data\":[]} | /data The document needs",
        "{\"data\":{}} | /data/type The resource object needs",
        "{\"data\":{\"type\":1}} | /data/type The resource object needs",
        "{\"data\":{\"type\":\"a\",\"id\":1.5}} | /data/id An 'id' is",
        "{\"data\":{\"type\":\"a\",\"id\":null}} | /data/id An 'id' is",
        "{\"data\":{\"type\":\"a\",\"attributes\":[]}} | /data/attributes The member must",
        "{\"data\":{\"type\":\"a\",\"relationships\":1}} | /data/relationships The member must",
        "{\"data\":{\"type\":\"a\",\"relationships\":{\"a/b~\":{}}}} | /data/relationships/a~1b~0 A relationship needs",
        "{\"data\": | ` The body is not JSON: a syntax error (line 1, column`",
        "{} {} | ` The body is not JSON: text follows the document (line 1`",
        "{\"a\":1,\"a\":2} | ` The body is not JSON: a key stands twice in one object (line 1`",
      })
  void aFaultIsSaidWithItsPlace(String body, String refusal) {
    assertThat(refused(RequestDocument::parse, body)).startsWith(refusal);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void nothingIsNoDocument(String body) {
    assertThat(refused(RequestDocument::parse, body)).isEqualTo(" The request needs a body.");
  }

  @Test
  void halfACharacterIsNoText() {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class, () -> RequestDocument.parse(new byte[] {'"', (byte) 0xC3, '"'}));
    assertThat(refusal).hasMessage("The body is not UTF-8.");
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void aBodyIsSoDeep(int depth, boolean read) {
    // The document, data and attributes are three of them.
    String value = "[".repeat(depth - 3) + "]".repeat(depth - 3);
    String body = "{\"data\":{\"type\":\"a\",\"attributes\":{\"x\":" + value + "}}}";
    if (read) {
      assertThat(RequestDocument.parse(bytes(body)).attributes()).containsKey("x");
    } else {
      assertThat(refused(RequestDocument::parse, body)).contains("nested more than 64 deep");
    }
  }

  @ParameterizedTest
  @CsvSource({"100,true", "101,false"})
  void aNumberIsSoLong(int digits, boolean read) {
    String body = "{\"data\":{\"type\":\"a\",\"attributes\":{\"x\":" + "1".repeat(digits) + "}}}";
    if (read) {
      assertThat(RequestDocument.parse(bytes(body)).attributes()).containsKey("x");
    } else {
      assertThat(refused(RequestDocument::parse, body)).contains("more than 100 digits");
    }
  }

  @Test
  void oneResourceIsNoBulk() {
    byte[] body = bytes("{\"data\":{\"type\":\"a\"}}");
    assertThat(RequestDocument.parseOne(body).bulk()).isFalse();
    assertThat(RequestDocument.parseMany(body).bulk()).isFalse();
    assertThat(RequestDocument.parseMany(body).resources())
        .extracting(RequestDocument::at)
        .containsExactly("/data");
  }

  @Test
  void anArrayIsABulkWhoseElementsKnowTheirPlace() {
    RequestDocument.Many many =
        RequestDocument.parseMany(bytes("{\"data\":[{\"type\":\"a\"},{\"type\":\"b\"}]}"));
    assertThat(many.bulk()).isTrue();
    assertThat(many.resources())
        .extracting(each -> each.at() + each.type())
        .containsExactly("/data/0a", "/data/1b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\":1} | /data The document needs",
        "{\"data\":[]} | /data One request creates 1 to 1000 resources.",
        "{\"data\":[{\"type\":\"a\"},1]} | /data/1 The elements of 'data'",
        "{\"data\":[{\"type\":\"a\"},{}]} | /data/1/type The resource object needs",
      })
  void aFaultOfABulkIsSaidWithItsElement(String body, String refusal) {
    assertThat(refused(RequestDocument::parseMany, body)).startsWith(refusal);
  }

  @ParameterizedTest
  @CsvSource({"1000,true", "1001,false"})
  void aBulkIsSoLarge(int size, boolean read) {
    String data = "{\"type\":\"a\"}" + ",{\"type\":\"a\"}".repeat(size - 1);
    String body = "{\"data\":[" + data + "]}";
    if (read) {
      assertThat(RequestDocument.parseMany(bytes(body)).resources()).hasSize(size);
    } else {
      assertThat(refused(RequestDocument::parseMany, body)).startsWith("/data One request");
    }
  }

  @Test
  void whatCannotBeStoredIsFoundWhereverItIs() {
    String body =
        "{\"data\":{\"type\":\"a\",\"attributes\":{\"x\":\"\\u0000\",\"y\":[\"ok\",\"\\ud800\"],"
            + "\"z\\u0000\":1}}}";
    List<ApiError> flaws = RequestDocument.parse(bytes(body)).flaws();
    assertThat(flaws)
        .extracting(flaw -> flaw.source().value() + " " + flaw.detail())
        .containsExactly(
            "/data/attributes/x The value must not contain U+0000.",
            "/data/attributes/y/1 The value must not contain a lone surrogate.",
            "/data/attributes/z\ufffd The name of the member must not contain U+0000.");
  }

  @Test
  void noMoreThanAHundredFlawsAreCollected() {
    String body =
        "{\"data\":{\"type\":\"a\",\"attributes\":{\"x\":["
            + "\"\\u0000\",".repeat(150)
            + "\"\"]}}}";
    assertThat(RequestDocument.parse(bytes(body)).flaws()).hasSize(ApiError.MOST);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":null}",
        "{\"data\":{}}",
        "{\"data\":[]}",
        "{\"meta\":{\"a\":1}}",
        "{\"jsonapi\":{\"version\":\"1.0\"},\"links\":{}}"
      })
  void anActionMayComeWithAnEmptyDocument(String body) {
    RequestDocument.expectEmpty(bytes(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\":{\"type\":\"a\"}} | /data An action",
        "{\"data\":1} | /data An action",
        "{\"included\":[]} | /included An action",
        "{\"meta\":{},\"a/b\":null} | /a~1b An action",
        "null | ` The body must be`",
      })
  void anActionTakesNothingElse(String body, String refusal) {
    assertThat(refused(RequestDocument::expectEmpty, body)).startsWith(refusal);
  }

  @ParameterizedTest
  @CsvSource({"a\u0001b,a\ufffdb", "\ud83d\ude00,\ud83d\ude00", "a\u009fé,a\ufffdé"})
  void whatIsShownHasNoControlCharacters(String text, String shown) {
    assertThat(Characters.printable(text)).isEqualTo(shown);
    assertThat(Characters.printable("\ud800x")).isEqualTo("\ufffdx");
  }

  @Test
  void whatIsQuotedIsCut() {
    assertThat(Names.quote("a".repeat(60))).isEqualTo("'" + "a".repeat(60) + "'");
    assertThat(Names.quote("a".repeat(61))).isEqualTo("'" + "a".repeat(60) + "…'");
    assertThat(Names.hint("a".repeat(60), List.of("a".repeat(59)))).isNotEmpty();
    assertThat(Names.hint("a".repeat(61), List.of("a".repeat(60)))).isEmpty();
  }
}
