package io.sequences.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sequences.jsonapi.Parameter;
import io.sequences.read.Plan.Window;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The links from page to page, for every place that a page can have in its collection. */
class PageLinksTest {

  private static final String QUERY = "fields[prospect]=";

  private static String links(Plan plan, String query, Slice slice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      PageLinks.write(out, plan, slice, new Links("/api", Parameter.parse(query)));
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return URLDecoder.decode(text.toString(), StandardCharsets.UTF_8)
        .replaceAll("[{}\"]|/api/prospects\\?fields\\[prospect\\]=&?", "");
  }

  private static Plan plan(String query) {
    return Statements.plan("prospects", query, Statements.caller(7, 11));
  }

  private static Slice slice(Plan plan, boolean more, boolean behind, Long total, long... ids) {
    List<Tuple> rows = java.util.Arrays.stream(ids).mapToObj(id -> Tuple.of(id, 1)).toList();
    return new Slice(new Fetched(plan.selection(), rows, new Linkage()), more, behind, total);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 10 | 0 | first:page[limit]=10&page[offset]=0",
        "0 | 10 | 10 | first:0,last:0",
        "0 | 10 | 11 | first:0,next:10,last:10",
        "10 | 10 | 20 | first:0,prev:0,last:10",
        "10 | 10 | 21 | first:0,prev:0,next:20,last:20",
        "5 | 10 | 30 | first:0,prev:0,next:15,last:20",
        "500 | 10 | 30 | first:0,prev:20,last:20",
        "5 | 10 | 0 | first:0",
        "9990 | 10 | 10011 | first:0,prev:9980,next:10000",
        "10000 | 10 | 10021 | first:0,prev:9990",
        "0 | 10 | 10010 | first:0,next:10,last:10000",
      })
  void pagesByOffsetLeadToTheirNeighbours(int offset, int size, long total, String links) {
    String query = QUERY + "&page[limit]=" + size;
    Plan plan = plan(query + "&page[offset]=" + offset);
    assertThat(
            links(plan, query, slice(plan, false, false, total))
                .replace("page[limit]=10&page[offset]=", ""))
        .isEqualTo(links.replace("page[limit]=10&page[offset]=", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "false,false,false,", "false,true,false,next", "false,false,true,prev",
    "false,true,true,prev next", "true,false,false,", "true,true,false,prev",
    "true,false,true,next", "true,true,true,prev next"
  })
  void pagesByCursorLeadOnWhereThereIsMore(
      boolean backwards, boolean more, boolean behind, String expected) {
    Plan plan = Statements.at(plan(QUERY), new Cursor(List.of(), 5L, false), backwards);
    String links = links(plan, QUERY, slice(plan, more, behind, null, 6, 7));
    assertThat(links.contains("prev:")).isEqualTo(expected != null && expected.contains("prev"));
    assertThat(links.contains("next:")).isEqualTo(expected != null && expected.contains("next"));
    assertThat(links).startsWith("first:");
  }

  @Test
  void cursorsAreTheFirstAndTheLastRow() {
    Plan plan = Statements.at(plan(QUERY), new Cursor(List.of(), 5L, false), false);
    Window.Keyset window = (Window.Keyset) plan.window();
    Slice slice = slice(plan, true, true, null, 6, 7);
    assertThat(slice.start(plan, window)).isEqualTo(new Cursor(List.of(), 6L, false));
    assertThat(slice.end(plan, window)).isEqualTo(new Cursor(List.of(), 7L, false));
    String after = slice.end(plan, window).encode(plan.fingerprint(), plan.type().id(), List.of());
    assertThat(links(plan, QUERY, slice)).contains("next:page[after]=" + after);
    Slice empty = slice(plan, false, true, null);
    assertThat(empty.start(plan, window)).isEqualTo(new Cursor(List.of(), 5L, true));
    assertThat(empty.end(plan, window)).isEqualTo(new Cursor(List.of(), 5L, true));
    assertThat(window.turned())
        .isEqualTo(new Window.Keyset(50, new Cursor(List.of(), 5L, true), true));
  }

  @Test
  void aLinkDropsThePositionThatItWasAskedFrom() {
    Plan plan = Statements.at(plan(QUERY), new Cursor(List.of(), 5L, false), false);
    String asked = QUERY + "&page[size]=50&page[after]=x&page[before]=y&page[offset]=1";
    assertThat(links(plan, asked, slice(plan, false, false, null, 6)))
        .isEqualTo("first:page[size]=50");
  }
}
