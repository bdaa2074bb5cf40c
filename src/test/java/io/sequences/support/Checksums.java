package io.sequences.support;

import java.util.Map;
import java.util.TreeMap;

/** What every table has of an organisation, as a checksum. */
public final class Checksums {

  private Checksums() {}

  /** By table; pending deltas are folded first, as a job would sooner or later. */
  public static Map<String, String> of(long org) {
    Db.foldAll(org);
    Map<String, String> checksums = new TreeMap<>();
    for (Object table :
        Db.rows(
            "select table_name from information_schema.columns c join information_schema.tables t"
                + " using (table_schema, table_name) where table_schema = 'public'"
                + " and t.table_type = 'BASE TABLE' and column_name = 'org_id'")) {
      Object sum =
          Db.rows(
                  "select count(*) || ':' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '')"
                      + " from "
                      + table
                      + " t where org_id = ?",
                  org)
              .get(0);
      checksums.put((String) table, (String) sum);
    }
    return checksums;
  }
}
