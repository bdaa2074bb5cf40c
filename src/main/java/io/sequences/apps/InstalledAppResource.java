package io.sequences.apps;

import io.quarkus.security.AuthenticationFailedException;
import io.sequences.access.CountedAs;
import io.sequences.access.OwnCredentials;
import io.sequences.access.RequestCount;
import io.sequences.catalog.InvalidValue;
import io.sequences.catalog.ResourceType;
import io.sequences.database.Organisations;
import io.sequences.idempotency.WriteTransaction;
import io.sequences.jsonapi.QueryParser;
import io.sequences.jsonapi.RequestDocument;
import io.sequences.read.Exchange;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;

/**
 * Where an application itself comes, with a token that it signed: once with a setup token, and then
 * whenever it needs an access token. Whatever is wrong with it, or with what it names, is the same
 * 401: who does not prove to be the application learns of no install, and of no setup token whether
 * it was used. Requests count for the application that proved itself, and for nobody before that.
 */
@Singleton
@Path(InstallResource.PATH)
public class InstalledAppResource implements OwnCredentials {

  private final Organisations organisations;
  private final SigningKeys keys;
  private final Grants grants;
  private final OwnToken proof;
  private final AccessTokens accessTokens;
  private final InstallStore installs;
  private final AppDocuments documents;
  private final WriteTransaction transaction;
  private final Exchange exchange;
  private final RequestCount requests;
  private final RoutingContext routing;

  InstalledAppResource(
      Organisations organisations,
      SigningKeys keys,
      Grants grants,
      OwnToken proof,
      AccessTokens accessTokens,
      InstallStore installs,
      AppDocuments documents,
      WriteTransaction transaction,
      Exchange exchange,
      RequestCount requests,
      RoutingContext routing) {
    this.organisations = organisations;
    this.keys = keys;
    this.grants = grants;
    this.proof = proof;
    this.accessTokens = accessTokens;
    this.installs = installs;
    this.documents = documents;
    this.transaction = transaction;
    this.exchange = exchange;
    this.requests = requests;
    this.routing = routing;
  }

  /**
   * Uses a setup token up, and answers the install that it was for; again, only to whoever sends
   * the same request with the idempotency key of the first time.
   */
  @POST
  @Path("{install}/actions/setupToken")
  public Uni<Response> setUp(
      String install, @RestHeader(HttpHeaders.AUTHORIZATION) String authorization, byte[] body) {
    begin(authorization, body);
    byte[] digest = SetupTokens.digest(install);
    return organisations
        .admittedUnproven(() -> grants.toSetUp(digest))
        .map(grant -> proven(grant, authorization))
        .chain(
            grant ->
                transaction.runOnce(
                    grant.caller(),
                    body,
                    connection ->
                        Organisations.uni(() -> installs.setUp(connection, grant, digest))
                            .map(found -> answer(found, Map.of()))));
  }

  /** Answers a token by which the application calls in the organisation of an install. */
  @POST
  @Path("{install}/actions/accessToken")
  public Uni<Response> accessToken(
      String install, @RestHeader(HttpHeaders.AUTHORIZATION) String authorization, byte[] body) {
    begin(authorization, body);
    long id = id(install);
    return organisations
        .admittedUnproven(() -> grants.now(id))
        .map(grant -> proven(grant, authorization))
        .chain(
            grant ->
                organisations
                    .admitted(() -> installs.find(grant.orgId(), grant.install()))
                    .map(found -> answer(found, access(grant))));
  }

  private Map<String, Object> access(Grant grant) {
    return Map.of(
        "accessToken", accessTokens.issue(grant), "expiresIn", AccessTokens.LIFETIME.toSeconds());
  }

  /** What needs no look at the database. */
  private void begin(String authorization, byte[] body) {
    keys.require();
    OwnToken.requireClaim(authorization);
    RequestDocument.expectEmpty(body);
    QueryParser.forNothing(exchange.query());
  }

  private static long id(String text) {
    try {
      return (Long) ResourceType.ID.type().fromFilter(text);
    } catch (InvalidValue noId) {
      throw unknown();
    }
  }

  private Grant proven(Optional<Grant> grant, String authorization) {
    Grant known = grant.orElseThrow(InstalledAppResource::unknown);
    proof.require(authorization, known);
    requests.count(CountedAs.application(known.app()), routing.response());
    return known;
  }

  private static AuthenticationFailedException unknown() {
    return new AuthenticationFailedException("no such install");
  }

  private Response answer(Install install, Map<String, Object> meta) {
    if (install == null) {
      throw unknown();
    }
    return documents.ok(install, meta);
  }
}
