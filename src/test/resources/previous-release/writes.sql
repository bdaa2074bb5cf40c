insert into app_user (org_id, external_id, email, first_name, last_name, locked, version)
values ({org}, 'ada', 'a@b.example', 'Ada', 'King', false, 0), ({org}, 'grace', null, 'Grace', 'Hopper', true, 3);

insert into ruleset (org_id, name, permit_duplicate_prospects, sequence_exclusivity, minimum_prospect_touched_interval,
  include_unsubscribe_links, is_default, version)
values ({org}, 'Customers', 'allow', 'all_sequences', 86400, true, false, 0);

insert into prospect (org_id, first_name, last_name, emails, company, title, tags, opted_out_at, touched_at, engaged_at,
  owner_id, created_at, updated_at, deleted_at, version)
select {org}, 'p' || i, 'last', array['p' || i || '@c.example'], 'company', 'title', '{a}', null, null, null, u.id,
  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', null, 0
from generate_series(1, 40) i, app_user u where u.org_id = {org} and u.external_id = 'ada' order by i;

insert into sequence (org_id, name, description, tags, share_type, sequence_type, schedule_interval_type, sales_motion,
  max_activations, primary_reply_action, primary_reply_pause_duration, secondary_reply_action,
  secondary_reply_pause_duration, throttle_capacity, throttle_max_adds_per_day, throttle_paused_at, transactional,
  enabled_at, locked_at, last_used_at, created_at, updated_at, deleted_at, owner_id, creator_id, updater_id, ruleset_id,
  version)
select {org}, chr(97 + i % 26) || i, 'description', case i % 3 when 0 then '{a,c}'::text[] else '{}' end,
  (array['shared', 'read_only', 'private'])[1 + i % 3], 'interval', 'schedule', 'outbound', 150, 'pause', 3600, 'finish',
  null, case i % 2 when 0 then i end, 50, null, false, '2024-01-01T00:00:00Z', case i when 9 then '2024-01-02'::date end,
  '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'::timestamptz + i * interval '6 days',
  case i when 40 then '2025-01-01'::date end, case i % 3 when 0 then ada.id when 1 then grace.id end, ada.id, grace.id, r.id,
  i
from generate_series(1, 40) i
join app_user ada on ada.org_id = {org} and ada.external_id = 'ada'
join app_user grace on grace.org_id = {org} and grace.external_id = 'grace'
join ruleset r on r.org_id = {org} and r.is_default
order by i;

insert into sequence_step (org_id, sequence_id, step_type, ordinal, interval_seconds, step_date, task_note, creator_id,
  updater_id, created_at, updated_at, deleted_at, version)
select {org}, s.id, (array['auto_email', 'call'])[ordinal], ordinal, 3600, null, 'note', s.creator_id, s.updater_id,
  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', null, 0
from sequence s, generate_series(1, 2) ordinal where s.org_id = {org} and s.deleted_at is null order by s.id, ordinal;

insert into content_category (org_id, name, color, creator_id, created_at, updated_at, version)
select {org}, 'category', 'red', id, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 0
from app_user where org_id = {org} and external_id = 'ada';

insert into content_category_membership (org_id, content_category_id, sequence_id, creator_id, created_at, updated_at,
  version)
select {org}, c.id, s.id, s.creator_id, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 0
from content_category c join sequence s on s.org_id = c.org_id where c.org_id = {org} and s.name < 'f' order by s.id;

-- Ten prospects in each of the eight sequences that were made first.
insert into sequence_state (org_id, sequence_id, prospect_id, sequence_step_id, creator_id, state, state_changed_at,
  active_at, error_reason, pause_reason, paused_until, admitted_at, replied_at, call_completed_at, created_at, updated_at,
  deleted_at, version)
select {org}, s.id, p.id, t.id, s.creator_id, 'active', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', null, null, null,
  '2026-01-01T00:00:00Z', null, null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', null, 0
from (select * from sequence where org_id = {org} order by id limit 8) s
join sequence_step t on t.org_id = s.org_id and t.sequence_id = s.id and t.ordinal = 1
cross join (select * from prospect where org_id = {org} order by id limit 10) p
order by s.id, p.id;

