package io.sequences.openapi;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers that answers of all routes have in common. */
final class AnswerHeaders {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final List<String> RATE_LIMIT =
      List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

  /** Nobody is known to have sent the request, so that it counts for nobody. */
  private static final int UNAUTHENTICATED = 401;

  private AnswerHeaders() {}

  static void add(Components components) {
    Map.of(
            REQUEST_ID,
            header(
                "What the log calls the request: as it was sent, if it was 1 to 128 characters of"
                    + " `A-Za-z0-9._-`.",
                RefusalExamples.REQUEST_ID),
            RATE_LIMIT.get(0),
            header("The requests that a user has per hour; absent if there is no limit.", "10000"),
            RATE_LIMIT.get(1),
            header("Those that are left of them.", "9999"),
            RATE_LIMIT.get(2),
            header("When there will be as many again, in seconds since 1970.", "1764000000"))
        .forEach(components::addHeader);
  }

  /** Adds to an answer of a status what every such answer carries. */
  static APIResponse onto(APIResponse answer, int status) {
    answer.addHeader(REQUEST_ID, reference(REQUEST_ID));
    if (status != UNAUTHENTICATED) {
      RATE_LIMIT.forEach(name -> answer.addHeader(name, reference(name)));
    }
    return answer;
  }

  /** A header of one answer. */
  static Header header(String description, String example) {
    return OASFactory.createHeader()
        .description(description)
        .schema(
            OASFactory.createSchema().addType(Schema.SchemaType.STRING).examples(List.of(example)));
  }

  private static Header reference(String name) {
    return OASFactory.createHeader().ref("#/components/headers/" + name);
  }
}
