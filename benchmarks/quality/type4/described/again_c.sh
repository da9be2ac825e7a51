#!/usr/bin/env bash
# The same jobs written anew by a third author, from the same sentences and nothing else.
set -euo pipefail

#: again sync_release
# Mirror a local directory to user@host:path; DRY_RUN=1 only shows what would change.
# Usage: push_directory SOURCE HOST DESTINATION [EXCLUDE...]
push_directory() {
    local source_dir="${1:?source directory required}"
    local host="${2:?host required}"
    local destination="${3:?destination required}"
    shift 3
    local -a options=(--archive --compress --delete --itemize-changes)
    local pattern

    if [[ ! -d "$source_dir" ]]; then
        printf 'error: %s is not a directory\n' "$source_dir" >&2
        return 1
    fi
    for pattern in .git/ "$@"; do
        options+=("--exclude=${pattern}")
    done
    if [[ "${DRY_RUN:-0}" == 1 ]]; then
        options+=(--dry-run)
        printf 'Dry run, nothing will be transferred\n' >&2
    fi
    rsync "${options[@]}" -e "ssh -o BatchMode=yes" "${source_dir%/}/" "${host}:${destination%/}/"
}

#: again build_image
# Build a container image tagged with the short commit hash and push it.
# Usage: docker_release REPOSITORY [CONTEXT]
docker_release() {
    local repository="${1:?image repository required}"
    local context="${2:-.}"
    local revision image

    revision="$(git -C "$context" rev-parse --short=12 HEAD)" || return 1
    if [[ -n "$(git -C "$context" status --porcelain)" ]]; then
        printf 'warning: working tree has uncommitted changes\n' >&2
        revision+="-dirty"
    fi
    image="${repository}:${revision}"

    docker build \
        --label "org.opencontainers.image.revision=${revision}" \
        --tag "$image" \
        --tag "${repository}:latest" \
        "$context" || return 1
    docker push "$image" || return 1
    if [[ "$revision" != *-dirty ]]; then
        docker push "${repository}:latest" || return 1
    fi
    printf '%s\n' "$image"
}

#: again clean_releases
# Delete old release directories, sparing the newest KEEP and the active one.
# Usage: remove_old_releases BASE [KEEP]
remove_old_releases() {
    local base_dir="${1:?base directory required}"
    local keep="${2:-5}"
    local active='' release index=0

    if ! [[ "$keep" =~ ^[1-9][0-9]*$ ]]; then
        printf 'error: keep must be a positive number, got %s\n' "$keep" >&2
        return 2
    fi
    if [[ -L "${base_dir}/current" ]]; then
        active="$(readlink -f -- "${base_dir}/current")"
    fi
    while IFS= read -r -d '' release; do
        release="${release#* }"
        index=$((index + 1))
        if ((index <= keep)) || [[ "$(readlink -f -- "$release")" == "$active" ]]; then
            continue
        fi
        printf 'Removing %s\n' "$release"
        rm -rf -- "$release"
    done < <(find "${base_dir}/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\0' | sort -zrn)
}

#: again run_sql_migrations
# Apply the numbered *.sql files of a directory that the database has not seen yet.
# Usage: migrate_database DATABASE_URL DIRECTORY
migrate_database() {
    local database_url="${1:?database url required}"
    local directory="${2:?migrations directory required}"
    local -a psql_cmd=(psql --no-psqlrc --quiet --tuples-only --no-align -v ON_ERROR_STOP=1 -d "$database_url")
    local file name already count=0

    "${psql_cmd[@]}" -c 'SET client_min_messages = warning; CREATE TABLE IF NOT EXISTS schema_migrations (
        filename text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())' || return 1

    for file in "$directory"/[0-9]*.sql; do
        [[ -e "$file" ]] || continue
        name="$(basename -- "$file")"
        already="$("${psql_cmd[@]}" -v name="$name" \
            <<< "SELECT 1 FROM schema_migrations WHERE filename = :'name'")" || return 1
        [[ -z "$already" ]] || continue
        printf 'Applying %s\n' "$name"
        if ! { cat -- "$file"; printf "\n;INSERT INTO schema_migrations (filename) VALUES (:'name');\n"; } \
            | "${psql_cmd[@]}" --single-transaction -v name="$name" -f -; then
            printf 'error: migration %s failed and was rolled back\n' "$name" >&2
            return 1
        fi
        count=$((count + 1))
    done
    printf '%d migration(s) applied\n' "$count"
}

