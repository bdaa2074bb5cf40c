-- GET /sequences?fields[sequence]=&provideAuthorizationMeta=true

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.creator_id, t.id, t.locked_at, t.owner_id, t.share_type, t.version
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint))
 order by t.id asc
 limit $3::bigint)
 select t.id, (t.share_type = 'shared' and t.locked_at is null or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)), (t.share_type = 'shared' and t.locked_at is null or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)), t.version
 from page t
 order by t.id;
