package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * An export whose client counts what it is sent and keeps none of it. One that is cut off fails.
 */
final class Download implements AutoCloseable {

  private final InputStream body;
  private long bytes;
  private long lines;

  private Download(InputStream body) {
    this.body = body;
  }

  /** Has one begin; nothing of it is taken yet but what the connection holds by itself. */
  static Download of(PackagedService service, String token, String path, String accept)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", accept)
            .build();
    // Of its own, so that no connection of an export before is in the way.
    HttpResponse<InputStream> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Download(answer.body());
  }

  /** Takes the rest. */
  Download toEnd() throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      bytes += read;
      for (int i = 0; i < read; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return this;
  }

  long bytes() {
    return bytes;
  }

  long lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
