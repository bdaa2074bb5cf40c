-- Mailing events: what mailers report of a mailing. They come twice, late and in any order, and the result is the same:
-- each is applied once, and what it does commutes with what every other one does (the least moment, one more open, the
-- furthest state), or is computed anew from all events of the mailing (reasons, sentiments).
--
-- A batch is one call of apply_mailing_events, and one transaction. It locks in the order that V3 gives; before that it
-- waits, in the order of their keys, for identities that another batch is adding. Known events are changed by
-- whoever holds their mailing.

-- Events move touched_at and engaged_at of prospects all the time. No index has these columns, so with room on its page
-- such an update writes to none; and it checks the row's lists, for which a query each was a third of the time.
alter table prospect set (fillfactor = 85);
create or replace function is_text_list(list text[], max_items integer, max_length integer) returns boolean
  language plpgsql immutable as $$
declare
  element text;
begin
  if cardinality(list) = 0 then
    return true;
  end if;
  if array_ndims(list) <> 1 or cardinality(list) > max_items then
    return false;
  end if;
  foreach element in array list loop
    if element is null or element !~ '\S' or char_length(element) > max_length
      or cardinality(array_positions(list, element)) > 1 then
      return false;
    end if;
  end loop;
  return true;
end
$$;

-- The identities of the events that were applied, as long as their mailing is kept, and what else of an event has to
-- be known when another one comes. Who wrote a reply is not: an address would outlive the erased person. Only what it
-- decided is kept, and both may be true when the same reply was reported with two addresses.
create table mailing_event (
  org_id bigint not null,
  mailing_id bigint not null,
  kind text collate "C" not null check (kind in ('scheduled', 'delivered', 'opened', 'clicked', 'replied', 'bounced',
    'failed', 'unsubscribed', 'markedAsSpam')),
  occurred_at timestamptz(3) not null
    check (occurred_at >= '0001-01-01T00:00:00Z' and occurred_at < '10000-01-01T00:00:00Z'),
  -- An open or a click by a machine is kept, and counts in no figure.
  bot boolean not null default false check (not bot or kind in ('opened', 'clicked')),
  sentiment text collate "C" check (sentiment in ('positive', 'neutral', 'negative')),
  reason text collate "C" check (char_length(reason) <= 1024),
  -- A reply by the mailing's prospect, and one by somebody else in the thread.
  primary_reply boolean not null default false,
  secondary_reply boolean not null default false,
  primary key (org_id, mailing_id, kind, occurred_at, bot),
  foreign key (org_id, mailing_id) references mailing (org_id, id) on delete cascade,
  check (kind = 'replied' or sentiment is null and not primary_reply and not secondary_reply),
  check (kind in ('bounced', 'failed') or reason is null)
);

-- Adds the events whose identity is new, in the order of their keys, and gives them. An event that the batch has twice
-- is one event, with what either brings.
create function add_mailing_events(organisation bigint, events mailing_event[]) returns mailing_event[]
  language sql as $$
  with given as (
    select mailing_id, kind, occurred_at, bot, min(sentiment) as sentiment, min(reason) as reason,
      bool_or(primary_reply) as primary_reply, bool_or(secondary_reply) as secondary_reply
    from unnest(events)
    group by mailing_id, kind, occurred_at, bot
  ), added as (
    insert into mailing_event
    select organisation, g.* from given g order by mailing_id, kind, occurred_at, bot
    on conflict do nothing
    returning *
  )
  select coalesce(array_agg(row(a.*)::mailing_event), '{}') from added a
$$;

-- Adds to known events what a repetition says beyond them: a sentiment or a reason where there was none, of two the
-- lesser text. Gives the events to which something was added, each with only those marks of a reply that are new.
create function merge_mailing_events(organisation bigint, events mailing_event[]) returns mailing_event[]
  language plpgsql as $$
declare
  merged mailing_event[];
