#!/usr/bin/env bash
# The same jobs written anew.

#: again log_message
say() {
    severity=$1; text=$2
    now=`date '+%F %T'`
    line="$now [$severity] $text"
    if [ "$severity" = "ERROR" ] || [ "$severity" = "WARN" ]; then
        echo "$line" 1>&2
    else
        echo "$line"
    fi
    test -z "$LOG_FILE" || echo "$line" | tee -a "$LOG_FILE" > /dev/null
}

#: again retry_command
try_again() {
    max=5
    for i in $(seq 1 $max); do
        if eval "$1"; then
            return 0
        fi
        echo "attempt $i of $max failed"
        test "$i" -lt "$max" && sleep $((2 ** i))
    done
    echo "giving up: command $1 failed $max attempts"
    exit 1
}

#: again wait_for_http
until_healthy() {
    end=$((SECONDS + 120))
    echo "waiting for $1 to be healthy"
    until [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "$1")" = "200" ]; do
        if [ $SECONDS -ge $end ]; then
            echo "timeout, $1 is not healthy"
            exit 1
        fi
        sleep 5
    done
}

#: again backup_database
dump_pg() {
    cd /var/backups/postgres || exit 1
    name="$1.$(date +%s).sql"
    pg_dump -O -d "$1" -f "$name" || { echo "postgres backup failed for $1"; exit 1; }
    gzip -9 "$name"
    ls -t "$1".*.sql.gz | tail -n +15 | xargs -r rm --
}

#: again require_commands
check_tools() {
    ok=1
    while [ $# -gt 0 ]; do
        which "$1" > /dev/null || { echo "required command missing: $1" >&2; ok=0; }
        shift
    done
    [ $ok -eq 1 ] || exit 1
}

#: again load_env
read_dotenv() {
    if [ ! -f "$1" ]; then
        echo "no env file $1"
        return 1
    fi
    set -a
    eval "$(grep -v '^#' "$1" | sed -e 's/^export //' -e '/^$/d')"
    set +a
    echo "loaded env file $1"
}

#: like wait_for_http
slowest_url() {
    local url time slowest=0 name=""
    for url in "$@"; do
        time=$(curl --silent --output /dev/null --max-time 30 --write-out '%{time_total}' "$url")
        if (( $(echo "$time > $slowest" | bc) )); then
            slowest="$time"
            name="$url"
        fi
    done
    echo "$name $slowest"
}

#: like backup_database
list_databases() {
    local database size
    psql --no-align --tuples-only --command 'select datname from pg_database' postgres | while read -r database; do
        size=$(psql --tuples-only --command "select pg_size_pretty(pg_database_size('$database'))" postgres)
        printf '%-30s %s\n' "$database" "$size"
    done
}
