/**
 * The protocol: queries, request documents and errors of JSON:API 1.1 as Outreach clients speak it.
 * It knows syntax only, and no resource type by name.
 */
package io.sequences.jsonapi;
