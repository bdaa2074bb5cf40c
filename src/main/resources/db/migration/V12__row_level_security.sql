-- The second wall between organisations, behind the predicate that every statement has.
--
-- The service runs its statements as the role sequences_service, whoever it logs in as. That role sees and writes rows of
-- one organisation, the one that the transaction names in the setting sequences.org, and none while it names none. The
-- owner of the tables passes: migrations and the functions at the end of this file see all. So row level security is not
-- forced on him, and no service may be him; it looks at start-up.
--
-- A table that a later migration adds is guarded in the same way: call guard_organisation('{the_table}', 'select, …').

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'sequences_service') then
    create role sequences_service nologin;
  end if;
exception
  -- Another database of this server made it just now.
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'the role sequences_service is missing, and % may not create it; have it created by: create role sequences_service nologin; grant sequences_service to <DATABASE_USERNAME>',
      current_user using errcode = 'insufficient_privilege';
end
$$;

-- A service that logs in as this very role has to be able to become the lesser one.
do $$
begin
  execute format('grant sequences_service to %I', current_user);
exception
  -- Whoever created the role says who is a member.
  when insufficient_privilege then null;
end
$$;

do $$
begin
  execute format('grant usage on schema %I to sequences_service', current_schema);
  -- Folded deltas are swept by the service itself where a right to it exists, else by autovacuum.
  if current_setting('server_version_num')::integer >= 170000 then
    grant maintain on mailing_delta to sequences_service;
  end if;
end
$$;

-- Puts tables behind the wall, and gives the service these rights on what it sees of them. The comparison leaks nothing,
-- so the planner joins it with the statement's own predicate: what is found by index stays so, and the setting is looked
-- at once and not for each row. It stands in the policy as it is: a function or a subquery around it took longer to plan
-- than it saved.
create procedure guard_organisation(tables text[], rights text) language plpgsql as $$
declare
  name text;
  ids text;
begin
  foreach name in array tables loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy one_organisation on %I using (%I = nullif(current_setting(''sequences.org'', true), '''')::bigint)',
      name, case name when 'organization' then 'id' else 'org_id' end);
    execute format('grant %s on %I to sequences_service', rights, name);
    select pg_get_serial_sequence(format('%I', name), attname) into ids
    from pg_attribute
    where attrelid = format('%I', name)::regclass and attname = 'id' and attidentity <> '' and rights like '%insert%';
    if ids is not null then
      execute format('grant usage on sequence %s to sequences_service', ids);
    end if;
  end loop;
end
$$;
revoke all on procedure guard_organisation(text[], text) from public;

call guard_organisation('{organization}', 'select');
-- A change of the default ruleset locks the organisation's row, for which a right to some column is needed.
grant update (created_at) on organization to sequences_service;
call guard_organisation('{app_user, sequence, prospect, sequence_step, sequence_state, task, call, mailing_event}',
  'select, insert, update');
-- Mailings are deleted by the purge alone.
call guard_organisation('{ruleset, content_category, content_category_membership, mailing}',
  'select, insert, update, delete');
call guard_organisation('{idempotency_key}', 'select, insert, delete');
-- Triggers keep the ledger, as its owner.
call guard_organisation('{mailing_delta, mailing_total, mailing_daily, sequence_prospect, sequence_total, mailing_purged,
  mailing_purged_prospect, mailing_purged_state}', 'select');
-- Of all organisations: when a job was last done.
grant select, insert, update on upkeep to sequences_service;

-- A view shows what whoever asks may see, and not what its owner may.
alter view mailing_ledger set (security_invoker = true);
alter view sequence_ledger set (security_invoker = true);
alter view mailing_state_ledger set (security_invoker = true);
alter view mailing_daily_ledger set (security_invoker = true);
alter view sequence_daily_stat set (security_invoker = true);
grant select on mailing_ledger, sequence_ledger, mailing_state_ledger, mailing_daily_ledger, sequence_daily_stat
  to sequences_service;

-- What has to look over the wall: functions that run as the owner, each for one purpose, and for the service alone.

-- Before an organisation is known, its id.
create function organisation_named(name text) returns bigint language sql stable security definer as $$
  select id from organization where external_id = name
$$;

-- The id of an organisation, which is created with its default ruleset if it is not there.
create function first_sight_of_organisation(name text) returns bigint language plpgsql security definer as $$
declare
  organisation bigint;
begin
  -- An update on conflict would lock the row, and wait for every writer of the organisation.
  insert into organization (external_id) values (name) on conflict (external_id) do nothing;
  select id into organisation from organization where external_id = name;
  insert into ruleset (org_id, name, is_default) values (organisation, 'Default', true)
    on conflict (org_id) where is_default do nothing;
  return organisation;
end
$$;

-- All organisations, for the purge, which then works on one at a time.
create function all_organisations() returns setof bigint language sql stable security definer as $$
  select id from organization order by id
$$;

-- Sequences with a pause that has run out, or with states that wait: to be tended, one at a time.
create function neglected_sequences() returns table (org_id bigint, sequence_id bigint)
  language sql stable security definer as $$
  select t.org_id, t.sequence_id from sequence_state t where t.paused_until <= now()
  union
  select s.org_id, s.id from sequence s
  where s.enabled_at is not null and s.throttle_paused_at is null and s.deleted_at is null
    and (
      exists (select 1 from sequence_state p where p.org_id = s.org_id and p.sequence_id = s.id
        and p.state = 'pending' and p.admitted_at is null)
      or exists (select 1 from sequence_state p where p.org_id = s.org_id and p.sequence_id = s.id
        and p.state = 'pending' and p.admitted_at is not null))
$$;

-- Sequences to be recounted, one at a time: those behind a place in their order, of one organisation or (null) all.
create function sequences_to_check(after_org bigint, after_sequence bigint, organisation text, sequence bigint,
    up_to integer)
  returns table (org_id bigint, organisation_name text, sequence_id bigint) language sql stable security definer as $$
  select s.org_id, o.external_id, s.id from sequence s join organization o on o.id = s.org_id
  where (s.org_id, s.id) > (after_org, after_sequence)
    and ($3 is null or o.external_id = $3) and ($4 is null or s.id = $4)
  order by s.org_id, s.id limit up_to
$$;

-- How many deltas wait to be folded, counted up to some number.
create function pending_deltas(up_to bigint) returns bigint language sql stable security definer as $$
  select count(*) from (select 1 from mailing_delta limit up_to) d
$$;

-- The fold goes through the deltas of all; and a repair writes the ledger, which nobody else but triggers may.
alter function run_fold(integer) security definer;
alter function repair_ledger(bigint, bigint) security definer;

do $$
declare
  f record;
begin
  for f in select oid::regprocedure as signature, prorettype = 'trigger'::regtype as is_trigger from pg_proc
    where pronamespace = current_schema::regnamespace and prosecdef
  loop
    -- Temporary tables last: nobody puts one in the place of a table that the owner's function means.
    execute format('alter function %s set search_path = %I, pg_temp', f.signature, current_schema);
    if not f.is_trigger then
      execute format('revoke all on function %s from public', f.signature);
      execute format('grant execute on function %s to sequences_service', f.signature);
    end if;
  end loop;
end
$$;
