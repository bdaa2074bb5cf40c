package io.sequences.client;

import com.github.jasminb.jsonapi.JSONAPIDocument;
import com.github.jasminb.jsonapi.ResourceConverter;
import com.github.jasminb.jsonapi.exceptions.DocumentSerializationException;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sequences.app.ResourceTypes;
import io.sequences.apps.AppType;
import io.sequences.apps.InstallType;
import io.sequences.catalog.ResourceType;
import io.sequences.support.Api;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.OpenApi;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Calls the operations of the OpenAPI document on an estate, and leaves every document, sent or
 * received, to the client library.
 */
final class Client {

  /** What the library is told of the types. */
  static final Map<String, Class<? extends ClientResource>> TYPES = ClientTypes.byName();

  final List<DescribedOperation> operations = DescribedOperation.of(OpenApi.fetch());
  final Estate estate;
  private final ResourceConverter library =
      new ResourceConverter(TYPES.values().toArray(new Class<?>[0]));

  /** In an organisation of its own. */
  Client() {
    estate = new Estate("client-" + UUID.randomUUID(), "ada", operations);
  }

  /** Every type that there is: the catalogue's, and those of applications beside it. */
  static Stream<ResourceType> types() {
    return Stream.concat(
        ResourceTypes.catalog().types().stream(), Stream.of(AppType.TYPE, InstallType.TYPE));
  }

  List<DescribedOperation> reading() {
    return operations.stream().filter(each -> each.method().equals("GET")).toList();
  }

  /** What carries a resource by this method. */
  List<DescribedOperation> writing(String method) {
    return operations.stream()
        .filter(each -> each.method().equals(method) && !each.type().isEmpty())
        .toList();
  }

  /** The class of what an operation is about. */
  Class<? extends ClientResource> type(DescribedOperation operation) {
    return TYPES.get(estate.typeOf(operation.collection()));
  }

  ValidatableResponse get(String address) {
    return estate.owner.request().get(address).then().statusCode(200);
  }

  /** Sends a resource as the library writes it. */
  ValidatableResponse send(DescribedOperation operation, String address, ClientResource resource) {
    RequestSpecification request = estate.owner.request();
    try {
      request
          .contentType(Api.JSON_API)
          .body(library.writeDocument(new JSONAPIDocument<>(resource)));
    } catch (DocumentSerializationException failure) {
      throw new IllegalStateException(failure);
    }
    return request.request(operation.method(), address).then();
  }

  /** The one resource of an answer. */
  ClientResource one(DescribedOperation operation, ValidatableResponse answer) {
    return library.readDocument(bytes(answer), type(operation)).get();
  }

  /** The resources of an answer. */
  List<? extends ClientResource> several(
      Class<? extends ClientResource> type, ValidatableResponse answer) {
    return library.readDocumentCollection(bytes(answer), type).get();
  }

  private static byte[] bytes(ValidatableResponse answer) {
    return answer.extract().asByteArray();
  }
}
