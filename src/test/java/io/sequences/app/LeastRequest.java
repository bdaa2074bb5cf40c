package io.sequences.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Events;
import io.sequences.support.Json;

/**
 * The least that an operation of the OpenAPI document takes, sent with one thing about it that is
 * to be refused. It is about what an estate has.
 */
record LeastRequest(Estate estate) {

  RequestSpecification request(DescribedOperation operation) {
    return operation.takes("ownToken")
        ? Api.withToken(estate.application.token()).request()
        : estate.owner.request();
  }

  String address(DescribedOperation operation) {
    return operation.pathParameter().isEmpty()
        ? operation.address()
        : operation.addressOf(estate.identifier(operation));
  }

  /** A document that says no more than which resource it is about. */
  ObjectNode resource(DescribedOperation operation) {
    boolean exists = operation.pathParameter().isPresent();
    return resource(operation, exists ? estate.identifier(operation) : null);
  }

  static ObjectNode resource(DescribedOperation operation, String id) {
    if (operation.type().isEmpty()) {
      return null;
    }
    ObjectNode document = (ObjectNode) Json.parse("{\"data\":{}}");
    ObjectNode data = document.withObject("/data").put("type", operation.type());
    if (id != null) {
      data.put("id", Long.parseLong(id));
    }
    return document;
  }

  /** With a value for the attribute that the error of an example points to. */
  Response withAttribute(DescribedOperation operation, JsonNode shown, JsonNode value) {
    String pointer = shown.at("/source/pointer").asText();
    ObjectNode body = resource(operation);
    body.withObject("/data/attributes").set(pointer.substring(pointer.lastIndexOf('/') + 1), value);
    return send(request(operation), operation, address(operation), body);
  }

  /** With a member of its resource object. */
  Response withMember(DescribedOperation operation, String name, JsonNode value) {
    ObjectNode body = resource(operation);
    body.withObject("/data").set(name, value);
    return send(request(operation), operation, address(operation), body);
  }

  /** Sends a text as JSON:API; nothing to an operation that takes none. */
  Response withText(DescribedOperation operation, String text) {
    boolean taken = operation.requestContent().has(Api.JSON_API);
    return taken ? send(request(operation), operation, address(operation), text) : null;
  }

  Response send(DescribedOperation operation, RequestSpecification request) {
    return send(request, operation, address(operation), resource(operation));
  }

  /** Sends a document, or the least that the operation takes. */
  Response send(
      RequestSpecification request, DescribedOperation operation, String address, ObjectNode body) {
    boolean lines = operation.requestContent().has(Events.NDJSON);
    return send(request, operation, address, body != null ? body.toString() : lines ? "\n" : "{}");
  }

  Response send(
      RequestSpecification request, DescribedOperation operation, String address, String body) {
    JsonNode forms = operation.requestContent();
    if (!forms.isMissingNode()) {
      request
          .contentType(forms.has(Api.JSON_API) ? Api.JSON_API : Events.NDJSON)
          .body(body.getBytes(UTF_8));
    }
    return request.request(operation.method(), address);
  }
}
