package io.sequences.read;

import static io.sequences.read.Statements.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sequences.access.Caller;
import io.sequences.access.Who;
import io.sequences.catalog.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The statements of a handful of queries, word for word, as files that a DBA can read. Run with
 * {@code -Dgolden.write=true} to write them anew, and read the difference.
 */
class SqlWriterTest {

  private static final Path FOLDER = Path.of("src/test/resources/statements");
  private static final Caller ADA =
      new Caller(7, new Who.User(11), false, Set.of("sequences.all", "users.read"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first-page | sequences | fields[sequence]=name,owner",
        "by-name | sequences | fields[sequence]=name&sort=name",
        "newest-first | sequences | fields[sequence]=name&sort=-updatedAt",
        "busiest-first | sequences | fields[sequence]=name,openCount&sort=-openCount&filter[deliverCount]=100..inf",
        "one-owner | sequences | fields[sequence]=openCount&sort=-openCount&filter[owner][id]=11",
        "nullable-key | sequences | fields[sequence]=name&sort=-throttleCapacity,name",
        "owner-by-email | sequences | fields[sequence]=name&filter[owner][email]=a@b.example,__null__",
        "tags-and-dates | sequences | fields[sequence]=tags&filter[tags]=a,b&filter[updatedAt]=2024-01-01..2024-01-31",
        "offset | sequences | fields[sequence]=name&page[limit]=10&page[offset]=20",
        "steps-with-figures | sequenceSteps | fields[sequenceStep]=displayName,openCount",
        "history | sequenceDailyStats | fields[sequenceDailyStat]=day,openCount&filter[sequence][id]=18&filter[day]=2026-01-01..2026-03-31",
        "busiest-weeks | sequenceDailyStats | fields[sequenceDailyStat]=openCount&filter[grain]=week&sort=-openCount",
        "stats-by-id | sequenceDailyStats | fields[sequenceDailyStat]=openCount&filter[id]=18-2026-03-01,19-2026-W09",
        "long-texts | mailings | fields[mailing]=subject,bodyText",
        "rights | sequences | fields[sequence]=&provideAuthorizationMeta=true",
      })
  void aPageReadsAsItsFile(String name, String path, String query) {
    Caller caller = path.equals("sequences") ? ADA : Statements.caller(7, 11);
    Plan plan = Statements.plan(path, query, caller);
    StringBuilder text = new StringBuilder("-- GET /" + path + "?" + query + "\n");
    show("page", WRITER.page(plan), text);
    if (plan.needsTotal()) {
      show("total", WRITER.total(plan), text);
    }
    if (!plan.sort().isEmpty() && plan.window() instanceof Plan.Window.Keyset) {
      List<Object> values =
          plan.sort().stream().map(order -> value(order.attribute().name())).toList();
      Plan after = Statements.at(plan, new Cursor(values, id(plan), false), false);
      show("page after a cursor", WRITER.page(after), text);
      show("behind it", WRITER.behind(after, (Plan.Window.Keyset) after.window()), text);
    }
    assertThat(text.toString()).isEqualTo(golden(name, text.toString()));
  }

  private static Object id(Plan plan) {
    return plan.type().id().isColumn() ? 500L : "500-2026-W09";
  }

  private static Object value(String attribute) {
    return switch (attribute) {
      case "name" -> "n";
      case "updatedAt" -> Moment.dayOf("2024-05-01").orElseThrow();
      default -> 5L;
    };
  }

  private static void show(String what, Sql sql, StringBuilder into) {
    String text = sql.text();
    for (String word :
        new String[] {" select ", " from ", " where ", " order by ", " limit ", " left join "}) {
      text = text.replaceAll("(?<!distinct)" + word, "\n " + word.strip() + " ");
    }
    into.append("\n-- ").append(what).append(", with ");
    for (int i = 0; i < sql.parameters().size(); i++) {
      Object value = sql.parameters().getValue(i);
      String shown = value instanceof Object[] many ? List.of(many).toString() : value.toString();
      into.append(i == 0 ? "" : ", ").append('$').append(i + 1).append(" = ").append(shown);
    }
    into.append('\n').append(text).append(";\n");
  }

  private static String golden(String name, String actual) {
    Path file = FOLDER.resolve(name + ".sql");
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual, StandardCharsets.UTF_8);
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
