/**
 * Puts the service together: the list of resource types, the routes that all of them share,
 * start-up.
 */
package io.sequences.app;
