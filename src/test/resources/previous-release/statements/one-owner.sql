-- GET /sequences?fields[sequence]=openCount&sort=-openCount&filter[owner][id]=11

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.version, coalesce(m.open_count, 0) as k0
 from sequence t
 left join lateral (select figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = t.org_id and l.sequence_id = t.id) m on true
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.owner_id) = $2::bigint)
 order by coalesce(m.open_count, 0) desc, t.id asc
 limit $3::bigint)
 select t.id, coalesce(m.open_count, 0), t.version, t.k0
 from page t
 left join (select l.sequence_id, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint and l.sequence_id = any (array(select t.id
 from page t)) group by l.sequence_id) m on m.sequence_id = t.id
 order by t.k0 desc nulls last, t.id;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = 500, $4 = 5, $5 = 51
with page as materialized (select t.id, t.version, coalesce(m.open_count, 0) as k0
 from sequence t
 left join lateral (select figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = t.org_id and l.sequence_id = t.id) m on true
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.owner_id) = $2::bigint) and ((coalesce(m.open_count, 0)) <= $4::bigint and ((coalesce(m.open_count, 0)) < $4::bigint or (coalesce(m.open_count, 0)) = $4::bigint and t.id > $3::bigint))
 order by coalesce(m.open_count, 0) desc, t.id asc
 limit $5::bigint)
 select t.id, coalesce(m.open_count, 0), t.version, t.k0
 from page t
 left join (select l.sequence_id, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint and l.sequence_id = any (array(select t.id
 from page t)) group by l.sequence_id) m on m.sequence_id = t.id
 order by t.k0 desc nulls last, t.id;

-- behind it, with $1 = 7, $2 = 11, $3 = 500, $4 = 5
select 1
 from sequence t
 left join lateral (select figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = t.org_id and l.sequence_id = t.id) m on true
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and ((t.owner_id) = $2::bigint) and ((coalesce(m.open_count, 0)) >= $4::bigint and ((coalesce(m.open_count, 0)) > $4::bigint or (coalesce(m.open_count, 0)) = $4::bigint and t.id <= $3::bigint))
 order by coalesce(m.open_count, 0) asc, t.id desc
 limit 1;
