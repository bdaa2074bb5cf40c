package io.sequences.support;

import io.restassured.response.ValidatableResponse;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A client who sets up sequences with steps, and adds prospects to them; all over HTTP. */
public final class Enroller {

  private final String organisation;
  public final Api api;

  private Enroller(String organisation, Api api) {
    this.organisation = organisation;
    this.api = api;
  }

  public static Enroller of(String organisation, String user) {
    return new Enroller(organisation, Api.of(organisation, user));
  }

  /** An interval sequence with one step, switched on, and these further attributes. */
  public long active(String attributes) {
    long sequence = api.createSequence("\"name\":\"s\"" + attributes);
    step(sequence, "\"stepType\":\"auto_email\",\"interval\":0").statusCode(201);
    activate(sequence).statusCode(200);
    return sequence;
  }

  /** A date sequence with one step, switched on, and these further attributes. */
  public long activeByDate(String attributes) {
    long sequence = api.createSequence("\"name\":\"d\",\"sequenceType\":\"date\"" + attributes);
    step(sequence, "\"stepType\":\"call\",\"date\":\"2030-01-01T00:00:00Z\"").statusCode(201);
    activate(sequence).statusCode(200);
    return sequence;
  }

  public ValidatableResponse activate(long sequence) {
    return api.post("/sequences/" + sequence + "/actions/activate");
  }

  public ValidatableResponse deactivate(long sequence) {
    return api.post("/sequences/" + sequence + "/actions/deactivate");
  }

  public ValidatableResponse step(long sequence, String attributes) {
    return api.post(
        "/sequenceSteps",
        "{\"data\":{\"type\":\"sequenceStep\",\"attributes\":{%s},\"relationships\":{%s}}}"
            .formatted(attributes, toOne("sequence", "sequence", sequence)));
  }

  /** Adds a call with this many seconds before it, and gives its id. */
  public long call(long sequence, int interval) {
    return id(step(sequence, "\"stepType\":\"call\",\"interval\":" + interval));
  }

  public ValidatableResponse patchStep(long step, String attributes) {
    return api.patch(
        "/sequenceSteps/" + step,
        "{\"data\":{\"type\":\"sequenceStep\",\"id\":%d,\"attributes\":{%s}}}"
            .formatted(step, attributes));
  }

  public ValidatableResponse enrol(long sequence, long prospect) {
    return post(state(sequence, prospect, ""));
  }

  /** Adds a prospect with these further relationships, each with a comma before it. */
  public ValidatableResponse enrol(long sequence, long prospect, String relationships) {
    return post(state(sequence, prospect, relationships));
  }

  /** Adds many in one request. */
  public ValidatableResponse enrolAll(long sequence, Collection<Long> prospects) {
    return post(
        prospects.stream()
            .map(prospect -> state(sequence, prospect, ""))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private ValidatableResponse post(String data) {
    return api.post("/sequenceStates", "{\"data\":" + data + "}");
  }

  /** The resource object of a new state. */
  public static String state(long sequence, long prospect, String relationships) {
    return "{\"type\":\"sequenceState\",\"relationships\":{%s,%s%s}}"
        .formatted(
            toOne("sequence", "sequence", sequence),
            toOne("prospect", "prospect", prospect),
            relationships);
  }

  public static String toOne(String name, String type, long id) {
    return "\"%s\":{\"data\":{\"type\":\"%s\",\"id\":%d}}".formatted(name, type, id);
  }

  /** Adds a prospect, which must be permitted, and gives the state's id. */
  public long enrolled(long sequence, long prospect) {
    return id(enrol(sequence, prospect));
  }

  private static long id(ValidatableResponse created) {
    return created.statusCode(201).extract().jsonPath().getLong("data.id");
  }

  public ValidatableResponse act(long state, String action) {
    return api.post("/sequenceStates/" + state + "/actions/" + action);
  }

  /** What a state is at present, as a client reads it. */
  public String stateOf(long state) {
    return Json.attributes(api.get("/sequenceStates/" + state).statusCode(200))
        .path("state")
        .textValue();
  }

  public long prospect() {
    return prospects(1).get(0);
  }

  public List<Long> prospects(int number) {
    api.get("/users?page[size]=1").statusCode(200);
    return Db.rows(
            "insert into prospect (org_id, first_name) select ?, 'p' || i"
                + " from generate_series(1, ?) i returning id",
            Db.org(organisation),
            number)
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  /** How many states of a sequence there are in this state. */
  public static long count(long sequence, String state) {
    return Db.number(
        "select count(*) from sequence_state where sequence_id = ? and state = ?", sequence, state);
  }

  /** A ruleset with these attributes, given to the sequence. */
  public void rule(long sequence, String attributes) {
    long ruleset =
        id(
            api.post(
                "/rulesets",
                "{\"data\":{\"type\":\"ruleset\",\"attributes\":{\"name\":\"r\",%s}}}"
                    .formatted(attributes)));
    api.patch(
            "/sequences/" + sequence,
            "{\"data\":{\"type\":\"sequence\",\"id\":%d,\"relationships\":{%s}}}"
                .formatted(sequence, toOne("ruleset", "ruleset", ruleset)))
        .statusCode(200);
  }
}
