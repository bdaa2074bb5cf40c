-- A setup token that was used can still be found: whoever sends its request again with the same idempotency key gets the
-- answer of the first time. It is of no other use.
alter table install drop constraint install_check;

-- The install that a setup token is for, as long as it is good for one, or was, as long as answers are kept.
create or replace function find_install_to_set_up(digest bytea)
  returns table (id bigint, org_id bigint, app_id bigint, app_guid uuid, scopes text[], app_scopes text[], public_keys text[])
  language sql stable security definer as $$
  select k.* from install i cross join lateral known_install(i.id) k
  where i.setup_token_digest = digest
    and (i.created_at > clock_timestamp() - setup_token_lifetime()
      or i.set_up_at > clock_timestamp() - idempotency_key_lifetime())
$$;

create or replace function use_setup_token(digest bytea) returns boolean language plpgsql security definer as $$
begin
  update install i set set_up_at = now(), updated_at = now(), version = i.version + 1
  where i.setup_token_digest = digest and i.set_up_at is null
    and i.created_at > clock_timestamp() - setup_token_lifetime();
  return found;
end
$$;

-- A replaced function loses what was set for it.
do $$
begin
  execute format('alter function find_install_to_set_up(bytea) set search_path = %I, pg_temp', current_schema);
  execute format('alter function use_setup_token(bytea) set search_path = %I, pg_temp', current_schema);
end
$$;
