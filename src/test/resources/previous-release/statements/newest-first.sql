-- GET /sequences?fields[sequence]=name&sort=-updatedAt

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.name, t.version, t.updated_at as k0
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.updated_at desc, t.id asc
 limit $3::bigint)
 select t.id, t.name, t.version, t.k0
 from page t
 order by t.k0 desc nulls last, t.id;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = 500, $4 = 2024-05-01T00:00Z, $5 = 51
with page as materialized (select t.id, t.name, t.version, t.updated_at as k0
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.updated_at) <= $4::timestamptz and ((t.updated_at) < $4::timestamptz or (t.updated_at) = $4::timestamptz and t.id > $3::bigint))
 order by t.updated_at desc, t.id asc
 limit $5::bigint)
 select t.id, t.name, t.version, t.k0
 from page t
 order by t.k0 desc nulls last, t.id;

-- behind it, with $1 = 7, $2 = 11, $3 = 500, $4 = 2024-05-01T00:00Z
select 1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.updated_at) >= $4::timestamptz and ((t.updated_at) > $4::timestamptz or (t.updated_at) = $4::timestamptz and t.id <= $3::bigint))
 order by t.updated_at asc, t.id desc
 limit 1;
