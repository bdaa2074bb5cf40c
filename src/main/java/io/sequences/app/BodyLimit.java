package io.sequences.app;

import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops reading a body that grows over the limit: one whose length was not announced, and so could
 * not be refused at once. The server's own limit would answer it without a document.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {

  /** The largest body, in bytes. */
  static final int LARGEST = 1024 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    byte[] body = read(context.getInputStream());
    if (body.length > LARGEST) {
      throw new ApiException(HttpErrors.error(413));
    }
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  /** A client that breaks off is the client's fault, and must not look like the database's. */
  private static byte[] read(InputStream body) {
    try {
      return body.readNBytes(LARGEST + 1);
    } catch (IOException brokenOff) {
      throw new ApiException(ErrorCode.MALFORMED_REQUEST, "The body broke off.");
    }
  }
}
