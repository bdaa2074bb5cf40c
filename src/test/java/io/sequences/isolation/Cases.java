package io.sequences.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.app.ResourceTypes;
import io.sequences.catalog.Relationship;
import io.sequences.support.DescribedOperation;
import io.sequences.support.Estate;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every way in which an operation of the document can name what is hidden: in its path, as the
 * target of a relationship, in a filter.
 */
final class Cases {

  /**
   * A probe and what to put in it.
   *
   * @param lists whether the answer is a collection, which is 200 and shows nothing
   */
  record Case(
      DescribedOperation operation, Probe probe, String hidden, String absent, boolean lists) {}

  private static final String EVENT =
      "{\"mailing\":%s,\"event\":\"%s\",\"occurredAt\":\"2026-03-02T10:00:00Z\"}";

  private final Stranger stranger;
  private final Estate hidden;
  private final Estate own;
  private final List<Case> cases = new ArrayList<>();

  private Cases(Scene scene, Stranger stranger) {
    this.stranger = stranger;
    this.hidden = scene.hiddenFrom(stranger);
    this.own = scene.estateOf(stranger);
  }

  static List<Case> of(Scene scene, Stranger stranger) {
    Cases cases = new Cases(scene, stranger);
    for (DescribedOperation operation : scene.operations) {
      cases.add(operation);
    }
    return cases.cases;
  }

  private void add(DescribedOperation operation) {
    if (operation.pathParameter().isPresent()) {
      inPath(operation);
    }
    operation
        .relationships()
        .forEach(
            (name, target) -> {
              if (Scene.hides(stranger, target)) {
                asTarget(operation, name, target);
              }
            });
    if (operation.lists()) {
      inFilters(operation);
    }
    if (operation.id().equals("reportMailingEvents")) {
      inEvents(operation);
    }
  }

  private void add(DescribedOperation operation, Probe probe, String identifier, String absent) {
    cases.add(new Case(operation, probe, identifier, absent, operation.lists()));
  }

  private static Probe probe(DescribedOperation operation, String what, String query, String body) {
    String address = operation.addressOf(Probe.HERE) + query;
    return new Probe(operation.id() + ": " + what, operation.method(), address, body, Map.of());
  }

  private String typeOf(DescribedOperation operation) {
    return own.typeOf(operation.collection());
  }

  private void inPath(DescribedOperation operation) {
    if (!Scene.hides(stranger, typeOf(operation))) {
      return;
    }
    String id = hidden.identifier(operation);
    List<Probe> probes = new ArrayList<>();
    if (operation.type().isEmpty()) {
      probes.add(probe(operation, "path", "", null));
    } else {
      String change = "{\"data\":{\"type\":\"" + operation.type() + "\",\"id\":\"«here»\",%s}}";
      for (String rest :
          List.of("\"attributes\":{}", "\"attributes\":{\"nothing\":1},\"relationships\":{}")) {
        probes.add(probe(operation, "path", "", change.formatted(rest)));
      }
      JsonNode valid =
          Json.parse(own.resource(operation, Set.of()).document())
              .path("data")
              .withObject("/attributes");
      probes.add(probe(operation, "path", "", change.formatted("\"attributes\":" + valid)));
    }
    for (String include : operation.includes()) {
      String body = probes.get(0).body();
      probes.add(probe(operation, "path and include", "?include=" + include, body));
    }
    for (String header : operation.parameterNames("header")) {
      probes.add(probes.get(0).with(header, header.equals("If-Match") ? "\"0\"" : "key-of-twins"));
    }
    probes.forEach(each -> add(operation, each, id, Estate.ofNothing(id)));
  }

