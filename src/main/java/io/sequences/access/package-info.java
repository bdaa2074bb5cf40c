/** Who calls, what they may see and what they may change. */
package io.sequences.access;
