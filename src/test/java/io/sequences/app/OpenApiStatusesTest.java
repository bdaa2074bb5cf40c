package io.sequences.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.OpenApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which statuses the document says that a route answers. */
@QuarkusTest
class OpenApiStatusesTest {

  private OpenApi api;

  @BeforeEach
  void fetch() {
    api = OpenApi.fetch();
  }

  @ParameterizedTest
  @CsvSource({
    "get, /sequences, 200 400 401 403 406 413 414 415 422 429 431 500 503",
    "get, /sequences/{id}, 200 400 401 403 404 406 413 414 415 422 429 431 500 503",
    "post, /sequences, 201 400 401 403 406 409 413 414 415 422 429 431 500 503",
    "patch, /sequences/{id}, 200 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "delete, /sequences/{id}, 204 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /sequences/{id}/actions/activate, 200 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /sequences/{id}/actions/deactivate, 200 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /sequences/{id}/actions/lock, 200 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /sequences/{id}/actions/unlock, 200 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /mailingEvents, 200 400 401 403 406 409 413 414 415 422 429 431 500 503",
    "post, /apps, 201 400 401 403 406 409 413 414 415 422 429 431 500 503",
    "delete, /installs/{id}, 204 400 401 403 404 406 409 412 413 414 415 422 429 431 500 503",
    "post, /installs/{setupToken}/actions/setupToken, 200 400 401 406 409 413 414 415 422 429 431 500 503",
    "post, /installs/{id}/actions/accessToken, 200 400 401 406 413 414 415 422 429 431 500 503",
  })
  void ofARoute(String method, String path, String statuses) {
    assertThat(OpenApi.names(api.operation(method, path).path("responses")))
        .containsExactlyInAnyOrder(statuses.split(" ", -1));
  }
}
