-- GET /sequences?fields[sequence]=name,openCount&sort=-openCount&filter[deliverCount]=100..inf

-- page, with $1 = 7, $2 = 11, $3 = 100, $4 = 51
with page as materialized (select t.id, t.name, t.version, coalesce(m.open_count, 0) as k0
 from sequence t
 left join (select l.sequence_id, figure_sum(l.deliver_count) as deliver_count, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint group by l.sequence_id) m on m.sequence_id = t.id
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (((coalesce(m.deliver_count, 0)) >= $3::bigint))
 order by coalesce(m.open_count, 0) desc, t.id asc
 limit $4::bigint)
 select t.id, t.name, coalesce(m.open_count, 0), t.version, t.k0
 from page t
 left join (select l.sequence_id, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint and l.sequence_id = any (array(select t.id
 from page t)) group by l.sequence_id) m on m.sequence_id = t.id
 order by t.k0 desc nulls last, t.id;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = 100, $4 = 500, $5 = 5, $6 = 51
with page as materialized (select t.id, t.name, t.version, coalesce(m.open_count, 0) as k0
 from sequence t
 left join (select l.sequence_id, figure_sum(l.deliver_count) as deliver_count, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint group by l.sequence_id) m on m.sequence_id = t.id
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (((coalesce(m.deliver_count, 0)) >= $3::bigint)) and ((coalesce(m.open_count, 0)) <= $5::bigint and ((coalesce(m.open_count, 0)) < $5::bigint or (coalesce(m.open_count, 0)) = $5::bigint and t.id > $4::bigint))
 order by coalesce(m.open_count, 0) desc, t.id asc
 limit $6::bigint)
 select t.id, t.name, coalesce(m.open_count, 0), t.version, t.k0
 from page t
 left join (select l.sequence_id, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint and l.sequence_id = any (array(select t.id
 from page t)) group by l.sequence_id) m on m.sequence_id = t.id
 order by t.k0 desc nulls last, t.id;

-- behind it, with $1 = 7, $2 = 11, $3 = 100, $4 = 500, $5 = 5
select 1
 from sequence t
 left join (select l.sequence_id, figure_sum(l.deliver_count) as deliver_count, figure_sum(l.open_count) as open_count
 from sequence_ledger l
 where l.org_id = $1::bigint group by l.sequence_id) m on m.sequence_id = t.id
 where t.org_id = $1::bigint and t.deleted_at is null and (t.share_type <> 'private' or (t.owner_id is not distinct from $2::bigint or t.creator_id is not distinct from $2::bigint)) and (((coalesce(m.deliver_count, 0)) >= $3::bigint)) and ((coalesce(m.open_count, 0)) >= $5::bigint and ((coalesce(m.open_count, 0)) > $5::bigint or (coalesce(m.open_count, 0)) = $5::bigint and t.id <= $4::bigint))
 order by coalesce(m.open_count, 0) asc, t.id desc
 limit 1;
