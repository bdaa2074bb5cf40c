-- GET /sequences?fields[sequence]=name&filter[owner][email]=a@b.example,__null__

-- page, with $1 = 7, $2 = 11, $3 = a@b.example, $4 = 51
with page as materialized (select t.id, t.name, t.version
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (exists (select 1
 from app_user f
 where f.org_id = t.org_id and f.id = t.owner_id and true and ((f.email) = $3::text or (f.email) is null)) or not exists (select 1
 from app_user f
 where f.org_id = t.org_id and f.id = t.owner_id and true))
 order by t.id asc
 limit $4::bigint)
 select t.id, t.name, t.version
 from page t
 order by t.id;
