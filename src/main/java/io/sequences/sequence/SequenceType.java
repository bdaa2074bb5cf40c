package io.sequences.sequence;

import static io.sequences.catalog.Values.BOOLEAN;
import static io.sequences.catalog.Values.FIGURE;
import static io.sequences.catalog.Values.MOMENT;
import static io.sequences.catalog.Values.NUMBER;
import static io.sequences.catalog.Values.POSITIVE;
import static io.sequences.catalog.Values.listOf;
import static io.sequences.catalog.Values.notBlank;
import static io.sequences.catalog.Values.oneOf;
import static io.sequences.catalog.Values.text;

import io.sequences.catalog.Aggregate;
import io.sequences.catalog.Declaration;
import io.sequences.catalog.Operation;
import io.sequences.catalog.ResourceType;
import io.sequences.catalog.VisibleBy;
import io.sequences.mailing.MailingCounters;
import java.util.List;
import java.util.Map;

/**
 * The resource type "sequence". A new stored attribute is one line here, a field of {@link
 * Sequence}, a migration.
 */
public final class SequenceType {

  private static final Aggregate STEPS =
      new Aggregate(
          "s",
          "sequence_step",
          Map.of("sequence_id", "id"),
          "l.deleted_at is null",
          Map.of(
              "steps", "count(*)",
              "automated", "count(*) filter (where l.step_type = 'auto_email')",
              "seconds", "sum(l.interval_seconds)",
              "days",
                  "(max(l.step_date) at time zone 'UTC')::date"
                      + " - (min(l.step_date) at time zone 'UTC')::date"));

  /** The declaration. */
  public static final ResourceType TYPE = declare();

  private SequenceType() {}

  private static ResourceType declare() {
    Declaration<Sequence> type =
        ResourceType.named(
                "sequence", "sequences", "A series of steps that prospects are taken through.")
            .writtenTo(Sequence.class, Operation.CREATE, Operation.UPDATE, Operation.DELETE)
            .visibleBy(VisibleBy.SHARE_TYPE)
            .softDeleted()
            .neededByCreate("name")
            .timestamps();
    for (SequenceAction action : SequenceAction.values()) {
      type.action(action.word(), action.description());
    }
    settings(type);
    switches(type);
    figures(type);
    relationships(type);
    return type.build();
  }

  private static void settings(Declaration<Sequence> type) {
    type.stored("name", notBlank(255), (s, v) -> s.name = v, "The name of the sequence.")
        .nullable(
            "description",
            text(1024),
            (s, v) -> s.description = v,
            "A custom description for the sequence.")
        .stored(
            "tags",
            listOf(100, 255),
            (s, v) -> s.tags = v,
            "A list of tag values associated with the sequence.")
        .stored(
            "shareType",
            oneOf("private", "read_only", "shared"),
            (s, v) -> s.shareType = v,
            "Who sees the sequence, and who changes it besides its owner and creator.")
        .stored(
            "sequenceType",
            oneOf("date", "interval"),
            (s, v) -> s.sequenceType = v,
            "Whether its steps have dates or follow each other at intervals.")
        .stored(
            "scheduleIntervalType",
            oneOf("calendar", "schedule"),
            (s, v) -> s.scheduleIntervalType = v,
            "Whether intervals run by the calendar or by the schedule's hours.")
        .nullable(
            "salesMotion",
            oneOf("outbound", "inbound", "follow-up", "nurture", "other"),
            (s, v) -> s.salesMotion = v,
            "The sales engagement type of the sequence.")
        .stored(
            "maxActivations",
            POSITIVE,
            (s, v) -> s.maxActivations = v,
            "The most prospects that a sequence of type date takes.")
        .stored(
            "primaryReplyAction",
            oneOf(Sequence.FINISH, Sequence.CONTINUE, Sequence.PAUSE),
            (s, v) -> s.primaryReplyAction = v,
            "The action to take when the primary prospect replies.")
        .nullable(
            "primaryReplyPauseDuration",
            POSITIVE,
            (s, v) -> s.primaryReplyPauseDuration = v,
            "The seconds to pause after a reply of the primary prospect, before finishing.")
        .stored(
            "secondaryReplyAction",
            oneOf(Sequence.FINISH, Sequence.CONTINUE, Sequence.PAUSE),
            (s, v) -> s.secondaryReplyAction = v,
            "The action to take when someone other than the primary prospect replies.")
        .nullable(
            "secondaryReplyPauseDuration",
            POSITIVE,
            (s, v) -> s.secondaryReplyPauseDuration = v,
            "The seconds to pause after a reply of someone else, before finishing.")
        .nullable(
            "throttleCapacity",
            POSITIVE,
            (s, v) -> s.throttleCapacity = v,
            "The most sequence states that are active at one time, per user.")
        .nullable(
            "throttleMaxAddsPerDay",
            POSITIVE,
            (s, v) -> s.throttleMaxAddsPerDay = v,
            "The most sequence states that are added in one day, per user.")
        .stored(
            "transactional",
            BOOLEAN,
            (s, v) -> s.transactional = v,
            "Whether opt-outs of prospects are disregarded; for non-marketing sequences only.");
  }

