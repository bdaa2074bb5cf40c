/**
 * What the service promises to bear: killed, cut off, held up and overrun, it loses nothing that it
 * has acknowledged, does nothing twice, and says so when it cannot. Clients record what they asked
 * for and what they were told, and a checker compares that with what is there.
 */
package io.sequences.faults;
