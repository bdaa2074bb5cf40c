package io.sequences.access;

/**
 * A resource below {@code /api} whose routes look at credentials by themselves: it has no caller.
 */
public interface OwnCredentials {}
