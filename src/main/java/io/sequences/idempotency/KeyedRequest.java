package io.sequences.idempotency;

import io.sequences.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request with a key. Keys of different organisations, and of different callers in one, have
 * nothing to do with each other.
 *
 * @param orgId the organisation of the caller
 * @param account who calls, within it
 * @param fingerprint tells this request from others that come with the same key
 */
public record KeyedRequest(long orgId, String account, IdempotencyKey key, String fingerprint) {

  /**
   * A request.
   *
   * @param requestLine its method and what it is sent to
   * @param body null where there is none
   */
  public static KeyedRequest of(
      Caller caller, IdempotencyKey key, String requestLine, byte[] body) {
    return new KeyedRequest(caller.orgId(), caller.account(), key, digest(requestLine, body));
  }

  private static String digest(String requestLine, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // No request line has the character that divides it from the body.
      digest.update((requestLine + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body == null ? new byte[0] : body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
