# shellcheck shell=bash
# Backup and restore of PostgreSQL databases. Needs scripts/lib/log.sh.

backup_database() {
  local database="$1" folder="$2" keep="${3:-14}"
  local stamp target
  stamp="$(date -u +%Y%m%dT%H%M%SZ)"
  target="$folder/$database-$stamp.dump"
  mkdir -p "$folder"
  log_info "backing up $database to $target"
  if ! pg_dump --format=custom --no-owner --file "$target.partial" "$database"; then
    rm -f "$target.partial"
    log_error "pg_dump failed for $database"
    return 1
  fi
  mv "$target.partial" "$target"
  sha256sum "$target" >"$target.sha256"
  find "$folder" -name "$database-*.dump" -mtime "+$keep" -print -delete
}

restore_database() {
  local dump="$1" database="$2"
  if [[ ! -r "$dump" ]]; then
    log_error "no such dump: $dump"
    return 1
  fi
  sha256sum --check --status "$dump.sha256" || die "checksum of $dump does not match"
  log_info "restoring $dump into $database"
  createdb "$database"
  pg_restore --exit-on-error --no-owner --dbname "$database" "$dump"
}
