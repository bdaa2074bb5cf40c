package io.sequences.openapi;

import io.sequences.catalog.ResourceType;

/**
 * Something that clients do to one resource, by POST to {@code /actions/<name>} below it.
 *
 * @param name the last segment of its path
 * @param description one sentence on what it does
 */
public record Action(ResourceType type, String name, String description) {}
