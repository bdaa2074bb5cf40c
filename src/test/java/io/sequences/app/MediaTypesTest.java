package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import io.sequences.support.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MediaTypesTest {

  private static final String ORG = "negotiating";

  private final Api ada = Api.of(ORG, "ada");

  private RawHttp.Answer send(String line, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = line + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + ada.token();
    String length = bytes.length == 0 ? "" : "\nContent-Length: " + bytes.length;
    return RawHttp.send(head + length + (headers.isEmpty() ? "" : "\n" + headers), bytes);
  }

  private RawHttp.Answer create(String headers) {
    return send("POST /api/v2/sequences", headers, Api.document("\"name\":\"x\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/vnd.api+json",
        "content-type: Application/VND.API+JSON",
        "Content-Type: application/vnd.api+json; profile=\"https://example.com/a https://example.com/b\"",
        "Content-Type: application/vnd.api+json;profile=\"a;b\"",
        "Content-Type: application/vnd.api+json; Profile=a"
      })
  void aBodyMayBeJsonApiWithProfiles(String header) {
    assertThat(create(header).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type:",
        "Content-Type: application/json",
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: application/*",
        "Content-Type: */*",
        "Content-Type: application/vnd.api+json; charset=utf-8",
        "Content-Type: application/vnd.api+json; charset=\"UTF-8\"",
        "Content-Type: application/vnd.api+json; ext=\"https://jsonapi.org/ext/atomic\"",
        "Content-Type: application/vnd.api+json; q=1",
        "Content-Type: application/vnd.api+json; profile=a; charset=utf-8",
        "Content-Type: application/vnd.api+jsonx",
        "Content-Type: application/vnd.api",
        "Content-Type: garbage"
      })
  void anyOtherBodyIsUnsupported(String header) {
    Refusal.of(create(header), 415).is("unsupportedMediaType").header("Content-Type");
    long id = ada.createSequence("\"name\":\"x\"");
    Refusal.of(send("PATCH /api/v2/sequences/" + id, header, Api.document("\"name\":\"y\"")), 415)
        .is("unsupportedMediaType");
    Refusal.of(send("POST /api/v2/sequences/" + id + "/actions/lock", header, "{}"), 415)
        .is("unsupportedMediaType");
    assertThat(create("Content-Type: application/vnd.api+json").status()).isEqualTo(201);
  }

  @Test
  void whatHasNoBodyNeedsNoContentType() {
    long id = ada.createSequence("\"name\":\"x\"");
    Sample.of(ORG).step(id);
    String path = "/api/v2/sequences/" + id;
    for (String type : List.of("", "Content-Type: application/json", "Content-Type: text/html")) {
      assertThat(send("GET " + path, type, "").status()).isEqualTo(200);
      for (String length : List.of("", "\nContent-Length: 0")) {
        String headers = (type + length).strip();
        for (String action : List.of("activate", "lock", "unlock", "deactivate")) {
          assertThat(send("POST " + path + "/actions/" + action, headers, "").status())
              .isEqualTo(200);
        }
      }
    }
    assertThat(send("DELETE " + path, "", "").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Accept: */*",
        "Accept: application/*",
        "Accept: application/json",
        "Accept: application/vnd.api+json",
        "Accept: application/vnd.api+json; profile=\"x\"",
        "Accept: application/vnd.api+json;q=0.5, text/html",
        "Accept: application/vnd.api+json; charset=utf-8, application/vnd.api+json",
        "Accept: text/html, application/xhtml+xml, */*;q=0.8",
        "Accept: application/vnd.api+json; ext=\"x\"\nAccept: application/vnd.api+json"
      })
  void theAnswerIsJsonApiForWhoeverTakesIt(String header) {
    RawHttp.Answer answer = send("GET /api/v2/sequences", header, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(Api.JSON_API);
    RawHttp.Answer created = create(("Content-Type: application/vnd.api+json\n" + header).strip());
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("content-type")).isEqualTo(Api.JSON_API);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: application/vnd.api+json; charset=utf-8",
        "Accept: application/vnd.api+json; ext=\"https://jsonapi.org/ext/atomic\"",
        "Accept: application/vnd.api+json; charset=utf-8, application/vnd.api+json; ext=\"x\"",
        "Accept: application/vnd.api+json; version=1",
        "Accept: application/vnd.api+json;q=0",
        "Accept: text/html"
      })
  void anAcceptWithUnsupportedParametersOnlyIsNotAcceptable(String header) {
    Refusal.of(send("GET /api/v2/sequences", header, ""), 406).is("notAcceptable").header("Accept");
    Refusal.of(create("Content-Type: application/vnd.api+json\n" + header), 406)
        .is("notAcceptable");
    assertThat(send("GET /api/v2/sequences", "", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, application/vnd.api+json",
    "text/*, text/csv",
    "text/csv, text/csv",
    "'application/vnd.api+json;q=0.1, application/x-ndjson', application/x-ndjson",
    "text/html, application/vnd.api+json"
  })
  void aCollectionSaysThatItHasSeveralForms(String accept, String form) {
    RawHttp.Answer answer = send("GET /api/v2/sequences", "Accept: " + accept, "");
    assertThat(answer.header("content-type")).startsWith(form);
    assertThat(answer.header("vary")).isEqualToIgnoringCase("accept");
  }

  @Test
  void whoeverTakesNoneOfThemIsToldOfAll() {
    Refusal.of(send("GET /api/v2/sequences", "Accept: text/html", ""), 406)
        .saying("application/vnd.api+json")
        .saying("exports application/x-ndjson or text/csv");
    long id = ada.createSequence("\"name\":\"x\"");
    RawHttp.Answer one = send("GET /api/v2/sequences/" + id, "Accept: text/csv", "");
    assertThat(Refusal.of(one, 406).text()).doesNotContain("exports");
    assertThat(one.header("vary")).isNull();
  }
}
