-- GET /sequenceSteps?fields[sequenceStep]=displayName,openCount

-- page, with $1 = 7, $2 = 11, $3 = 51
with page as materialized (select t.id, t.ordinal, t.sequence_id, t.step_type, t.version
 from sequence_step t
 where t.org_id = $1::bigint and t.deleted_at is null and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint))))
 order by t.id asc
 limit $3::bigint)
 select t.id, 'Step #' || t.ordinal || ' (' || initcap(replace(t.step_type, '_', ' ')) || ')', coalesce(m.open_count, 0), t.version
 from page t
 left join (select l.sequence_id, l.sequence_step_id, figure_sum(l.open_count) as open_count
 from mailing_ledger l
 where l.org_id = $1::bigint and l.sequence_id = any (array(select t.sequence_id
 from page t)) and l.sequence_step_id = any (array(select t.id
 from page t)) group by l.sequence_id, l.sequence_step_id) m on m.sequence_id = t.sequence_id and m.sequence_step_id = t.id
 order by t.id;
