package io.sequences.openapi;

import io.sequences.catalog.ResourceType;
import io.sequences.idempotency.IdempotencyKey;
import io.sequences.idempotency.KeptAnswers;
import io.sequences.jsonapi.IfMatch;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers by which a write overwrites nothing unseen, and is not done twice. */
final class SafeWrites {

  /** That of the resources in examples. */
  static final int VERSION = 7;

  private static final String CONDITION = "ifMatch";
  private static final String KEY = "idempotencyKey";
  private static final String TAG = "ETag";
  private static final String REPLAYED = "IdempotentReplayed";

  private SafeWrites() {}

  static void add(Components components) {
    components
        .addParameter(
            CONDITION,
            header(
                IfMatch.HEADER,
                "Entity tags, or `*`: the write is refused (412) unless the resource has one of"
                    + " them. Weak tags match nothing.",
                string(IfMatch.tag(VERSION))))
        .addParameter(
            KEY,
            header(
                IdempotencyKey.HEADER,
                "A name for this request, of the client's choice. Sent again within 24 hours by"
                    + " the same caller it is not done again, but answered as it was. What was"
                    + " refused can be sent again with the same key.",
                string("9b2f0c1e-5f6a-4d0b-8f57-0f2a3d1c6e11")
                    .minLength(1)
                    .maxLength(IdempotencyKey.MAX_LENGTH)
                    .pattern("^[ -~]+$")))
        .addHeader(
            TAG,
            OASFactory.createHeader()
                .description(
                    "The version of the one resource, for If-Match. Figures move without it, so"
                        + " that it serves no cache, and no answer is ever 304.")
                .schema(string(IfMatch.tag(VERSION))))
        .addHeader(
            REPLAYED,
            OASFactory.createHeader()
                .description("Whether this is the answer to the same request before.")
                .schema(string("true").enumeration(List.of("true"))));
  }

  /** The parameter If-Match, among the components. */
  static Parameter condition() {
    return OASFactory.createParameter().ref("#/components/parameters/" + CONDITION);
  }

  /** The parameter Idempotency-Key, among the components. */
  static Parameter key() {
    return OASFactory.createParameter().ref("#/components/parameters/" + KEY);
  }

  /** The components of the parameters that a route takes. */
  static List<String> parameters(Route route) {
    List<String> parameters = new ArrayList<>();
    if (route.takesCondition()) {
      parameters.add(CONDITION);
    }
    if (route.takesKey()) {
      parameters.add(KEY);
    }
    return parameters;
  }

  /** Adds to an answer the headers that it can have. */
  static APIResponse tell(APIResponse answer, ResourceType type, Route route) {
    if (type.isVersioned()) {
      answer.addHeader("ETag", ref(TAG));
    }
    if (route.takesKey()) {
      tellReplay(answer);
    }
    return answer;
  }

  /** Adds to an answer the header of those that are given again. */
  static void tellReplay(APIResponse answer) {
    answer.addHeader(KeptAnswers.REPLAYED, ref(REPLAYED));
  }

  private static Header ref(String component) {
    return OASFactory.createHeader().ref("#/components/headers/" + component);
  }

  private static Parameter header(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(In.HEADER)
        .description(description)
        .schema(schema);
  }

  private static Schema string(String example) {
    return OASFactory.createSchema().addType(SchemaType.STRING).examples(List.of(example));
  }
}
