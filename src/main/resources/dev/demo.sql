-- The organisation "demo" of dev mode: 40 sequences, 5,000 prospects and 100,000 mailings of the last 120 days.
--
-- All of it goes through the real tables with their triggers, so the figures are those that any writer would have got.
-- Nothing is drawn by lot: every choice is a hash of a number that is the same each time, and "now" is the beginning of
-- this UTC day, so two loads give the same figures. Names and companies are invented; mail domains end in .example.
-- To be run in one transaction, once.

-- It takes longer than a request may.
set local statement_timeout = 0;

create or replace function pg_temp.chance(what bigint, choice bigint) returns double precision
  language sql immutable parallel safe
  as $$ select (hashint8extended(what, choice) & 2147483647) / 2147483648.0::double precision $$;

create or replace function pg_temp.pick(options text[], what bigint, choice bigint) returns text
  language sql immutable parallel safe
  as $$ select options[1 + floor(pg_temp.chance(what, choice) * cardinality(options))::integer] $$;

-- The people who log in: what /dev/token says of them, so that their first request changes nothing.

create temp table demo_org on commit drop as
  with added as (
    insert into organization (external_id) values ('demo')
    on conflict (external_id) do update set external_id = excluded.external_id
    returning id
  )
  select id, date_trunc('day', now(), 'UTC') as today from added;

create temp table demo_user on commit drop as
  with added as (
    insert into app_user (org_id, external_id, email, first_name, last_name, created_at, updated_at)
    select o.id, u.sub, u.sub || '@demo.example', u.first_name, u.last_name, today - interval '200 days',
      today - interval '200 days'
    from demo_org o, (values (1, 'ada', 'Ada', 'Lindqvist'), (2, 'grace', 'Grace', 'Okafor'),
      (3, 'alan', 'Alan', 'Moreau')) as u (n, sub, first_name, last_name)
    order by u.n
    on conflict (org_id, external_id) do update
      set email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name
    returning id, external_id as sub, email, first_name
  )
  select *, (row_number() over (order by array_position(array['ada', 'grace', 'alan'], sub)))::integer as n from added;

insert into ruleset (org_id, name, is_default, minimum_prospect_touched_interval)
  select id, 'Default', true, 86400 from demo_org
  on conflict (org_id) where is_default do nothing;
insert into ruleset (org_id, name, permit_duplicate_prospects, sequence_exclusivity, include_unsubscribe_links)
  select id, 'Customers', 'only_if_inactive', 'exclusive_sequences', true from demo_org;

-- The sequences. reply: what the primary, then the secondary prospect's reply does, with the seconds of a pause.
-- throttle: capacity / adds a day. born and stopped: days ago; stopped 0 is running still. people: how many prospects
-- were added. steps: A(utomatic) or M(anual) email, C(all), T(ask), each with its days after the one before.

