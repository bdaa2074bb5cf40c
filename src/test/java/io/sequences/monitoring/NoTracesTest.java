package io.sequences.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Where nobody says where traces go, there are none. */
@QuarkusTest
class NoTracesTest {

  @Inject Vertx vertx;

  @ConfigProperty(name = "quarkus.otel.sdk.disabled")
  boolean off;

  @Test
  void costNothing() {
    assertThat(off).isTrue();
    // Neither a request nor a statement has anybody to tell.
    assertThat(((VertxInternal) vertx).tracer()).isNull();
  }
}
