/**
 * Sequences with their steps, states and rulesets: the resource that this service exists for, and
 * its rules.
 */
package io.sequences.sequence;
