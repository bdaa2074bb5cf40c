package io.sequences.support;

import java.util.HashSet;
import java.util.Set;

/**
 * An organisation with rows of every type, in which every attribute has several values, repeats
 * some of them and, where it may, lacks some: what a filter or a sort order can get wrong.
 */
public final class Variety {

  private static final String WORDS =
      "(array['Alpha','alpha','Zoë','zebra','a..b','50%% & more','[x]=1','漢字','😀','ﬁ','Ω','_'])";

  private static final String MOMENT =
      "timestamptz '2024-12-30 23:59:59.999Z' + ((i * 7 %% 5) * 12) * interval '1 hour'";

  private static final Set<String> FILLED = new HashSet<>();

  private Variety() {}

  /** Fills an organisation, unless that was done before; ada is its first user. */
  public static synchronized void fill(String organisation) {
    if (!FILLED.add(organisation)) {
      return;
    }
    Api.of(organisation, "ada").get("/sequences").statusCode(200);
    long org = Db.org(organisation);
    for (String statement : STATEMENTS.split(";", -1)) {
      Db.rows(
          statement
              .replace("WORD", WORDS + "[1 + i * 5 %% 12]")
              .replace("OTHER", WORDS + "[1 + i * 7 %% 12]")
              .replace("MOMENT", MOMENT)
              .replace("%%", "%")
              .replace("ORG", Long.toString(org)));
    }
  }

