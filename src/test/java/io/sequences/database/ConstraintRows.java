package io.sequences.database;

import io.sequences.support.Api;
import io.sequences.support.Db;
import io.sequences.support.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rows of two organisations for another writer to spoil. */
final class ConstraintRows {

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Long> mine = new HashMap<>();
  private final Map<String, Long> lonely = new HashMap<>();
  private final Map<String, Long> foreign = new HashMap<>();

  ConstraintRows(String organisation, String other) {
    rows(other, foreign);
    rows(organisation, lonely);
    List<Long> more = Sample.sequences(Api.of(organisation, "ada"), organisation, 6);
    Sample sample = Sample.of(organisation);
    mine.put("org", sample.org());
    mine.put("prospect", sample.prospect("p"));
    for (int i = 1; i <= 2; i++) {
      long sequence = more.get(i - 1);
      mine.put("sequence" + i, sequence);
      mine.put("step" + i, sample.step(sequence));
      mine.put("state" + i, sample.state(sequence, mine.get("prospect"), "active"));
      mine.put("task" + i, sample.task(sequence));
    }
    mine.put("mailing", sample.mailing(more.get(0), mine.get("prospect")));
    mine.put("call", sample.call(more.get(0), mine.get("prospect")));
    mine.put("empty", more.get(2));
    mine.put("deleted", more.get(3));
    Db.rows("update sequence set deleted_at = now() where id = ?", more.get(3));
    mine.put("dated", more.get(4));
    Db.rows("update sequence set sequence_type = 'date' where id = ?", more.get(4));
    mine.put("taskOfNone", task(sample.org()));
  }

  /** The id of a row by the name that it has here, such as sequence1. */
  long mine(String name) {
    return mine.get(name);
  }

  /** The id of a table's row that names as few others as it may. */
  long lonely(String table) {
    return lonely.get(table);
  }

  /** The id of a table's row that belongs to the other organisation. */
  long foreign(String table) {
    return foreign.get(table);
  }

  String[] tables() {
    return lonely.keySet().toArray(String[]::new);
  }

  /** The statement with the id of the row in place of every name in braces. */
  String named(String sql) {
    return NAME.matcher(sql).replaceAll(match -> mine.get(match.group(1)).toString());
  }

  private static void rows(String organisation, Map<String, Long> rows) {
    long sequence = Sample.sequences(Api.of(organisation, "ada"), organisation, 1).get(0);
    Sample sample = Sample.of(organisation);
    long prospect = sample.prospect("p");
    long category = sample.category("c");
    rows.put("app_user", Db.user(organisation, "ada"));
    rows.put("ruleset", Db.number("select id from ruleset where org_id = ?", sample.org()));
    rows.put("sequence", sequence);
    rows.put("content_category", category);
    rows.put("content_category_membership", sample.membership(category, sequence));
    rows.put("prospect", prospect);
    rows.put("sequence_step", sample.step(sequence));
    rows.put("sequence_state", sample.state(sequence, prospect, "active"));
    rows.put("task", sample.task(sequence));
    rows.put("mailing", sample.mailing(sequence, prospect));
    rows.put("call", sample.call(sequence, prospect));
  }

  private static long task(long org) {
    return Db.number("insert into task (org_id, action) values (?, 'call') returning id", org);
  }
}
