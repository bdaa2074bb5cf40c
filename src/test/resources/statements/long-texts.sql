-- GET /mailings?fields[mailing]=subject,bodyText

-- page, with $1 = 7, $2 = 11, $3 = 51, $4 = 1048576
with page as materialized (select t.body_text, t.id, t.subject, t.version
 from mailing t
 where t.org_id = $1::bigint and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint))))
 order by t.id asc
 limit $3::bigint)
 select t.id, case when w.bytes <= $4::bigint then t.body_text end, t.subject, t.version, w.bytes
 from page t cross join (select sum(0::bigint + coalesce(octet_length(t.body_text), 0)) as bytes
 from page t) w
 order by t.id;
