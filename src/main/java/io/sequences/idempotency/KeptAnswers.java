package io.sequences.idempotency;

import io.sequences.jsonapi.ApiError;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.write.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the answers to requests with a key, and gives them again. It runs in the transaction of the
 * write: what was refused, or did not come to its end, leaves no answer, and its key can be used
 * again. For as long as that transaction lasts, the key is taken: a second request is told so at
 * once, and does not wait.
 */
@Singleton
public class KeptAnswers {

  /** The header that tells an answer given again. */
  public static final String REPLAYED = "Idempotent-Replayed";

  /**
   * The answer that is kept for the key, or else the write's, which is then kept; 409 while the key
   * is taken, 422 when it came with another request before.
   */
  public Uni<Response> once(KeyedRequest request, Supplier<Uni<Response>> write) {
    return claim(request)
        .chain(
            kept ->
                kept.isPresent()
                    ? Uni.createFrom().item(kept.get())
                    : write.get().call(answer -> keep(request, answer)));
  }

  private static Uni<Optional<Response>> claim(KeyedRequest request) {
    Statement statement =
        new Statement()
            .add("select claimed, request, status, location, etag, body")
            .add(" from claim_idempotency_key(");
    statement.add(statement.bind(request.orgId()) + ", ");
    statement.add(statement.bind(request.account(), "text") + ", ");
    statement.add(statement.bind(request.key().text(), "text") + ")");
    return statement.rows().map(rows -> kept(request, rows.get(0)));
  }

  private static Optional<Response> kept(KeyedRequest request, Object[] row) {
    if (!(Boolean) row[0]) {
      throw refusal(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "A request with this key is at work. Send it again when that has been answered.");
    }
    String fingerprint = (String) row[1];
    if (fingerprint == null) {
      return Optional.empty();
    }
    if (!fingerprint.equals(request.fingerprint())) {
      throw refusal(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "The key came with another request before: with another address or body.");
    }
    return Optional.of(
        Response.status((Integer) row[2])
            .header(HttpHeaders.LOCATION, row[3])
            .header(HttpHeaders.ETAG, row[4])
            .header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API)
            .header(REPLAYED, true)
            .entity(row[5])
            .build());
  }

  private static Uni<Integer> keep(KeyedRequest request, Response answer) {
    Statement statement =
        new Statement()
            .add("insert into idempotency_key")
            .add(" (org_id, account, key, request, status, location, etag, body) values (");
    List<String> values =
        List.of(
            statement.bind(request.orgId()),
            statement.bind(request.account(), "text"),
            statement.bind(request.key().text(), "text"),
            statement.bind(request.fingerprint(), "text"),
            statement.bind(answer.getStatus(), "integer"),
            statement.bind(answer.getHeaderString(HttpHeaders.LOCATION), "text"),
            statement.bind(answer.getHeaderString(HttpHeaders.ETAG), "text"),
            statement.bind(answer.getEntity(), "bytea"));
    return statement.add(String.join(", ", values) + ")").execute();
  }

  private static ApiException refusal(ErrorCode code, String detail) {
    return new ApiException(ApiError.header(IdempotencyKey.HEADER, code, detail));
  }
}
