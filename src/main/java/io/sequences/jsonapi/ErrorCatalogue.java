package io.sequences.jsonapi;

/**
 * What each error means, for those who write clients and those who run the service: an entry for
 * every code, that the errors themselves lead to. Texts may have names between backticks, and are
 * else plain.
 */
public final class ErrorCatalogue {

  /**
   * Where the service shows it, below its public address: where proxies let requests pass, and no
   * collection can be.
   */
  public static final String PATH = "/api/errors";

  private ErrorCatalogue() {}

  /**
   * The URL of the entry of a code.
   *
   * @param address where the world reaches the service, without a slash at its end
   */
  public static String about(String address, ErrorCode code) {
    return address + PATH + "#" + code.id();
  }

  /** What makes the service answer with this code: all the cases that there are. */
  public static String cause(ErrorCode code) {
    return ErrorCauses.of(code).strip();
  }

  /** What the client does about it, or the operator where the client can do nothing. */
  public static String cure(ErrorCode code) {
    return ErrorCures.of(code).strip();
  }
}
