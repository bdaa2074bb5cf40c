-- Safe writes: answers that are kept for requests sent again, and versions that rise by one.

-- The answer to a request that came with a key, written in the transaction of what the request did. A key counts for 24
-- hours, within an organisation and for one caller.
create table idempotency_key (
  org_id bigint not null references organization (id),
  -- Who called: user:17, for instance.
  account text collate "C" not null check (char_length(account) between 1 and 255),
  key text collate "C" not null check (char_length(key) between 1 and 255),
  -- A digest of what was sent: the key with anything else is a mistake of the client's.
  request text collate "C" not null check (char_length(request) = 64),
  status integer not null check (status between 200 and 299),
  location text collate "C",
  etag text collate "C",
  body bytea not null,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, account, key)
);
create index idempotency_key_age on idempotency_key (org_id, created_at);

create function idempotency_key_lifetime() returns interval language sql immutable as $$
  select interval '24 hours'
$$;

-- Takes a key until the transaction ends, and gives the answer that is kept for it, if any; claimed is false, and nothing
-- else is given, while another transaction has it. The lock comes first and the look at the table after it, in a
-- statement of its own: so it sees whatever the transaction left that had the key before.
create function claim_idempotency_key(organisation bigint, caller text, claimed_key text)
  returns table (claimed boolean, request text, status integer, location text, etag text, body bytea)
  language plpgsql as $$
begin
  if not pg_try_advisory_xact_lock(
    hashtextextended(concat_ws(chr(10), 'idempotency_key', organisation, caller, claimed_key), 0)) then
    return query select false, null::text, null::integer, null::text, null::text, null::bytea;
    return;
  end if;
  delete from idempotency_key k
  where k.org_id = organisation and k.account = caller and k.key = claimed_key
    and k.created_at <= clock_timestamp() - idempotency_key_lifetime();
  return query
    select true, k.request, k.status, k.location, k.etag, k.body from (select 1) always
    left join idempotency_key k on k.org_id = organisation and k.account = caller and k.key = claimed_key;
end
$$;

-- Deletes keys whose time is over, at most so many, and says how many. One that somebody has in hand waits for the next
-- time.
create function sweep_idempotency_keys(most bigint) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  organisation bigint;
  deleted bigint;
  swept bigint := 0;
begin
  for organisation in select id from organization order by id loop
    delete from idempotency_key k where k.org_id = organisation and (k.account, k.key) in (
      select o.account, o.key from idempotency_key o
      where o.org_id = organisation and o.created_at <= clock_timestamp() - idempotency_key_lifetime()
      order by o.created_at limit most - swept for update skip locked);
    get diagnostics deleted = row_count;
    swept := swept + deleted;
    exit when swept >= most;
  end loop;
  return swept;
end
$$;

-- The version of a row after a change: one transaction is one change of a row, however many statements it takes, since
-- nobody else has seen what lay between them.
create function next_version(version integer, written_by xid) returns integer language sql stable as $$
  select version + (written_by <> pg_current_xact_id()::xid)::integer
$$;

-- As before, but that a state which is created or resumed and finds room at once has been changed once.
create or replace function admit_pending_states(organisation bigint, sequences bigint[]) returns bigint language plpgsql as $$
declare
  -- Not the transaction's beginning, since when others may have had the sequence.
  moment constant timestamptz := clock_timestamp();
  today constant timestamptz := date_trunc('day', moment at time zone 'UTC') at time zone 'UTC';
  target record;
  waiting_user bigint;
  capacity bigint;
  adds bigint;
  moved bigint;
  admitted bigint := 0;
begin
  for target in
    select s.id, s.throttle_capacity, s.throttle_max_adds_per_day, (
      select p.id from sequence_step p
      where p.org_id = s.org_id and p.sequence_id = s.id and p.deleted_at is null
      order by p.ordinal limit 1) as first_step
    from sequence s
    where s.org_id = organisation and s.id = any (sequences) and s.enabled_at is not null
      and s.throttle_paused_at is null and s.deleted_at is null
  loop
    for waiting_user in select users_with_pending_states(organisation, target.id) loop
      -- Null, here and below, is room for any number, as it is in "limit".
      capacity := null;
      adds := null;
      if target.throttle_capacity is not null then
        select target.throttle_capacity - count(*) into capacity from sequence_state
        where org_id = organisation and sequence_id = target.id and state = 'active' and coalesce(creator_id, 0) = waiting_user;
        continue when capacity <= 0;
      end if;
      if target.throttle_max_adds_per_day is not null then
        select greatest(target.throttle_max_adds_per_day - count(*), 0) into adds from sequence_state
        where org_id = organisation and sequence_id = target.id and admitted_at >= today
          and coalesce(creator_id, 0) = waiting_user;
      end if;
      update sequence_state t
      set state = 'active', state_changed_at = moment, active_at = moment,
        admitted_at = coalesce(t.admitted_at, moment), updated_at = moment, version = next_version(t.version, t.xmin),
        sequence_step_id = coalesce(t.sequence_step_id, target.first_step)
      where t.org_id = organisation and t.id in (
        select oldest.id from (
          (select id from sequence_state
           where org_id = organisation and sequence_id = target.id and state = 'pending' and admitted_at is null
             and coalesce(creator_id, 0) = waiting_user
           order by id limit least(capacity, adds))
          union all
          (select id from sequence_state
           where org_id = organisation and sequence_id = target.id and state = 'pending' and admitted_at is not null
             and coalesce(creator_id, 0) = waiting_user
           order by id limit capacity)
        ) oldest
        order by oldest.id limit capacity);
      get diagnostics moved = row_count;
      admitted := admitted + moved;
    end loop;
  end loop;
  return admitted;
end
$$;

-- As before, but that a state which ends and loses its reasons has been changed once.
create or replace function erase_prospect(organisation bigint, prospect bigint) returns void language plpgsql as $$
begin
  -- Mailings are locked in the order of their ids, and before sequences.
  perform 1 from mailing m where m.org_id = organisation and m.prospect_id = prospect order by m.id for no key update;
  update mailing m set subject = null, body_html = null, body_text = null, error_reason = null, updated_at = now(),
    version = m.version + 1
  where m.org_id = organisation and m.prospect_id = prospect
    and num_nonnulls(m.subject, m.body_html, m.body_text, m.error_reason) > 0;
  update mailing_event e set reason = null
  from mailing m
  where m.org_id = organisation and m.prospect_id = prospect and e.org_id = organisation and e.mailing_id = m.id
    and e.reason is not null;
  perform end_states_of_prospect(organisation, prospect, 'finished');
  update sequence_state t set error_reason = null, pause_reason = null, updated_at = now(),
    version = next_version(t.version, t.xmin)
  where t.org_id = organisation and t.prospect_id = prospect and num_nonnulls(t.error_reason, t.pause_reason) > 0;
  update task t set note = null, updated_at = now(), version = t.version + 1
  where t.org_id = organisation and t.prospect_id = prospect and t.note is not null;
  update call c set note = null, updated_at = now(), version = c.version + 1
  where c.org_id = organisation and c.prospect_id = prospect and c.note is not null;
end
$$;
