/**
 * Reading, for every resource type alike: a query becomes a plan, the plan a fixed number of
 * statements, and their rows a document. No entity is hydrated on the way.
 */
package io.sequences.read;
