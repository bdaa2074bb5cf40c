/** What users do for a sequence: tasks and calls. */
package io.sequences.work;
