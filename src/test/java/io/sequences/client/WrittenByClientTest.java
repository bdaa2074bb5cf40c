package io.sequences.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Json;
import io.sequences.support.OpenApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a JSON:API client that others wrote sends of every type is taken, and comes back the same.
 */
@QuarkusTest
class WrittenByClientTest {

  private Client client;

  /** The newest resource of each type, by its id. */
  private Map<String, String> newest;

  @BeforeEach
  void begin() {
    client = new Client();
    newest = new HashMap<>(client.estate.ids());
  }

  @Test
  void everyTypeThatClientsWrite() {
    List<DescribedOperation> creates = inOrder(client.writing("POST"));
    assertThat(names(creates)).isEqualTo(offering(Operation.CREATE));
    for (DescribedOperation create : creates) {
      ClientResource sent = filled(create);
      ClientResource created =
          client.one(create, client.send(create, create.address(), sent).statusCode(201));
      assertKept(created, sent);
      newest.put(create.type(), created.id);
    }
    List<DescribedOperation> updates = client.writing("PATCH");
    assertThat(names(updates)).isEqualTo(offering(Operation.UPDATE));
    for (DescribedOperation update : updates) {
      String address = update.addressOf(newest.get(update.type()));
      ClientResource before = client.one(update, client.get(address));
      ClientResource sent = changed(update, before);
      ClientResource after = client.one(update, client.send(update, address, sent).statusCode(200));
      assertThat(after.id).isEqualTo(before.id);
      assertKept(after, sent);
      assertKept(client.one(update, client.get(address)), sent);
    }
  }

  private static Set<String> names(List<DescribedOperation> operations) {
    return operations.stream().map(DescribedOperation::type).collect(Collectors.toSet());
  }

  private static Set<String> offering(Operation operation) {
    return Client.types()
        .filter(type -> type.operations().contains(operation))
        .map(ResourceType::name)
        .collect(Collectors.toSet());
  }

  /** Each after those whose resources it leads to. */
  private static List<DescribedOperation> inOrder(List<DescribedOperation> creates) {
    List<DescribedOperation> left = new ArrayList<>(creates);
    List<DescribedOperation> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<String> missing = names(left);
      DescribedOperation next =
          left.stream()
              .filter(each -> each.relationships().values().stream().noneMatch(missing::contains))
              .findFirst()
              .orElseThrow();
      ordered.add(next);
      left.remove(next);
    }
    return ordered;
  }

  /** A new resource that leads to the newest ones. */
  private ClientResource filled(DescribedOperation create) {
    ClientResource resource = ClientTypes.fresh(client.type(create));
    JsonNode document = Json.parse(client.estate.resource(create, Set.of()).document());
    OpenApi.each(document.at("/data/attributes"), resource::with);
    if (create.type().equals("app")) {
      // Keys are more than texts, and an install may ask for no more than its application.
      String known = "/api/app/apps/" + client.estate.of("app");
      JsonNode attributes = Json.attributes(client.get(known));
      resource.with("publicKeys", attributes.path("publicKeys"));
      resource.with("scopes", attributes.path("scopes"));
    }
    create.relationships().forEach((name, target) -> resource.lead(name, newest.get(target)));
    return resource;
  }

  /** All that may be written of a resource, with other texts where any text may stand. */
  private ClientResource changed(DescribedOperation update, ClientResource before) {
    ClientResource resource = ClientTypes.fresh(client.type(update));
    resource.id = before.id;
    OpenApi.each(
        update.resourceSchema().at("/properties/attributes/properties"),
        (name, schema) -> {
          JsonNode value = before.attributes().get(name);
          boolean text = value.isTextual() && !schema.has("enum") && !schema.has("format");
          if (!value.isNull()) {
            resource.with(
                name, text ? TextNode.valueOf("Z" + value.textValue().substring(1)) : value);
          }
        });
    for (String name : update.relationships().keySet()) {
      for (String target : before.leadsTo(name)) {
        resource.lead(name, target.substring(target.indexOf(' ') + 1));
      }
    }
    return resource;
  }

  private static void assertKept(ClientResource answered, ClientResource sent) {
    assertThat(answered.attributes()).containsAllEntriesOf(sent.attributes());
    ClientResource.relationships(sent.getClass())
        .filter(name -> !sent.leadsTo(name).isEmpty())
        .forEach(name -> assertThat(answered.leadsTo(name)).isEqualTo(sent.leadsTo(name)));
  }
}
