/**
 * The OpenAPI document, written from the catalogue: paths, parameters, schemas, refusals and
 * examples. But for mailing events, which are no resources, nothing here names an attribute, a
 * relationship or a resource type, so that what the catalogue gains is described without a word
 * more.
 */
package io.sequences.openapi;
