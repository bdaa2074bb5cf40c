-- Whoever serves may look which versions of the schema are there, so that a service that is not to migrate itself
-- (DATABASE_MIGRATE=false) knows when it can begin.
grant select on flyway_schema_history to sequences_service;