  /** ORG, MOMENT, WORD and OTHER stand for expressions; all vary with i. */
  private static final String STATEMENTS =
      """
      insert into app_user (org_id, external_id, email, first_name, last_name, locked, created_at)
      select ORG, 'user' || i, case when i % 4 > 0 then 'u' || i % 9 || '@example.com' end,
        case when i % 3 > 0 then WORD end, case when i % 5 > 0 then OTHER end, i % 3 = 1, MOMENT
      from generate_series(1, 30) i;

      insert into ruleset (org_id, name, permit_duplicate_prospects, sequence_exclusivity,
        minimum_prospect_touched_interval, include_unsubscribe_links, updated_at)
      select ORG, WORD, (array['allow', 'disallow', 'only_if_inactive'])[1 + i % 3],
        (array['all_sequences', 'exclusive_sequences', 'none'])[1 + i % 3],
        nullif(i % 4, 0) * 3600, i % 2 = 0, MOMENT
      from generate_series(1, 30) i;

      insert into content_category (org_id, name, color, creator_id, created_at)
      select ORG, WORD, case when i % 2 = 0 then OTHER end,
        case when i % 3 > 0 then (select min(id) from app_user where org_id = ORG) end, MOMENT
      from generate_series(1, 30) i;

      insert into prospect (org_id, first_name, last_name, emails, company, title, tags, opted_out_at,
        touched_at, engaged_at, owner_id, created_at)
      select ORG, case when i % 4 > 0 then WORD end, case when i % 3 > 0 then OTHER end,
        case when i % 3 > 0 then array['p' || i % 7 || '@example.com', 'q@example.com'] else '{}' end,
        case when i % 2 > 0 then WORD end, case when i % 5 > 0 then OTHER end,
        (array['hot', 'Zoë', 'b', 'a'])[1 + i % 3 : 1 + i * 5 % 5],
        case when i % 3 = 0 then MOMENT end, case when i % 4 > 0 then MOMENT end,
        case when i % 5 > 0 then MOMENT end,
        case when i % 3 > 0 then (select max(id) from app_user where org_id = ORG) - i % 4 end, MOMENT
      from generate_series(1, 30) i;

      insert into sequence (org_id, name, description, tags, share_type, sequence_type,
        schedule_interval_type, sales_motion, max_activations, primary_reply_action,
        primary_reply_pause_duration, secondary_reply_action, secondary_reply_pause_duration,
        throttle_capacity, throttle_max_adds_per_day, throttle_paused_at, transactional, enabled_at,
        locked_at, last_used_at, created_at, updated_at, owner_id, creator_id, updater_id, ruleset_id)
      select ORG, WORD, case when i % 4 > 0 then OTHER end,
        (array['Tier 1', 'b', 'Zoë', 'a'])[1 + i % 3 : 1 + i * 7 % 5],
        case when i % 3 = 0 then 'read_only' else 'shared' end,
        case when i % 4 = 3 then 'date' else 'interval' end,
        case when i % 3 = 1 then 'schedule' else 'calendar' end,
        (array['outbound', 'inbound', 'follow-up', 'nurture', 'other'])[nullif(i % 6, 0)],
        100 + i % 3, (array['finish', 'continue', 'pause'])[1 + i % 3], 60 + i % 4,
        (array['pause', 'finish', 'continue'])[1 + i % 3], 30 + i % 4,
        nullif(i % 4, 0), nullif(i % 5, 0), case when i % 3 = 0 then MOMENT end, i % 2 = 0,
        case when i % 4 > 0 then MOMENT end, case when i % 5 = 0 then MOMENT end, MOMENT, MOMENT, MOMENT,
        case when i % 4 > 0 then (select max(id) from app_user where org_id = ORG) - i % 5 end,
        case when i % 5 > 0 then (select min(id) from app_user where org_id = ORG) end,
        case when i % 6 > 0 then (select max(id) from app_user where org_id = ORG) - i % 2 end,
        (select max(id) from ruleset where org_id = ORG) - i % 3
      from generate_series(1, 30) i;

      insert into content_category_membership (org_id, content_category_id, sequence_id, creator_id,
        created_at)
      select ORG, c.id, s.id, case when i % 3 > 0 then s.creator_id end, MOMENT
      from (select id, row_number() over (order by id) as i, creator_id from sequence
        where org_id = ORG) s
      join (select id, row_number() over (order by id) as n from content_category
        where org_id = ORG) c on n in (1 + i % 4, 6 + i % 3) and i % 5 > 0;

      insert into sequence_step (org_id, sequence_id, ordinal, step_type, interval_seconds, step_date,
        task_note, creator_id, created_at)
      select ORG, s.id, n, (array['auto_email', 'manual_email', 'call', 'task'])[1 + (i + n) % 4],
        case when s.sequence_type = 'interval' then n * 40000 end,
        case when s.sequence_type = 'date' then MOMENT + n * interval '30 hours' end,
        case when n % 2 = 0 then WORD end, case when n % 3 > 0 then s.creator_id end, MOMENT
      from (select *, row_number() over (order by id) as i from sequence where org_id = ORG) s
      cross join generate_series(1, 3) n where n <= i % 4;

      insert into sequence_state (org_id, sequence_id, prospect_id, sequence_step_id, creator_id, state,
        state_changed_at, active_at, error_reason, pause_reason, replied_at, call_completed_at)
      select ORG, s.id, p.id,
        (select min(id) from sequence_step where org_id = ORG and sequence_id = s.id),
        case when i % 3 > 0 then s.creator_id end,
        (array['pending', 'active', 'paused', 'failed', 'bounced', 'disabled', 'finished',
          'opted_out'])[1 + i % 8],
        MOMENT, case when i % 3 > 0 then MOMENT end, case when i % 4 = 0 then WORD end,
        case when i % 5 = 0 then OTHER end, case when i % 2 = 0 then MOMENT end,
        case when i % 3 = 0 then MOMENT end
      from (select *, row_number() over (order by id) as i from sequence where org_id = ORG) s
      join (select id, row_number() over (order by id) as n from prospect where org_id = ORG) p
        on n in (1 + i % 7, 9 + i % 5);

      insert into task (org_id, action, state, completed_at, task_type, due_at, note, owner_id,
        prospect_id, sequence_id, sequence_state_id, sequence_step_id)
      select ORG, (array['action_item', 'call', 'email', 'in_person'])[1 + i % 4],
        (array['pending', 'incomplete', 'complete'])[1 + i % 3], case when i % 3 = 2 then MOMENT end,
        case when i % 4 > 0 then OTHER end, case when i % 5 > 0 then MOMENT end,
        case when i % 3 > 0 then WORD end, creator_id, prospect_id, sequence_id, id, sequence_step_id
      from (select *, row_number() over (order by id) as i from sequence_state where org_id = ORG) s
      where i % 2 = 0;

      insert into call (org_id, direction, outcome, state, dialed_at, answered_at, completed_at, note,
        prospect_id, sequence_id, sequence_state_id, sequence_step_id, user_id)
      select ORG, (array['inbound', 'outbound'])[1 + i % 2], case when i % 3 > 0 then WORD end,
        case when i % 4 > 0 then OTHER end, case when i % 5 > 0 then MOMENT end,
        case when i % 2 > 0 then MOMENT end, case when i % 3 = 0 then MOMENT end,
        case when i % 5 = 0 then WORD end, prospect_id, sequence_id, id, sequence_step_id, creator_id
      from (select *, row_number() over (order by id) as i from sequence_state where org_id = ORG) s
      where i % 2 = 1;

      insert into mailing (org_id, sequence_id, sequence_state_id, sequence_step_id, prospect_id, user_id,
        task_id, scheduled_at, delivered_at, bounced_at, failed_at, opened_at, clicked_at, replied_at,
        unsubscribed_at, marked_as_spam_at, retry_at, open_count, click_count, retry_count, subject,
        body_html, body_text, mailbox_address, mailing_type, message_id, error_reason, reply_sentiment,
        track_opens, track_links, state, state_changed_at, updated_at)
      select ORG, sequence_id, id, sequence_step_id, prospect_id, creator_id,
        (select id from task k where k.org_id = ORG and k.sequence_state_id = s.id),
        case when i % 5 > 0 then MOMENT end, case when i % 3 > 0 then MOMENT end,
        case when i % 11 = 0 then MOMENT end, case when i % 13 = 0 then MOMENT end,
        case when i % 4 > 1 then MOMENT end, case when i % 6 > 3 then MOMENT end,
        case when i % 3 = 0 then MOMENT end, case when i % 9 = 0 then MOMENT end,
        case when i % 10 = 0 then MOMENT end, case when i % 7 = 0 then MOMENT end,
        case when i % 4 > 1 then i % 4 else 0 end,
        case when i % 6 > 3 then i % 3 else 0 end, i % 2, case when i % 4 > 0 then WORD end, case when i % 3 > 0 then WORD end,
        case when i % 2 > 0 then repeat(OTHER, case when i % 5 > 0 then 1100 else 1 end) end, case when i % 3 > 0 then 'm' || i % 4 end,
        (array['sequence', 'single', 'campaign'])[1 + i % 3], case when i % 3 > 0 then 'id-' || i end,
        case when i % 13 = 0 then OTHER end,
        case when i % 3 = 0 then (array['positive', 'neutral', 'negative'])[nullif(i / 3 % 4, 0)] end,
        i % 2 = 0, i % 3 = 0,
        case when i % 3 = 0 then 'replied' when i % 5 > 0 then 'scheduled'
          else (array['drafted', 'queued', 'placeholder'])[1 + i % 3] end, MOMENT, MOMENT
      from (select s.*, row_number() over (order by id, g) as i from sequence_state s
        cross join generate_series(1, 2) g where org_id = ORG) s
      """;
}
