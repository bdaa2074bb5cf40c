package io.sequences.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fails every test that sees an error which does not lead to its entry in the catalogue of errors,
 * or has its members in another order than JSON:API lists them. JUnit finds it through {@code
 * META-INF/services}, so that no test can forget it.
 */
public final class ExplainedErrors
    implements QuarkusTestBeforeClassCallback, QuarkusTestAfterEachCallback {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> MEMBERS =
      List.of("id", "links", "status", "title", "detail", "source");

  /** The one answer that tells of errors although it was given. */
  private static final String EVENTS = "/api/v2/mailingEvents";

  /** What was seen since the last test ended, by tests that send from several threads. */
  private static final Set<String> FAULTS = new TreeSet<>();

  private static final Filter FILTER = new SeeEveryAnswer();

  @Override
  public void beforeClass(Class<?> testClass) {
    if (!RestAssured.filters().contains(FILTER)) {
      RestAssured.filters(FILTER);
    }
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    synchronized (FAULTS) {
      List<String> seen = List.copyOf(FAULTS);
      FAULTS.clear();
      if (!seen.isEmpty()) {
        throw new AssertionError("Errors without their link:\n" + String.join("\n", seen));
      }
    }
  }

  /** Takes note of an answer. */
  public static void saw(String target, int status, String contentType, String body) {
    if (mayTellOfErrors(target, status, contentType) && !body.isEmpty()) {
      List<String> faults = faults(body);
      synchronized (FAULTS) {
        FAULTS.addAll(faults);
      }
    }
  }

  private static boolean mayTellOfErrors(String target, int status, String contentType) {
    return Api.JSON_API.equals(contentType) && (status >= 400 || target.contains(EVENTS));
  }

  /** What is not in order about the errors of a document. */
  static List<String> faults(String document) {
    try {
      List<String> faults = new ArrayList<>();
      for (JsonNode error : JSON.readTree(document).path("errors")) {
        List<String> members = new ArrayList<>();
        error.fieldNames().forEachRemaining(members::add);
        Pattern entry =
            Pattern.compile(
                // Relative where a request does not say what it calls the service.
                "(?:https?://[^/?#\\s]+/(?:[^?#\\s]+/)?|/)api/errors#"
                    + Pattern.quote(error.path("id").asText()));
        String about = error.path("links").path("about").asText();
        boolean led = entry.matcher(about).matches() && error.path("links").size() == 1;
        if (!led || !members.equals(MEMBERS.stream().filter(members::contains).toList())) {
          faults.add(error.toString());
        }
      }
      return faults;
    } catch (JsonProcessingException notJson) {
      return List.of("no JSON: " + document);
    }
  }

  /** Reads along with RestAssured. */
  private static final class SeeEveryAnswer implements Filter {

    @Override
    public Response filter(
        FilterableRequestSpecification request,
        FilterableResponseSpecification specification,
        FilterContext context) {
      Response response = context.next(request, specification);
      String target = request.getURI();
      if (mayTellOfErrors(target, response.statusCode(), response.contentType())) {
        // Bytes, since a text would be read by a charset that the answer does not name.
        String body = new String(response.asByteArray(), StandardCharsets.UTF_8);
        saw(target, response.statusCode(), response.contentType(), body);
      }
      return response;
    }
  }
}
