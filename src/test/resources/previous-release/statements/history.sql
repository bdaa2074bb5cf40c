-- GET /sequenceDailyStats?fields[sequenceDailyStat]=day,openCount&filter[sequence][id]=18&filter[day]=2026-01-01..2026-03-31

-- page, with $1 = 7, $2 = 11, $3 = 18, $4 = 2026-01-01, $5 = 2026-03-31, $6 = day, $7 = 51
with page as materialized (select t.day, t.grain, t.open_count, t.sequence_id
 from sequence_daily_stat t
 where t.org_id = $1::bigint and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint)))) and ((t.sequence_id) = $3::bigint) and (((t.day) >= $4::date and (t.day) <= $5::date)) and ((t.grain) = $6::text)
 order by t.sequence_id asc, t.day asc, t.grain asc
 limit $7::bigint)
 select t.sequence_id || '-' || to_char(t.day, case t.grain when 'day' then 'YYYY-MM-DD' when 'week' then 'IYYY-"W"IW' when 'month' then 'YYYY-MM' end), t.day, t.open_count
 from page t
 order by t.sequence_id, t.day, t.grain;
