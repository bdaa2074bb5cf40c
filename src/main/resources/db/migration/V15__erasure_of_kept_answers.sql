-- As before, but that the answers go as well which are kept for requests sent again and name the person: as the resource
-- itself, as what it leads to, or included. Their keys can be used again.
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
  -- Last, when nobody can write of the person any more. Within a text, quotes are escaped: it is never taken for this.
  delete from idempotency_key k where k.org_id = organisation
    and convert_from(k.body, 'UTF8') ~ format('"type":"prospect","id":"?%s"?[,}]', prospect);
end
$$;
