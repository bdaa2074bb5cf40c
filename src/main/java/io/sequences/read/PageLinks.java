package io.sequences.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sequences.jsonapi.QueryParser;
import io.sequences.read.Plan.Window;
import java.io.IOException;

/** Writes the links from a page to the others; one that would lead nowhere is left out. */
final class PageLinks {

  private PageLinks() {}

  static void write(JsonGenerator out, Plan plan, Slice slice, Links links) throws IOException {
    if (plan.window() instanceof Window.Offset offset) {
      byOffset(out, plan, offset, slice.total(), links);
    } else {
      byCursor(out, plan, (Window.Keyset) plan.window(), slice, links);
    }
  }

  private static void byCursor(
      JsonGenerator out, Plan plan, Window.Keyset window, Slice slice, Links links)
      throws IOException {
    Links.Pages pages = links.pages(plan.type());
    out.writeStringField("first", pages.first());
    if (slice.hasPrevious(window)) {
      String start =
          slice.start(plan, window).encode(plan.fingerprint(), plan.type().id(), plan.sort());
      out.writeStringField("prev", pages.at("before", start));
    }
    if (slice.hasNext(window)) {
      String end =
          slice.end(plan, window).encode(plan.fingerprint(), plan.type().id(), plan.sort());
      out.writeStringField("next", pages.at("after", end));
    }
  }

  private static void byOffset(
      JsonGenerator out, Plan plan, Window.Offset window, long total, Links links)
      throws IOException {
    Links.Pages pages = links.pages(plan.type());
    long size = window.size();
    long last = Math.max(0, (total - 1) / size * size);
    out.writeStringField("first", pages.at("offset", "0"));
    if (window.offset() > 0 && total > 0) {
      long previous = Math.max(0, Math.min(window.offset() - size, last));
      out.writeStringField("prev", pages.at("offset", Long.toString(previous)));
    }
    long next = window.offset() + size;
    if (next < total && next <= QueryParser.MAX_OFFSET) {
      out.writeStringField("next", pages.at("offset", Long.toString(next)));
    }
    if (total > 0 && last <= QueryParser.MAX_OFFSET) {
      out.writeStringField("last", pages.at("offset", Long.toString(last)));
    }
  }
}
