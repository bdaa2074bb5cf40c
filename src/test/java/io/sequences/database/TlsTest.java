package io.sequences.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sequences.RefusedSettingException;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address says of TLS, and what it may not say. */
class TlsTest {

  private static final String ADDRESS = "postgresql://db.example:5432/sequences";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', DISABLE",
    "?sslmode=disable, DISABLE",
    "?application_name=a&sslmode=require, REQUIRE",
    "?sslmode=re%71uire&application_name=a, REQUIRE",
    "?xsslmode=require, DISABLE"
  })
  void modes(String parameters, SslMode mode) {
    assertThat(Tls.of(ADDRESS + parameters).mode()).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?sslmode=prefer|sslmode in DATABASE_URL is prefer; it must be disable, require, verify-ca",
        "?sslmode=|sslmode in DATABASE_URL is ; it must be disable, require, verify-ca",
        "?sslmode=REQUIRE|sslmode in DATABASE_URL is REQUIRE; it must be disable, require",
        "?sslrootcert=/ca|sslmode in DATABASE_URL is disable; it must be verify-full or verify-ca",
        "?sslmode=require&sslrootcert=/ca|sslmode in DATABASE_URL is require; it must be verify-full",
        "?sslmode=verify-full|sslrootcert in DATABASE_URL is not set; it must be the path of a readable",
        "?sslmode=verify-ca&sslrootcert=/nowhere/ca.crt|sslrootcert in DATABASE_URL is /nowhere/ca.crt;",
        "?sslmode=verify-ca&sslrootcert=%00|it must be the path of a readable PEM file"
      })
  void whatCouldNotWorkIsRefused(String parameters, String complaint) {
    assertThatThrownBy(() -> Tls.of(ADDRESS + parameters))
        .isInstanceOf(RefusedSettingException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b?sslmode=disable, a/b",
    "a/b?c=d, a/b?c=d&sslmode=disable, a/b?c=d",
    "a/b?sslmode=x, a/b?sslmode=x, a/b",
    "a/b?sslmode=x&c=d, a/b?sslmode=x&c=d, a/b?c=d",
    "a/b?c=d&sslrootcert=/e&sslmode=x, a/b?c=d&sslrootcert=/e&sslmode=x, a/b?c=d"
  })
  void jdbcIsToldAModeAndTheReactiveClientNone(String address, String jdbc, String reactive) {
    assertThat(Tls.withMode(address)).isEqualTo(jdbc);
    assertThat(Tls.without(address)).isEqualTo(reactive);
  }

  @Test
  void ofSeveralAddressesNoneKeepsWhatItSaysOfTls() {
    assertThat(Tls.without("a/b?sslmode=x,c/d?sslmode=x&e=f")).isEqualTo("a/b,c/d?e=f");
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.crt"));
    Path text = Files.writeString(folder.resolve("text.crt"), "no certificate\n");
    for (Path file : new Path[] {empty, text, folder}) {
      assertThatThrownBy(() -> Tls.of(ADDRESS + "?sslmode=verify-full&sslrootcert=" + file))
          .isInstanceOf(RefusedSettingException.class)
          .hasMessageContaining("sslrootcert in DATABASE_URL is " + file);
    }
  }
}
