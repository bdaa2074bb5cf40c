package io.sequences.apps;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Publishes by which keys access tokens can be verified; without a key, none. */
@Path(KeySetResource.PATH)
public class KeySetResource {

  /** Where such sets are looked for. */
  public static final String PATH = "/.well-known/jwks.json";

  private final SigningKeys keys;

  KeySetResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response keys() {
    return Response.ok(keys.published()).header("Cache-Control", "public, max-age=300").build();
  }
}