create temp table demo_sequence on commit drop as
  select nextval('sequence_id_seq') as id, s.*
  from (values
    (1, 'Outbound: operations leaders, tier 1', 'Nine touches over four weeks for named accounts. Personalise the two manual emails.', '{Outbound,"Tier 1",Logistics}', 'shared', 'interval', 'schedule', 'outbound', 'ada', 'ada', 'active', 'finish continue', '250/25', 310, 0, 1900, 'A0 C2 A2 M4 A4 C1 A5 T2 M6'),
    (2, 'Outbound: operations leaders, tier 2', 'The same message as tier 1, without the manual work.', '{Outbound,"Tier 2",Logistics}', 'shared', 'interval', 'schedule', 'outbound', 'ada', 'ada', 'active', 'finish finish', '400/60', 308, 0, 2100, 'A0 A3 A4 A6 A7'),
    (3, 'Outbound: finance directors', 'Leads with the cost of idle trucks; the third email carries the calculator.', '{Outbound,Finance,"Tier 1"}', 'shared', 'interval', 'schedule', 'outbound', 'grace', 'grace', 'active', 'finish continue', '150/15', 250, 0, 1500, 'A0 A3 C1 A4 A6'),
    (4, 'Warm introduction', 'For people a customer has named to us. One call, then two short emails.', '{Outbound,Referral}', 'shared', 'interval', 'calendar', 'outbound', 'alan', null, 'active', 'pause:432000 continue', null, 190, 0, 420, 'C0 M1 A4'),
    (5, 'Inbound: demo requested', 'Starts within five minutes of the form. The call comes first; email only if nobody answers.', '{Inbound,"Speed to lead"}', 'shared', 'interval', 'calendar', 'inbound', 'grace', 'grace', 'active locked', 'finish finish', null, 400, 0, 1300, 'A0 C0 A1 C1 A2 A4'),
    (6, 'Inbound: read the pricing page twice', 'No mention of the visit; offers a ten-minute estimate.', '{Inbound,Website}', 'shared', 'interval', 'calendar', 'inbound', 'alan', 'alan', 'active', 'finish continue', '300/40', 220, 0, 1150, 'A0 A2 A5'),
    (7, 'Trial: the first fortnight', 'One feature an email, timed to what people usually open next.', '{Trial,Product}', 'read_only', 'interval', 'calendar', 'nurture', 'grace', 'grace', 'active', 'continue continue', null, 280, 0, 1600, 'A0 A1 A2 A4 A4 A3'),
    (8, 'Trial ended, nothing bought', 'Asks what was missing. Do not offer a discount before the third email.', '{Trial,"Win back"}', 'shared', 'interval', 'calendar', 'follow-up', 'grace', null, 'active', 'finish finish', null, 275, 0, 1100, 'A0 A4 M5 A10'),
    (9, 'Webinar: attended', 'Recording, slides, then an invitation to talk about their own figures.', '{Webinar,Inbound}', 'shared', 'interval', 'calendar', 'follow-up', 'ada', null, 'active', 'finish continue', null, 160, 0, 1250, 'A0 A2 C2 A5'),
    (10, 'Webinar: registered, not seen', 'The recording, and the date of the next one.', '{Webinar}', 'shared', 'interval', 'calendar', 'follow-up', 'ada', null, 'active', 'continue continue', null, 160, 0, 1400, 'A0 A3 A9'),
    (11, 'Hamburg fair: met at the stand', 'Mention what was said; the note is in the prospect.', '{Event,"Hamburg fair"}', 'shared', 'interval', 'calendar', 'follow-up', 'alan', 'alan', '', 'finish continue', null, 95, 20, 480, 'M0 C2 A3 A7'),
    (12, 'Hamburg fair: badge scanned', 'They took a pen. Be modest.', '{Event,"Hamburg fair"}', 'shared', 'interval', 'calendar', 'follow-up', 'alan', null, '', 'finish finish', null, 95, 20, 1000, 'A0 A5 A9'),
    (13, 'Launch of route planning', 'Goes out with the release; everybody gets it on the same days.', '{Launch,Product}', 'read_only', 'date', 'calendar', 'nurture', 'grace', 'grace', 'active locked', 'continue continue', null, 70, 0, 1900, 'A0 A7 A14 A28'),
    (14, 'Partner referral', 'The partner is copied on the first email; keep the tone accordingly.', '{Partner,Referral}', 'shared', 'interval', 'calendar', 'inbound', 'ada', 'ada', 'active', 'pause:604800 pause:259200', null, 330, 0, 520, 'A0 C1 A4 M6'),
    (15, 'From newsletter to conversation', 'For those who opened three issues in a row.', '{Nurture,Newsletter}', 'shared', 'interval', 'schedule', 'nurture', 'alan', null, 'active', 'finish continue', '500/50', 210, 0, 1500, 'A0 A10 A20'),
    (16, 'Not before next year', 'One email a month with something worth reading and no question.', '{Nurture,"Long term"}', 'shared', 'interval', 'schedule', 'nurture', 'grace', null, 'active', 'finish continue', null, 420, 0, 1200, 'A0 A30 A30 A30'),
    (17, 'Closed lost, half a year on', 'Asks whether the other choice worked out. Honest answers are welcome.', '{"Win back",Outbound}', 'shared', 'interval', 'schedule', 'outbound', 'grace', 'grace', '', 'finish continue', '120/10', 260, 30, 800, 'A0 C3 A4 A10'),
    (18, 'Renewal: ninety days out', 'Starts the conversation about volume before procurement does.', '{Customers,Renewal}', 'shared', 'interval', 'calendar', 'other', 'alan', 'alan', 'active', 'pause:1209600 continue', null, 390, 0, 560, 'M0 A14 C7 A14'),
    (19, 'Renewal at risk', 'Only for accounts that the health report shows in red. A person writes every email.', '{Customers,Renewal,"At risk"}', 'read_only', 'interval', 'calendar', 'other', 'alan', 'alan', 'active locked', 'pause:604800 pause:604800', '25/3', 350, 0, 130, 'C0 M1 T2 M5 C7'),
    (20, 'Onboarding: first week', 'How to invite colleagues, connect the fleet, and where to ask.', '{Customers,Onboarding}', 'read_only', 'interval', 'calendar', 'other', 'grace', null, 'active transactional', 'continue continue', null, 365, 0, 1150, 'A0 A1 A2 A4'),
    (21, 'Onboarding: administrators', 'Single sign-on, roles and the data processing agreement.', '{Customers,Onboarding}', 'read_only', 'interval', 'calendar', 'other', 'grace', null, 'active transactional', 'continue continue', null, 365, 0, 500, 'A0 A2 T1 A5'),
    (22, 'A second site', 'For customers whose neighbouring depot does not use us yet.', '{Customers,Expansion}', 'shared', 'interval', 'schedule', 'outbound', 'ada', 'grace', 'active', 'finish continue', '80/8', 180, 0, 430, 'M0 A4 C3 A7'),
    (23, 'A champion has moved on', 'Congratulate first; the new employer comes up in the second email.', '{Outbound,"Job change"}', 'shared', 'interval', 'calendar', 'outbound', 'ada', 'ada', 'active', 'finish finish', null, 140, 0, 380, 'M0 A5 C2 A6'),
    (24, 'Contract with a competitor ends', 'Dates come from the tender archive; check them before adding anybody.', '{Outbound,Competitive}', 'shared', 'interval', 'schedule', 'outbound', 'alan', 'alan', 'active throttle-paused', 'finish continue', '60/6', 200, 0, 640, 'A0 A5 C2 A7 A10'),
    (25, 'Tender season, public sector', 'Follows the publication days; the dates are fixed by law.', '{"Public sector",Tender}', 'shared', 'date', 'schedule', 'outbound', 'grace', 'grace', 'active', 'finish continue', null, 110, 0, 650, 'A0 A10 C15 A20 A30'),
    (26, 'Invitation: breakfast in Köln', 'Save the date, invitation, reminder, thank you.', '{Event,"Köln"}', 'shared', 'date', 'calendar', 'follow-up', 'alan', 'alan', '', 'continue continue', null, 80, 10, 360, 'A0 A14 A12 A2'),
    (27, 'Missed the demo', 'Offers two other times and nothing else.', '{Inbound,"No show"}', 'shared', 'interval', 'calendar', 'inbound', 'grace', null, 'active', 'finish finish', null, 300, 0, 700, 'A0 C1 A2 A5'),
    (28, 'After the demo', 'Summary within the hour, then the questions that were left open.', '{Inbound,"Late stage"}', 'shared', 'interval', 'calendar', 'follow-up', 'ada', null, 'active', 'finish continue', null, 300, 0, 900, 'M0 A3 C2 A5 A8'),
    (29, 'Proposal sent, no word since', 'Short. Each email asks one question that can be answered with yes or no.', '{"Late stage"}', 'shared', 'interval', 'calendar', 'follow-up', 'alan', null, 'active', 'finish finish', null, 230, 0, 580, 'A3 A4 C2 M5'),
    (30, 'Security questionnaire', 'Sends the finished questionnaire and asks who should read it.', '{"Late stage",Security}', 'read_only', 'interval', 'calendar', 'other', 'alan', 'alan', 'active transactional', 'pause:172800 continue', null, 145, 0, 240, 'A0 A5 T3'),
    (31, 'Customer advisory board', 'Twelve seats, two meetings a year.', '{Customers,Event}', 'private', 'date', 'calendar', 'other', 'grace', 'grace', 'active', 'continue continue', null, 60, 0, 140, 'M0 A10 A20 A25'),
    (32, 'Would you speak for us?', 'Reference requests, after a good quarter and never during a renewal.', '{Customers,Reference}', 'shared', 'interval', 'calendar', 'other', 'grace', 'grace', 'active', 'finish continue', null, 170, 0, 220, 'M0 A7 C5'),
    (33, 'Invoice address changed', 'Tells accounts payable. Must reach everybody, opted out or not.', '{Customers,Billing}', 'read_only', 'interval', 'calendar', 'other', 'alan', null, 'active transactional', 'continue continue', null, 150, 0, 800, 'A0 A14'),
    (34, 'Maintenance on the second Sunday', 'Announced twice, confirmed once.', '{Customers,Service}', 'read_only', 'date', 'calendar', 'other', 'alan', null, 'transactional', 'continue continue', null, 45, 12, 1100, 'A0 A14 A7'),
    (35, 'Recruiting: field engineers', 'Written by the team they would join.', '{Recruiting}', 'shared', 'interval', 'calendar', 'other', 'grace', null, 'active', 'finish finish', null, 120, 0, 310, 'M0 A6 A12'),
    (36, 'Experiment: subject lines of three words', 'Compare with "Outbound: operations leaders, tier 2" after a month.', '{Experiment}', 'private', 'interval', 'schedule', 'outbound', 'ada', 'ada', 'active', 'finish finish', '100/20', 50, 0, 600, 'A0 A3 A4 A6 A7'),
    (37, 'Accounts that left us', null, '{"Win back"}', 'private', 'interval', 'calendar', 'outbound', 'grace', 'grace', '', 'finish continue', null, 130, 60, 180, 'M0 C7 M14'),
    (38, 'Nordics: first draft', 'Waits for the translation.', '{}', 'private', 'interval', 'calendar', null, 'alan', 'alan', '', 'finish finish', null, 9, 0, 0, 'A0 A4 A6'),
    (39, 'Healthcare pilot', 'Nothing here yet: the legal review comes first.', '{Healthcare}', 'shared', 'interval', 'calendar', null, 'grace', null, '', 'finish finish', null, 4, 0, 0, ''),
    (40, 'Template: five touches', 'Copy the steps, not the words.', '{Template}', 'read_only', 'interval', 'calendar', 'outbound', 'alan', 'alan', 'locked', 'finish finish', null, 300, 0, 0, 'A0 C2 A3 M4 A7')
  ) as s (n, name, description, tags, share_type, kind, calendar, motion, creator, owner, flags, reply, throttle, born,
    stopped, people, steps)
  order by n;

