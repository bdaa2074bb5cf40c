package io.sequences.access;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * What a token's header may look like, whoever issued it, before anybody works with it: texts are
 * texts, which the libraries take for granted, and {@code kid} is the name of a key, and nothing
 * that could be taken for a path, an address or a query by whoever looks keys up, now or later.
 */
public final class TokenHeader {

  private static final List<String> TEXTS = List.of("alg", "kid", "typ", "cty", "enc", "zip");

  /** Letters, digits and what joins them; or, as some providers have it, a digest in Base64. */
  private static final Pattern NAME =
      Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9._~:@=+-]{1,255}|[A-Za-z0-9+/]{22,255}={0,2}");

  private TokenHeader() {}

  /** Whether the token has a header that may be worked with. */
  public static boolean isInOrder(String token) {
    int end = token.indexOf('.');
    if (end < 0) {
      return false;
    }
    try {
      Map<String, Object> header =
          JsonUtil.parseJson(new Base64Url().base64UrlDecodeToUtf8String(token.substring(0, end)));
      boolean texts =
          TEXTS.stream()
              .filter(header::containsKey)
              .allMatch(name -> header.get(name) instanceof String);
      return texts
          && (!header.containsKey("kid") || NAME.matcher((String) header.get("kid")).matches());
    } catch (JoseException noJson) {
      return false;
    }
  }
}
