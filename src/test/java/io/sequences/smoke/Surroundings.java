package io.sequences.smoke;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sequences.packaged.Database;
import io.sequences.packaged.PackagedService;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the service needs around it: a database, and somebody who issues tokens. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

  /** A token of somebody who may do everything with sequences and mailings. */
  record Token(String text) {}

  private Path folder;
  private Database database;
  private Token token;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("smoke");
      database = new Database(folder);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      token = new Token(PackagedService.token(keys.getPrivate(), "any"));
      Map<String, String> settings = new HashMap<>(Database.settings(database.port()));
      // By this name, since Quarkus would else hand over a key of its own under it.
      settings.put(
          "mp.jwt.verify.publickey",
          Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
      settings.put("mp.jwt.verify.issuer", PackagedService.ISSUER);
      settings.put("quarkus.shutdown.delay", "0s");
      // Quarkus reads from this log, line by line, where the service listens.
      settings.put("quarkus.log.file.json.enabled", "false");
      return settings;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(token, new TestInjector.MatchesType(Token.class));
  }

  @Override
  public void stop() {
    try {
      database.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
