/** The service as a client library sees it that knows JSON:API and nothing of this service. */
package io.sequences.client;
