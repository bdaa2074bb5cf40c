/** Collections that content is filed under. */
package io.sequences.content;
