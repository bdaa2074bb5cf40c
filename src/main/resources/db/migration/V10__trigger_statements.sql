-- The triggers that count mailings, calls and sequence states put their statement together each time that they ran, and
-- the database planned it anew: for one mailing that was most of what its insert cost. Now the statements stand in the
-- functions, one for each kind of event, and a session plans them once.
--
-- A plan is made for as few rows as its first statement had, and has to do for the thousands of another one. A join by
-- nested loops would not, so the functions run without them. Up to PostgreSQL 17 what is switched off counts as
-- immensely expensive where there is no other way, as with the values below, and the compiler of expressions would take
-- up any such plan: it takes longer than the statement.

-- All three in the order in which writers lock, before the first of them: triggers are exchanged one by one.
lock table mailing, sequence_state, call in share row exclusive mode;

-- Makes a trigger function of a statement, in which CHANGED_ROWS stands for what a statement took away and brought.
create function create_counting_function(name text, statement text) returns void language plpgsql as $make$
begin
  execute format(
    $sql$
    create or replace function %I() returns trigger language plpgsql
      security definer set search_path from current
      set enable_hashjoin = on set enable_nestloop = off set jit = off as $function$
    begin
      case tg_op
        when 'INSERT' then %s;
        when 'DELETE' then %s;
        else %s;
      end case;
      return null;
    end
    $function$
    $sql$,
    name, replace(statement, 'CHANGED_ROWS', changed_rows('INSERT')),
    replace(statement, 'CHANGED_ROWS', changed_rows('DELETE')),
    replace(statement, 'CHANGED_ROWS', changed_rows('UPDATE')));
end
$make$;

-- What a statement on mailing did to each figure, per sequence, step and UTC day of the event: as in V2.
select create_counting_function('mailing_counted', $sql$
  insert into mailing_delta (org_id, sequence_id, sequence_step_id, day, schedule_count, deliver_count, bounce_count,
    failure_count, open_count, click_count, reply_count, opt_out_count, positive_reply_count, neutral_reply_count,
    negative_reply_count)
  select * from (
    select r.org_id, r.sequence_id, coalesce(r.sequence_step_id, 0), (e.at at time zone 'UTC')::date,
      sum(r.sign * (e.kind = 'scheduled')::int) as schedule_count,
      sum(r.sign * (e.kind = 'delivered')::int) as deliver_count,
      sum(r.sign * (e.kind = 'bounced')::int) as bounce_count,
      sum(r.sign * (e.kind = 'failed')::int) as failure_count,
      sum(r.sign * (e.kind = 'opened')::int) as open_count,
      sum(r.sign * (e.kind = 'clicked')::int) as click_count,
      sum(r.sign * (e.kind = 'replied')::int) as reply_count,
      sum(r.sign * (e.kind = 'unsubscribed')::int) as opt_out_count,
      sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'positive')::int) as positive_count,
      sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'neutral')::int) as neutral_count,
      sum(r.sign * (e.kind = 'replied' and r.reply_sentiment is not distinct from 'negative')::int) as negative_count
    from (CHANGED_ROWS) r
    cross join lateral (values ('scheduled', r.scheduled_at), ('delivered', r.delivered_at),
      ('bounced', r.bounced_at), ('failed', r.failed_at), ('opened', r.opened_at), ('clicked', r.clicked_at),
      ('replied', r.replied_at), ('unsubscribed', r.unsubscribed_at)) as e (kind, at)
    where r.sequence_id is not null and e.at is not null
    group by 1, 2, 3, 4
  ) d
  where schedule_count <> 0 or deliver_count <> 0 or bounce_count <> 0 or failure_count <> 0 or open_count <> 0
    or click_count <> 0 or reply_count <> 0 or opt_out_count <> 0 or positive_count <> 0 or neutral_count <> 0
    or negative_count <> 0
$sql$);

-- Which prospects a statement made contacted or replied, or no longer so: as in V2, with a function for each table that
-- says, as conditions on a row r, what is a touch and what is a reply.
select create_counting_function(x.name, replace(replace($sql$
  with change as (
    select r.org_id, r.sequence_id, r.prospect_id, sum(r.sign * (TOUCH)::int) as touches,
      sum(r.sign * (REPLY)::int) as replied_states
    from (CHANGED_ROWS) r
    where r.sequence_id is not null and r.prospect_id is not null
    group by 1, 2, 3
  ), kept as (
    insert into sequence_prospect as p (org_id, sequence_id, prospect_id, touches, replied_states)
    select org_id, sequence_id, prospect_id, touches, replied_states from change
    where touches <> 0 or replied_states <> 0
    order by org_id, sequence_id, prospect_id
    on conflict (org_id, sequence_id, prospect_id) do update
      set touches = p.touches + excluded.touches, replied_states = p.replied_states + excluded.replied_states
    returning org_id, sequence_id, prospect_id, touches, replied_states
  )
  insert into mailing_delta (org_id, sequence_id, sequence_step_id, contacted_prospects, replied_prospects)
  select * from (
    select org_id, sequence_id, 0,
      sum((k.touches > 0)::int - (k.touches - c.touches > 0)::int) as contacted,
      sum((k.replied_states > 0)::int - (k.replied_states - c.replied_states > 0)::int) as replied
    from kept k join change c using (org_id, sequence_id, prospect_id)
    group by 1, 2
  ) d
  where contacted <> 0 or replied <> 0
$sql$, 'TOUCH', x.touch), 'REPLY', x.reply))
from (values ('mailing_prospect_counted', 'r.delivered_at is not null', 'false'),
  ('call_prospect_counted', 'r.dialed_at is not null', 'false'),
  ('sequence_state_prospect_counted', 'false', 'r.replied_at is not null')) as x (name, touch, reply);

drop function create_counting_function(text, text);

create or replace trigger mailing_inserted_prospects after insert on mailing referencing new table as new_rows
  for each statement execute function mailing_prospect_counted();
create or replace trigger mailing_updated_prospects after update on mailing
  referencing old table as old_rows new table as new_rows
  for each statement execute function mailing_prospect_counted();
create or replace trigger mailing_deleted_prospects after delete on mailing referencing old table as old_rows
  for each statement when (current_setting('sequences.purge', true) is distinct from 'on')
  execute function mailing_prospect_counted();

create or replace trigger call_inserted_prospects after insert on call referencing new table as new_rows
  for each statement execute function call_prospect_counted();
create or replace trigger call_updated_prospects after update on call
  referencing old table as old_rows new table as new_rows
  for each statement execute function call_prospect_counted();
create or replace trigger call_deleted_prospects after delete on call referencing old table as old_rows
  for each statement execute function call_prospect_counted();

create or replace trigger sequence_state_inserted_prospects after insert on sequence_state
  referencing new table as new_rows
  for each statement execute function sequence_state_prospect_counted();
create or replace trigger sequence_state_updated_prospects after update on sequence_state
  referencing old table as old_rows new table as new_rows
  for each statement execute function sequence_state_prospect_counted();
create or replace trigger sequence_state_deleted_prospects after delete on sequence_state
  referencing old table as old_rows
  for each statement execute function sequence_state_prospect_counted();

drop function sequence_prospect_counted();
