package io.sequences.smoke;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sequences.support.Api;

/**
 * The same of what was built for production: the package or, after a build with {@code -Dnative},
 * the native executable.
 */
@QuarkusIntegrationTest
@WithTestResource(Surroundings.class)
class SmokeIT extends SmokeTest {

  /** The surroundings put it here. */
  Surroundings.Token token;

  @Override
  Api caller() {
    return Api.withToken(token.text());
  }
}
