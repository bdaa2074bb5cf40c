-- GET /sequences?fields[sequence]=name,owner

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.name, t.owner_id, t.version
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.id asc
 limit $3::bigint)
 select t.id, t.name, t.owner_id, t.version
 from page t
 order by t.id;