begin
  with given as (
    select mailing_id, kind, occurred_at, bot, min(sentiment) as sentiment, min(reason) as reason,
      bool_or(primary_reply) as primary_reply, bool_or(secondary_reply) as secondary_reply
    from unnest(events)
    where sentiment is not null or reason is not null or primary_reply or secondary_reply
    group by mailing_id, kind, occurred_at, bot
  ), known as (
    select k.org_id, k.mailing_id, k.kind, k.occurred_at, k.bot, least(k.sentiment, g.sentiment) as sentiment,
      least(k.reason, g.reason) as reason, g.primary_reply and not k.primary_reply as primary_reply,
      g.secondary_reply and not k.secondary_reply as secondary_reply
    from (select * from given order by mailing_id, kind, occurred_at, bot) g cross join lateral (
      select * from mailing_event e
      where e.org_id = organisation and e.mailing_id = g.mailing_id and e.kind = g.kind
        and e.occurred_at = g.occurred_at and e.bot = g.bot
      limit 1
      for no key update) k
    where g.primary_reply > k.primary_reply or g.secondary_reply > k.secondary_reply
      or least(k.sentiment, g.sentiment) is distinct from k.sentiment
      or least(k.reason, g.reason) is distinct from k.reason
  )
  select coalesce(array_agg(row(k.*)::mailing_event), '{}') into merged from known k;
  if cardinality(merged) = 0 then
    return merged;
  end if;
  update mailing_event k
  set sentiment = g.sentiment, reason = g.reason, primary_reply = k.primary_reply or g.primary_reply,
    secondary_reply = k.secondary_reply or g.secondary_reply
  from unnest(merged) g
  where k.org_id = organisation and k.mailing_id = g.mailing_id and k.kind = g.kind
    and k.occurred_at = g.occurred_at and k.bot = g.bot;
  return merged;
end
$$;

-- Locks what these events change: prospects, then mailings, then the sequences whose states may move. Events that move
-- no state, which are most, lock no sequence.
create function lock_for_mailing_events(organisation bigint, events mailing_event[]) returns void
  language plpgsql as $$
begin
  perform 1 from prospect p
  where p.org_id = organisation and p.id = any (array(
    select m.prospect_id from unnest(events) e join mailing m on m.org_id = organisation and m.id = e.mailing_id
    where e.kind not in ('scheduled', 'markedAsSpam')))
  order by p.id for no key update;

  perform 1 from mailing m
  where m.org_id = organisation and m.id = any (array(select e.mailing_id from unnest(events) e))
  order by m.id for no key update;

  perform 1 from sequence s
  where s.org_id = organisation and s.id = any (array(
    select m.sequence_id from unnest(events) e join mailing m on m.org_id = organisation and m.id = e.mailing_id
    where e.kind = 'unsubscribed' or e.kind in ('replied', 'bounced', 'failed') and m.sequence_state_id is not null
    union all
    select u.sequence_id from unnest(events) e
    join mailing m on m.org_id = organisation and m.id = e.mailing_id
    join sequence_state u on u.org_id = organisation and u.prospect_id = m.prospect_id
      and u.state in ('pending', 'active', 'paused', 'disabled')
    where e.kind = 'unsubscribed'))
  order by s.id for no key update;
end
$$;

-- Why a mailing bounced, or else failed: the reason of the earliest event that gives one.
create function mailing_error_reason(organisation bigint, mailing bigint) returns text language sql stable as $$
  select reason from mailing_event
  where org_id = organisation and mailing_id = mailing and kind in ('bounced', 'failed') and reason is not null
  order by kind, occurred_at, reason limit 1
$$;

-- How the earliest reply reads whose sentiment is known.
create function mailing_reply_sentiment(organisation bigint, mailing bigint) returns text language sql stable as $$
  select sentiment from mailing_event
  where org_id = organisation and mailing_id = mailing and kind = 'replied' and sentiment is not null
  order by occurred_at limit 1
$$;

-- Brings moments, numbers and states of mailings up to these events; a mailing that none of them changes stays as it
-- is, its version included. stateChangedAt is the moment that belongs to the state.
create function apply_events_to_mailings(organisation bigint, events mailing_event[]) returns void
  language plpgsql as $$
declare
  -- From the first to the furthest; clicks, unsubscriptions and complaints are none.
  states constant text[] := '{drafted,placeholder,queued,scheduled,delivering,failed,delivered,bounced,opened,replied}';
