package io.sequences.write;

/**
 * A resource that is being created.
 *
 * @param entity the resource so far
 * @param changes what the document asks for, and what was found wrong with it
 */
public record Draft<E extends ResourceEntity>(E entity, Changes changes) {}