insert into sequence (org_id, id, name, description, tags, share_type, sequence_type, schedule_interval_type,
    sales_motion, max_activations, primary_reply_action, primary_reply_pause_duration, secondary_reply_action,
    secondary_reply_pause_duration, throttle_capacity, throttle_max_adds_per_day, throttle_paused_at, transactional,
    enabled_at, locked_at, last_used_at, created_at, updated_at, owner_id, creator_id, updater_id, ruleset_id)
  select o.id, s.id, s.name, s.description, s.tags::text[], s.share_type, s.kind, s.calendar, s.motion,
    case s.kind when 'date' then greatest(150, s.people) else 150 end,
    split_part(primary_reply, ':', 1), nullif(split_part(primary_reply, ':', 2), '')::integer,
    split_part(secondary_reply, ':', 1), nullif(split_part(secondary_reply, ':', 2), '')::integer,
    nullif(split_part(throttle, '/', 1), '')::integer, nullif(split_part(throttle, '/', 2), '')::integer,
    case when flags ~ 'throttle-paused' then today - interval '3 days' end, flags ~ 'transactional',
    case when flags ~ 'active' then born_at + interval '1 day' end,
    case when flags ~ 'locked' then born_at + interval '2 days' end,
    case when people = 0 then born_at else today - stopped * interval '1 day' end, born_at,
    today - floor(born * pg_temp.chance(s.n, 10)) * interval '1 day' - s.n * interval '7 minutes',
    owner.id, creator.id, coalesce(owner.id, creator.id),
    (select r.id from ruleset r where r.org_id = o.id and r.is_default = ('Customers' <> all (s.tags::text[])))
  from demo_org o
  cross join demo_sequence s
  join demo_user creator on creator.sub = s.creator
  left join demo_user owner on owner.sub = s.owner
  cross join lateral (select today - born * interval '1 day' - s.n * interval '11 minutes' as born_at,
    split_part(reply, ' ', 1) as primary_reply, split_part(reply, ' ', 2) as secondary_reply) d
  order by s.n;

