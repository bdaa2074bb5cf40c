package io.sequences.app;

import io.sequences.jsonapi.ErrorCatalogue;
import io.sequences.jsonapi.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of errors as a page for people: one piece of HTML that loads nothing, and would be
 * XML just as well.
 */
final class ErrorPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
      body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse }
      td, th { padding: .2rem 1rem .2rem 0; text-align: left }
      section { border-top: 1px solid; margin-top: 2rem }
      section:target h2 { text-decoration: underline }
      dt { font-weight: bold }
      dd { margin: 0 0 1rem }
      code { overflow-wrap: anywhere }
      """;

  private ErrorPage() {}

  /** The whole page. */
  static String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Errors of the Sequences API</title>
        <style>%s</style>
        </head>
        <body>
        <header>
        <h1>Errors of the Sequences API</h1>
        <p>Every error that the service answers has an <code>id</code>, which never changes and is
        what to match on; <code>links.about</code> leads to its entry here, <code>detail</code> says
        what it was this time, and <code>source</code> where in the request it stands.</p>
        </header>
        <nav aria-label="All errors">
        <table>
        <thead><tr><th scope="col">Status</th><th scope="col">Error</th></tr></thead>
        <tbody>
        %s
        </tbody>
        </table>
        </nav>
        <main>
        %s
        </main>
        </body>
        </html>
        """
        .formatted(STYLE, each(ErrorPage::row), each(ErrorPage::entry));
  }

  /** What a browser may do with the page: nothing but use the style that it brings. */
  static String policy() {
    return "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; frame-ancestors 'none'";
  }

  private static String each(Function<ErrorCode, String> part) {
    return Arrays.stream(ErrorCode.values()).map(part).collect(Collectors.joining("\n"));
  }

  private static String row(ErrorCode code) {
    return "<tr><td>%1$d</td><td><a href=\"#%2$s\"><code>%2$s</code></a></td></tr>"
        .formatted(code.status(), escape(code.id()));
  }

  private static String entry(ErrorCode code) {
    return """
        <section id="%1$s">
        <h2>%2$s</h2>
        <p><code>%1$s</code>, status %3$d</p>
        <dl>
        <dt>Cause</dt>
        <dd>%4$s</dd>
        <dt>Cure</dt>
        <dd>%5$s</dd>
        </dl>
        </section>"""
        .formatted(
            escape(code.id()),
            escape(code.title()),
            code.status(),
            text(ErrorCatalogue.cause(code)),
            text(ErrorCatalogue.cure(code)));
  }

  /** A text of the catalogue; what stands between backticks is a name. */
  static String text(String text) {
    return escape(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
