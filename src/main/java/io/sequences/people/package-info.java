/** Users and prospects. */
package io.sequences.people;