-- Collections, and what is filed under them: by sales motion, and what the team likes best.

insert into content_category (org_id, name, color, creator_id, created_at, updated_at)
  select o.id, c.name, c.color, u.id, today - interval '180 days', today - interval '180 days'
  from demo_org o
  join demo_user u on u.n = 1
  cross join (values (1, 'Prospecting', '#1f6feb'), (2, 'Inbound', '#2da44e'), (3, 'Events and meetings', '#bf8700'),
    (4, 'Nurture', '#8250df'), (5, 'Customers', '#0a7ea4'), (6, 'Team favourites', '#cf222e')) as c (n, name, color)
  order by c.n;

insert into content_category_membership (org_id, content_category_id, sequence_id, creator_id, created_at, updated_at)
  select o.id, c.id, s.id, u.id, today - s.born * interval '1 day', today - s.born * interval '1 day'
  from demo_org o
  cross join demo_sequence s
  join demo_user u on u.sub = s.creator
  join content_category c on c.org_id = o.id and (c.name = case s.motion when 'outbound' then 'Prospecting'
    when 'inbound' then 'Inbound' when 'follow-up' then 'Events and meetings' when 'nurture' then 'Nurture'
    when 'other' then 'Customers' end or c.name = 'Team favourites' and s.n in (2, 5, 9, 28))
  order by s.n, c.id;

-- Steps: day is counted from the first day, email from the first email.

create temp table demo_step on commit drop as
  select nextval('sequence_step_id_seq') as id, p.*,
    (count(*) filter (where step_type like '%email') over (partition by n order by ordinal))::integer as email,
    (count(*) filter (where step_type like '%email') over (partition by n))::integer as emails,
    (sum(wait) over (partition by n order by ordinal))::integer as day
  from (
    select s.n, s.id as sequence_id, step.ordinal::integer, substr(step.text, 2)::integer as wait,
      case left(step.text, 1) when 'A' then 'auto_email' when 'M' then 'manual_email' when 'C' then 'call' else 'task'
      end as step_type
    from demo_sequence s
    cross join lateral string_to_table(nullif(s.steps, ''), ' ') with ordinality as step (text, ordinal)
    order by s.n, step.ordinal
  ) p;

