package io.sequences.read;

import io.sequences.jsonapi.MediaTypes;
import io.sequences.jsonapi.Parameter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The request at hand as resources see it, and the answers they give. */
@RequestScoped
public class Exchange {

  /** Where the API lives, below the public address of the service. */
  public static final String BASE_PATH = "/api/v2";

  private final RoutingContext routing;
  private final PublicAddress address;

  Exchange(RoutingContext routing, PublicAddress address) {
    this.routing = routing;
    this.address = address;
  }

  /** The query string as it stands in the request line, or null. */
  public String query() {
    return routing.request().query();
  }

  /**
   * The URLs of the answer: by the configured public address, else by the one the request was sent
   * to.
   */
  public Links links() {
    return new Links(base(), Parameter.parse(query()));
  }

  /** 200 with a document. */
  public Response ok(byte[] document) {
    return Response.ok(document).header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API).build();
  }

  /** 201 with the document of a new resource and its address. */
  public Response created(String location, byte[] document) {
    return Response.created(URI.create(location))
        .entity(document)
        .header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API)
        .build();
  }

  /** 201 with the document of several new resources, which have no one address. */
  public Response created(byte[] document) {
    return Response.status(Response.Status.CREATED)
        .entity(document)
        .header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API)
        .build();
  }

  private String base() {
    HttpServerRequest request = routing.request();
    String base = address.url().orElseGet(() -> request.scheme() + "://" + host(request));
    return base + BASE_PATH;
  }

  /** HTTP/1.0 knows no Host; then it is the address that the connection was made to. */
  private static String host(HttpServerRequest request) {
    String host = request.authority() == null ? "" : request.authority().toString();
    return host.isEmpty() ? request.localAddress().toString() : host;
  }
}
