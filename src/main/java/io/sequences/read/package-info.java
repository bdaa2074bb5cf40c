/**
 * Reading, for every resource type alike: a query becomes a plan, the plan a fixed number of
 * statements, and their rows a document. No entity is hydrated on the way. Where there are very
 * long texts, the statements run a second time, when there is room for them.
 */
package io.sequences.read;
