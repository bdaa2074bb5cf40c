package io.sequences.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.Headers;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A refused request's answer, already checked for the form that every refusal has. */
public final class Refusal {

  private static final Set<String> MEMBERS =
      Set.of("id", "links", "status", "title", "detail", "source");

  private final List<JsonNode> errors = new ArrayList<>();
  private final String body;

  private Refusal(int status, String contentType, JsonNode document) {
    body = document.toString();
    assertThat(contentType).isEqualTo(Api.JSON_API);
    assertThat(document.path("errors").isArray()).as(body).isTrue();
    document.path("errors").forEach(errors::add);
    assertThat(errors).as(body).isNotEmpty();
    for (JsonNode error : errors) {
      assertThat(error.path("status").textValue()).as(body).isEqualTo(Integer.toString(status));
      for (String member : List.of("id", "title", "detail")) {
        assertThat(error.path(member).textValue()).as(member + " of " + body).isNotBlank();
      }
      error.fieldNames().forEachRemaining(name -> assertThat(MEMBERS).contains(name));
    }
    WhatLeaves.assertHarmless(body);
  }

  public static Refusal of(ValidatableResponse response, int status) {
    response.statusCode(status);
    Headers headers = response.extract().headers();
    return of(status, headers::getValue, Json.of(response));
  }

  public static Refusal of(RawHttp.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return of(
        status, name -> answer.header(name.toLowerCase(Locale.ROOT)), Json.parse(answer.body()));
  }

  private static Refusal of(int status, UnaryOperator<String> headers, JsonNode document) {
    String id = headers.apply("X-Request-Id");
    assertThat(id).matches("[A-Za-z0-9._-]{1,128}");
    // A fault of the service says in its body, too, what the log calls the request.
    assertThat(document.at("/meta/requestId").asText())
        .as(document.toString())
        .isEqualTo(status < 500 ? "" : id);
    boolean waits = status == 429 || status == 503;
    assertThat(headers.apply("Retry-After") != null).as("Retry-After").isEqualTo(waits);
    return new Refusal(status, headers.apply("Content-Type"), document);
  }

  /** Each error has this id. */
  public Refusal is(String id) {
    assertThat(errors).as(body).allMatch(error -> error.path("id").textValue().equals(id));
    return this;
  }

  /** The errors point at exactly these members of the body, each once, in any order. */
  public Refusal at(String... pointers) {
    return from("pointer", pointers);
  }

  /** The errors name exactly these query parameters. */
  public Refusal parameter(String... names) {
    return from("parameter", names);
  }

  /** The errors name exactly these headers. */
  public Refusal header(String... names) {
    return from("header", names);
  }

  private Refusal from(String place, String... values) {
    assertThat(errors.stream().map(error -> error.path("source").path(place).textValue()))
        .as(body)
        .containsExactlyInAnyOrder(values);
    return this;
  }

  /** Every detail contains this. */
  public Refusal saying(String text) {
    assertThat(errors).as(body).allMatch(e -> e.path("detail").textValue().contains(text));
    return this;
  }

  /** The whole document, to compare two refusals with. */
  public String text() {
    return body;
  }
}
