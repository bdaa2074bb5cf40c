package io.sequences.faults;

import io.sequences.support.Api;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends requests to one address, each just once, and tells what came of it. */
final class Sender {

  /** More than the service gives a request. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final int port;
  private final String token;

  Sender(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** A request with the token; path and query as they are written. */
  HttpRequest.Builder request(String path) {
    String raw = path.replace("[", "%5B").replace("]", "%5D");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v2" + raw))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  /** A request with a document. */
  HttpRequest.Builder request(String method, String path, String body) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request = request(path).method(method, publisher);
    return body == null ? request : request.header("Content-Type", Api.JSON_API);
  }

  Answer send(HttpRequest.Builder request) {
    return sendAsync(request).join();
  }

  CompletableFuture<Answer> sendAsync(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString())
        .handle(
            (response, failure) -> failure == null ? Sender.answer(response) : missing(failure));
  }

  Answer get(String path) {
    return send(request(path));
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  private static Answer missing(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ConnectException refused) {
      return Answer.none(Answer.NOT_SENT, refused);
    }
    if (cause instanceof IOException cut) {
      return Answer.none(Answer.CUT, cut);
    }
    throw new IllegalStateException(cause);
  }
}
