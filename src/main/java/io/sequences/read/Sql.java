package io.sequences.read;

import io.sequences.database.HeldConnection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** A statement being written: its text, and the parameters behind its placeholders. */
final class Sql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /** Appends SQL. */
  Sql add(String sql) {
    text.append(sql);
    return this;
  }

  /** Puts SQL where so many characters stand before it. */
  void insert(int at, String sql) {
    text.insert(at, sql);
  }

  int length() {
    return text.length();
  }

  /** Adds a parameter and gives its placeholder; an equal parameter is sent once. */
  String bind(Object value) {
    int at = parameters.indexOf(value);
    if (at < 0) {
      parameters.add(value);
      at = parameters.size() - 1;
    }
    return "$" + (at + 1);
  }

  /** Adds a parameter and gives its placeholder, cast to an SQL type. */
  String bind(Object value, String sqlType) {
    return bind(value) + "::" + sqlType;
  }

  /** Runs it. */
  Future<List<Tuple>> on(HeldConnection connection) {
    return connection.run(text(), parameters());
  }

  String text() {
    return text.toString();
  }

  Tuple parameters() {
    return Tuple.from(parameters);
  }
}
