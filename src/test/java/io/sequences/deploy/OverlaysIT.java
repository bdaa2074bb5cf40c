package io.sequences.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sequences.packaged.PackagedCommand;
import io.sequences.packaged.PackagedService;
import io.sequences.support.Authority;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package, told what the overlays tell it, on a PostgreSQL with the roles that they make: the
 * migration's container ends well, and the service's becomes ready. No container runs here; what is
 * tried is what goes into them.
 */
class OverlaysIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void theSmallOverlayWorksWithTheRolesOfItsScript() throws Exception {
    String script = Yaml.text(Manifests.folder("small").resolve("roles.sh"));
    String sql = script.substring(script.indexOf("<<'SQL'\n") + 8, script.indexOf("\nSQL\n"));
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      // As the image does before it runs the script.
      run(server, "create role sequences_owner superuser login password 'secret'");
      run(server, "create database sequences owner sequences_owner");
      run(server, sql.replace(":\"login\"", "sequences_web").replace(":'password'", "'secret'"));
      assertThatItBecomesReady(Manifests.of("small"), server, "");
    }
  }

  @Test
  void theLargeOverlayWorksWithTheRolesOfTheOperator() throws Exception {
    Manifests manifests = Manifests.of("large");
    JsonNode spec = manifests.named("Cluster", "sequences-postgres").path("spec");
    JsonNode made = spec.path("bootstrap").path("initdb");
    assumeThat(made.isObject()).as("made, and not restored with the roles that it had").isTrue();
    // The operator's are made for the name of its service.
    Authority authority = new Authority(folder);
    EmbeddedPostgres.Builder encrypted = EmbeddedPostgres.builder();
    authority.settings("localhost").forEach(encrypted::setServerConfig);
    try (EmbeddedPostgres server = encrypted.start()) {
      String owner = made.path("owner").asText();
      run(server, "create role %s login password 'secret'".formatted(owner));
      run(server, "create database %s owner %s".formatted(made.path("database").asText(), owner));
      for (JsonNode sql : made.path("postInitSQL")) {
        run(server, sql.asText());
      }
      for (JsonNode role : spec.path("managed").path("roles")) {
        assertThat(role.path("login").asBoolean()).isTrue();
        run(
            server,
            "create role %s login password 'secret' in role %s"
                .formatted(role.path("name").asText(), role.path("inRoles").path(0).asText()));
      }
      assertThatItBecomesReady(manifests, server, authority.certificate().toString());
    }
  }

  private void assertThatItBecomesReady(
      Manifests manifests, EmbeddedPostgres server, String authority) throws Exception {
    JsonNode migration = manifests.workload("Job", "sequences-migration").containers().get(0);
    JsonNode serving = manifests.workload("Deployment", "sequences").containers().get(0);
    try (PackagedService service =
        PackagedService.start(folder, settings(manifests, serving, server, authority))) {
      await().atMost(PATIENCE).until(() -> service.log().contains("the schema lacks version"));
      assertThat(service.status("/q/health/ready")).isEqualTo(503);
      String[] arguments =
          Yaml.items(migration.path("args")).stream().map(JsonNode::asText).toArray(String[]::new);
      PackagedCommand done =
          PackagedCommand.run(folder, settings(manifests, migration, server, authority), arguments);
      assertThat(done.err().lines())
          .allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
      assertThat(done.status()).isZero();
      await().atMost(PATIENCE).until(() -> service.status("/q/health/ready"), equalTo(200));
    }
  }

  /**
   * What the container gets, with the secrets of the README, and the server's real address and
   * authority.
   */
  private static Map<String, String> settings(
      Manifests manifests, JsonNode container, EmbeddedPostgres server, String authority) {
    Map<String, String> settings = new TreeMap<>(Environment.of(manifests, container));
    ReadmeSecrets.read()
        .forEach(
            (secret, keys) ->
                settings.replaceAll(
                    (name, value) ->
                        value.equals(secret + " username")
                            ? keys.get("username")
                            : value.equals(secret + " password") ? "secret" : value));
    settings.computeIfPresent(
        "DATABASE_URL",
        (name, url) ->
            url.replaceFirst("//[^/]+/", "//localhost:" + server.getPort() + "/")
                .replaceFirst("(?<=sslrootcert=).*", authority));
    assertThat(List.copyOf(settings.values())).noneMatch(value -> value.startsWith("sequences-"));
    return settings;
  }

  private static void run(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection superuser =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "postgres",
                "postgres");
        Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }
}