insert into sequence_step (org_id, id, sequence_id, step_type, ordinal, interval_seconds, step_date, task_note,
    creator_id, updater_id, created_at, updated_at)
  select o.id, p.id, p.sequence_id, p.step_type, p.ordinal,
    case s.kind when 'interval' then p.wait * 86400 end,
    case s.kind when 'date' then today - (s.born - 5 - p.day) * interval '1 day' + interval '9 hours' end,
    case p.step_type when 'call' then 'Ask what changed since the last email.'
      when 'task' then 'Look the company up and note what is new.'
      when 'manual_email' then 'Begin with a sentence that only this person could get.' end,
    u.id, u.id, today - s.born * interval '1 day', today - s.born * interval '1 day'
  from demo_org o
  cross join demo_step p
  join demo_sequence s using (n)
  join demo_user u on u.sub = s.creator
  order by p.id;

-- Who is written to.

create temp table demo_prospect on commit drop as
  select nextval('prospect_id_seq') as id, p.*, place || ' ' || trade as company,
    lower(place || '-' || trade) || '.example' as domain
  from (
    select n,
      pg_temp.pick('{Amara,Anouk,Aylin,Bastian,Bea,Carla,Chidi,Dagny,Dario,Elif,Emeka,Enzo,Farid,Fiona,Freya,Giulia,Hana,Henrik,Ilse,Imran,Ines,Jakub,Jonas,Kaito,Katya,Lars,Leila,Liam,Lucia,Magnus,Mara,Mateo,Mei,Milan,Nadia,Nils,Noor,Olga,Omar,Paula,Pilar,Priya,Rafael,Rosa,Ruben,Samira,Sanne,Selma,Stefan,Tariq,Tomas,Ursula,Viktor,Wanda,Yara,Yusuf,Zofia,Zora}', n, 1) as first_name,
      pg_temp.pick('{Abara,Adeyemi,Albrecht,Andersen,Baran,Bauer,Becker,Bianchi,Castillo,Chen,Costa,Demir,Dubois,Eriksen,Farah,Fischer,Garcia,Haddad,Hansen,Hoffmann,Ivanov,Jansen,Kaya,Keller,Kowalski,Kumar,Larsen,Lefevre,Lindgren,Lopez,Maier,Marino,Mensah,Meyer,Moretti,Nakamura,Nguyen,Novak,Nowak,Olsen,Ortiz,Park,Peeters,Petrov,Ricci,Rossi,Santos,Sato,Schmitt,Silva,Singh,Sorensen,Suzuki,Tanaka,Torres,Vargas,Visser,Weber,Wolf,Yilmaz}', n, 2) as last_name,
      pg_temp.pick('{Alder,Amber,Birch,Brightwater,Cedar,Clearfield,Cobalt,Eastgate,Elmwood,Fairhaven,Falcon,Granite,Greenford,Harbour,Hazel,Highmoor,Ironbridge,Juniper,Kestrel,Lakeside,Linden,Longshore,Maple,Meridian,Millbrook,Northlight,Oakfield,Orchard,Pinecrest,Redstone,Riverside,Rowan,Saltmarsh,Silverline,Southbank,Stonegate,Summit,Sunderby,Tidewater,Westbrook,Willow,Windmere}', n / 6, 3) as place,
      pg_temp.pick('{Freight,Logistics,Foods,Retail,Textiles,Energy,Pharma,Timber,Marine,Motors,Parcel,Packaging,Steel,Dairy,Furniture}', n / 6, 4) as trade,
      pg_temp.pick('{"Chief Operating Officer","Head of Logistics","Head of Transport","Fleet Manager","Finance Director","Controller","Procurement Lead","Depot Manager","IT Manager","Managing Director","Supply Chain Analyst","Customer Service Lead"}', n, 5) as title
    from generate_series(1, 5000) n
  ) p;

insert into prospect (org_id, id, first_name, last_name, emails, company, title, tags, owner_id, created_at, updated_at)
  select o.id, p.id, p.first_name, p.last_name,
    array[lower(p.first_name || '.' || p.last_name) || '@' || p.domain]
      || case when pg_temp.chance(p.n, 6) < 0.1 then array['office@' || p.domain] else '{}' end,
    p.company, p.title,
    case when pg_temp.chance(p.n, 7) < 0.15 then array['Key account'] else '{}' end
      || case when pg_temp.chance(p.n, 8) < 0.3 then array['Newsletter'] else '{}' end,
    u.id, at, at
  from demo_org o
  cross join demo_prospect p
  left join demo_user u on u.n = 1 + floor(pg_temp.chance(p.n, 9) * 3.3)
  cross join lateral (select today - interval '130 days' - pg_temp.chance(p.n, 10) * interval '300 days' as at) d
  order by p.n;

-- Where each prospect stands. age: days since the first step. fate: what ends the state, or does not, at the step
-- fate_step; ended: whether that has happened and was the end. last: the furthest step that was done, 0 before the first.

