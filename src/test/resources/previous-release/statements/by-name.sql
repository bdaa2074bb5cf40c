-- GET /sequences?fields[sequence]=name&sort=name

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.name, t.version, t.name as k0
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.name asc, t.id asc
 limit $3::bigint)
 select t.id, t.name, t.version, t.k0
 from page t
 order by t.k0 asc nulls last, t.id;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = n, $4 = 500, $5 = 51
with page as materialized (select t.id, t.name, t.version, t.name as k0
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (((t.name), t.id) > ($3::text, $4::bigint))
 order by t.name asc, t.id asc
 limit $5::bigint)
 select t.id, t.name, t.version, t.k0
 from page t
 order by t.k0 asc nulls last, t.id;

-- behind it, with $1 = 7, $2 = 11, $3 = n, $4 = 500
select 1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (((t.name), t.id) <= ($3::text, $4::bigint))
 order by t.name desc, t.id desc
 limit 1;
