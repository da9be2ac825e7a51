#!/usr/bin/env bash
# Small shell utilities as a platform would own them.

#: logging log_message
log_message() {
    local level="$1"
    shift
    local stamp
    stamp="$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    case "$level" in
        ERROR|WARN) printf '%s [%s] %s\n' "$stamp" "$level" "$*" >&2 ;;
        *) printf '%s [%s] %s\n' "$stamp" "$level" "$*" ;;
    esac
    if [[ -n "${LOG_FILE:-}" ]]; then
        printf '%s [%s] %s\n' "$stamp" "$level" "$*" >> "$LOG_FILE"
    fi
}

#: retry retry_command
retry_command() {
    local attempts="$1" delay="$2"
    shift 2
    local count=1
    until "$@"; do
        if (( count >= attempts )); then
            echo "command failed after $attempts attempts: $*" >&2
            return 1
        fi
        echo "attempt $count of $attempts failed, retrying in ${delay}s" >&2
        sleep "$delay"
        delay=$(( delay * 2 ))
        count=$(( count + 1 ))
    done
}

#: health_checks wait_for_http
wait_for_http() {
    local url="$1" timeout="${2:-60}" waited=0
    while (( waited < timeout )); do
        if curl --silent --fail --max-time 2 --output /dev/null "$url"; then
            echo "$url is up after ${waited}s"
            return 0
        fi
        sleep 2
        waited=$(( waited + 2 ))
    done
    echo "timeout: $url not healthy after ${timeout}s" >&2
    return 1
}

#: operations backup_database
backup_database() {
    local database="$1" folder="${2:-/var/backups/postgres}"
    local target
    target="$folder/$database-$(date +%Y%m%d-%H%M%S).sql.gz"
    mkdir -p "$folder"
    if ! pg_dump --no-owner --format=plain "$database" | gzip > "$target"; then
        rm -f "$target"
        echo "backup of $database failed" >&2
        return 1
    fi
    find "$folder" -name "$database-*.sql.gz" -mtime +14 -delete
    echo "$target"
}

#: deployment require_commands
require_commands() {
    local missing=()
    local name
    for name in "$@"; do
        if ! command -v "$name" > /dev/null 2>&1; then
            missing+=("$name")
        fi
    done
    if (( ${#missing[@]} > 0 )); then
        echo "missing required commands: ${missing[*]}" >&2
        exit 127
    fi
}

#: configuration load_env
load_env() {
    local file="${1:-.env}" line key value
    [[ -r "$file" ]] || { echo "env file $file not readable" >&2; return 1; }
    while IFS= read -r line || [[ -n "$line" ]]; do
        [[ -z "$line" || "$line" == \#* ]] && continue
        key="${line%%=*}"
        value="${line#*=}"
        value="${value%\"}"
        value="${value#\"}"
        export "$key=$value"
    done < "$file"
}