create temp table demo_state on commit drop as
  with shape as (
    select n, count(*)::integer as steps, array_agg(day order by ordinal) as days,
      array_agg(ordinal order by ordinal) filter (where step_type like '%email') as mails
    from demo_step
    group by n
  ), added as (
    select s.n, s.id as sequence_id, s.n * 10000::bigint + i as key, p.id as prospect_id, p.first_name, u.id as user_id,
      u.email as mailbox, u.first_name as sender, s.stopped, s.reply, h.steps, h.days, h.mails,
      case s.kind when 'date' then s.born - 5
        else s.stopped + floor(pg_temp.chance(s.n * 10000 + i, 20) * (least(s.born - 3, 119) - s.stopped))::integer
        end as age,
      (0.8 + 0.4 * pg_temp.chance(s.n, 21))
        * case s.motion when 'inbound' then 1.4 when 'follow-up' then 1.15 when 'outbound' then 0.85 else 1 end as appeal,
      s.flags ~ 'transactional' as transactional
    from demo_sequence s
    join shape h using (n)
    cross join lateral generate_series(1, s.people) as i
    join demo_prospect p on p.n = 1 + (s.n * 619 + i) % 5000
    join demo_user u on case s.share_type when 'private' then u.sub = s.creator
      else u.n = 1 + floor(pg_temp.chance(s.n * 10000 + i, 22) * 3) end
  ), fated as (
    select *, today - age * interval '1 day' + interval '7 hours' + pg_temp.chance(key, 23) * interval '10 hours' as begun,
      (select count(*) from unnest(days) as day where day < age)::integer as reached,
      case when draw < 0.17 * appeal then 'replied' when draw > 0.9 then 'bounced' when draw > 0.865 then 'failed'
        when draw > 0.845 and not transactional then 'opted_out' end as fate,
      mails[1 + floor(pg_temp.chance(key, 24) * cardinality(mails)
        * case when draw > 0.9 then 0.5 else 1 end)::integer] as fate_step
    from (select added.*, today, pg_temp.chance(key, 25) as draw from added, demo_org) a
  ), stands as (
    select *, fate_step <= reached and fate is not null as fallen,
      fate_step <= reached and fate is not null and not (fate = 'replied' and reply ~ '^continue') as ended
    from fated
  )
  select nextval('sequence_state_id_seq') as state_id, *, case when ended then fate_step else reached end as last,
    case when fallen and fate <> 'replied' then fate
      when ended and age - days[fate_step] < substring(reply from '^pause:(\d+)')::integer / 86400 then 'paused'
      when ended or reached = steps then 'finished'
      when reached = 0 then 'pending'
      when stopped > 0 then 'disabled'
      when pg_temp.chance(key, 26) < 0.03 then 'paused'
      else 'active' end as state
  from (select * from stands order by begun, key) o;
analyze demo_step, demo_state, demo_user;

-- One mailing for each email step that was done, and one for the next step where that is due within two days.

create temp table demo_mailing on commit drop as
  with sent as (
    select t.*, p.id as step_id, p.ordinal, p.step_type, p.email, t.key * 16 + p.ordinal as mail,
      case when p.ordinal > t.last then case p.step_type when 'auto_email' then 'scheduled' else 'drafted' end
        when t.fallen and p.ordinal = t.fate_step then t.fate
        else 'delivered' end as outcome,
      t.begun + p.day * interval '1 day' as at
    from demo_state t
    join demo_step p using (n)
    where p.email > 0 and p.step_type like '%email'
      and (p.ordinal <= t.last or t.state = 'active' and p.ordinal = t.last + 1 and p.day - t.age < 2)
  ), opened as (
    select *, outcome in ('delivered', 'replied', 'opted_out') as delivered,
      outcome in ('delivered', 'replied', 'opted_out') and pg_temp.chance(mail, 30)
        < case outcome when 'delivered' then 0.39 * appeal else 0.95 end as opened
    from sent
  ), clicked as (
    select *, delivered and pg_temp.chance(mail, 31)
        < case when outcome = 'opted_out' then 1 when opened then 0.18 else 0.005 end as clicked,
      -- What follows a mailing comes after it, and before now.
      at + least(interval '15 hours' * pg_temp.chance(mail, 32) ^ 3, (now() - at) * 0.5) as opened_at,
      at + least(interval '16 hours' * pg_temp.chance(mail, 32) ^ 3, (now() - at) * 0.6) as clicked_at,
      at + least(interval '20 minutes' + interval '30 hours' * pg_temp.chance(mail, 33), (now() - at) * 0.9) as replied_at
    from opened
  )
  select nextval('mailing_id_seq') as id, * from (select * from clicked order by at, mail) c;
analyze demo_mailing;

-- Here and below: the checks of foreign keys are planned by what is known of the tables that they look into.
analyze app_user, sequence, sequence_step, prospect;

