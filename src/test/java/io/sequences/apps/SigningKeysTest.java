package io.sequences.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sequences.jsonapi.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files hold keys that the service signs with. */
class SigningKeysTest {

  private static final KeyPair RSA = Application.keys(2048);

  @TempDir Path folder;

  private static String pem(KeyPair keys) {
    return Application.block("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static SigningKeys at(Path file) {
    SigningKeys keys = new SigningKeys(Optional.of(file.toString()), false);
    keys.load();
    return keys;
  }

  private SigningKeys of(String content) throws IOException {
    return at(Files.writeString(folder.resolve("keys.pem"), content));
  }

  private static void assertNone(SigningKeys keys) {
    assertThatThrownBy(keys::require)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
    assertThat(keys.published()).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void anRsaKeyInPkcs8IsOne() throws IOException {
    SigningKeys keys = of("A comment\n" + pem(RSA).replace("\n", "\r\n"));
    keys.require();
    assertThat(keys.signing().getRsaPublicKey()).isEqualTo(RSA.getPublic());
    assertThat(keys.verifying(keys.signing().getKeyId()))
        .hasValue(keys.signing().getRsaPublicKey());
    assertThat(keys.verifying("another")).isEmpty();
  }

  @Test
  void aKeyHasTheSameIdEverywhere() throws IOException {
    String id = of(pem(RSA)).signing().getKeyId();
    SigningKeys both = of(pem(Application.keys(2048)) + pem(RSA));
    assertThat(both.verifying(id)).hasValue(of(pem(RSA)).signing().getRsaPublicKey());
    assertThat(both.signing().getKeyId()).isNotEqualTo(id);
  }

  @Test
  void whatIsNoneIsNotUsed() throws IOException, GeneralSecurityException {
    KeyPair curve = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertNone(of(""));
    assertNone(of("garbage"));
    assertNone(of(Application.pem(RSA.getPublic())));
    assertNone(of(Application.block("RSA PRIVATE KEY", new byte[] {1, 2, 3})));
    assertNone(of(Application.block("PRIVATE KEY", new byte[] {1, 2, 3})));
    assertNone(of(pem(curve)));
    assertNone(of(pem(Application.keys(1024))));
  }

  @Test
  void oneBadKeyAmongGoodOnesSpoilsTheFile() throws IOException {
    assertNone(of(pem(RSA) + pem(Application.keys(1024))));
    assertNone(of(pem(RSA) + Application.block("PRIVATE KEY", new byte[] {1, 2, 3})));
  }

  @Test
  void aFileThatCannotBeReadHoldsNone() {
    assertNone(at(folder));
    assertNone(at(folder.resolve("gone.pem")));
  }

  @Test
  void withoutALocationThereIsNoneUnlessTheServiceMakesOne() {
    SigningKeys none = new SigningKeys(Optional.empty(), false);
    none.load();
    assertNone(none);
    SigningKeys own = new SigningKeys(Optional.empty(), true);
    own.load();
    own.require();
    assertThat(own.published()).contains(own.signing().getKeyId()).doesNotContain("\"d\"");
  }
}
