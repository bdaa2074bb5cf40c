package io.sequences.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.jsonapi.Parameter;
import io.sequences.support.Api;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Query strings that no client sends by mistake: each is refused, and none hurts the service. */
@QuarkusTest
class HostileQueryTest {

  @TestHTTPResource("/")
  URI address;

  private final Api ada = Api.of("hostile-queries", "ada");

  @AfterEach
  void theServiceGoesOn() {
    ada.get("/sequences?count=true").statusCode(200).body("meta.count", equalTo(0));
  }

  static Map<String, String> tooMuch() {
    return Map.of(
        "10,000 values", "filter[id]=" + many(10_000, Integer::toString),
        "1,001 short values", "filter[id]=" + many(1_001, i -> "1"),
        "100 sort keys", "sort=" + many(100, i -> "k" + i),
        "100 known sort keys", "sort=" + many(100, i -> "name"),
        "5,000 commas", "sort=" + ",".repeat(5_000),
        "8,000 commas in a filter", "filter[id]=" + ",".repeat(8_000),
        "100 includes", "include=" + many(100, i -> "owner"),
        "2,001 parameters", IntStream.range(0, 2_001).mapToObj(i -> "a" + i).collect(joined("&")),
        "5,000 brackets", "filter" + "[a]".repeat(5_000) + "=1",
        "a long name", "filter[" + "x".repeat(10_000) + "]=1");
  }

  static Stream<String> tooMuchNames() {
    return tooMuch().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("tooMuchNames")
  void tooMuchIsRefused(String name) {
    String answer = raw(tooMuch().get(name));
    assertThat(answer).matches("(?s)HTTP/1.1 (414|422) .*").contains(Api.JSON_API);
  }

  @Test
  void aThousandValuesAreFine() {
    ada.get("/sequences?filter[id]=" + many(1_000, i -> "1")).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page[size]=99999999999999999999",
        "page[size]=2147483648",
        "page[size]=1e3",
        "page[offset]=-9223372036854775808",
        "filter[name]=%00",
        "filter[%00]=x",
        "filter[name]=%ED%A0%80",
        "filter[name]=%C0%AF",
        "filter[name]=%FF",
        "filter[name]=%F8%88%80%80%80",
        "filter[%FF]=x",
        "=1",
        "filter[name]=\u00e9",
        "\u00e9=1",
        "sort=%00",
        "include=%00",
        "fields[%00]=name",
        "fields[sequence]=%00",
        "page[after]=%00",
        "filter[id]=1;drop%20table%20sequence",
        "filter[id]=1)%20or%201=1--",
        "filter[name'%20or%20''=']=x",
        "filter[name)%20or%20(true]=x",
        "sort=name;select%20pg_sleep(10)",
        "sort=(select%201)",
        "sort=name%20desc",
        "sort=t.org_id",
        "sort=org_id",
        "filter[org_id]=1",
        "filter[orgId]=1",
        "filter[version]=1",
        "filter[deletedAt]=__null__",
        "filter[owner][externalId]=x",
        "include=owner;x",
        "fields[sequence]=name%27",
        "filter[[[[[[]=1",
        "filter[a[b]c]=1",
        "[=1",
        "]=1",
        "[]=1",
        "filter%5B%5D%5B%5D=1&newFilterSyntax=true",
        "filter[__proto__]=1",
        "filter[updatedAt]=99999-01-01T00:00:00Z",
        "filter[updatedAt]=%2B99999-01-01T00:00:00Z",
        "filter[durationInDays]=99999999999999999999..inf",
        "filter[automationPercentage]=" + "9999999999999999999999999999999999999999999999999",
      })
  void nonsenseIsRefused(String query) {
    String answer = raw(query);
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").contains("\"errors\"");
    assertThat(answer).doesNotContain("Exception").doesNotContain("ERROR:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%+1", "a%", "%u0041", "|", "a^b", "\\"})
  void whatIsNoUriIsRefusedOrReadAsItStands(String value) {
    String answer = raw("filter[name]=" + value);
    assertThat(answer).matches("(?s)HTTP/1.1 (200|422) .*");
    assertThat(answer).contains(answer.startsWith("HTTP/1.1 200") ? "\"data\"" : "\"errors\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table sequence; --",
        "' or ''='",
        "$1",
        "\\",
        "%",
        "_",
        "{a}",
        "\u202e",
        "\ud83d\ude00",
        "\u0001",
        "__nul__"
      })
  void textThatMeansSomethingElsewhereIsOnlyText(String text) {
    String value = Parameter.encode(text);
    for (String filter : new String[] {"name", "tags", "description", "owner][email"}) {
      ada.get("/sequences?count=true&filter[" + filter + "]=" + value)
          .statusCode(200)
          .body("meta.count", equalTo(0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sequences/%00",
        "/sequences/1%2F2",
        "/sequences/-1",
        "/sequences/1.0",
        "/sequences/99999999999999999999",
        "/sequences/%D9%A1",
        "/sequences/1'",
        "/%73equences/0",
        "/nothing",
        "/sequences/1/nothing",
        "/"
      })
  void nonsenseInThePathIsRefused(String path) {
    assertThat(send("/api/v2" + path)).matches("(?s)HTTP/1.1 4\\d\\d .*").contains("\"errors\"");
  }

  private String raw(String query) {
    return send("/api/v2/sequences?" + query);
  }

  /** Sends a request line as it stands; HTTP clients would mend or refuse it. */
  private String send(String target) {
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(target, ada.token());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(target, failure);
    }
  }

  private static String many(int count, IntFunction<String> value) {
    return IntStream.range(0, count).mapToObj(value).collect(joined(","));
  }

  private static Collector<CharSequence, ?, String> joined(String separator) {
    return Collectors.joining(separator);
  }
}
