-- The life of sequence states and steps.
--
-- Who locks what, in this order, so that no two transactions ever wait for each other:
--   prospects, by id, before states of theirs are added, or anything changes their rows in sequence_prospect;
--   mailings, by id;
--   sequences, by id, before any of their steps or states changes: a limit on states is counted under this lock;
--   then steps, states and whatever else.
-- Whoever has a sequence's row may change the states in it without the rows of their prospects, as an admission does:
-- nobody else changes them meanwhile.

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
-- What an admission looks at, per user (0 stands for none): the oldest of those that wait, newcomers and returning ones
-- apart; how many are active; how many were added of late. The third one also finds what a switch of the sequence moves.
create index sequence_state_new on sequence_state (org_id, sequence_id, (coalesce(creator_id, 0)), id)
  where state = 'pending' and admitted_at is null;
create index sequence_state_returning on sequence_state (org_id, sequence_id, (coalesce(creator_id, 0)), id)
  where state = 'pending' and admitted_at is not null;
create index sequence_state_switched on sequence_state (org_id, sequence_id, state, (coalesce(creator_id, 0)))
  where state in ('active', 'disabled');
create index sequence_state_admitted on sequence_state (org_id, sequence_id, (coalesce(creator_id, 0)), admitted_at)
  where admitted_at is not null;
-- Who is in a sequence: what max_activations counts.
create index sequence_state_member on sequence_state (org_id, sequence_id, prospect_id) where deleted_at is null;
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

-- The users (0 for none) who have states waiting in a sequence; as many index probes, however many states wait.
create function users_with_pending_states(organisation bigint, seq bigint) returns setof bigint
  language plpgsql stable as $$
declare
  found_user bigint := -1;
begin
  loop
    select least(
      (select coalesce(creator_id, 0) from sequence_state
       where org_id = organisation and sequence_id = seq and state = 'pending' and admitted_at is null
         and coalesce(creator_id, 0) > found_user
       order by coalesce(creator_id, 0), id limit 1),
      (select coalesce(creator_id, 0) from sequence_state
       where org_id = organisation and sequence_id = seq and state = 'pending' and admitted_at is not null
         and coalesce(creator_id, 0) > found_user
       order by coalesce(creator_id, 0), id limit 1)
    ) into found_user;
    exit when found_user is null;
    return next found_user;
  end loop;
end
$$;

-- Makes pending states of these sequences active, the oldest first, as far as there is room, and says how many. There is
-- room in a sequence that is enabled and whose throttle is not paused, for each user (the states' creator; states without
-- one share theirs) until throttle_capacity of his states are active, and until throttle_max_adds_per_day of them were
-- first admitted on this UTC day. The caller holds the sequences' rows, so that nobody else counts meanwhile. What it
-- costs depends on the room, and not on how many wait.
create function admit_pending_states(organisation bigint, sequences bigint[]) returns bigint language plpgsql as $$
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
        admitted_at = coalesce(t.admitted_at, moment), updated_at = moment, version = t.version + 1,
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