#: again prune_old_images
# Remove images without containers that were created more than HOURS ago.
# Usage: docker_cleanup [HOURS]
docker_cleanup() {
    local hours="${1:-168}"
    local summary

    if ! [[ "$hours" =~ ^[0-9]+$ ]]; then
        printf 'error: hours must be a number, got %s\n' "$hours" >&2
        return 2
    fi
    if ! command -v docker > /dev/null; then
        printf 'error: docker is not installed\n' >&2
        return 127
    fi
    summary="$(docker image prune --all --force --filter "until=${hours}h" | tail -n 1)" || return 1
    printf 'Images older than %sh: %s\n' "$hours" "${summary:-nothing to do}"
}

#: again disk_alarm
# Warn by mail (if MAIL_TO is set) or syslog about file systems that are too full.
# Usage: check_disk_usage [PERCENT] [MOUNT...]
check_disk_usage() {
    local threshold="${1:-90}"
    shift || true
    local used mount message='' status=0

    while read -r used mount; do
        used="${used%\%}"
        [[ "$used" =~ ^[0-9]+$ ]] || continue
        if ((used > threshold)); then
            message+="$(printf '%s is %d%% full (limit %d%%)' "$mount" "$used" "$threshold")"$'\n'
            status=1
        fi
    done < <(df --local --output=pcent,target -x tmpfs -x devtmpfs -x squashfs "$@" | tail -n +2)

    if ((status)); then
        if [[ -n "${MAIL_TO:-}" ]] && command -v mail > /dev/null; then
            printf '%s' "$message" | mail -s "Disk space on $(hostname)" "$MAIL_TO"
        else
            printf '%s' "$message" | logger -t disk-usage -p user.warning
        fi
    fi
    return "$status"
}

#: again memory_of
# Sum up the resident memory of all processes with the given command name.
# Usage: process_rss_mib NAME
process_rss_mib() {
    local name="${1:?process name required}"
    local listing

    if ! listing="$(ps -C "$name" -o rss=)"; then
        printf 'error: no process named %s\n' "$name" >&2
        return 1
    fi
    awk '{ total += $1 } END { printf "%.1f\n", total / 1024 }' <<< "$listing"
}

#: again wait_for_postgres
# Block until PostgreSQL accepts connections or the time is over.
# Usage: await_database HOST [PORT] [SECONDS]
await_database() {
    local host="${1:-localhost}"
    local port="${2:-5432}"
    local max_seconds="${3:-60}"
    local deadline=$((SECONDS + max_seconds))

    until pg_isready --quiet --host="$host" --port="$port" --timeout=3; do
        if ((SECONDS >= deadline)); then
            printf 'error: %s:%s not ready after %ss\n' "$host" "$port" "$max_seconds" >&2
            return 1
        fi
        printf 'Waiting for %s:%s ...\n' "$host" "$port" >&2
        sleep 1
    done
}

#: again restore_dump
# Load the latest compressed dump into a database once the user has typed its name.
# Usage: load_latest_backup DATABASE DIRECTORY
load_latest_backup() {
    local database="${1:?database required}"
    local directory="${2:?backup directory required}"
    local candidate latest='' answer

    for candidate in "$directory/$database"*.sql.gz; do
        [[ -f "$candidate" ]] || continue
        if [[ -z "$latest" || "$candidate" -nt "$latest" ]]; then
            latest="$candidate"
        fi
    done
    if [[ -z "$latest" ]]; then
        printf 'error: no backup of %s in %s\n' "$database" "$directory" >&2
        return 1
    fi
    gzip --test -- "$latest" || return 1

    printf 'About to load %s\nType the database name (%s) to continue: ' "$latest" "$database" >&2
    read -r answer || answer=''
    if [[ "$answer" != "$database" ]]; then
        printf 'Aborted\n' >&2
        return 1
    fi
    gzip -dc -- "$latest" | psql --quiet --single-transaction -v ON_ERROR_STOP=1 -d "$database"
}