insert into sequence_state (org_id, id, sequence_id, prospect_id, sequence_step_id, creator_id, state, state_changed_at,
    active_at, error_reason, pause_reason, replied_at, call_completed_at, created_at, updated_at)
  select o.id, t.state_id, t.sequence_id, t.prospect_id, case when t.state not in ('pending', 'finished') then p.id end,
    t.user_id, t.state, changed_at, case when t.state <> 'pending' then t.begun end,
    case t.state when 'bounced' then 'The mailbox does not exist.' when 'failed' then 'The mail server refused it.' end,
    case when t.state = 'paused' then case when t.ended then 'Replied' else 'Out of office' end end,
    case when m.outcome = 'replied' then m.replied_at end,
    case when p.step_type = 'call' then changed_at end,
    t.begun - interval '1 hour', changed_at
  from demo_org o
  cross join demo_state t
  left join demo_step p on p.n = t.n and p.ordinal = t.last
  left join demo_mailing m on m.key = t.key and m.ordinal = t.fate_step and t.fallen
  cross join lateral (select case when m.outcome = 'replied' and t.ended then m.replied_at
    else t.begun + coalesce(p.day, 0) * interval '1 day' end as changed_at) c
  order by t.state_id;

-- What people have to do: everything due in the last four weeks and the next two days. Most of it is done.

create temp table demo_task on commit drop as
  select nextval('task_id_seq') as id, d.*, done and due_at < now() as complete
  from (
    select t.key, t.sequence_id, t.state_id, t.prospect_id, t.user_id, p.id as step_id, p.ordinal, p.step_type,
      t.begun + p.day * interval '1 day' as due_at, p.ordinal <= t.last
        and (pg_temp.chance(t.key * 16 + p.ordinal, 40) < 0.9 or p.step_type = 'manual_email') as done
    from demo_state t
    join demo_step p using (n)
    where p.step_type <> 'auto_email' and t.age - p.day between -2 and 28
      and (p.ordinal <= t.last or t.state = 'active' and p.ordinal = t.last + 1)
    order by due_at, key
  ) d;

analyze sequence_state;

insert into task (org_id, id, action, state, task_type, due_at, completed_at, note, owner_id, prospect_id, sequence_id,
    sequence_state_id, sequence_step_id, created_at, updated_at)
  select o.id, k.id, case step_type when 'call' then 'call' when 'manual_email' then 'email' else 'action_item' end,
    case when complete then 'complete' when due_at > now() then 'pending' else 'incomplete' end,
    'sequence_step_' || step_type, due_at, done_at,
    case when step_type = 'task' then 'Look the company up and note what is new.' end,
    user_id, prospect_id, sequence_id, state_id, step_id, due_at - interval '2 days',
    coalesce(done_at, due_at - interval '2 days')
  from demo_org o
  cross join demo_task k
  cross join lateral (select case when complete
    then due_at + least(interval '5 hours' * pg_temp.chance(key, 41), (now() - due_at) * 0.9) end as done_at) d
  order by k.id;

analyze task;

insert into mailing (org_id, id, state, state_changed_at, scheduled_at, delivered_at, bounced_at, failed_at, opened_at,
    clicked_at, replied_at, unsubscribed_at, marked_as_spam_at, open_count, click_count, retry_count, subject, body_html,
    body_text, mailbox_address, message_id, error_reason, reply_sentiment, sequence_id, sequence_state_id,
    sequence_step_id, prospect_id, user_id, task_id, created_at, updated_at)
  select o.id, m.id,
    case when outcome in ('replied', 'bounced', 'failed', 'scheduled', 'drafted') then outcome when opened then 'opened'
      else 'delivered' end,
    case when outcome = 'replied' then replied_at when opened then opened_at when outcome in ('scheduled', 'drafted')
      then created else at end,
    case when outcome <> 'drafted' then at - interval '1 minute' end,
    case when delivered then at end,
    case when outcome = 'bounced' then at end,
    case when outcome = 'failed' then at end,
    case when opened then m.opened_at end,
    case when clicked then m.clicked_at end,
    case when outcome = 'replied' then m.replied_at end,
    case when outcome = 'opted_out' then m.clicked_at end,
    case when outcome = 'opted_out' and pg_temp.chance(mail, 50) < 0.1 then m.clicked_at end,
    case when opened then 1 + floor(5 * pg_temp.chance(mail, 51) ^ 3)::integer else 0 end,
    case when clicked then 1 + floor(3 * pg_temp.chance(mail, 52) ^ 3)::integer else 0 end,
    case when outcome = 'failed' then 3 else 0 end,
    subject, '<p>' || replace(body, E'\n\n', '</p><p>') || '</p>', body, m.mailbox,
    case when outcome not in ('scheduled', 'drafted') then '<' || m.id || '.' || m.sequence_id || '@demo.example>' end,
    case outcome when 'bounced' then '550 5.1.1 No such mailbox' when 'failed' then '451 4.7.0 Try again later' end,
    case when outcome = 'replied' then case when tone < 0.3 then 'positive' when tone < 0.75 then 'neutral'
      when tone < 0.92 then 'negative' end end,
    m.sequence_id, m.state_id, m.step_id, m.prospect_id, m.user_id, k.id, created,
    case when outcome = 'replied' then replied_at when clicked then clicked_at when opened then opened_at
      when outcome in ('scheduled', 'drafted') then created else at end
  from demo_org o
  cross join (select m.*, least(at, now()) - interval '1 hour' as created,
      pg_temp.chance(mail, 53) as tone,
      pg_temp.pick('{"A question about your depots","Twelve minutes a route","What idle trucks cost","Following up","One figure worth a look","Shall I close this?","The recording you asked for","Two other times","Before the season starts","As promised"}', m.n * 16 + email, 54) as subject,
      'Hello ' || m.first_name || E',\n\n' || pg_temp.pick('{"Planners who work as you do save about twelve minutes on every route. Would a look at your own figures be worth half an hour?","I sent you a note last week and do not want to add to the pile: is this a topic for you this quarter?","The short version fits on one page, and I have attached it. What would you want to know first?","If somebody else looks after this, a name is all I need."}', m.n * 16 + email, 55) || E'\n\n' || m.sender as body
    from demo_mailing m) m
  left join demo_task k on k.key = m.key and k.ordinal = m.ordinal
  order by m.id;

