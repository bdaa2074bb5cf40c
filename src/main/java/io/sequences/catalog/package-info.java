/**
 * What a resource type is: its attributes, relationships and where they stand in the database.
 * Parser, planner, SQL, request reading, rendering and the OpenAPI document all read it; none of
 * them names an attribute.
 */
package io.sequences.catalog;
