package io.sequences.app;

import io.sequences.read.Export;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/**
 * Hands exports to the connection, in the way that the framework does it with files. In a scope of
 * its own because the framework makes it before the configuration is final.
 */
@Provider
@ApplicationScoped
public class ExportWriter implements ServerMessageBodyWriter<Export> {

  private final Duration patience;
  private final ExportEnds ends;

  ExportWriter(
      @ConfigProperty(name = "sequences.limits.stream-idle") Duration patience, ExportEnds ends) {
    this.patience = patience;
    this.ends = ends;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == Export.class;
  }

  @Override
  public void writeResponse(Export export, Type genericType, ServerRequestContext context) {
    VertxResteasyReactiveRequestContext request = (VertxResteasyReactiveRequestContext) context;
    request.suspend();
    new ExportSending(request.getContext(), export, patience, ends)
        .send()
        .onComplete(ended -> request.resume());
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Export.class;
  }

  @Override
  public void writeTo(
      Export export,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream stream) {
    // Of writers of this kind the framework calls the method above, and never this one.
    throw new IllegalStateException("An export is not written by a thread that waits.");
  }
}
