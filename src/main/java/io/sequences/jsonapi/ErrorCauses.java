package io.sequences.jsonapi;

/** The causes of the catalogue; a new code has to say its own before this compiles. */
final class ErrorCauses {

  private ErrorCauses() {}

  static String of(ErrorCode code) {
    return switch (code) {
      case MALFORMED_REQUEST ->
          """
          The request cannot be read. Its body is not JSON (a name that comes twice in an object,
          text after the end, a depth over 64 and numbers of more than 100 digits count as that), or
          is JSON but no JSON:API document; an action brings a body with members; the body broke off
          or was not all there in time; a stream of events brought no line for too long; `Host`,
          `If-Match` or `Idempotency-Key` is malformed; all headers together are larger than 32 KiB;
          an export was asked for over HTTP/1.0. In a report of
          events: the line or element is no JSON object.
          """;
      case UNAUTHENTICATED ->
          """
          The request carries no bearer token, or one that is not accepted: it is not well-formed,
          its signature, issuer or audience is not right, it has expired, it was issued in the future
          or is good for too long, or the install that it was issued to has been revoked. Where an
          application proves itself by a token of its own: anything about that token, the setup token
          or the install that is not right. The answer never says which.
          """;
      case UNAUTHORIZED_OAUTH_SCOPE ->
          """
          The token is good, but its scopes do not permit the request: what is done to the collection
          itself, or reading what `include` asks for, or what a filter by a member of a related
          resource looks at. `detail` names the scope that is missing. No scope grants another, but
          for `all`: `write` does not permit reading.
          """;
      case UNAUTHORIZED_REQUEST ->
          """
          The scope is there, and the resource is visible, but this caller may not change it, the
          sequence that it belongs to, or what would be deleted with it: it is another user's, or the
          sequence is locked. Also: the token lacks the
          claim `admin: true` where applications are registered; the application is registered by the
          service's configuration; or the token's claims for organisation or user are missing, or name
          one that this service does not know. In a report of events: the mailing may not be changed.
          """;
      case CLIENT_GENERATED_ID ->
          """
          A resource that is to be created brings an `id`. The service gives ids.
          """;
      case RESOURCE_NOT_FOUND ->
          """
          There is no resource with the id in the address: it never was, it was deleted, it is hidden
          from this caller, it belongs to another organisation, or the text is no id at all. The
          answer is the same for all of them. In a report of events: the same holds for the mailing
          that an event names.
          """;
      case ROUTE_NOT_FOUND ->
          """
          The path leads to nothing in this service: a collection or action that does not exist or is
          spelled otherwise (upper and lower case count), another version of the API, a segment too
          many, or a `;` in the path.
          """;
      case METHOD_NOT_ALLOWED ->
          """
          The address exists, but not with this method: not every collection can be written, and
          actions take `POST` only.
          """;
      case NOT_ACCEPTABLE ->
          """
          The header `Accept` allows no form in which the address can answer, or allows the media type
          of JSON:API only with parameters other than `profile`.
          """;
      case CONFLICT ->
          """
          With a `source`: the `type` or `id` in the body contradicts the address. Without one:
          another request, at the same time, changed something that this one relies on, and the
          database gave this one up.
          """;
      case IDEMPOTENCY_CONFLICT ->
          """
          A request of the same caller with the same `Idempotency-Key` is still at work.
          """;
      case PRECONDITION_FAILED ->
          """
          The resource has another version than `If-Match` names: somebody has changed it since it was
          read. Weak entity tags (`W/`) match no version.
          """;
      case PAYLOAD_TOO_LARGE ->
          """
          The body is larger than 1 MiB (8 MiB where many resources are created), or a line of a stream
          of events is longer than 64 KiB.
          """;
      case URI_TOO_LONG ->
          """
          The request line (method, path, query and version) is longer than 16 KiB.
          """;
      case UNSUPPORTED_MEDIA_TYPE ->
          """
          The request has a body, and its `Content-Type` is missing, is another than the address takes,
          or has a parameter that it must not have, such as `charset` on a JSON:API document.
          """;
      case VALIDATION_ERROR ->
          """
          The request can be read, but something in it does not hold: an attribute, relationship,
          parameter, filter or sort key that is not known; a value of the wrong type or out of its
          bounds; something that is read-only, missing or must not be null; a relationship to a
          resource that is not there or not visible; or a rule of the resources, such as those of
          adding prospects to sequences; or the bodies of the mailings that the answer would show are
          too large together. `source` says where it stands. All faults of a body are
          told at once, up to 100. In a report of events: the event is not valid.
          """;
      case VALIDATION_DATA_TOO_LONG ->
          """
          A text is longer than its attribute, parameter of an action or member of an event allows.
          `detail` names the most characters.
          """;
      case IDEMPOTENCY_KEY_REUSED ->
          """
          The same caller has sent the same `Idempotency-Key` within the last 24 hours with another
          request: another method, address, query or body. Bodies are compared byte by byte.
          """;
      case INVALID_DATETIME_FORMAT ->
          """
          A filter of a time has a range with `..` while `newFilterSyntax=true` is set. Such ranges
          belong to the default syntax of filters.
          """;
      case RATE_LIMIT_EXCEEDED ->
          """
          The caller has sent more requests within an hour than one caller may. The hour began with
          the first of them. Requests that are refused for other reasons count as well, if the caller is known by then.
          """;
      case INTERNAL_ERROR ->
          """
          Something failed inside the service that nobody foresaw. It is not the client's fault.
          """;
      case OVERLOADED ->
          """
          There is more to do than there is room for: the database is so busy that the request was
          turned away at once; it found no place at the database, or waited for a lock or a statement
          for too long; it was not done within its time; as many exports are under way, of all or of
          one organisation, as there may be; others are being answered with as much text as there is
          memory for; or the instance is about to stop, and ends its streams
          of events.
          """;
      case DATABASE_UNAVAILABLE ->
          """
          The service cannot reach its database, has lost the connection to it, or has not found it
          with an up-to-date schema since it started.
          """;
      case APPLICATIONS_UNAVAILABLE ->
          """
          The service has no key to sign the tokens of applications with, so that nothing about
          applications can be done here. All else works.
          """;
    };
  }
}
