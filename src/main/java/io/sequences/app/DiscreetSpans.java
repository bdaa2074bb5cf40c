package io.sequences.app;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps out of traces what may be about persons: filters name email addresses, paths may be
 * anything, and an address of the network is somebody's. The route and the status remain, and the
 * text of statements, whose values are parameters. What exceptions say is kept out by the limit of
 * events per span in application.properties.
 *
 * <p>Some are attributes of a span only when it ends, and no public kind of processor may change
 * them then.
 */
@Singleton
class DiscreetSpans implements ExtendedSpanProcessor {

  private static final String REDACTED = "REDACTED";

  private static final List<AttributeKey<String>> PERSONAL =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("url.query"),
          AttributeKey.stringKey("client.address"),
          AttributeKey.stringKey("network.peer.address"),
          AttributeKey.stringKey("user_agent.original"));

  @Override
  public void onEnding(ReadWriteSpan span) {
    if (span.getKind() != SpanKind.SERVER) {
      return;
    }
    for (AttributeKey<String> personal : PERSONAL) {
      if (span.getAttribute(personal) != null) {
        span.setAttribute(personal, REDACTED);
      }
    }
  }

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
