/** The Sequences service: one package a feature, see the code map in the README. */
package io.sequences;
