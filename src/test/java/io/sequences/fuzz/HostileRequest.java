package io.sequences.fuzz;

import io.sequences.jsonapi.Parameter;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Events;
import io.sequences.support.RawHttp;
import io.sequences.support.ResourceObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A request near one that an operation takes. */
final class HostileRequest {

  /** Methods that the operation is not. */
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE", "TRACE", "get", "X");

  private static final List<String> MEDIA_TYPES =
      List.of(
          Api.JSON_API,
          Events.NDJSON,
          Events.JSON,
          "text/plain",
          "*/*",
          "a/b;c=d",
          Api.JSON_API + ";charset=utf-8",
          Api.JSON_API + ";ext=\"x\"",
          Api.JSON_API + ";profile=y");

  /** Headers that mean something to the service; none that frames the message. */
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "If-Match",
          "If-None-Match",
          "Idempotency-Key",
          "X-Request-Id",
          "Origin",
          "Cookie",
          "Accept-Language",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "Forwarded",
          "Range",
          "X-HTTP-Method-Override");

  private static final List<String> EVENTS =
      List.of("scheduled", "delivered", "opened", "clicked", "replied", "bounced", "unsubscribed");

  private final String head;
  private final byte[] body;

  private HostileRequest(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  static HostileRequest of(Chance chance, DescribedOperation operation, Estate estate) {
    List<String> ids = List.copyOf(estate.ids().values());
    String method = chance.oneIn(60) ? chance.of(METHODS) : operation.method();
    String target =
        address(chance, operation, estate) + new HostileQuery(chance, operation, ids).make();
    byte[] body = body(chance, operation, estate);
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " HTTP/1.1");
    lines.add("Host: localhost");
    lines.add("Authorization: Bearer " + token(chance, operation, estate));
    if (body.length > 0 || chance.oneIn(4)) {
      lines.add("Content-Type: " + mediaType(chance, operation));
      lines.add("Content-Length: " + body.length);
    }
    for (int count = chance.below(3); count > 0; count--) {
      // Control characters are refused by the server itself, before a request has an id.
      lines.add(chance.of(HEADERS) + ": " + chance.text().replaceAll("\\p{Cntrl}", ""));
    }
    return new HostileRequest(String.join("\n", lines), body);
  }

  private static String address(Chance chance, DescribedOperation operation, Estate estate) {
    if (operation.pathParameter().isEmpty()) {
      return operation.address();
    }
    // What is deleted is in no later request.
    boolean other = operation.method().equals("DELETE") ? !chance.oneIn(15) : chance.oneIn(4);
    String id = other ? Parameter.encode(chance.text()) : estate.identifier(operation);
    return operation.addressOf(id);
  }

  private static String token(Chance chance, DescribedOperation operation, Estate estate) {
    String token = operation.takes("ownToken") ? estate.application.token() : estate.owner.token();
    return chance.oneIn(50) ? token.substring(0, chance.below(token.length())) : token;
  }

  private static String mediaType(Chance chance, DescribedOperation operation) {
    if (chance.oneIn(25)) {
      return chance.of(MEDIA_TYPES);
    }
    return takesEvents(operation) ? Events.NDJSON : Api.JSON_API;
  }

  private static boolean takesEvents(DescribedOperation operation) {
    return operation.description().path("requestBody").path("content").has(Events.NDJSON);
  }

  private static byte[] body(Chance chance, DescribedOperation operation, Estate estate) {
    HostileDocument documents = new HostileDocument(chance);
    if (takesEvents(operation)) {
      return lines(chance, documents, estate);
    }
    if (operation.type().isEmpty()) {
      return chance.oneIn(5) ? documents.near("{\"data\":{}}") : new byte[0];
    }
    ResourceObject resource =
        estate.resource(operation, Set.copyOf(operation.relationships().keySet()));
    if (operation.method().equals("PATCH")) {
      resource.id(Long.parseLong(estate.identifier(operation)));
    }
    boolean several = operation.takesSeveral() && chance.oneIn(5);
    return documents.near(
        several ? ResourceObject.bulk(List.of(resource, resource)) : resource.document());
  }

  private static byte[] lines(Chance chance, HostileDocument documents, Estate estate) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int count = chance.below(5); count >= 0; count--) {
      long mailing = Long.parseLong(estate.of("mailing"));
      String moment = Events.moment(chance.below(100));
      lines.writeBytes(documents.near(Events.event(mailing, chance.of(EVENTS), moment)));
      lines.write(chance.oneIn(20) ? ' ' : '\n');
    }
    return lines.toByteArray();
  }

  /** How to send it by hand, without the token. */
  String shown() {
    return head.replaceAll("(?m)^Authorization: Bearer ey.*$", "Authorization: Bearer …")
        + "\n\n"
        + new String(body, StandardCharsets.UTF_8);
  }

  RawHttp.Answer send() {
    return RawHttp.send(head, body);
  }
}
