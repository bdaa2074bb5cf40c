package io.sequences.mailing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.ErrorDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the events of a request: each is applied, repeated, unknown or refused. Of the
 * last two the first hundred are named.
 */
final class EventReport {

  private static final JsonFactory JSON = new JsonFactory();

  private static final Comparator<ApiError> BY_LINE =
      Comparator.comparingLong(error -> Long.parseLong(error.source().value().substring(1)));

  private long applied;
  private long repeated;
  private long unknown;
  private long refused;
  private final List<ApiError> errors = new ArrayList<>();

  /**
   * What the database made of a batch.
   *
   * @param applied how many events were new
   * @param repeated how many were known
   * @param unknown the lines whose mailing does not exist, or not for the caller
   * @param contradicting the lines whose mailing has another message id than the event says
   * @param closed the lines whose mailing the caller may not change
   */
  record Outcome(
      long applied,
      long repeated,
      List<Long> unknown,
      List<Long> contradicting,
      List<Long> closed) {

    /** Of a batch without events. */
    static final Outcome NOTHING = new Outcome(0, 0, List.of(), List.of(), List.of());

    /** Of two parts of a batch together. */
    Outcome plus(Outcome other) {
      return new Outcome(
          applied + other.applied,
          repeated + other.repeated,
          both(unknown, other.unknown),
          both(contradicting, other.contradicting),
          both(closed, other.closed));
    }

    private static List<Long> both(List<Long> one, List<Long> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }
  }

  /** Adds a batch; batches come in the order of the request. */
  void add(EventBatch batch, Outcome outcome) {
    applied += outcome.applied();
    repeated += outcome.repeated();
    unknown += outcome.unknown().size();
    refused += batch.refused() + outcome.contradicting().size() + outcome.closed().size();
    Stream.of(
            batch.errors().stream(),
            errors(outcome.unknown(), ErrorCode.RESOURCE_NOT_FOUND, ApiError.noSuch("mailing")),
            errors(
                outcome.contradicting(),
                ErrorCode.VALIDATION_ERROR,
                "The 'mailing' and the 'messageId' are not of the same mailing."),
            errors(
                outcome.closed(),
                ErrorCode.UNAUTHORIZED_REQUEST,
                "The mailing may not be changed by this caller."))
        .flatMap(kind -> kind)
        .sorted(BY_LINE)
        .limit(ApiError.MOST - errors.size())
        .forEach(errors::add);
  }

  private static Stream<ApiError> errors(List<Long> lines, ErrorCode code, String detail) {
    return lines.stream().map(line -> ApiError.at("/" + line, code, detail));
  }

  /** How far a stream came that does not come to its end, and what its client can do. */
  String standing() {
    return "Of the lines so far, %d were applied or known before; send the stream again, nothing counts twice."
        .formatted(applied + repeated);
  }

  /**
   * The answer's document.
   *
   * @param address where the world reaches the service: what the links of errors begin with
   */
  byte[] json(String address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("meta");
      out.writeNumberField("applied", applied);
      out.writeNumberField("repeated", repeated);
      out.writeNumberField("unknown", unknown);
      out.writeNumberField("refused", refused);
      out.writeEndObject();
      if (!errors.isEmpty()) {
        ErrorDocument.writeErrors(out, address, errors);
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
