/**
 * Writing, for every resource type alike: what a request document means by the catalogue, and
 * whether the row that it is about, and those that it names, are the caller's to touch. {@link
 * io.sequences.write.ResourceRepository} is the one path of all writes; a type's own repository
 * adds its rules.
 */
package io.sequences.write;
