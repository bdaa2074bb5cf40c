package io.sequences.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Answers a token for any organisation and user, as plain text. In a production package this route
 * does not exist.
 */
@IfBuildProfile(anyOf = {"dev", "test"})
@Path("/dev/token")
public class DevTokenResource {

  private final DevTokens tokens;

  DevTokenResource(DevTokens tokens) {
    this.tokens = tokens;
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String token(
      @RestQuery String org,
      @RestQuery String sub,
      @RestQuery String scope,
      @RestQuery boolean admin) {
    return tokens.token(org == null ? "demo" : org, sub == null ? "ada" : sub, scope, admin);
  }
}