begin
  with happened as (
    select mailing_id,
      min(occurred_at) filter (where kind = 'scheduled') as scheduled_at,
      min(occurred_at) filter (where kind = 'delivered') as delivered_at,
      min(occurred_at) filter (where kind = 'bounced') as bounced_at,
      min(occurred_at) filter (where kind = 'failed') as failed_at,
      min(occurred_at) filter (where kind = 'opened') as opened_at,
      min(occurred_at) filter (where kind = 'clicked') as clicked_at,
      min(occurred_at) filter (where kind = 'replied') as replied_at,
      min(occurred_at) filter (where kind = 'unsubscribed') as unsubscribed_at,
      min(occurred_at) filter (where kind = 'markedAsSpam') as marked_as_spam_at,
      count(*) filter (where kind = 'opened') as opens,
      count(*) filter (where kind = 'clicked') as clicks,
      max(array_position(states, kind)) as furthest
    from unnest(events)
    group by mailing_id
  ), next as (
    select m.id,
      states[greatest(array_position(states, m.state), h.furthest)] as state,
      least(m.scheduled_at, h.scheduled_at) as scheduled_at,
      least(m.delivered_at, h.delivered_at) as delivered_at,
      least(m.bounced_at, h.bounced_at) as bounced_at,
      least(m.failed_at, h.failed_at) as failed_at,
      least(m.opened_at, h.opened_at) as opened_at,
      least(m.clicked_at, h.clicked_at) as clicked_at,
      least(m.replied_at, h.replied_at) as replied_at,
      least(m.unsubscribed_at, h.unsubscribed_at) as unsubscribed_at,
      least(m.marked_as_spam_at, h.marked_as_spam_at) as marked_as_spam_at,
      m.open_count + h.opens as open_count,
      m.click_count + h.clicks as click_count,
      case when h.bounced_at is null and h.failed_at is null then m.error_reason
        else coalesce(mailing_error_reason(organisation, m.id), m.error_reason) end as error_reason,
      case when h.replied_at is null then m.reply_sentiment
        else coalesce(mailing_reply_sentiment(organisation, m.id), m.reply_sentiment) end as reply_sentiment
    from happened h join mailing m on m.org_id = organisation and m.id = h.mailing_id
  )
  update mailing m
  set state = n.state, scheduled_at = n.scheduled_at, delivered_at = n.delivered_at, bounced_at = n.bounced_at,
    failed_at = n.failed_at, opened_at = n.opened_at, clicked_at = n.clicked_at, replied_at = n.replied_at,
    unsubscribed_at = n.unsubscribed_at, marked_as_spam_at = n.marked_as_spam_at, open_count = n.open_count,
    click_count = n.click_count, error_reason = n.error_reason, reply_sentiment = n.reply_sentiment,
    state_changed_at = coalesce(case n.state when 'scheduled' then n.scheduled_at when 'failed' then n.failed_at
      when 'delivered' then n.delivered_at when 'bounced' then n.bounced_at when 'opened' then n.opened_at
      when 'replied' then n.replied_at end, m.state_changed_at),
    updated_at = now(), version = m.version + 1
  from next n
  where m.org_id = organisation and m.id = n.id
    and (m.state, m.scheduled_at, m.delivered_at, m.bounced_at, m.failed_at, m.opened_at, m.clicked_at, m.replied_at,
      m.unsubscribed_at, m.marked_as_spam_at, m.open_count, m.click_count, m.error_reason, m.reply_sentiment)
    is distinct from (n.state, n.scheduled_at, n.delivered_at, n.bounced_at, n.failed_at, n.opened_at, n.clicked_at,
      n.replied_at, n.unsubscribed_at, n.marked_as_spam_at, n.open_count, n.click_count, n.error_reason,
      n.reply_sentiment);
end
$$;

-- Moves touchedAt and engagedAt of prospects, which like figures leave version and updatedAt alone, and opts out those
-- who unsubscribed from a mailing that is of no transactional sequence. An erased person is not touched.
create function apply_events_to_prospects(organisation bigint, events mailing_event[]) returns void
  language sql as $$
  with happened as (
    select m.prospect_id,
      max(e.occurred_at) filter (where e.kind = 'delivered') as touched_at,
      max(e.occurred_at) filter (where e.kind in ('opened', 'clicked', 'replied')) as engaged_at,
      min(e.occurred_at) filter (where e.kind = 'unsubscribed' and s.transactional is not true) as opted_out_at
    from unnest(events) e
    join mailing m on m.org_id = organisation and m.id = e.mailing_id
    left join sequence s on s.org_id = organisation and s.id = m.sequence_id and e.kind = 'unsubscribed'
    where e.kind in ('delivered', 'opened', 'clicked', 'replied', 'unsubscribed')
    group by m.prospect_id
  )
  update prospect p
  set touched_at = greatest(p.touched_at, h.touched_at), engaged_at = greatest(p.engaged_at, h.engaged_at),
    opted_out_at = least(p.opted_out_at, h.opted_out_at),
    updated_at = case when least(p.opted_out_at, h.opted_out_at) is distinct from p.opted_out_at then now()
      else p.updated_at end,
    version = p.version + (least(p.opted_out_at, h.opted_out_at) is distinct from p.opted_out_at)::int
  from happened h
  where p.org_id = organisation and p.id = h.prospect_id and p.deleted_at is null
    and (greatest(p.touched_at, h.touched_at), greatest(p.engaged_at, h.engaged_at),
      least(p.opted_out_at, h.opted_out_at)) is distinct from (p.touched_at, p.engaged_at, p.opted_out_at)
