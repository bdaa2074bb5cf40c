package io.sequences.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.sequences.support.AtOnce;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that have room one by one, and are more than all the memory together. */
class LargeAnswersIT {

  private static final int HEAP_MEBIBYTES = 256;
  private static final int CLIENTS = 16;
  private static final int TIMES = 20;

  /** A sixteenth of the heap, less what tells whether there is a further page. */
  private static final String PAGE = "/api/v2/mailings?page[size]=14";

  private static final String LOAD =
      """
      with one as (
        insert into sequence (org_id, name, ruleset_id) select org_id, 'One', id from ruleset returning org_id, id)
      insert into mailing (org_id, sequence_id, body_html)
      select org_id, id, repeat('x', 1024 * 1024) from one, generate_series(1, 40)
      """;

  @TempDir private Path folder;

  @Test
  void areRefusedAndNotTheEndOfTheService() throws Exception {
    List<String> small =
        List.of("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");
    try (Installation installation = new Installation(folder, Map.of(), small);
        Connection connection = installation.database().connect();
        Statement statement = connection.createStatement()) {
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      statement.execute(LOAD);
      assertThat(installation.sequences().statusCode()).isEqualTo(200);
      assertThat(page(installation)).isEqualTo(200);
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        statuses.addAll(AtOnce.send(Collections.nCopies(CLIENTS, () -> page(installation))));
      }
      assertThat(statuses).contains(200, 503).containsOnly(200, 503);
      // What was taken is given back.
      await().atMost(Installation.PATIENCE).until(() -> page(installation) == 200);
      installation.assertLogIsDiscreet();
    }
  }

  private static int page(Installation installation) {
    Response response = installation.service().get(PAGE, installation.token());
    // All of it: what the client does not take, the service keeps.
    assertThat(response.asByteArray()).isNotEmpty();
    return response.statusCode();
  }
}
