package io.sequences.catalog;

import java.util.Map;

/**
 * Something that clients do to one resource besides changing its attributes, by POST to {@code
 * /actions/<name>} below it.
 *
 * @param name the last segment of its path
 * @param description one sentence on what it does
 * @param parameters what may come with it, as {@code actionParams[<name>]} in the query; none must
 */
public record Action(String name, String description, Map<String, ValueType<?>> parameters) {}
