package io.sequences.openapi;

import static io.sequences.openapi.JsonSchema.array;
import static io.sequences.openapi.JsonSchema.bool;
import static io.sequences.openapi.JsonSchema.integer;
import static io.sequences.openapi.JsonSchema.object;
import static io.sequences.openapi.JsonSchema.ref;
import static io.sequences.openapi.JsonSchema.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.mailing.EventKind;
import io.sequences.mailing.MailingEventResource;
import io.sequences.mailing.MailingType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes the route of mailing events, which are no resources and no part of the catalogue. */
final class EventsDescription {

  private static final String EVENT = "MailingEvent";
  private static final String REPORT = "MailingEventReport";
  private static final String COUNTS = "MailingEventCounts";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EventsDescription() {}

  static String path() {
    return "/" + MailingEventResource.PATH;
  }

  /** The schemas that the operation refers to. */
  static void add(Components components, Documents documents) {
    ObjectNode report = reportExample(documents);
    components
        .addSchema(EVENT, event())
        .addSchema(COUNTS, counts(report.get("meta")))
        .addSchema(REPORT, report(report));
  }

  static Operation operation(Answers answers, Documents documents) {
    return OASFactory.createOperation()
        .operationId("reportMailingEvents")
        .addTag(MailingType.TYPE.path())
        .summary("Report what happened to mailings")
        .description(
            "Takes a stream of any length, one event a line of at most 64 KiB, or an array of at most"
                + " 1,000. An event is identified by mailing, kind, moment and bot, and applied once;"
                + " the result does not depend on the order. A stream that breaks off has applied"
                + " whole batches only, and can be sent again. Needs the scope `mailings.write`, or"
                + " `mailings.all`.")
        .requestBody(body())
        .responses(responses(answers, documents))
        .addSecurityRequirement(Operations.requirement(ApiDescription.BEARER))
        .addSecurityRequirement(Operations.requirement(ApiDescription.S2S));
  }

  private static RequestBody body() {
    ArrayNode events = events();
    String lines = lines(events);
    MediaType stream =
        OASFactory.createMediaType()
            .schema(
                string("One event, as JSON, on each line; blank lines are passed over.")
                    .examples(List.of(lines)))
            .example(lines);
    MediaType array =
        OASFactory.createMediaType()
            .schema(
                array(ref(EVENT), "At most 1,000 events.")
                    .maxItems(1_000)
                    .examples(List.of(events)))
            .example(events);
    return OASFactory.createRequestBody()
        .required(true)
        .content(
            OASFactory.createContent()
                .addMediaType(MediaTypes.NDJSON, stream)
                .addMediaType(MediaTypes.JSON, array));
  }

  /**
   * A write like an action, but of no single resource that could be missing or changed, and which
   * needs no key to be sent again.
   */
  private static APIResponses responses(Answers answers, Documents documents) {
    APIResponses responses = OASFactory.createAPIResponses();
    List<ErrorCode> others =
        List.of(
            ErrorCode.RESOURCE_NOT_FOUND,
            ErrorCode.PRECONDITION_FAILED,
            ErrorCode.IDEMPOTENCY_CONFLICT,
            ErrorCode.IDEMPOTENCY_KEY_REUSED);
    answers.refuse(
        responses,
        Refusals.of(MailingType.TYPE, Route.ACT).stream()
            .filter(code -> !others.contains(code))
            .toList(),
        MailingType.TYPE,
        Route.ACT);
    ApiError wrongForm = MediaTypes.refusal(MailingEventResource.FORMS);
    responses.addAPIResponse("415", Answers.refusal(List.of(wrongForm), documents));
    APIResponse report =
        Answers.answer(
            "What became of the events",
            OASFactory.createMediaType().schema(ref(REPORT)).example(reportExample(documents)));
    return responses.addAPIResponse("200", report);
  }

  private static Schema event() {
    List<Object> kinds = new ArrayList<>(EventKind.words());
    return object("What happened to a mailing; `mailing` or `messageId` names it.")
        .required(List.of("event", "occurredAt"))
        .addProperty("mailing", integer("The id of the mailing.").examples(List.of(17)))
        .addProperty(
            "messageId",
            string("Its Message-ID header.").maxLength(998).examples(List.of("<17@example.com>")))
        .addProperty(
            "event", string("What happened.").enumeration(kinds).examples(List.of("opened")))
        .addProperty(
            "occurredAt",
            string("When, at most a day ahead.")
                .format("date-time")
                .examples(List.of("2026-03-01T10:00:00.000Z")))
        .addProperty(
            "sentiment",
            string("How a reply reads; of `replied` only.")
                .enumeration(List.of("positive", "neutral", "negative"))
                .examples(List.of("positive")))
        .addProperty(
            "reason",
            string("Why; of `bounced` and `failed` only.")
                .maxLength(1024)
                .examples(List.of("550 5.1.1 No such user")))
        .addProperty(
            "bot",
            bool("Whether a machine did it, which counts nowhere; of `opened` and `clicked` only.")
                .examples(List.of(false)))
        .addProperty(
            "from",
            string("The address of whoever replied; of `replied` only. It is not kept.")
                .maxLength(320)
                .examples(List.of("zoe@example.com")))
        .examples(List.of(example()));
  }

  private static Schema counts(JsonNode example) {
    return object("How many events met which fate; together they are all of them.")
        .required(List.of("applied", "repeated", "unknown", "refused"))
        .addProperty("applied", integer("New ones.").examples(List.of(2)))
        .addProperty("repeated", integer("Known ones.").examples(List.of(0)))
        .addProperty(
            "unknown", integer("Of mailings that the caller cannot see.").examples(List.of(1)))
        .addProperty(
            "refused",
            integer("Invalid ones, and those on mailings that the caller may not change.")
                .examples(List.of(0)))
        .examples(List.of(example));
  }

  private static Schema report(JsonNode example) {
    return object("What became of the events of a request.")
        .required(List.of("meta"))
        .addProperty("meta", ref(COUNTS))
        .addProperty(
            "errors",
            array(
                    ref(ErrorSchemas.ERROR),
                    "The first hundred that are unknown or refused; `source.pointer` is the line,"
                        + " or the element, from 0.")
                .maxItems(ApiError.MOST))
        .examples(List.of(example));
  }

  private static ObjectNode example() {
    return JSON.objectNode()
        .put("mailing", 17)
        .put("event", "opened")
        .put("occurredAt", "2026-03-01T10:00:00.000Z");
  }

  /** Those that the example of a report is about. */
  private static ArrayNode events() {
    ObjectNode unknown =
        JSON.objectNode()
            .put("messageId", "<18@example.com>")
            .put("event", "opened")
            .put("occurredAt", "2026-03-01T10:00:00.000Z");
    return JSON.arrayNode().add(example()).add(example().put("event", "clicked")).add(unknown);
  }

  private static String lines(ArrayNode events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(event).append('\n'));
    return lines.toString();
  }

  private static ObjectNode reportExample(Documents documents) {
    ObjectNode report = JSON.objectNode();
    report
        .putObject("meta")
        .put("applied", 2)
        .put("repeated", 0)
        .put("unknown", 1)
        .put("refused", 0);
    report.set(
        "errors",
        documents
            .refusal(ApiError.at("/2", ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch("mailing")))
            .get("errors"));
    return report;
  }
}
