-- The life of sequence states and steps.
--
-- Who locks what, in this order, so that no two transactions ever wait for each other:
--   prospects, by id, before anything that changes their states or their rows in sequence_prospect;
--   mailings, by id;
--   sequences, by id, before any of their steps or states changes: a limit on states is counted under this lock;
--   then steps, states and whatever else.

alter table sequence_step
  -- A deleted step leaves the API and the order; its mailings and figures keep it.
  add column deleted_at timestamptz(3)
    check (deleted_at >= '0001-01-01T00:00:00Z' and deleted_at < '10000-01-01T00:00:00Z'),
  drop constraint sequence_step_org_id_sequence_id_ordinal_key,
  add constraint sequence_step_ordinal
    exclude using btree (org_id with =, sequence_id with =, ordinal with =) where (deleted_at is null)
    deferrable initially deferred;

alter table sequence_state
  -- When a pause ends by itself, and the state with it; null while somebody has to resume it.
  add column paused_until timestamptz(3)
    check (paused_until >= '0001-01-01T00:00:00Z' and paused_until < '10000-01-01T00:00:00Z'),
  -- When it first became active: what throttle_max_adds_per_day counts.
  add column admitted_at timestamptz(3)
    check (admitted_at >= '0001-01-01T00:00:00Z' and admitted_at < '10000-01-01T00:00:00Z'),
  -- A deleted state leaves the API, finished; its mailings and figures keep it.
  add column deleted_at timestamptz(3)
    check (deleted_at >= '0001-01-01T00:00:00Z' and deleted_at < '10000-01-01T00:00:00Z'),
  add check (paused_until is null or state = 'paused'),
  add check (deleted_at is null or state not in ('pending', 'active', 'paused', 'disabled'));
update sequence_state set admitted_at = active_at where active_at is not null;
-- What waits for room, and what was added to a sequence of late.
create index sequence_state_pending on sequence_state (org_id, sequence_id, id) where state = 'pending';
create index sequence_state_admitted on sequence_state (org_id, sequence_id, admitted_at)
  where admitted_at is not null;
create index sequence_state_pause on sequence_state (paused_until) where paused_until is not null;

-- A sequence may change its type again once all its steps are deleted.
create or replace function sequence_keeps_children() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  if new.sequence_type <> old.sequence_type and exists (
    select 1 from sequence_step where org_id = new.org_id and sequence_id = new.id and deleted_at is null) then
    raise exception 'sequence % has steps of the type %', new.id, old.sequence_type using errcode = 'check_violation';
  end if;
  if new.deleted_at is not null and old.deleted_at is null and exists (
    select 1 from sequence_state where org_id = new.org_id and sequence_id = new.id
      and state in ('pending', 'active', 'paused', 'disabled')) then
    raise exception 'sequence % has unfinished states', new.id using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- Makes pending states of these sequences active, the oldest first, as far as there is room, and says how many. There is
-- room in a sequence that is enabled and whose throttle is not paused, for each user (the states' creator; states without
-- one share theirs) until throttle_capacity of his states are active, and until throttle_max_adds_per_day of them were
-- first admitted on this UTC day. The caller holds the sequences' rows, so that nobody else counts meanwhile.
create function admit_pending_states(organisation bigint, sequences bigint[]) returns bigint language plpgsql as $$
declare
  today constant timestamptz := date_trunc('day', now() at time zone 'UTC') at time zone 'UTC';
  admitted bigint;
begin
  with open as (
    select s.id, s.throttle_capacity as capacity, s.throttle_max_adds_per_day as adds
    from sequence s
    where s.org_id = organisation and s.id = any (sequences) and s.enabled_at is not null
      and s.throttle_paused_at is null and s.deleted_at is null
  ), active as (
    select u.sequence_id, u.creator_id, count(*) as states
    from open o join sequence_state u on u.org_id = organisation and u.sequence_id = o.id and u.state = 'active'
    where o.capacity is not null
    group by 1, 2
  ), added as (
    select u.sequence_id, u.creator_id, count(*) as states
    from open o join sequence_state u on u.org_id = organisation and u.sequence_id = o.id and u.admitted_at >= today
    where o.adds is not null
    group by 1, 2
  ), waiting as (
    select p.id, p.sequence_id, p.creator_id, p.admitted_at is null as is_new,
      row_number() over (partition by p.sequence_id, p.creator_id, p.admitted_at is null order by p.id) as place
    from open o join sequence_state p on p.org_id = organisation and p.sequence_id = o.id and p.state = 'pending'
  ), eligible as (
    select w.id, w.sequence_id, w.creator_id,
      row_number() over (partition by w.sequence_id, w.creator_id order by w.id) as place
    from waiting w
    join open o on o.id = w.sequence_id
    left join added d on d.sequence_id = w.sequence_id and d.creator_id is not distinct from w.creator_id
    where not w.is_new or o.adds is null or w.place <= o.adds - coalesce(d.states, 0)
  )
  update sequence_state t
  set state = 'active', state_changed_at = now(), active_at = now(), admitted_at = coalesce(t.admitted_at, now()),
    updated_at = now(), version = t.version + 1,
    sequence_step_id = coalesce(t.sequence_step_id, (
      select p.id from sequence_step p
      where p.org_id = t.org_id and p.sequence_id = t.sequence_id and p.deleted_at is null
      order by p.ordinal limit 1))
  from eligible e
  join open o on o.id = e.sequence_id
  left join active a on a.sequence_id = e.sequence_id and a.creator_id is not distinct from e.creator_id
  where t.org_id = organisation and t.id = e.id
    and (o.capacity is null or e.place <= o.capacity - coalesce(a.states, 0));
  get diagnostics admitted = row_count;
  return admitted;
end
$$;
