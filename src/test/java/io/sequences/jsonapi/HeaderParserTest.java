package io.sequences.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the headers of a request mean to the protocol, and which are refused. */
class HeaderParserTest {

  private static void assertRefused(ThrowingCallable work, ErrorCode code, String header) {
    ApiException refusal = catchThrowableOfType(ApiException.class, work);
    assertThat(refusal).isNotNull();
    assertThat(refusal.status()).isEqualTo(code.status());
    assertThat(refusal.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.source())
                  .isEqualTo(new ApiError.Source(ApiError.Place.HEADER, header));
              assertThat(error.detail()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"1\" | \"1\"",
        "  \"1\"\t | \"1\"",
        "\"1\",\"2\" | \"1\";\"2\"",
        "\"1\" , ,\t\"2\", | \"1\";\"2\"",
        "\"a,b\" | \"a,b\"",
        "\"!#~é\" | \"!#~é\"",
        "W/\"1\" | W/\"1\"",
        "\"\" | \"\"",
      })
  void anIfMatchIsAListOfTags(String header, String tags) {
    assertThat(IfMatch.of(List.of(header)))
        .isEqualTo(new IfMatch(false, Arrays.asList(tags.split(";"))));
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(IfMatch.of(List.of("\"1\"", "\"2\"")).tags()).containsExactly("\"1\"", "\"2\"");
  }

  @Test
  void noHeaderAndAnAsteriskMatchAnyVersion() {
    IfMatch any = new IfMatch(true, List.of());
    assertThat(IfMatch.of(List.of())).isEqualTo(any);
    assertThat(IfMatch.of(List.of(" * "))).isEqualTo(any);
    assertThatCode(() -> any.requireMatch(7)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        " ",
        "1",
        "\"",
        "\"1",
        "1\"",
        "\"1\"2",
        "\"1\" \"2\"",
        "W/",
        "W/1",
        "w/\"1\"",
        "\"a b\"",
        "\"a\u007fb\"",
        "\"1\",*",
        "*,\"1\""
      })
  void whatIsNoListOfTagsIsRefused(String header) {
    assertRefused(() -> IfMatch.of(List.of(header)), ErrorCode.MALFORMED_REQUEST, IfMatch.HEADER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {"\"7\" | true", "\"6\",\"7\" | true", "\"6\" | false", "W/\"7\" | false"})
  void onlyTheStrongTagOfTheVersionMatches(String header, boolean matches) {
    IfMatch condition = IfMatch.of(List.of(header));
    if (matches) {
      assertThatCode(() -> condition.requireMatch(7)).doesNotThrowAnyException();
    } else {
      assertRefused(() -> condition.requireMatch(7), ErrorCode.PRECONDITION_FAILED, IfMatch.HEADER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.api+json",
        "Application/VND.api+JSON",
        " application/vnd.api+json ; profile=\"a;b c\"",
        "application/vnd.api+json;profile=a;PROFILE = b",
        "application/vnd.api+json;ext=\"\""
      })
  void aJsonApiDocumentMayComeWithProfiles(String type) {
    assertThatCode(() -> MediaTypes.checkContentType(type)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "application/json",
        "application/vnd.api+json;charset=utf-8",
        "application/vnd.api+json;profile=a;charset=utf-8",
        "application/vnd.api+json;ext=\"x\"",
        "application/vnd.api+jsonx"
      })
  void anythingElseIsNoJsonApiDocument(String type) {
    assertRefused(
        () -> MediaTypes.checkContentType(type), ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson,true",
    "APPLICATION/json;charset=UTF-8,true",
    "'application/json; charset = \"utf-8\"',true",
    "application/json;charset=latin1,false",
    "application/json;charset=utf-8;a=b,false",
    "application/vnd.api+json,false",
    "text/plain,false",
    ",false"
  })
  void aBodyMayBeOneOfSeveralTypes(String type, boolean taken) {
    List<String> allowed = List.of(MediaTypes.NDJSON, MediaTypes.JSON);
    if (taken) {
      assertThatCode(() -> MediaTypes.checkContentType(type, allowed)).doesNotThrowAnyException();
    } else {
      assertRefused(
          () -> MediaTypes.checkContentType(type, allowed),
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type");
    }
  }

  @ParameterizedTest
  @CsvSource({"application/JSON; charset=utf-8,application/json", "a/b,a/b", ",''"})
  void aTypeIsComparedWithoutItsParameters(String header, String type) {
    assertThat(MediaTypes.withoutParameters(header)).isEqualTo(type);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "*/*",
        "application/*",
        "application/json",
        "text/html, */*;q=0.1",
        "application/vnd.api+json",
        "application/vnd.api+json;q=0.5;profile=x",
        "application/vnd.api+json;charset=utf-8, application/vnd.api+json",
        "text/plain;a=\"b,c\", APPLICATION/vnd.api+json",
        "application/json;q=0, */*",
        "application/*;q=0, application/json;q=0.1",
        "*/*;q=0, application/vnd.api+json",
        "application/vnd.api+json;charset=utf-8, application/*;q=0.1"
      })
  void anAnswerIsAccepted(String accept) {
    assertThatCode(() -> Accept.of(accept).requireDocument(false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/vnd.api+json;charset=utf-8",
        "application/vnd.api+json;ext=\"x\";q=1",
        "text/plain;a=\", application/json\"",
        "application/vnd.api+json;q=0",
        "application/vnd.api+json; q=0.000, */*",
        "application/*;q=0, */*",
        "*/*;q=0",
        "application/json;q=0",
        "text/*"
      })
  void noAnswerIsAccepted(String accept) {
    assertRefused(
        () -> Accept.of(accept).requireDocument(false), ErrorCode.NOT_ACCEPTABLE, "Accept");
  }
}
