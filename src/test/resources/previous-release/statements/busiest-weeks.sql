-- GET /sequenceDailyStats?fields[sequenceDailyStat]=openCount&filter[grain]=week&sort=-openCount

-- page, with $1 = 7, $2 = 11, $3 = week, $4 = 51
with page as materialized (select t.day, t.grain, t.open_count, t.sequence_id, t.open_count as k0
 from sequence_daily_stat t
 where t.org_id = $1::bigint and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint)))) and ((t.grain) = $3::text)
 order by t.open_count desc, t.sequence_id asc, t.day asc, t.grain asc
 limit $4::bigint)
 select t.sequence_id || '-' || to_char(t.day, case t.grain when 'day' then 'YYYY-MM-DD' when 'week' then 'IYYY-"W"IW' when 'month' then 'YYYY-MM' end), t.open_count, t.k0
 from page t
 order by t.k0 desc nulls last, t.sequence_id, t.day, t.grain;

-- page after a cursor, with $1 = 7, $2 = 11, $3 = week, $4 = 2026-02-23, $5 = 500, $6 = 5, $7 = 51
with page as materialized (select t.day, t.grain, t.open_count, t.sequence_id, t.open_count as k0
 from sequence_daily_stat t
 where t.org_id = $1::bigint and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint)))) and ((t.grain) = $3::text) and ((t.open_count) <= $6::bigint and ((t.open_count) < $6::bigint or (t.open_count) = $6::bigint and ((t.sequence_id) > $5::bigint or (t.sequence_id) = $5::bigint and ((t.day) > $4::date or (t.day) = $4::date and t.grain > $3::text))))
 order by t.open_count desc, t.sequence_id asc, t.day asc, t.grain asc
 limit $7::bigint)
 select t.sequence_id || '-' || to_char(t.day, case t.grain when 'day' then 'YYYY-MM-DD' when 'week' then 'IYYY-"W"IW' when 'month' then 'YYYY-MM' end), t.open_count, t.k0
 from page t
 order by t.k0 desc nulls last, t.sequence_id, t.day, t.grain;

-- behind it, with $1 = 7, $2 = 11, $3 = week, $4 = 2026-02-23, $5 = 500, $6 = 5
select 1
 from sequence_daily_stat t
 where t.org_id = $1::bigint and (t.sequence_id is null or exists (select 1
 from sequence s
 where s.org_id = t.org_id and s.id = t.sequence_id and s.deleted_at is null and (s.share_type <> 'private' or (s.owner_id is not distinct from $2::bigint or s.creator_id is not distinct from $2::bigint)))) and ((t.grain) = $3::text) and ((t.open_count) >= $6::bigint and ((t.open_count) > $6::bigint or (t.open_count) = $6::bigint and ((t.sequence_id) < $5::bigint or (t.sequence_id) = $5::bigint and ((t.day) < $4::date or (t.day) = $4::date and t.grain <= $3::text))))
 order by t.open_count asc, t.sequence_id desc, t.day desc, t.grain desc
 limit 1;
