package io.sequences.isolation;

import io.restassured.RestAssured;
import io.sequences.jsonapi.Parameter;
import io.sequences.support.Api;
import io.sequences.support.DeclaredStatuses;
import io.sequences.support.ExplainedErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that names something in one place, which {@link #HERE} marks.
 *
 * @param what what is tried, for people
 * @param body null for none
 * @param headers besides the token and the media type
 */
record Probe(String what, String method, String address, String body, Map<String, String> headers) {

  /** Stands for the identifier, in address or body. */
  static final String HERE = "«here»";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What differs from request to request, whatever is asked for. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "date",
          "x-request-id",
          "x-ratelimit-remaining",
          "x-ratelimit-reset",
          // Of a text that has the identifier in it; the text itself is compared.
          "content-length");

  /** What a client can tell of an answer, the identifier that it sent put aside. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    boolean done() {
      return status < 300;
    }
  }

  Probe with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Probe(what + " with " + header, method, address, body, more);
  }

  /** Sends it with an identifier in its place. */
  Answer send(String token, String identifier) {
    String target = address.replace(HERE, Parameter.encode(identifier));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + encodeBrackets(target)))
            .header("Authorization", "Bearer " + token);
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.method(method, HttpRequest.BodyPublishers.ofString(body.replace(HERE, identifier)));
      if (!headers.containsKey("Content-Type")) {
        request.header("Content-Type", Api.JSON_API);
      }
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      DeclaredStatuses.saw(method, target, response.statusCode());
      ExplainedErrors.saw(
          target,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(null),
          response.body());
      Map<String, List<String>> told = new TreeMap<>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OF_THE_MOMENT.contains(name)) {
                  told.put(name, values.stream().map(v -> without(identifier, v)).toList());
                }
              });
      return new Answer(response.statusCode(), told, without(identifier, response.body()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String encodeBrackets(String target) {
    return target.replace("[", "%5B").replace("]", "%5D");
  }

  private static String without(String identifier, String text) {
    String plain = Pattern.quote(identifier) + "|" + Pattern.quote(Parameter.encode(identifier));
    return Pattern.compile("(?<![0-9A-Za-z])(" + plain + ")(?![0-9A-Za-z])")
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(HERE));
  }
}
