package io.sequences.database;

/**
 * What whoever uses a schema may rely on, as a list of things that are there and may be done. A
 * schema that promises what another one does, and more, does for whoever was made for the other.
 */
final class SchemaPromises {

  /** One line for each promise. */
  static final String ALL =
      """
      with here as (
        select c.* from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relname not like 'flyway%'
      ), columns as (
        select c.relname, c.relkind, a.* from here c join pg_attribute a on a.attrelid = c.oid
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'c')
      ), functions as (
        select p.oid, format('%s(%s)', p.proname, pg_get_function_arguments(p.oid)) as signature,
          pg_get_function_result(p.oid) as result
        from pg_proc p where p.pronamespace = 'public'::regnamespace
      )
      select case relkind when 'r' then 'table ' when 'v' then 'view ' when 'c' then 'type ' else 'sequence ' end || relname
      from here where relkind in ('r', 'v', 'c', 'S')
      union all
      select format('column %s.%s %s', relname, attname, format_type(atttypid, atttypmod)) from columns
      union all
      select format('%s.%s may be null', relname, attname) from columns where relkind = 'r' and not attnotnull
      union all
      select format('%s.%s may be left out', relname, attname) from columns
      where relkind = 'r' and (not attnotnull or atthasdef or attidentity <> '')
      union all
      select 'unique' || substring(pg_get_indexdef(i.indexrelid) from ' ON .*')
      from here join pg_index i on i.indrelid = here.oid where i.indisunique
      union all
      select format('function %s %s', signature, result) from functions
      union all
      select format('trigger %s on %s', t.tgname, here.relname)
      from here join pg_trigger t on t.tgrelid = here.oid where not t.tgisinternal and t.tgenabled <> 'D'
      union all
      select format('%s on %s', lower(acl.privilege_type), relname)
      from here cross join aclexplode(relacl) acl where acl.grantee = 'sequences_service'::regrole
      union all
      select format('%s of %s on %s', lower(acl.privilege_type), attname, relname)
      from columns cross join aclexplode(attacl) acl where acl.grantee = 'sequences_service'::regrole
      union all
      select 'execute ' || signature from functions where has_function_privilege('sequences_service', oid, 'execute')
      order by 1
      """;

  /**
   * Columns without which a table does not take a row, with the table's name before a full stop.
   */
  static final String DEMANDS =
      """
      select format('%s.%s', c.relname, a.attname)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.attnotnull and not a.atthasdef and a.attidentity = ''
      order by 1
      """;

  private SchemaPromises() {}
}
