package io.sequences.support;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fails every test that sees an answer with a status that the OpenAPI document does not declare for
 * its operation. JUnit finds it through {@code META-INF/services}, so that no test can forget it.
 *
 * <p>What is no operation of the document, by path or by method, is answered by 404 or 405 and left
 * to the tests of routes. All else is held to it, refusals before any route included: clients get
 * them from operations that they called by the document.
 */
public final class DeclaredStatuses
    implements QuarkusTestBeforeClassCallback, QuarkusTestAfterEachCallback {

  /**
   * By what was seen since the last test ended; tests send from several threads, and not every one
   * of them reports what it throws.
   */
  private static final Set<String> UNDECLARED = new TreeSet<>();

  /** Segments that are resolved before the path is looked at. */
  private static final Pattern LEADS_ELSEWHERE = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");

  private static final Filter FILTER = new SeeEveryAnswer();

  private static List<DescribedOperation> operations;

  @Override
  public void beforeClass(Class<?> testClass) {
    if (!RestAssured.filters().contains(FILTER)) {
      RestAssured.filters(FILTER);
    }
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    synchronized (UNDECLARED) {
      List<String> seen = List.copyOf(UNDECLARED);
      UNDECLARED.clear();
      if (!seen.isEmpty()) {
        throw new AssertionError("The OpenAPI document does not declare:\n" + join(seen));
      }
    }
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines);
  }

  /**
   * Takes note of an answer.
   *
   * @param target the address as it was sent, with or without its host and query
   */
  public static void saw(String method, String target, int status) {
    String path = path(target);
    if (!path.startsWith("/api/") || LEADS_ELSEWHERE.matcher(path).find()) {
      return;
    }
    Optional<DescribedOperation> operation =
        operations().stream().filter(each -> each.isAt(method, path)).findFirst();
    if (operation.isPresent() && !operation.get().statuses().contains(status)) {
      synchronized (UNDECLARED) {
        UNDECLARED.add("%s: %d (%s %s)".formatted(operation.get().id(), status, method, path));
      }
    }
  }

  private static String path(String target) {
    return target.replaceFirst("^https?://[^/?#]*", "").replaceFirst("(?s)[?#].*", "");
  }

  /** Asked for once by each service that tests start. */
  private static synchronized List<DescribedOperation> operations() {
    if (operations == null) {
      operations = DescribedOperation.of(OpenApi.fetch(given().noFilters()));
    }
    return operations;
  }

  /** Reads along with RestAssured. */
  private static final class SeeEveryAnswer implements Filter {

    @Override
    public Response filter(
        FilterableRequestSpecification request,
        FilterableResponseSpecification specification,
        FilterContext context) {
      Response response = context.next(request, specification);
      saw(request.getMethod(), request.getURI(), response.statusCode());
      return response;
    }
  }
}
