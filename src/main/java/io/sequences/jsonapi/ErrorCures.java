package io.sequences.jsonapi;

/** The cures of the catalogue; a new code has to say its own before this compiles. */
final class ErrorCures {

  /** What may be sent again when it is not known whether it was done. */
  private static final String REPEAT =
      """
      Reads, `PATCH` and `DELETE` may be sent again, and so may a `POST` with the `Idempotency-Key`
      that it had before. A `POST` without one may have been done, unless `detail` says that nothing
      was: look first. A stream of events is sent again as a whole; no event counts twice.
      """;

  private ErrorCures() {}

  static String of(ErrorCode code) {
    return switch (code) {
      case MALFORMED_REQUEST ->
          """
          Correct the request as `detail` says, at the place that `source` names if there is one.
          Sending it again unchanged helps only where the connection broke off or was slow. A stream of
          events may be sent again as a whole: no event counts twice.
          """;
      case UNAUTHENTICATED ->
          """
          Send `Authorization: Bearer` with a token that is valid now; get a new one from the issuer,
          or, as an application, from `accessToken`. If new tokens are refused too, the operator
          compares issuer, audience and keys in the configuration with those of the tokens; the log
          says at start when they are not set.
          """;
      case UNAUTHORIZED_OAUTH_SCOPE ->
          """
          Get a token with the scope that `detail` names, or leave out of `include` what the token does
          not permit. Sending the request again with the same token does not help.
          """;
      case UNAUTHORIZED_REQUEST ->
          """
          Let somebody make the request who may: the owner, or whoever can unlock the sequence or share
          it. With `provideAuthorizationMeta=true` a read shows beforehand what may be changed
          (`meta.canWrite`, `meta.canDelete`). If `detail` speaks of the token, get one with the claims
          that it names.
          """;
      case CLIENT_GENERATED_ID ->
          """
          Leave the `id` out, and take it from the answer. To make a create safe to repeat, send an
          `Idempotency-Key`.
          """;
      case RESOURCE_NOT_FOUND ->
          """
          Check the id, and that the token is of the right organisation and user. After a `DELETE` that
          was sent again this is the sign that the first one was done.
          """;
      case ROUTE_NOT_FOUND ->
          """
          Compare the address with the OpenAPI document. Follow links as they come instead of building
          addresses.
          """;
      case METHOD_NOT_ALLOWED ->
          """
          Use one of the methods that the header `Allow` of the answer names.
          """;
      case NOT_ACCEPTABLE ->
          """
          Leave `Accept` out, or let it name `application/vnd.api+json` without parameters. For an
          export of a collection it names `application/x-ndjson` or `text/csv`.
          """;
      case CONFLICT ->
          """
          With a `source`: correct the document, or the address. Without one: nothing was written, and
          the same request can be sent again at once; read the resource first if its state decides
          what is to be written.
          """;
      case IDEMPOTENCY_CONFLICT ->
          """
          Wait a moment, and send the same request with the same key again: that gives the answer of
          the first one, as soon as there is one.
          """;
      case PRECONDITION_FAILED ->
          """
          Nothing was written. Read the resource again, decide whether the change is still wanted, and
          send it with the `ETag` of that answer in `If-Match`. If the request had been sent before, the
          change may be its own: the first try may have been done.
          """;
      case PAYLOAD_TOO_LARGE ->
          """
          Send less at once: split a create of many resources. Events are best sent as a stream of
          lines, which has no limit; what came before a line that is too long may have been applied,
          and may be sent again. The connection is closed after the answer, so use a new one.
          """;
      case URI_TOO_LONG ->
          """
          Split the request: fewer ids in a filter, fewer fields. For the next page, follow `links.next`
          as it is.
          """;
      case UNSUPPORTED_MEDIA_TYPE ->
          """
          Send `Content-Type: application/vnd.api+json` without parameters; events as
          `application/x-ndjson` or `application/json`.
          """;
      case VALIDATION_ERROR ->
          """
          Nothing was written. Correct every place that a `source` names, as its `detail` says, and
          send the request again. If there is too much text for one answer, ask for a smaller page or,
          by `fields`, for less of each resource, or for an export. In a report of events all others were applied: correct those that are
          named, and send them alone or all of them again.
          """;
      case VALIDATION_DATA_TOO_LONG ->
          """
          Shorten the text at the place that `source` names. The schema in the OpenAPI document has the
          bound as `maxLength`.
          """;
      case IDEMPOTENCY_KEY_REUSED ->
          """
          Nothing was written. Take a new key for a new request; to repeat one, send exactly the bytes
          that were sent before. Make keys at random, as UUIDs are.
          """;
      case INVALID_DATETIME_FORMAT ->
          """
          Write the range as two filters, such as `filter[updatedAt][gte]` and `filter[updatedAt][lte]`,
          or leave `newFilterSyntax` out.
          """;
      case RATE_LIMIT_EXCEEDED ->
          """
          Nothing was done. Wait for the seconds that the header `Retry-After` says, then send it again.
          `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the answers before show how the caller
          stands. An export, a create of many resources and a stream of events are one request each.
          """;
      case INTERNAL_ERROR ->
          """
          Trying again may help, if only once.
          """
              + REPEAT
              + """
          If the error stays, tell the operator the `meta.requestId` of the answer: the line of the log
          with this id says what failed and where.
          """;
      case OVERLOADED ->
          """
          Wait for the seconds that `Retry-After` says, longer after each try.
          """
              + REPEAT
              + """
          If it lasts, the operator looks at `sequences_gate_waiting` and
          `sequences_gate_refused_total` at `/q/metrics`, at slow statements of the database, and at
          the limits in the configuration; if `detail` speaks of exports, at `sequences_exports_open`
          and `sequences_exports_refused_total`; if it speaks of text, at
          `sequences_texts_held_bytes` and the size of the heap; for the tokens of applications, at
          `sequences_gate_unproven_refused_total`.
          """;
      case DATABASE_UNAVAILABLE ->
          """
          Wait for the seconds that `Retry-After` says, longer after each try.
          """
              + REPEAT
              + """
          The operator finds the reason in the log and at `/q/health/ready`; the service connects again
          by itself.
          """;
      case APPLICATIONS_UNAVAILABLE ->
          """
          Clients can only wait. The operator gives every instance an RSA key, by
          `S2S_SIGNING_KEY_LOCATION`, and starts it again; the log says at start what is wrong with a
          key that is given.
          """;
    };
  }
}
