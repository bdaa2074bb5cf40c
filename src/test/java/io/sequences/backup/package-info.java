/**
 * Backups and their restore, rehearsed: a dump, and a copy of the files, both taken while clients
 * write, are brought up elsewhere, where the package must find everything as it was.
 */
package io.sequences.backup;