insert into task (org_id, action, state, task_type, due_at, completed_at, note, owner_id, prospect_id, sequence_id,
  sequence_state_id, sequence_step_id, created_at, updated_at, version)
select {org}, 'call', 'complete', 'type', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', 'note', creator_id, prospect_id,
  sequence_id, id, sequence_step_id, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 0
from sequence_state where org_id = {org} order by id;

-- Twelve mailings to each of them; of the n-th sequence, the first mailing to 2n prospects at most was opened.
insert into mailing (org_id, state, state_changed_at, scheduled_at, delivered_at, bounced_at, failed_at, opened_at,
  clicked_at, replied_at, unsubscribed_at, marked_as_spam_at, retry_at, open_count, click_count, retry_count, subject,
  body_html, body_text, mailbox_address, mailing_type, message_id, error_reason, reply_sentiment, track_opens, track_links,
  sequence_id, sequence_state_id, sequence_step_id, prospect_id, user_id, task_id, created_at, updated_at, version)
select {org}, case when opened then 'opened' else 'delivered' end, moment, moment, moment, null, null,
  case when opened then moment end, null, null, null, null, null, opened::integer, 0, 0, 'subject', '<p>', 'text',
  'ada@d.example', 'sequence', concat_ws('-', {org}, t.id, i), null, null, true, true, t.sequence_id, t.id,
  t.sequence_step_id, t.prospect_id, t.creator_id, null, moment, moment, 0
from (
  select *, row_number() over (partition by sequence_id order by id) as place,
    dense_rank() over (order by sequence_id) as n
  from sequence_state where org_id = {org}) t
cross join generate_series(1, 12) i
cross join lateral (select i = 1 and place <= 2 * n as opened,
  '2026-02-27T12:00:00Z'::timestamptz + i * interval '1 day' as moment) x
order by t.id, i;

insert into call (org_id, direction, outcome, state, dialed_at, answered_at, completed_at, note, prospect_id, sequence_id,
  sequence_state_id, sequence_step_id, task_id, user_id, created_at, updated_at, version)
select {org}, 'outbound', 'answered', 'done', due_at, due_at, completed_at, 'note', prospect_id, sequence_id,
  sequence_state_id, sequence_step_id, id, owner_id, created_at, updated_at, 0
from task where org_id = {org} order by id;

-- Totals, and deltas beside them.
select run_fold(100000);

select applied from apply_mailing_events({org}, array(
  select row({org}::bigint, m.id, kind, '2026-03-25T00:00:00Z'::timestamptz, false,
    case kind when 'replied' then 'positive' end, case kind when 'bounced' then 'reason' end, kind = 'replied',
    false)::mailing_event
  from mailing m, unnest('{clicked,replied,bounced}'::text[]) kind
  where m.org_id = {org} and m.message_id like '%-2' and m.prospect_id % 2 = 0));

update mailing set reply_sentiment = 'neutral', version = version + 1
where org_id = {org} and replied_at is not null and message_id like '%2-2';

-- What was delivered in February.
select purged from purge_mailings({org}, '2026-03-01T00:00:00Z', null, null, 1000);

select claimed from claim_idempotency_key({org}, 'user:11', 'key');
insert into idempotency_key (org_id, account, key, request, status, location, etag, body)
values ({org}, 'user:11', 'key', repeat('0', 64), 201, '/api/v2/sequences/18', '"1"', '{}');

insert into app (org_id, name, public_keys, scopes) values ({org}, 'app', '{key}', '{sequences.all}');
select number_configured_app('00000000-0000-0000-0000-000000000001');
insert into install (org_id, app_id, scopes, setup_token_digest)
select {org}, id, '{sequences.read}', decode(lpad({org}::text, 64, '0'), 'hex') from app where org_id = {org};
select use_setup_token(decode(lpad({org}::text, 64, '0'), 'hex'));
update install set scopes = '{sequences.all}', version = version + 1 where org_id = {org};

insert into upkeep (job, finished_at, drift) values ('check', '2026-04-01T00:00:00Z', 0)
on conflict (job) do update set finished_at = excluded.finished_at, drift = excluded.drift;
