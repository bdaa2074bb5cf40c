-- GET /sequences?fields[sequence]=name&page[limit]=10&page[offset]=20

-- page, with $1 = 7, $2 = 11, $3 = 20
with page as materialized (select t.id, t.name, t.version
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.id asc
 limit $2::bigint offset $3::bigint)
 select t.id, t.name, t.version
 from page t
 order by t.id;

-- total, with $1 = 7, $2 = 11
select count(*)
 from (select 1
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 limit 2000001) c;
