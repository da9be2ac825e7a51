#!/usr/bin/env bash
# Nightly dump of every database, copied to the object store.
set -euo pipefail

cd "$(dirname "$0")/.."
source scripts/lib/log.sh

dump_database() {
  local database="$1" folder="$2"
  local stamp target
  stamp="$(date -u +%Y%m%dT%H%M%SZ)"
  target="$folder/$database-$stamp.dump"
  mkdir -p "$folder"
  log_info "backing up $database to $target"
  if ! pg_dump --format=custom --no-owner --compress 9 --file "$target.partial" "$database"; then
    rm -f "$target.partial"
    log_error "pg_dump failed for $database"
    return 1
  fi
  mv "$target.partial" "$target"
  sha256sum "$target" >"$target.sha256"
  aws s3 cp "$target" "s3://acme-backups/$database/"
  find "$folder" -name "$database-*.dump" -mtime +7 -delete
}

for database in billing orders; do
  dump_database "$database" "${BACKUP_FOLDER:-/var/backups/acme}"
done
