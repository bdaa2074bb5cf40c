-- GET /sequences?fields[sequence]=name&sort=-throttleCapacity,name

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.name, t.version, t.throttle_capacity as k0, t.name as k1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.throttle_capacity desc nulls last, t.name asc, t.id asc
 limit $3::bigint)
 select t.id, t.name, t.version, t.k0, t.k1
 from page t
 order by t.k0 desc nulls last, t.k1 asc nulls last, t.id;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = 500, $4 = n, $5 = 5, $6 = 51
with page as materialized (select t.id, t.name, t.version, t.throttle_capacity as k0, t.name as k1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((((t.throttle_capacity) is not null and (t.throttle_capacity) < $5::bigint) or (t.throttle_capacity) is null) or ((t.throttle_capacity) is not null and (t.throttle_capacity) = $5::bigint) and ((t.name) > $4::text or (t.name) = $4::text and t.id > $3::bigint))
 order by t.throttle_capacity desc nulls last, t.name asc, t.id asc
 limit $6::bigint)
 select t.id, t.name, t.version, t.k0, t.k1
 from page t
 order by t.k0 desc nulls last, t.k1 asc nulls last, t.id;

-- behind it, with $1 = 7, $2 = 11, $3 = 500, $4 = n, $5 = 5
select 1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((((t.throttle_capacity) is not null and (t.throttle_capacity) > $5::bigint)) or ((t.throttle_capacity) is not null and (t.throttle_capacity) = $5::bigint) and ((t.name) < $4::text or (t.name) = $4::text and t.id <= $3::bigint))
 order by t.throttle_capacity asc nulls first, t.name desc, t.id desc
 limit 1;