-- Mailings outside sequences, for the rest of the 100,000.

insert into mailing (org_id, state, state_changed_at, scheduled_at, delivered_at, opened_at, open_count, subject, body_text,
    mailbox_address, mailing_type, prospect_id, user_id, created_at, updated_at)
  select o.id, case when opened then 'opened' else 'delivered' end, changed_at, at, at,
    case when opened then changed_at end, opened::integer, 'Our meeting', 'See you on ' || to_char(at + interval '3 days', 'FMDay') || '.',
    u.email, 'single', p.id, u.id, at, changed_at
  from demo_org o
  cross join generate_series(1, 100000 - (select count(*) from demo_mailing)) as i
  join demo_user u on u.n = 1 + i % 3
  join demo_prospect p on p.n = 1 + i * 37 % 5000
  cross join lateral (select pg_temp.chance(i, 60) < 0.6 as opened, today - interval '16 hours'
    - floor(pg_temp.chance(i, 61) * 118) * interval '1 day' + pg_temp.chance(i, 62) * interval '9 hours' as at) d
  cross join lateral (select case when opened then at + interval '40 minutes' else at end as changed_at) c
  order by at;

-- Calls, for the call steps of the last sixty days; one in five was not made.

insert into call (org_id, outcome, state, dialed_at, answered_at, completed_at, note, prospect_id, sequence_id,
    sequence_state_id, sequence_step_id, task_id, user_id, created_at, updated_at)
  select o.id, outcome, 'completed', at, case when outcome = 'Connected' then at + interval '12 seconds' end,
    at + length, case when outcome = 'Connected' then 'Asked for the figures by email.' end, t.prospect_id,
    t.sequence_id, t.state_id, p.id, case when k.complete then k.id end, t.user_id, at, at + length
  from demo_org o
  cross join demo_state t
  join demo_step p using (n)
  left join demo_task k on k.key = t.key and k.ordinal = p.ordinal
  cross join lateral (select t.begun + p.day * interval '1 day' as at, t.key * 16 + p.ordinal as dial) d
  cross join lateral (select pg_temp.pick('{"No answer","No answer","Left voicemail","Connected","Connected","Wrong number"}', dial, 70) as outcome,
    interval '20 seconds' + pg_temp.chance(dial, 71) ^ 2 * interval '9 minutes' as length) c
  where p.step_type = 'call' and p.ordinal <= t.last and t.age - p.day <= 60 and pg_temp.chance(dial, 72) < 0.8
  order by at, dial;

-- What mailings say of their recipients.

update prospect p
  set touched_at = m.touched_at, engaged_at = m.engaged_at, opted_out_at = m.opted_out_at,
    updated_at = greatest(p.updated_at, m.touched_at, m.engaged_at)
  from (select org_id, prospect_id, max(delivered_at) as touched_at, min(unsubscribed_at) as opted_out_at,
      max(greatest(opened_at, clicked_at, replied_at)) as engaged_at
    from mailing join demo_org on org_id = demo_org.id group by 1, 2) m
  where p.org_id = m.org_id and p.id = m.prospect_id;

analyze mailing_delta;

select fold_mailing_deltas(1000000);

analyze organization, ruleset, content_category, content_category_membership, prospect, mailing, call,
  sequence_prospect, mailing_total, sequence_total, mailing_daily, mailing_delta;
