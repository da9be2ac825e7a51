#!/usr/bin/env bash
# Small shell utilities as a platform would own them, for reporting only.

#: operations with_lock
with_lock() {
    local lockfile="$1"
    shift
    exec 9>"$lockfile"
    if ! flock --nonblock 9; then
        echo "$lockfile is held by another process" >&2
        return 75
    fi
    "$@"
    local status=$?
    flock --unlock 9
    return "$status"
}

#: operations rotate_logs
rotate_logs() {
    local folder="$1" days="${2:-14}"
    local file
    find "$folder" -name '*.log' -size +10M -print0 | while IFS= read -r -d '' file; do
        gzip --best --stdout "$file" > "$file.$(date +%Y%m%d).gz"
        : > "$file"
    done
    find "$folder" -name '*.log.*.gz' -mtime "+$days" -delete
}

#: notifications notify_slack
notify_slack() {
    local text="$1" channel="${2:-#deploys}"
    local payload
    payload=$(jq -n --arg text "$text" --arg channel "$channel" '{channel: $channel, text: $text, username: "deploy"}')
    if ! curl --silent --fail --max-time 10 -H 'Content-Type: application/json' -d "$payload" "$SLACK_WEBHOOK_URL" > /dev/null; then
        echo "slack did not take the message" >&2
        return 1
    fi
}

#: deployment rollback_release
rollback_release() {
    local base="$1"
    local current previous
    current=$(readlink "$base/current")
    previous=$(find "$base/releases" -mindepth 1 -maxdepth 1 -type d | sort | grep -B1 -Fx "$current" | head -n 1)
    if [[ -z "$previous" || "$previous" == "$current" ]]; then
        echo "there is no release before $current" >&2
        return 1
    fi
    ln -sfn "$previous" "$base/current"
    systemctl reload nginx
    echo "rolled back from $current to $previous"
}

#: health_checks check_certificate
check_certificate() {
    local host="$1" days="${2:-21}"
    local end left
    end=$(openssl s_client -connect "$host:443" -servername "$host" < /dev/null 2> /dev/null | openssl x509 -noout -enddate | cut -d= -f2)
    left=$(( ($(date -d "$end" +%s) - $(date +%s)) / 86400 ))
    if (( left < days )); then
        echo "certificate of $host expires in $left days" >&2
        return 1
    fi
    echo "certificate of $host is good for $left days"
}

#: operations install_packages
install_packages() {
    if command -v apt-get > /dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y --no-install-recommends "$@"
    elif command -v dnf > /dev/null; then
        dnf install -y "$@"
    elif command -v apk > /dev/null; then
        apk add --no-cache "$@"
    else
        echo "no known package manager" >&2
        return 1
    fi
}