  private static void switches(Declaration<Sequence> type) {
    type.derived(
            "finishOnReply",
            BOOLEAN,
            "t.primary_reply_action = 'finish'",
            Sequence::finishOnReply,
            "Deprecated: whether primaryReplyAction is finish.")
        .derived(
            "throttlePaused",
            BOOLEAN,
            "t.throttle_paused_at is not null",
            Sequence::pauseThrottle,
            "Whether the throttling of sequence states is paused.")
        .nullable("throttlePausedAt", MOMENT, "The date and time throttling was paused, if it is.")
        .derived("enabled", BOOLEAN, "t.enabled_at is not null", "Whether it is enabled.")
        .nullable("enabledAt", MOMENT, "The date and time it was enabled, if it is.")
        .derived("locked", BOOLEAN, "t.locked_at is not null", "Whether it is locked.")
        .nullable("lockedAt", MOMENT, "The date and time it was locked, if it is.")
        .stored("lastUsedAt", MOMENT, "The date and time the sequence was last used.");
  }

  private static void figures(Declaration<Sequence> type) {
    MailingCounters.perSequence(type);
    type.counted(
            "numContactedProspects",
            FIGURE,
            MailingCounters.PER_SEQUENCE,
            "coalesce(m.contacted_prospects, 0)",
            "The total count of prospects who have been either called or emailed.")
        .counted(
            "numRepliedProspects",
            FIGURE,
            MailingCounters.PER_SEQUENCE,
            "coalesce(m.replied_prospects, 0)",
            "The total count of prospects who have been marked as replied.")
        .counted(
            "sequenceStepCount",
            FIGURE,
            STEPS,
            "coalesce(s.steps, 0)",
            "The total number of its steps.")
        .counted(
            "automationPercentage",
            NUMBER,
            STEPS,
            "coalesce(100.0::double precision * s.automated / nullif(s.steps, 0), 0)",
            "The percentage of auto_email steps among its steps.")
        .counted(
            "durationInDays",
            FIGURE,
            STEPS,
            "case t.sequence_type when 'date' then coalesce(s.days, 0)::bigint"
                + " else coalesce(ceil(s.seconds / 86400.0), 0)::bigint end",
            "The total number of days it takes to get through this sequence.");
  }

  private static void relationships(Declaration<Sequence> type) {
    type.toOne(
            "owner",
            "user",
            true,
            List.of("id", "email", "firstName", "lastName"),
            (s, id) -> s.ownerId = id,
            "The owner of the sequence.")
        .toOne(
            "ruleset",
            "ruleset",
            false,
            List.of("id"),
            (s, id) -> s.rulesetId = id,
            "The associated ruleset.")
        .toOne("creator", "user", "The creator of the sequence.")
        .toOne("updater", "user", "The most recent updater of the sequence.")
        .toMany("sequenceSteps", "sequenceStep", "sequence", "ordinal", "Its steps, in order.")
        .toMany(
            "contentCategoryMemberships",
            "contentCategoryMembership",
            "content",
            null,
            "Its memberships in content categories.")
        .linkOnly("calls", "call", "sequence", "The associated calls.")
        .linkOnlyWithoutFilter("mailings", "mailing", "sequence", "The associated mailings.")
        .linkOnly("sequenceStates", "sequenceState", "sequence", "The associated states.")
        .linkOnly("tasks", "task", "sequence", "The associated tasks.");
  }
}
