#!/bin/bash
host=${DB_HOST:-localhost}
: "${DB_NAME:?no database}"
if [ -n "$DB_PASSWORD" ]; then
  export PGPASSWORD=$DB_PASSWORD
fi
pg_dump -h "$host" "$DB_NAME" > "$(printenv DUMP_FOLDER)/dump"
DB_PORT=1 psql -p "$DB_PORT"
