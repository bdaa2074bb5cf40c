package io.sequences.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a database has beside rows: all that a restore must bring for the wall to stand again. */
final class Catalogue {

  private static final String LINES =
      """
      with relations as (
        select * from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')
      ), functions as (
        select oid::regprocedure as signature, * from pg_proc where pronamespace = 'public'::regnamespace
      )
      select format('%s belongs to %s, row security %s, options %s', relname, relowner::regrole, relrowsecurity, reloptions)
      from relations
      union all
      select format('%s may %s %s', acl.grantee::regrole, acl.privilege_type, relname)
      from relations cross join aclexplode(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char",
        relowner))) acl
      union all
      select format('%s may %s %s of %s', acl.grantee::regrole, acl.privilege_type, attname, relname)
      from relations join pg_attribute on attrelid = relations.oid cross join aclexplode(attacl) acl
      union all
      select format('policy %s on %s for %s: %s', policyname, tablename, cmd, qual) from pg_policies
      union all
      select format('%s belongs to %s, definer %s, settings %s, %s', signature, proowner::regrole, prosecdef, proconfig,
        md5(coalesce(prosrc, '')))
      from functions
      union all
      select format('%s may execute %s', acl.grantee::regrole, signature)
      from functions cross join aclexplode(coalesce(proacl, acldefault('f', proowner))) acl
      union all
      select pg_get_triggerdef(t.oid) from relations join pg_trigger t on tgrelid = relations.oid where not tgisinternal
      union all
      select format('%s on %s: %s', conname, relname, pg_get_constraintdef(k.oid))
      from relations join pg_constraint k on conrelid = relations.oid
      union all
      select pg_get_indexdef(indexrelid) from relations join pg_index on indrelid = relations.oid
      union all
      select format('migration %s, %s', version, checksum) from flyway_schema_history where success
      order by 1
      """;

  private Catalogue() {}

  /** One line for each thing. */
  static List<String> of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LINES)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }
}
