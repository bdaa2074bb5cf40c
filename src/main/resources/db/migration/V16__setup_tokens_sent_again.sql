-- A setup token that was used can still be found: whoever sends its request again with the same idempotency key gets the
-- answer of the first time. It is of no other use.
alter table install drop constraint install_check;

create or replace function use_setup_token(digest bytea) returns boolean language plpgsql security definer as $$
begin
  update install i set set_up_at = now(), updated_at = now(), version = i.version + 1
  where i.setup_token_digest = digest and i.set_up_at is null
    and i.created_at > clock_timestamp() - setup_token_lifetime();
  return found;
end
$$;
-- Whoever owns it runs it, as before; a replaced function loses what was set for it.
do $$
begin
  execute format('alter function use_setup_token(bytea) set search_path = %I, pg_temp', current_schema);
end
$$;
