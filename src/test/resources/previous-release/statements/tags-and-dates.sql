-- GET /sequences?fields[sequence]=tags&filter[tags]=a,b&filter[updatedAt]=2024-01-01..2024-01-31

-- page, with $1 = 7, $2 = 11, $3 = [a, b], $4 = 2024-01-01T00:00Z, $5 = 2024-02-01T00:00Z, $6 = 51
with page as materialized (select t.id, t.tags, t.version
 from sequence t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.tags) && $3::text[]) and (((t.updated_at) >= $4::timestamptz and (t.updated_at) < $5::timestamptz))
 order by t.id asc
 limit $6::bigint)
 select t.id, t.tags, t.version
 from page t
 order by t.id;
