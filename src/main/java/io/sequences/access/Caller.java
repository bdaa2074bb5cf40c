package io.sequences.access;

import io.sequences.catalog.ResourceType;
import io.sequences.jsonapi.ApiException;
import io.sequences.jsonapi.ErrorCode;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request, as a verified token says.
 *
 * @param orgId the organisation whose rows the caller lives among
 * @param who the user, or the application
 * @param admin whether the caller sees and changes all of the organisation's resources
 * @param scopes what the token permits, such as {@code sequences.read}
 */
public record Caller(long orgId, Who who, boolean admin, Set<String> scopes) {

  /**
   * The three things that a scope permits for a collection; {@code <scope>.all} permits them all.
   */
  public enum Permission {
    READ("read"),
    WRITE("write"),
    DELETE("delete");

    private final String word;

    Permission(String word) {
      this.word = word;
    }

    /** The scope that gives this permission for resources of a type. */
    public String scope(ResourceType type) {
      return scope(type.scope());
    }

    /** The scope of this permission that begins with the name of a collection. */
    public String scope(String collection) {
      return collection + "." + word;
    }
  }

  /** The user who calls; none when it is an application. */
  public Optional<Long> user() {
    return who.user();
  }

  /** What tells the caller from all others of the organisation, of whichever kind. */
  public String account() {
    return who.account();
  }

  /** Refuses, 403, whoever does not administer the organisation. */
  public void requireAdmin() {
    if (!admin) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_REQUEST, "The token needs the claim 'admin': true.");
    }
  }

  /** Whether the token permits this for resources of the type; no permission grants another. */
  public boolean permits(Permission permission, ResourceType type) {
    return scopes.contains(permission.scope(type)) || scopes.contains(type.scope() + ".all");
  }

  /** Refuses, naming the scope, what the token does not permit. */
  public void require(Permission permission, ResourceType type) {
    if (!permits(permission, type)) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED_OAUTH_SCOPE,
          "The token needs the scope '" + permission.scope(type) + "'.");
    }
  }
}