#: again new_password
# Print a random password with lower, upper case letters and digits.
# Usage: generate_password [LENGTH]
generate_password() {
    local length="${1:-24}"
    local candidate=''

    if ! [[ "$length" =~ ^[0-9]+$ ]] || ((length < 8)); then
        printf 'error: length must be a number of at least 8\n' >&2
        return 2
    fi
    while :; do
        candidate=''
        while ((${#candidate} < length)); do
            candidate+="$(head -c 256 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9_@%+=-')"
        done
        candidate="${candidate:0:length}"
        if [[ "$candidate" == *[[:lower:]]* && "$candidate" == *[[:upper:]]* && "$candidate" == *[[:digit:]]* ]]; then
            break
        fi
    done
    printf '%s\n' "$candidate"
}

#: again secret_file
# Output the first line of a secret file that only its owner can access.
# Usage: read_secret FILE
read_secret() {
    local path="${1:?secret file required}"
    local mode owner secret=''

    if [[ ! -f "$path" || ! -r "$path" ]]; then
        printf 'error: cannot read secret file %s\n' "$path" >&2
        return 1
    fi
    read -r mode owner < <(stat -L -c '%a %u' -- "$path")
    if (((8#$mode & 8#077) != 0)); then
        printf 'error: %s has mode %s, expected 600 or stricter\n' "$path" "$mode" >&2
        return 1
    fi
    if ((owner != EUID && owner != 0)); then
        printf 'error: %s belongs to another user\n' "$path" >&2
        return 1
    fi
    IFS= read -r secret < "$path" || [[ -n "$secret" ]] || {
        printf 'error: %s is empty\n' "$path" >&2
        return 1
    }
    printf '%s\n' "$secret"
}

#: again run_limited
# Run a command with a time limit and append how it went to a log file.
# Usage: timed_run SECONDS COMMAND [ARG...]
timed_run() {
    local limit="${1:?time limit required}"
    shift
    local started=$SECONDS code=0 note='' entry

    if (($# == 0)); then
        printf 'error: no command given\n' >&2
        return 2
    fi
    timeout --kill-after=10 "$limit" "$@" || code=$?
    if ((code == 124 || code == 137)); then
        note=' (time limit reached)'
    fi
    printf -v entry '%s duration=%ds exit=%d%s command=%s' \
        "$(date +%FT%T%z)" "$((SECONDS - started))" "$code" "$note" "$*"
    if [[ -n "${RUN_LOG:-}" ]]; then
        printf '%s\n' "$entry" >> "$RUN_LOG"
    else
        printf '%s\n' "$entry" >&2
    fi
    return "$code"
}

#: again fetch_json
# Download a JSON document and print one of its fields (a jq path).
# Usage: get_json_field URL FIELD [ATTEMPTS]
get_json_field() {
    local url="${1:?url required}"
    local filter="${2:?field required}"
    local attempts="${3:-4}"
    local attempt delay=1 body

    for ((attempt = 1; attempt <= attempts; attempt++)); do
        if body="$(curl --fail --silent --show-error --location --max-time 20 \
            --header 'Accept: application/json' "$url")"; then
            if ! jq --exit-status --raw-output ".${filter#.} // empty" <<< "$body"; then
                printf 'error: field %s not found in the answer of %s\n' "$filter" "$url" >&2
                return 3
            fi
            return 0
        fi
        if ((attempt < attempts)); then
            printf 'attempt %d/%d failed, next in %ds\n' "$attempt" "$attempts" "$delay" >&2
            sleep "$delay"
            delay=$((delay * 2))
        fi
    done
    printf 'error: giving up on %s\n' "$url" >&2
    return 1
}

#: again resolves_to
# Succeed if a host name resolves to the expected address among others.
# Usage: verify_dns HOSTNAME ADDRESS
verify_dns() {
    local hostname="${1:?host name required}"
    local expected="${2:?address required}"
    local found

    if ! found="$(getent ahosts "$hostname" | awk '{ print $1 }' | sort -u)" || [[ -z "$found" ]]; then
        printf 'error: %s does not resolve\n' "$hostname" >&2
        return 2
    fi
    if ! grep --quiet --line-regexp --fixed-strings -- "$expected" <<< "$found"; then
        printf 'error: %s resolves to %s, not %s\n' "$hostname" "${found//$'\n'/, }" "$expected" >&2
        return 1
    fi
}

#: again services_active
# List services that are not running, with their state; fails if there is any.
# Usage: list_stopped_services SERVICE...
list_stopped_services() {
    local service state stopped=0

    if (($# == 0)); then
        printf 'usage: list_stopped_services SERVICE...\n' >&2
        return 2
    fi
    for service in "$@"; do
        state="$(systemctl is-active -- "$service" 2> /dev/null || true)"
        if [[ "$state" != active ]]; then
            printf '%s\t%s\n' "$service" "${state:-unknown}"
            stopped=$((stopped + 1))
        fi
    done
    ((stopped == 0))
}

#: again write_metric
# Publish a gauge through the textfile collector of the node exporter.
# Usage: export_metric NAME VALUE [LABELS] [HELP]
export_metric() {
    local name="${1:?metric name required}"
    local value="${2:?value required}"
    local labels="${3:-}"
    local help_text="${4:-Written by ${0##*/}}"
    local directory="${TEXTFILE_DIR:-/var/lib/node_exporter/textfile_collector}"
    local temporary

    if ! [[ "$name" =~ ^[a-zA-Z_:][a-zA-Z0-9_:]*$ ]]; then
        printf 'error: invalid metric name %s\n' "$name" >&2
        return 2
    fi
    temporary="$(mktemp "${directory}/.${name}.XXXXXX")" || return 1
    {
        printf '# HELP %s %s\n' "$name" "$help_text"
        printf '# TYPE %s gauge\n' "$name"
        printf '%s%s %s\n' "$name" "${labels:+{$labels\}}" "$value"
    } > "$temporary"
    chmod 0644 "$temporary"
    mv -f -- "$temporary" "${directory}/${name}.prom"
}

#: again repository_root
# Change to the top directory of the surrounding git repository.
# Usage: goto_project_root
goto_project_root() {
    local top

    if ! top="$(git rev-parse --show-toplevel 2> /dev/null)" || [[ -z "$top" ]]; then
        printf 'error: %s is not inside a git work tree\n' "$PWD" >&2
        return 1
    fi
    cd -- "$top"
}

#: again next_version
# Print the version that follows after raising one part.
# Usage: increment_version VERSION [major|minor|patch]
increment_version() {
    local version="${1:?version required}"
    local part="${2:-patch}"
    local prefix major minor patch

    if ! [[ "$version" =~ ^(v?)([0-9]+)\.([0-9]+)\.([0-9]+)([-+].*)?$ ]]; then
        printf 'error: not a semantic version: %s\n' "$version" >&2
        return 1
    fi
    prefix="${BASH_REMATCH[1]}"
    major="$((10#${BASH_REMATCH[2]}))"
    minor="$((10#${BASH_REMATCH[3]}))"
    patch="$((10#${BASH_REMATCH[4]}))"
    case "$part" in
        major) major=$((major + 1)) minor=0 patch=0 ;;
        minor) minor=$((minor + 1)) patch=0 ;;
        patch) patch=$((patch + 1)) ;;
        *)
            printf 'error: unknown part %s\n' "$part" >&2
            return 2
            ;;
    esac
    printf '%s%d.%d.%d\n' "$prefix" "$major" "$minor" "$patch"
}

#: again errors_since
# Count the ERROR lines that were added to a log since the previous call.
# Usage: count_new_errors LOGFILE [STATEFILE]
count_new_errors() {
    local log_file="${1:?log file required}"
    local state_file="${2:-${log_file}.offset}"
    local offset=0 size count

    if [[ ! -r "$log_file" ]]; then
        printf 'error: cannot read %s\n' "$log_file" >&2
        return 1
    fi
    if [[ -s "$state_file" ]]; then
        read -r offset < "$state_file" || true
        [[ "$offset" =~ ^[0-9]+$ ]] || offset=0
    fi
    size="$(stat -c %s -- "$log_file")"
    if ((size < offset)); then
        offset=0
    fi
    count="$(tail -c "+$((offset + 1))" -- "$log_file" | head -c "$((size - offset))" | grep -cw ERROR || true)"
    printf '%d\n' "$size" > "${state_file}.tmp"
    mv -f -- "${state_file}.tmp" "$state_file"
    printf '%d\n' "$count"
}

#: again install_cron
# Add an entry to the crontab of the current user unless it is already present.
# Usage: ensure_cron_entry 'SCHEDULE COMMAND'
ensure_cron_entry() {
    local entry="${1:?cron entry required}"
    local existing

    existing="$(crontab -l 2> /dev/null || true)"
    if grep --quiet --line-regexp --fixed-strings -- "$entry" <<< "$existing"; then
        printf 'Cron entry already present\n'
        return 0
    fi
    {
        if [[ -n "$existing" ]]; then
            printf '%s\n' "$existing"
        fi
        printf '%s\n' "$entry"
    } | crontab - || return 1
    printf 'Cron entry added: %s\n' "$entry"
}

#: again ini_value
# Print the value of a key in a section of an INI file.
# Usage: read_ini FILE SECTION KEY [DEFAULT]
read_ini() {
    local file="${1:?file required}"
    local section="${2:?section required}"
    local key="${3:?key required}"
    local line name current=''

    while IFS= read -r line || [[ -n "$line" ]]; do
        line="${line%$'\r'}"
        if [[ "$line" =~ ^[[:space:]]*([\;#].*)?$ ]]; then
            continue
        elif [[ "$line" =~ ^[[:space:]]*\[([^]]+)\] ]]; then
            current="${BASH_REMATCH[1]}"
        elif [[ "$current" == "$section" && "$line" =~ ^[[:space:]]*([^=]*[^=[:space:]])[[:space:]]*=[[:space:]]*(.*)$ ]]; then
            name="${BASH_REMATCH[1]}"
            if [[ "$name" == "$key" ]]; then
                line="${BASH_REMATCH[2]}"
                printf '%s\n' "${line%"${line##*[![:space:]]}"}"
                return 0
            fi
        fi
    done < "$file"
    if (($# >= 4)); then
        printf '%s\n' "$4"
        return 0
    fi
    printf 'error: [%s] %s not found in %s\n' "$section" "$key" "$file" >&2
    return 1
}

#: again check_urls
# Probe several addresses; the exit code tells whether all answered with 2xx or 3xx.
# Usage: probe_endpoints URL...
probe_endpoints() {
    local url code healthy=0 total=$#

    for url in "$@"; do
        code="$(curl --silent --output /dev/null --max-time 10 --write-out '%{http_code}' "$url" || true)"
        case "$code" in
            2?? | 3??)
                printf 'OK    %s  %s\n' "$code" "$url"
                healthy=$((healthy + 1))
                ;;
            000 | '')
                printf 'DOWN  ---  %s\n' "$url"
                ;;
            *)
                printf 'FAIL  %s  %s\n' "$code" "$url"
                ;;
        esac
    done
    printf '%d of %d endpoints healthy\n' "$healthy" "$total"
    ((healthy == total))
}
