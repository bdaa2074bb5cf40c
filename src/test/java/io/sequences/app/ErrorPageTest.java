package io.sequences.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ErrorDocument;
import io.sequences.support.Api;
import io.sequences.support.Json;
import io.sequences.support.RawHttp;
import io.sequences.support.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The catalogue of errors: whoever follows the link of an error finds its causes and their cure.
 */
@QuarkusTest
class ErrorPageTest {

  private static final String PATH = "/api/errors";

  private final Api ada = Api.of("error catalogue", "ada");

  private static String origin() {
    return "http://localhost:" + RestAssured.port;
  }

  /** What is at an address, for somebody without a token; it must be well-formed. */
  private static Document page(String address) throws Exception {
    Response answer = given().get(address);
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/html;charset=utf-8");
    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    return parsers
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(answer.asString().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document page, String tag) {
    return elements(page.getElementsByTagName(tag));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The element that an address leads to, as a browser finds it. */
  private static Element follow(String about) throws Exception {
    String[] parts = about.split("#", 2);
    List<Element> found =
        elements(page(parts[0]), "*").stream()
            .filter(element -> element.getAttribute("id").equals(parts[1]))
            .toList();
    assertThat(found).as(about).hasSize(1);
    return found.get(0);
  }

  private static void assertExplained(String about, ErrorCode code) throws Exception {
    assertThat(about).isEqualTo(origin() + PATH + "#" + code.id());
    Element entry = follow(about);
    assertThat(elements(entry.getElementsByTagName("h2")))
        .extracting(Element::getTextContent)
        .containsExactly(code.title());
    assertThat(entry.getTextContent()).contains("status " + code.status());
    assertThat(elements(entry.getElementsByTagName("dt")))
        .extracting(Element::getTextContent)
        .containsExactly("Cause", "Cure");
    assertThat(elements(entry.getElementsByTagName("dd")))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text.getTextContent()).hasSizeGreaterThan(40));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void theLinkOfEveryErrorLeadsToItsCausesAndTheirCure(ErrorCode code) throws Exception {
    String document = ErrorDocument.json(origin(), List.of(ApiError.of(code, "Such.")), "1");
    assertExplained(Json.parse(document).at("/errors/0/links/about").asText(), code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /api/v2/sequences/0          | X: -                      | RESOURCE_NOT_FOUND
          GET /api/v2/sequences?sort=joe   | X: -                      | VALIDATION_ERROR
          GET /api/v2/sequences?RANGE      | X: -                      | INVALID_DATETIME_FORMAT
          GET /api/v2/sequences            | Authorization: Bearer joe | UNAUTHENTICATED
          GET /api/app/apps                | X: -                      | UNAUTHORIZED_REQUEST
          GET /api/v2/nothing              | X: -                      | ROUTE_NOT_FOUND
          GET /nothing                     | X: -                      | ROUTE_NOT_FOUND
          PUT /api/v2/sequences            | X: -                      | METHOD_NOT_ALLOWED
          GET /api/v2/sequences            | Accept: text/plain        | NOT_ACCEPTABLE
          PATCH /api/v2/sequences/1        | Content-Length: 1100000   | PAYLOAD_TOO_LARGE
          GET /api/v2/sequences?LONG       | X: -                      | URI_TOO_LONG
          POST /api/v2/sequences           | Content-Length: 2         | UNSUPPORTED_MEDIA_TYPE
          """)
  void realErrorsHaveThatLinkWhoeverRefuses(String request, String header, ErrorCode code)
      throws Exception {
    String line =
        request
            .replace("RANGE", "filter[updatedAt]=2017..2018&newFilterSyntax=true")
            .replace("LONG", "x".repeat(20_000));
    String token =
        header.startsWith("Authorization") ? "" : "\nAuthorization: Bearer " + ada.token();
    RawHttp.Answer answer =
        RawHttp.send(
            "%s HTTP/1.1\nHost: localhost:%d\n%s%s"
                .formatted(line, RestAssured.port, header, token),
            header.equals("Content-Length: 2") ? new byte[] {'{', '}'} : new byte[0]);
    assertExplained(Json.parse(answer.body()).at("/errors/0/links/about").asText(), code);
  }

  @Test
  void eachOfSeveralErrorsHasItsOwn() {
    assertThat(
            Json.of(
                    ada.post(
                            "/sequences",
                            Api.document("\"name\":\"" + "x".repeat(300) + "\",\"joe\":1"))
                        .statusCode(422))
                .findValuesAsText("about"))
        .containsExactlyInAnyOrder(
            origin() + PATH + "#validationDataTooLongError", origin() + PATH + "#validationError");
  }

  @Test
  void thePageIsWholeByItself() throws Exception {
    Document page = page(origin() + PATH);
    assertThat(page.getDoctype().getName()).isEqualTo("html");
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements(page, "title")).hasSize(1);
    assertThat(elements(page, "h1")).hasSize(1);
    Set<String> ids = new HashSet<>();
    for (Element element : elements(page, "*")) {
      assertThat(element.hasAttribute("src")).as(element.getTagName()).isFalse();
      assertThat(element.getTagName()).isNotIn("script", "link", "iframe", "form");
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).as("%s, twice", element).isTrue();
      }
    }
    assertThat(elements(page, "a"))
        .hasSize(ErrorCode.values().length)
        .allSatisfy(
            link -> assertThat(ids).contains(link.getAttribute("href").replaceFirst("^#", "")));
  }

  @Test
  void aBrowserMayUseTheStyleOfThePageAndNothingElse() throws Exception {
    Headers headers = given().get(PATH).headers();
    String style = elements(page(origin() + PATH), "style").get(0).getTextContent();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(headers.getValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'"
                .formatted(Base64.getEncoder().encodeToString(digest)));
    assertThat(headers.getValues("Cache-Control")).containsExactly("private, max-age=300");
    assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(headers.getValue("X-Request-Id")).isNotBlank();
  }

  @Test
  void whateverAClientSendsAlongItIsThePage() {
    String page = given().get(PATH).asString();
    assertThat(given().get(PATH + "/").asString()).isEqualTo(page);
    assertThat(given().accept(Api.JSON_API).get(PATH).asString()).isEqualTo(page);
    assertThat(Api.withToken("joe").get(origin() + PATH).extract().asString()).isEqualTo(page);
    Headers counted = ada.get(origin() + PATH).extract().headers();
    assertThat(counted.hasHeaderWithName("X-RateLimit-Limit")).isFalse();
    RawHttp.Answer head = RawHttp.send("HEAD " + PATH + " HTTP/1.1\nHost: localhost");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(Integer.parseInt(head.header("content-length")))
        .isEqualTo(page.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT", "PATCH", "DELETE"})
  void itIsOnlyRead(String method) {
    RawHttp.Answer answer = RawHttp.send(method + " " + PATH + " HTTP/1.1\nHost: localhost");
    Refusal.of(answer, 405).is("methodNotAllowed");
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    RawHttp.Answer asked = RawHttp.send("OPTIONS " + PATH + " HTTP/1.1\nHost: localhost");
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("allow")).isEqualTo(answer.header("allow"));
  }

  @ParameterizedTest
  @CsvSource({"/api/errors/resourceNotFound", "/api/errorsx", "/api/v2/errors", "/errors"})
  void nothingElseIsAtItsSide(String path) {
    Refusal.of(given().get(path).then(), 404).is("routeNotFound");
  }

  @Test
  void textsAreShownAsTheyAre() {
    assertThat(ErrorPage.text("a < b && c > \"d\", `x<y>` and `z`"))
        .isEqualTo(
            "a &lt; b &amp;&amp; c &gt; &quot;d&quot;, <code>x&lt;y&gt;</code> and <code>z</code>");
  }
}