$$;

-- What these events ask of sequence states. An event asks for an end (finished, bounced, failed, opted_out), for a pause
-- until some moment, or for neither; a reply by the prospect is noted too. The pause of a reply whose time is over is
-- an end, as if it had been kept.
create function sequence_state_demands(organisation bigint, events mailing_event[])
  returns table (id bigint, ending text, paused_until timestamptz, replied_at timestamptz) language sql stable as $$
  select m.sequence_state_id, e.kind, null::timestamptz, null::timestamptz
  from unnest(events) e
  join mailing m on m.org_id = organisation and m.id = e.mailing_id
  where e.kind in ('bounced', 'failed') and m.sequence_state_id is not null
  union all
  select m.sequence_state_id,
    case when a.action = 'finish' or e.occurred_at + a.pause <= now() then 'finished' end,
    case when e.occurred_at + a.pause > now() then e.occurred_at + a.pause end,
    case when a.by_prospect then e.occurred_at end
  from unnest(events) e
  join mailing m on m.org_id = organisation and m.id = e.mailing_id
  join sequence s on s.org_id = organisation and s.id = m.sequence_id
  cross join lateral (values
    (e.primary_reply, true, s.primary_reply_action,
      case s.primary_reply_action when 'pause' then make_interval(secs => s.primary_reply_pause_duration) end),
    (e.secondary_reply, false, s.secondary_reply_action,
      case s.secondary_reply_action when 'pause' then make_interval(secs => s.secondary_reply_pause_duration) end)
  ) a (applies, by_prospect, action, pause)
  where e.kind = 'replied' and a.applies and m.sequence_state_id is not null
  union all
  select u.id, 'opted_out', null, null
  from unnest(events) e
  join mailing m on m.org_id = organisation and m.id = e.mailing_id
  left join sequence of_mailing on of_mailing.org_id = organisation and of_mailing.id = m.sequence_id
  join sequence_state u on u.org_id = organisation and u.prospect_id = m.prospect_id
    and u.state in ('pending', 'active', 'paused', 'disabled')
  join sequence s on s.org_id = organisation and s.id = u.sequence_id and not s.transactional
  where e.kind = 'unsubscribed' and of_mailing.transactional is not true
$$;

-- Why a sequence state bounced, or else failed, over all of its mailings.
create function sequence_state_error_reason(organisation bigint, sequence_state bigint) returns text
  language sql stable as $$
  select f.reason from mailing m
  cross join lateral (
    select e.kind, e.occurred_at, e.reason from mailing_event e
    where e.org_id = organisation and e.mailing_id = m.id and e.kind in ('bounced', 'failed') and e.reason is not null
    order by e.kind, e.occurred_at, e.reason limit 1) f
  where m.org_id = organisation and m.sequence_state_id = sequence_state
  order by f.kind, f.occurred_at, f.reason limit 1
$$;

-- Moves sequence states as these events demand, and lets pending ones into the room that this makes. Of two ends the
-- higher stands, whichever came first; only a state that has not ended is paused, until the latest moment asked for. A
-- deleted state is left alone. The caller holds the sequences' rows.
create function apply_events_to_states(organisation bigint, events mailing_event[]) returns void
  language plpgsql as $$
declare
  endings constant text[] := '{opted_out,failed,bounced,finished}';
  roomier bigint[];
