#!/usr/bin/env bash
# Restore the newest dump of a database into a scratch database and count its rows.
set -euo pipefail

source "$(dirname "$0")/lib/log.sh"
source "$(dirname "$0")/lib/backup.sh"

database="${1:?usage: restore-drill.sh DATABASE}"
newest="$(find /var/backups/acme -name "$database-*.dump" | sort | tail -n 1)"
[[ -n "$newest" ]] || die "no dump of $database"
restore_database "$newest" "drill_$database"
log_info "tables: $(psql --tuples-only --command 'SELECT count(*) FROM pg_stat_user_tables' "drill_$database")"
dropdb "drill_$database"
