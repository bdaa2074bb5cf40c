package io.sequences.access;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * A token that verified, before it is known whom it stands for here.
 *
 * @param countedAs whose requests those that bring it are
 * @param expires its {@code exp}, in seconds of the epoch
 * @param caller looks up who brings it; refuses whoever is nobody here
 */
public record Verified(CountedAs countedAs, long expires, Supplier<Uni<Caller>> caller) {}
