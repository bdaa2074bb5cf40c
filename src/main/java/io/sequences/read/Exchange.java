package io.sequences.read;

import io.sequences.jsonapi.IfMatch;
import io.sequences.jsonapi.MediaTypes;
import io.sequences.jsonapi.Parameter;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

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

  /** The versions for which alone a write is to be done; 400 when the header is malformed. */
  public IfMatch condition() {
    return IfMatch.of(headers(IfMatch.HEADER));
  }

  /** The values of a header of the request, one for each time that it was sent. */
  public List<String> headers(String name) {
    return routing.request().headers().getAll(name);
  }

  /**
   * The method of the request and what it was sent to, query string included: the same for all
   * spellings of a path that lead to one route.
   */
  public String requestLine() {
    String path = routing.normalizedPath();
    String route = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String query = query() == null ? "" : "?" + query();
    return routing.request().method() + " " + route + query;
  }

  /** Where the world reaches the service, without a slash at its end. */
  public String address() {
    return address.of(routing.request());
  }

  /** The URLs of the answer. */
  public Links links() {
    return links(BASE_PATH);
  }

  /** The URLs of an answer about resources that live below another path. */
  public Links links(String path) {
    return new Links(address() + path, Parameter.parse(query()));
  }

  /** 200 with a document. */
  public Response ok(byte[] document) {
    return Response.ok(document).header(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON_API).build();
  }

  /** 200 with one resource. */
  public Response ok(Representation resource) {
    return tagged(Response.ok(), resource);
  }

  /** 201 with a new resource and its address. */
  public Response created(String location, Representation resource) {
    return tagged(Response.created(URI.create(location)), resource);
  }

  /** The tag tells versions apart; figures move without it, so that it serves no cache. */
  private static Response tagged(Response.ResponseBuilder answer, Representation resource) {
    resource.version().ifPresent(each -> answer.header(HttpHeaders.ETAG, IfMatch.tag(each)));
    return answer
        .entity(resource.document())
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
}
