-- How states end, other than one at a time.

-- Ends the unfinished states of a prospect; of one who opted out, not those in transactional sequences, which disregard
-- opt-outs. The caller holds the prospect's row.
create function end_states_of_prospect(organisation bigint, prospect bigint, ending text) returns void language plpgsql
as $$
declare
  left_sequences bigint[];
begin
  select array_agg(locked.id) into left_sequences from (
    select s.id from sequence s
    where s.org_id = organisation and (ending <> 'opted_out' or not s.transactional)
      and s.id in (
        select t.sequence_id from sequence_state t
        where t.org_id = organisation and t.prospect_id = prospect
          and t.state in ('pending', 'active', 'paused', 'disabled'))
    order by s.id
    for no key update
  ) locked;
  update sequence_state t
  set state = ending, state_changed_at = now(), paused_until = null, pause_reason = null, updated_at = now(),
    version = t.version + 1
  where t.org_id = organisation and t.prospect_id = prospect and t.sequence_id = any (left_sequences)
    and t.state in ('pending', 'active', 'paused', 'disabled');
  perform admit_pending_states(organisation, left_sequences);
end
$$;

create function opt_out_prospect(organisation bigint, prospect bigint) returns void language sql as $$
  select end_states_of_prospect(organisation, prospect, 'opted_out')
$$;

-- Takes away what was written to and about a person: message bodies and subjects, notes of calls and tasks, and reasons,
-- which quote addresses. What happened to the mailings stays, and so do all figures. The caller holds the prospect's row
-- against those who add something to it.
create function erase_prospect(organisation bigint, prospect bigint) returns void language plpgsql as $$
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
  update sequence_state t set error_reason = null, pause_reason = null, updated_at = now(), version = t.version + 1
  where t.org_id = organisation and t.prospect_id = prospect and num_nonnulls(t.error_reason, t.pause_reason) > 0;
  update task t set note = null, updated_at = now(), version = t.version + 1
  where t.org_id = organisation and t.prospect_id = prospect and t.note is not null;
  update call c set note = null, updated_at = now(), version = c.version + 1
  where c.org_id = organisation and c.prospect_id = prospect and c.note is not null;
end
$$;

-- Ends the states of a sequence whose pause has run out, and admits those that wait; does nothing while somebody else
-- has the sequence in hand.
create function tend_sequence_states(organisation bigint, tended bigint) returns void language plpgsql as $$
declare
  moment constant timestamptz := clock_timestamp();
begin
  perform 1 from sequence s where s.org_id = organisation and s.id = tended for no key update skip locked;
  if found then
    update sequence_state t
    set state = 'finished', state_changed_at = moment, paused_until = null, pause_reason = null, updated_at = moment,
      version = t.version + 1
    where t.org_id = organisation and t.sequence_id = tended and t.paused_until <= moment;
    perform admit_pending_states(organisation, array[tended]);
  end if;
end
$$;