begin
  with demand as (
    select id, max(array_position(endings, ending)) as ending, max(paused_until) as paused_until,
      min(replied_at) as replied_at, bool_or(ending in ('bounced', 'failed')) as has_error
    from sequence_state_demands(organisation, events)
    group by id
  ), next as (
    select u.id, d.has_error, d.paused_until,
      case
        when u.state = any (endings) or d.ending is not null
          then endings[greatest(array_position(endings, u.state), d.ending)]
        when d.paused_until is not null then 'paused'
        else u.state
      end as state,
      least(u.replied_at, d.replied_at) as replied_at
    from demand d join sequence_state u on u.org_id = organisation and u.id = d.id
    where u.deleted_at is null
  ), full_next as (
    select n.id, n.state, n.replied_at, n.state <> u.state as moves,
      -- What somebody paused himself waits for him.
      case when n.state = 'paused' and (u.state <> 'paused' or u.paused_until is not null)
        then greatest(u.paused_until, n.paused_until) end as paused_until,
      case
        when n.state in ('bounced', 'failed') and n.has_error
          then coalesce(sequence_state_error_reason(organisation, n.id), u.error_reason)
        when n.state = 'finished' and u.state <> 'finished' then null
        else u.error_reason
      end as error_reason
    from next n join sequence_state u on u.org_id = organisation and u.id = n.id
  ), changed as (
    update sequence_state u
    set state = n.state, replied_at = n.replied_at, paused_until = n.paused_until, error_reason = n.error_reason,
      -- Somebody's reason to pause ends with the pause.
      pause_reason = case when n.state = 'paused' then u.pause_reason end,
      state_changed_at = case when n.moves then now() else u.state_changed_at end,
      updated_at = now(), version = u.version + 1
    from full_next n
    where u.org_id = organisation and u.id = n.id
      and (u.state, u.replied_at, u.paused_until, u.error_reason)
        is distinct from (n.state, n.replied_at, n.paused_until, n.error_reason)
    returning u.sequence_id, n.moves
  )
  select array_agg(distinct sequence_id) into roomier from changed where moves;
  if roomier is not null then
    perform admit_pending_states(organisation, roomier);
  end if;
end
$$;

-- Reasons quote addresses: what is said of the mailings of somebody who was erased is not kept. The caller holds the
-- prospects' rows.
create function forget_reasons_of_erased(organisation bigint, events mailing_event[]) returns void
  language plpgsql as $$
declare
  e mailing_event;
begin
  for e in
    select x.* from unnest(events) x
    where x.reason is not null and (
      select p.deleted_at from mailing m join prospect p on p.org_id = organisation and p.id = m.prospect_id
      where m.org_id = organisation and m.id = x.mailing_id) is not null
  loop
    update mailing_event k set reason = null
    where k.org_id = organisation and k.mailing_id = e.mailing_id and k.kind = e.kind
      and k.occurred_at = e.occurred_at and k.bot = e.bot;
  end loop;
end
$$;

-- Applies a batch of events on mailings of one organisation, and says how many were new and how many were known. All
-- have the organisation in org_id; their mailings exist.
--
-- A session keeps the plans of these functions, perhaps from a time when the tables were nearly empty: whatever it
-- believes then, it is to follow keys. Where a limit stands in a lateral query, it is for that: the rows are looked up one
-- by one by their key, and never the other way round.
create function apply_mailing_events(organisation bigint, events mailing_event[], out applied integer, out repeated integer)
  language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan as $$
declare
  added mailing_event[] := add_mailing_events(organisation, events);
  merged mailing_event[];
  -- What has an effect.
  effective mailing_event[];
begin
  applied := cardinality(added);
  repeated := cardinality(events) - applied;
  perform lock_for_mailing_events(organisation, array(
    select e from unnest(added) e where not e.bot
    union all
    select e from unnest(events) e
    where repeated > 0 and (e.sentiment is not null or e.reason is not null or e.primary_reply or e.secondary_reply)));
  merged := merge_mailing_events(organisation, events);
  effective := array(select e from unnest(added || merged) e where not e.bot);
  if cardinality(effective) > 0 then
    perform forget_reasons_of_erased(organisation, effective);
    perform apply_events_to_mailings(organisation, effective);
    perform apply_events_to_prospects(organisation, effective);
    if exists (select from unnest(effective) where kind in ('replied', 'bounced', 'failed', 'unsubscribed')) then
      perform apply_events_to_states(organisation, effective);
    end if;
  end if;
end
$$;
