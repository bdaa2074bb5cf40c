package io.sequences.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Json;
import io.sequences.support.ResourceObject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Texts of any characters that can be stored come back from the database as they were. */
@QuarkusTest
class AnyTextTest {

  private static final int TEXTS = 1_000;

  private final Api ada = Api.of("any-text", "ada");

  @Test
  void aThousandTextsComeBackAsTheyWere() {
    long seed = Long.getLong("fuzz.seed", new Random().nextInt(1_000_000_000));
    Random random = new Random(seed);
    List<String> texts = IntStream.range(0, TEXTS).mapToObj(i -> text(random)).toList();
    JsonNode created =
        Json.of(
            ada.createAll(
                    texts.stream()
                        .map(text -> ResourceObject.of("prospect").with("company", text))
                        .toList())
                .statusCode(201));
    assertThat(companies(created)).as("-Dfuzz.seed=" + seed).isEqualTo(texts);
    JsonNode read = Json.of(ada.get("/prospects?page[size]=" + TEXTS).statusCode(200));
    assertThat(companies(read)).as("-Dfuzz.seed=" + seed).isEqualTo(texts);
    assertThat(
            Db.rows(
                "select company from prospect where org_id = ? order by id", Db.org("any-text")))
        .as("-Dfuzz.seed=" + seed)
        .isEqualTo(texts);
  }

  private static List<String> companies(JsonNode document) {
    return StreamSupport.stream(document.path("data").spliterator(), false)
        .map(each -> each.at("/attributes/company").textValue())
        .toList();
  }

  /** Half of its characters from the first block, where most that mean something are. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("x");
    for (int length = random.nextInt(30); length > 0; length--) {
      int c = 1 + random.nextInt(random.nextBoolean() ? 0xFF : Character.MAX_CODE_POINT);
      text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
    }
    return text.toString();
  }
}
