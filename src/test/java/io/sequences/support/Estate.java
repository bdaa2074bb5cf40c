package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.app.ResourceTypes;
import io.sequences.apps.Application;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One resource of every type that the OpenAPI document knows, each leading to the others, made by
 * the operations that the document describes: a type that is added later is made too.
 */
public final class Estate {

  private static final String EVERYTHING =
      ResourceTypes.catalog().types().stream()
          .map(type -> type.scope() + ".all")
          .distinct()
          .collect(Collectors.joining(" "));

  private final String marker = "Marked" + UUID.randomUUID().toString().substring(0, 8);

  /** Its owner, an admin. */
  public final Api owner;

  public final Application application;
  private final Map<String, String> byType = new LinkedHashMap<>();
  private final Map<String, String> byCollection = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final String setupToken;

  /** Of a user, who becomes an admin of the organisation. */
  public Estate(String organisation, String user, List<DescribedOperation> operations) {
    owner = Api.admin(organisation, user);
    application = Application.register(owner, EVERYTHING);
    long install = application.setUpBy(owner);
    setupToken = application.installBy(owner).at("/attributes/setupToken").textValue();
    put("apps", "app", Long.toString(application.id));
    put("installs", "install", Long.toString(install));
    put("users", "user", user(user));
    Db.rows(
        "update app_user set last_name = ? where id = ?", mark("user"), Long.valueOf(of("user")));
    create(operations);
    Events.by(owner)
        .report(Events.event(Long.parseLong(of("mailing")), "delivered", Events.moment(0)));
    operations.stream().filter(DescribedOperation::lists).forEach(this::find);
  }

  private String user(String name) {
    JsonNode users = Json.of(owner.get("/users?filter[firstName]=" + name).statusCode(200));
    assertThat(users.path("data")).hasSize(1);
    return users.at("/data/0/id").asText();
  }

  private void put(String collection, String type, String id) {
    byCollection.put(collection, id);
    byType.put(type, id);
    types.put(collection, type);
  }

  /** Creates what leads to what is there, until nothing is left. */
  private void create(List<DescribedOperation> operations) {
    boolean more = true;
    while (more) {
      more = false;
      for (DescribedOperation operation : operations) {
        boolean creates = operation.method().equals("POST") && !operation.type().isEmpty();
        boolean leads = byType.keySet().containsAll(operation.relationships().values());
        if (creates && leads && !byType.containsKey(operation.type())) {
          JsonNode answer =
              Json.of(
                  owner.create(
                      resource(operation, Set.copyOf(operation.relationships().keySet()))));
          assertThat(answer.at("/data/id").asText()).as(answer.toString()).isNotEmpty();
          put(operation.collection(), operation.type(), answer.at("/data/id").asText());
          more = true;
        }
      }
    }
  }

  /** A resource of the operation's type that leads to those of this estate. */
  public ResourceObject resource(DescribedOperation operation, Set<String> relationships) {
    ResourceObject resource = ResourceObject.of(operation.type());
    operation.leastAttributes().properties().forEach(e -> resource.with(e.getKey(), e.getValue()));
    operation
        .resourceSchema()
        .at("/properties/attributes/properties")
        .properties()
        .forEach(
            attribute -> {
              JsonNode schema = attribute.getValue();
              boolean text = schema.path("type").toString().contains("\"string\"");
              if (text && !schema.has("enum") && !schema.has("format")) {
                resource.with(attribute.getKey(), mark(operation.type()) + UUID.randomUUID());
              }
            });
    operation
        .relationships()
        .forEach(
            (name, target) -> {
              if (relationships.contains(name)) {
                resource.to(name, target, of(target));
              }
            });
    return resource;
  }

  /** Of a type that no create makes, one that leads to what is here. */
  private void find(DescribedOperation list) {
    if (byCollection.containsKey(list.collection())) {
      return;
    }
    JsonNode all = Json.of(owner.get("/" + list.collection() + "?page[size]=1000&sort=-id"));
    for (JsonNode resource : all.path("data")) {
      for (JsonNode target : resource.path("relationships").findValues("data")) {
        if (target.path("id").asText().equals(byType.get(target.path("type").asText()))) {
          put(list.collection(), resource.path("type").asText(), resource.path("id").asText());
          return;
        }
      }
    }
    throw new AssertionError("Nothing of " + list.collection() + " leads here: " + all);
  }

  /** Nobody but its owner sees what he may hide, from now on. */
  public Estate close() {
    for (ResourceType type : ResourceTypes.catalog().types()) {
      if (type.visibleBy() == VisibleBy.SHARE_TYPE) {
        owner
            .change(
                ResourceObject.of(type.name())
                    .id(Long.parseLong(of(type.name())))
                    .with("shareType", "private"))
            .statusCode(200);
      }
    }
    return this;
  }

  /** What every text of its resource of a type begins with. */
  public String mark(String type) {
    return marker + type;
  }

  /** The id of its resource of a type. */
  public String of(String type) {
    assertThat(byType).containsKey(type);
    return byType.get(type);
  }

  /** What stands for a parameter in the path of an operation on its resource. */
  public String identifier(DescribedOperation operation) {
    String parameter = operation.pathParameter().orElseThrow();
    assertThat(parameter).as(operation.address()).isIn("id", "setupToken");
    return parameter.equals("id") ? byCollection.get(operation.collection()) : setupToken;
  }

  /** The type whose resources a collection has. */
  public String typeOf(String collection) {
    assertThat(types).containsKey(collection);
    return types.get(collection);
  }

  /** Its resources, by type. */
  public Map<String, String> ids() {
    return byType;
  }

  /** An identifier like this one, of nothing. */
  public static String ofNothing(String identifier) {
    return Character.isDigit(identifier.charAt(0))
        ? identifier.replaceFirst("^[0-9]+", "4000000000000000")
        : "A".repeat(identifier.length());
  }
}
