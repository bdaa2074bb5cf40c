package io.sequences.mailing;

import static io.sequences.mailing.MailingType.TYPE;

import io.sequences.access.Caller;
import io.sequences.access.Visibility;
import io.sequences.database.DatabaseFaults;
import io.sequences.database.Gate;
import io.sequences.database.Organisations;
import io.sequences.mailing.EventReport.Outcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Applies batches of events: {@code V4__mailing_events.sql} says what they do. A large batch is
 * split by prospect into lanes, which have no mailing or prospect in common and wait for each other
 * only where states of one sequence move; each lane is one statement, and so one transaction. A
 * batch may be applied again at any time.
 */
@Singleton
class EventRepository {

  /** As many as there are cores on the smallest machine that is worth it. */
  private static final int LANES = 2;

  /** Fewer events are not worth two statements. */
  private static final int WORTH_LANES = 500;

  /** How often a batch is tried that has to give way to other writers. */
  private static final int ATTEMPTS = 10;

  /**
   * A limit stands in the lateral query for the planner, as {@code V4__mailing_events.sql} has it:
   * mailings are looked up by key, also in an organisation that the statistics do not know yet. And
   * which mailing is meant is found out apart, behind an offset: a subquery within the condition
   * might leak rows in the planner's eyes, and none behind row-level security would be looked up.
   */
  private static final String APPLY =
      """
      with found as materialized (
        select e.line, m.id, e.kind, e.occurred_at, e.bot, e.sentiment, e.reason, e.kind = 'replied' as reply,
          e.kind = 'replied' and (e.sender is null or coalesce((
            select cardinality(p.emails) = 0 or lower(e.sender) in (select lower(a) from unnest(p.emails) a)
            from prospect p where p.org_id = m.org_id and p.id = m.prospect_id), true)) as by_prospect,
          case
            when m.id is null or (%s) is not true then 'unknown'
            when e.mailing is not null and e.message_id is not null
              and m.message_id is distinct from e.message_id then 'contradicting'
            when %s then 'accepted'
            else 'closed'
          end as fate
        from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[], $8::text[],
          $9::text[], $10::text[])
          as e (line, mailing, message_id, kind, occurred_at, bot, sentiment, reason, sender)
        cross join lateral (
          select coalesce(e.mailing, (select n.id from mailing n where n.org_id = $1 and n.message_id = e.message_id))
            as id
          offset 0
        ) meant
        left join lateral (
          select m.org_id, m.id, m.message_id, m.prospect_id, m.sequence_id from mailing m
          where m.org_id = $1 and m.id = meant.id
          limit 1
        ) m on true
        where coalesce(m.prospect_id, m.id, 0) %% $11 = $12
      ), sorted as (
        select coalesce(array_agg(line) filter (where fate = 'unknown'), '{}') as unknown,
          coalesce(array_agg(line) filter (where fate = 'contradicting'), '{}') as contradicting,
          coalesce(array_agg(line) filter (where fate = 'closed'), '{}') as closed,
          coalesce(array_agg(row($1::bigint, id, kind, occurred_at, bot, sentiment, reason, by_prospect,
            reply and not by_prospect)::mailing_event) filter (where fate = 'accepted'), '{}') as accepted
        from found
      )
      select a.applied, a.repeated, s.unknown, s.contradicting, s.closed
      from sorted s cross join lateral apply_mailing_events($1, s.accepted) a
      """;

  private final Organisations organisations;
  private final Gate gate;

  EventRepository(Organisations organisations, Gate gate) {
    this.organisations = organisations;
    this.gate = gate;
  }

  /** Applies the events of a batch that the caller may report. */
  Future<Outcome> apply(EventBatch batch, Caller caller) {
    if (batch.events().isEmpty()) {
      return Future.succeededFuture(Outcome.NOTHING);
    }
    int lanes = batch.events().size() < WORTH_LANES ? 1 : LANES;
    List<Future<Outcome>> outcomes =
        IntStream.range(0, lanes).mapToObj(lane -> apply(batch, lane, lanes, caller)).toList();
    return Future.join(outcomes)
        .map(all -> outcomes.stream().map(Future::result).reduce(Outcome.NOTHING, Outcome::plus));
  }

  private Future<Outcome> apply(EventBatch batch, int lane, int lanes, Caller caller) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(caller.orgId());
    addColumns(parameters, batch.events());
    parameters.add((long) lanes);
    parameters.add((long) lane);
    Visibility visibility =
        new Visibility(
                caller,
                value -> {
                  parameters.add(value);
                  return "$" + parameters.size();
                })
            .withDeletedSequences();
    String sql = APPLY.formatted(visibility.visible(TYPE, "m"), visibility.changeable(TYPE, "m"));
    return attempt(caller.orgId(), sql, Tuple.from(parameters), 1);
  }

  private Future<Outcome> attempt(long organisation, String sql, Tuple parameters, int number) {
    return gate.admitPatiently(() -> organisations.run(organisation, sql, parameters))
        .map(rows -> outcome(rows.iterator().next()))
        .recover(
            failure ->
                number < ATTEMPTS && DatabaseFaults.isWorthRepeating(failure)
                    ? attempt(organisation, sql, parameters, number + 1)
                    : Future.failedFuture(failure));
  }

  private static Outcome outcome(Row row) {
    return new Outcome(
        row.getInteger(0),
        row.getInteger(1),
        List.of(row.getArrayOfLongs(2)),
        List.of(row.getArrayOfLongs(3)),
        List.of(row.getArrayOfLongs(4)));
  }

  private static void addColumns(List<Object> parameters, List<MailingEvent> events) {
    parameters.add(column(events, MailingEvent::line, new Long[0]));
    parameters.add(column(events, MailingEvent::mailing, new Long[0]));
    parameters.add(column(events, MailingEvent::messageId, new String[0]));
    parameters.add(column(events, MailingEvent::kind, new String[0]));
    parameters.add(column(events, MailingEvent::occurredAt, new OffsetDateTime[0]));
    parameters.add(column(events, MailingEvent::bot, new Boolean[0]));
    parameters.add(column(events, MailingEvent::sentiment, new String[0]));
    parameters.add(column(events, MailingEvent::reason, new String[0]));
    parameters.add(column(events, MailingEvent::from, new String[0]));
  }

  private static <T> T[] column(
      List<MailingEvent> events, Function<MailingEvent, T> member, T[] type) {
    return events.stream().map(member).toList().toArray(type);
  }
}
