package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.catalog.Identity;
import io.sequences.support.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Whatever a cursor holds, it is a position or none. */
class CursorFuzzTest {

  private static final List<Plan.Order> SORT =
      List.of(
          new Plan.Order(Statements.type("sequences").attribute("description"), false),
          new Plan.Order(Statements.type("sequences").attribute("enabledAt"), true),
          new Plan.Order(Statements.type("sequences").attribute("openCount"), true));

  @FuzzTarget
  void cursor(byte[] bytes) {
    Cursor.decode(new String(bytes, StandardCharsets.UTF_8), "p", Identity.NUMBER, SORT);
    String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Cursor.decode(packed, "p", Identity.NUMBER, SORT)
        .ifPresent(
            cursor ->
                assertThat(
                        Cursor.decode(
                            cursor.encode("p", Identity.NUMBER, SORT), "p", Identity.NUMBER, SORT))
                    .contains(cursor));
  }
}
