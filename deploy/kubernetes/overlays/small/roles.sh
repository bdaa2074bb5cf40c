# Run once by the image of PostgreSQL, when it has made the database: the role of the service's statements, and the login
# that serves. The tables belong to the login that the image has made, who migrates.
psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v login="$SERVICE_USERNAME" -v password="$SERVICE_PASSWORD" <<'SQL'
create role sequences_service nologin;
create role :"login" login password :'password' in role sequences_service;
SQL
