package io.sequences.mailing;

import java.time.OffsetDateTime;

/**
 * One event as a client reports it, each member valid by itself. Mailing and message id are not
 * both null; what else an event may lack is null.
 *
 * @param line its place in the request, from 0
 * @param mailing the id of the mailing
 * @param messageId the Message-ID header of the mailing
 * @param kind what happened, a word of {@link EventKind}
 * @param occurredAt when it happened, to the millisecond
 * @param bot whether a machine opened or clicked
 * @param from the address of whoever replied
 */
record MailingEvent(
    long line,
    Long mailing,
    String messageId,
    String kind,
    OffsetDateTime occurredAt,
    boolean bot,
    String sentiment,
    String reason,
    String from) {}