  /** One relationship leads to what is hidden; the others lead nowhere, or where they may. */
  private void asTarget(DescribedOperation operation, String name, String target) {
    Set<Set<String>> others = new LinkedHashSet<>();
    others.add(Set.copyOf(operation.requiredRelationships()));
    others.add(operation.relationships().keySet());
    String id = hidden.of(target);
    for (Set<String> each : others) {
      ResourceObject resource = own.resource(operation, each).to(name, target, Probe.HERE);
      List<String> bodies = new ArrayList<>();
      if (operation.pathParameter().isPresent()) {
        resource.id(Long.parseLong(own.of(operation.type())));
      }
      bodies.add(resource.document());
      if (operation.takesSeveral()) {
        bodies.add(ResourceObject.bulk(List.of(own.resource(operation, each), resource)));
      }
      String address =
          operation.pathParameter().isPresent()
              ? operation.addressOf(own.identifier(operation))
              : operation.address();
      for (String body : bodies) {
        String what = operation.id() + ": relationship " + name + " besides " + each;
        add(
            operation,
            new Probe(what, operation.method(), address, body, Map.of()),
            id,
            Estate.ofNothing(id));
      }
    }
  }

  private void inFilters(DescribedOperation operation) {
    String type = typeOf(operation);
    if (Scene.hides(stranger, type)) {
      addFilters(operation, "[id]", hidden.of(type));
    }
    for (DescribedOperation.RelatedFilter filter : operation.relatedFilters()) {
      Relationship relationship =
          ResourceTypes.catalog().byName(type).relationships().get(filter.relationship());
      if (Scene.hides(stranger, relationship.target())) {
        String id = hidden.of(relationship.target());
        String path = "/" + ResourceTypes.catalog().target(relationship).path() + "/" + id;
        JsonNode resource = Json.of(hidden.owner.get(path).statusCode(200)).path("data");
        String value =
            filter.member().equals("id")
                ? id
                : resource.path("attributes").path(filter.member()).asText();
        addFilters(operation, "[" + filter.relationship() + "][" + filter.member() + "]", value);
      }
    }
  }

  private void addFilters(DescribedOperation operation, String member, String value) {
    if (!operation.parameterNames("query").contains("filter" + member)) {
      return;
    }
    String absent = Character.isDigit(value.charAt(0)) ? Estate.ofNothing(value) : "Nobody4711";
    for (String query :
        List.of(
            "?count=true&filter%s=«here»",
            "?count=true&filter%s=«here»,0&page[limit]=5",
            "?count=true&newFilterSyntax=true&filter%s[]=«here»",
            "?count=true&newFilterSyntax=true&filter%s[neq]=«here»&sort=-id",
            "?count=true&newFilterSyntax=true&filter%1$s[gte]=«here»&filter%1$s[lte]=«here»")) {
      String asked = query.formatted(member);
      add(operation, probe(operation, asked, asked, null), value, absent);
    }
    for (String form : operation.otherForms()) {
      String asked = "?filter" + member + "=" + Probe.HERE;
      add(operation, probe(operation, asked, asked, null).with("Accept", form), value, absent);
    }
  }

  private void inEvents(DescribedOperation operation) {
    String id = hidden.of("mailing");
    for (String kind : List.of("opened", "replied", "unsubscribed", "bounced")) {
      String line = EVENT.formatted(Probe.HERE, kind);
      Probe stream =
          new Probe(
              "events of a mailing",
              "POST",
              operation.address(),
              line,
              Map.of("Content-Type", "application/x-ndjson"));
      add(operation, stream, id, Estate.ofNothing(id));
      Probe array =
          new Probe(
              "an array of them",
              "POST",
              operation.address(),
              "[" + line + "]",
              Map.of("Content-Type", "application/json"));
      add(operation, array, id, Estate.ofNothing(id));
    }
    String messageId =
        Json.attributes(hidden.owner.get("/mailings/" + id)).path("messageId").textValue();
    Probe named =
        new Probe(
            "events of a Message-ID",
            "POST",
            operation.address(),
            EVENT.replace("\"mailing\":%s", "\"messageId\":\"%s\"").formatted(Probe.HERE, "opened"),
            Map.of("Content-Type", "application/x-ndjson"));
    add(operation, named, messageId, "Nobody4711");
  }
}
