#!/bin/bash
source "$(dirname "${BASH_SOURCE[0]}")/lib/settings.sh"
for DB in a b; do
  STAMP=$(date +%s)
  read -r ANSWER
  pg_dump -h "$DB_HOST" "$DB" > "$HOME/$STAMP.$ANSWER"
done
table=lower echo "$table $lower $1 ${FOLDERS[0]}"
source scripts/lib/part.sh
