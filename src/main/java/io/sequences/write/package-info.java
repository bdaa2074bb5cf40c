/**
 * Writing, for every resource type alike: what a request document means by the catalogue, and
 * whether the row that it is about, and those that it names, are the caller's to touch.
 */
package io.sequences.write;
