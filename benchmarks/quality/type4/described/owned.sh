#!/usr/bin/env bash
# Utilities that a domain owns, each written from one sentence.

#: deployment sync_release
sync_release() {
  local source=${1:?folder} host=${2:?host} target=${3:?target folder}
  shift 3
  local -a options=(--archive --compress --delete --human-readable --itemize-changes)
  local pattern
  if [[ ! -d $source ]]; then
    printf 'sync_release: no such folder: %s\n' "$source" >&2
    return 2
  fi
  for pattern in .git node_modules "$@"; do
    options+=(--exclude="$pattern")
  done
  if [[ ${DRY_RUN:-0} == 1 ]]; then
    options+=(--dry-run)
  fi
  rsync "${options[@]}" -e 'ssh -o BatchMode=yes' -- "${source%/}/" "$host:${target%/}/"
}

#: deployment build_image
build_image() {
  local repository=${1:?image repository} context=${2:-.}
  local revision tag
  revision=$(git -C "$context" rev-parse --short=12 HEAD) || return
  if [[ -n $(git -C "$context" status --porcelain) ]]; then
    printf 'build_image: %s has uncommitted changes\n' "$context" >&2
    return 1
  fi
  docker build --pull \
    --label "org.opencontainers.image.revision=$revision" \
    --tag "$repository:$revision" --tag "$repository:latest" \
    "$context" || return
  for tag in "$revision" latest; do
    docker push --quiet "$repository:$tag" || return
  done
}

#: deployment clean_releases
clean_releases() {
  local root=${1:?root folder} keep=${2:-5}
  local current release kept=0
  [[ $keep =~ ^[1-9][0-9]*$ ]] || { echo "clean_releases: bad count: $keep" >&2; return 2; }
  current=$(readlink -f -- "$root/current") || return
  while IFS= read -r -d '' release; do
    release=${release#* }
    if (( kept < keep )); then
      kept=$((kept + 1))
      continue
    fi
    if [[ $(readlink -f -- "$release") == "$current" ]]; then
      continue
    fi
    printf 'removing %s\n' "$release"
    rm -rf -- "$release"
  done < <(find "$root/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\0' | sort -zrn)
}

#: deployment run_sql_migrations
run_sql_migrations() {
  local folder=${1:?folder} database=${2:?database}
  local -a psql=(psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$database")
  local file name applied
  "${psql[@]}" --command "CREATE TABLE IF NOT EXISTS schema_migrations (
    name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())" || return
  applied=$("${psql[@]}" --command 'SELECT name FROM schema_migrations') || return
  for file in "$folder"/[0-9]*.sql; do
    [[ -e $file ]] || continue
    name=${file##*/}
    if grep -Fxq -- "$name" <<<"$applied"; then
      continue
    fi
    printf 'applying %s\n' "$name"
    "${psql[@]}" --single-transaction --set name="$name" --file "$file" \
      --file - <<<"INSERT INTO schema_migrations (name) VALUES (:'name');" || return
  done
}

#: operations prune_old_images
prune_old_images() {
  local hours=${1:-168}
  local before after
  if [[ ! $hours =~ ^[0-9]+$ ]]; then
    printf 'prune_old_images: not a number of hours: %s\n' "$hours" >&2
    return 2
  fi
  before=$(docker image ls --quiet --all | sort -u | wc -l) || return
  docker image prune --all --force --filter "until=${hours}h" | tail -n 1
  after=$(docker image ls --quiet --all | sort -u | wc -l)
  printf '%d images removed, %d left\n' "$((before - after))" "$after"
}

#: monitoring disk_alarm
disk_alarm() {
  local limit=${1:-90} recipient=${2:-}
  local used mount report=
  while read -r used mount; do
    used=${used%\%}
    if [[ $used =~ ^[0-9]+$ ]] && (( used > limit )); then
      report+="$mount is ${used}% full"$'\n'
    fi
  done < <(df --local --output=pcent,target -x tmpfs -x devtmpfs -x squashfs -x overlay | tail -n +2)
  if [[ -z $report ]]; then
    return 0
  fi
  if [[ -n $recipient ]] && command -v mail >/dev/null; then
    printf '%s' "$report" | mail -s "disk alarm on $(hostname -f)" "$recipient"
  else
    printf '%s' "$report" | logger -t disk_alarm -p daemon.warning
  fi
  return 1
}

#: monitoring memory_of
memory_of() {
  local name=${1:?process name}
  local kib
  if ! pgrep -x -- "$name" >/dev/null; then
    printf 'memory_of: no process named %s\n' "$name" >&2
    return 1
  fi
  kib=$(ps -C "$name" -o rss= | awk '{ sum += $1 } END { print sum + 0 }')
  printf '%d\n' "$(( (kib + 512) / 1024 ))"
}

#: healthchecks wait_for_postgres
wait_for_postgres() {
  local host=${1:-localhost} port=${2:-5432} seconds=${3:-60}
  local deadline=$((SECONDS + seconds))
  until pg_isready --quiet --host "$host" --port "$port" --timeout 3; do
    if (( SECONDS >= deadline )); then
      printf 'wait_for_postgres: %s:%s not ready after %s s\n' "$host" "$port" "$seconds" >&2
      return 1
    fi
    sleep 1
  done
}

#: operations restore_dump
restore_dump() {
  local folder=${1:?folder of dumps} database=${2:?database}
  local newest answer
  newest=$(find "$folder" -maxdepth 1 -type f -name "$database-*.sql.gz" -printf '%T@ %p\n' |
    sort -rn | head -n 1 | cut -d ' ' -f 2-)
  if [[ -z $newest ]]; then
    printf 'restore_dump: no dump of %s in %s\n' "$database" "$folder" >&2
    return 1
  fi
  gzip --test -- "$newest" || return
  read -r -p "Load ${newest##*/} into $database? Type the database's name: " answer
  if [[ $answer != "$database" ]]; then
    echo 'restore_dump: cancelled' >&2
    return 1
  fi
  ( set -o pipefail
    gzip --decompress --stdout -- "$newest" |
      psql --no-psqlrc --quiet --single-transaction --set ON_ERROR_STOP=1 --dbname "$database" )
}

#: secrets new_password
new_password() {
  local length=${1:-24} alphabet='A-Za-z0-9_@%+=:,.-'
  local password=
  if [[ ! $length =~ ^[0-9]+$ ]] || (( length < 8 )); then
    printf 'new_password: length must be a number of at least 8\n' >&2
    return 2
  fi
  while (( ${#password} < length )); do
    password+=$(head -c 512 /dev/urandom | LC_ALL=C tr -dc "$alphabet")
  done
  printf '%s\n' "${password:0:length}"
}

#: secrets secret_file
secret_file() {
  local file=${1:?file} mode owner
  if [[ ! -f $file || ! -r $file ]]; then
    printf 'secret_file: cannot read %s\n' "$file" >&2
    return 1
  fi
  mode=$(stat -L -c %a -- "$file")
  owner=$(stat -L -c %u -- "$file")
  if (( 8#$mode & 8#077 )); then
    printf 'secret_file: %s has mode %s, expected 600 or 400\n' "$file" "$mode" >&2
    return 1
  fi
  if (( owner != EUID )); then
    printf 'secret_file: %s belongs to another user\n' "$file" >&2
    return 1
  fi
  printf '%s' "$(<"$file")"
}

#: operations run_limited
run_limited() {
  local seconds=${1:?seconds} log=${RUN_LOG:-/var/log/run_limited.log}
  shift
  local started=$EPOCHREALTIME code=0 elapsed
  timeout --kill-after=10 "$seconds" "$@" || code=$?
  elapsed=$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
  printf '%s code=%d seconds=%s%s command=%q\n' "$(date -Is)" "$code" "$elapsed" \
    "$( (( code == 124 )) && echo ' timeout' )" "$*" >>"$log"
  return "$code"
}

#: http fetch_json
fetch_json() {
  local url=${1:?address} filter=${2:-.} body
  local -a options=(--silent --show-error --fail --location --max-time 20
    --retry 4 --retry-delay 2 --retry-connrefused --header 'Accept: application/json')
  if [[ -n ${API_TOKEN:-} ]]; then
    options+=(--header "Authorization: Bearer $API_TOKEN")
  fi
  body=$(curl "${options[@]}" -- "$url") || return
  if ! jq --raw-output --exit-status "$filter" <<<"$body"; then
    printf 'fetch_json: %s has no %s\n' "$url" "$filter" >&2
    return 1
  fi
}

#: healthchecks resolves_to
resolves_to() {
  local name=${1:?host name} expected=${2:?address}
  local -a found
  mapfile -t found < <(getent ahosts "$name" | awk '{ print $1 }' | sort -u)
  if (( ${#found[@]} == 0 )); then
    printf '%s does not resolve\n' "$name" >&2
    return 2
  fi
  if ! printf '%s\n' "${found[@]}" | grep -Fxq -- "$expected"; then
    printf '%s resolves to %s, not to %s\n' "$name" "${found[*]}" "$expected" >&2
    return 1
  fi
}

#: healthchecks services_active
services_active() {
  local service state failed=0
  if (( $# == 0 )); then
    echo 'usage: services_active SERVICE...' >&2
    return 2
  fi
  for service in "$@"; do
    state=$(systemctl is-active -- "$service") || true
    if [[ $state != active ]]; then
      printf '%s is %s\n' "$service" "${state:-unknown}"
      failed=$((failed + 1))
    fi
  done
  (( failed == 0 ))
}

#: metrics write_metric
write_metric() {
  local name=${1:?metric} value=${2:?value} labels=${3:-}
  local folder=${TEXTFILE_DIR:-/var/lib/node_exporter/textfile_collector}
  local temporary
  if [[ ! $name =~ ^[a-zA-Z_:][a-zA-Z0-9_:]*$ ]]; then
    printf 'write_metric: bad metric name: %s\n' "$name" >&2
    return 2
  fi
  temporary=$(mktemp "$folder/.$name.XXXXXX") || return
  {
    printf '# TYPE %s gauge\n' "$name"
    printf '%s%s %s\n' "$name" "${labels:+{$labels\}}" "$value"
  } >"$temporary"
  chmod 644 "$temporary"
  mv -f -- "$temporary" "$folder/$name.prom"
}

#: configuration repository_root
repository_root() {
  local top
  if top=$(git -C "${1:-.}" rev-parse --show-superproject-working-tree 2>/dev/null) && [[ -n $top ]]; then
    cd -- "$top" || return
  elif top=$(git -C "${1:-.}" rev-parse --show-toplevel 2>/dev/null); then
    cd -- "$top" || return
  else
    printf 'repository_root: %s is not inside a git repository\n' "$PWD" >&2
    return 1
  fi
}

#: deployment next_version
next_version() {
  local version=${1:?version} part=${2:-patch}
  local prefix major minor patch
  if [[ ! $version =~ ^(v?)([0-9]+)\.([0-9]+)\.([0-9]+)([-+].*)?$ ]]; then
    printf 'next_version: not a semantic version: %s\n' "$version" >&2
    return 2
  fi
  prefix=${BASH_REMATCH[1]} major=${BASH_REMATCH[2]} minor=${BASH_REMATCH[3]} patch=${BASH_REMATCH[4]}
  case $part in
    major) major=$((major + 1)) minor=0 patch=0 ;;
    minor) minor=$((minor + 1)) patch=0 ;;
    patch) patch=$((patch + 1)) ;;
    *) printf 'next_version: unknown part: %s\n' "$part" >&2; return 2 ;;
  esac
  printf '%s%d.%d.%d\n' "$prefix" "$major" "$minor" "$patch"
}

#: logging errors_since
errors_since() {
  local log=${1:?log file} pattern=${2:-ERROR}
  local state=${STATE_DIR:-/var/tmp}/errors_since.$(readlink -f -- "$log" | sha256sum | cut -c 1-16)
  local inode size old_inode=0 offset=0
  read -r inode size < <(stat -L -c '%i %s' -- "$log") || return
  if [[ -r $state ]]; then
    read -r old_inode offset <"$state"
  fi
  if (( inode != old_inode || size < offset )); then
    offset=0
  fi
  tail -c "+$((offset + 1))" -- "$log" | head -c "$((size - offset))" | grep -c -- "$pattern" || true
  printf '%s %s\n' "$inode" "$size" >"$state.new" && mv -f -- "$state.new" "$state"
}

#: operations install_cron
install_cron() {
  local line=${1:?crontab line} existing
  existing=$(crontab -l 2>/dev/null || true)
  if grep -Fxq -- "$line" <<<"$existing"; then
    printf 'already installed: %s\n' "$line"
    return 0
  fi
  if ! printf '%s\n' ${existing:+"$existing"} "$line" | crontab -; then
    printf 'install_cron: crontab refused: %s\n' "$line" >&2
    return 1
  fi
  printf 'installed: %s\n' "$line"
}

#: configuration ini_value
ini_value() {
  local file=${1:?file} section=${2:?section} key=${3:?key}
  awk -v section="$section" -v key="$key" '
    /^[[:space:]]*([;#]|$)/ { next }
    /^[[:space:]]*\[.*\][[:space:]]*$/ {
      gsub(/^[[:space:]]*\[|\][[:space:]]*$/, "")
      inside = ($0 == section)
      next
    }
    inside && (at = index($0, "=")) {
      name = substr($0, 1, at - 1); value = substr($0, at + 1)
      gsub(/^[[:space:]]+|[[:space:]]+$/, "", name)
      gsub(/^[[:space:]]+|[[:space:]]+$/, "", value)
      if (name == key) { print value; found = 1; exit }
    }
    END { exit !found }
  ' "$file"
}

#: healthchecks check_urls
check_urls() {
  local url status failed=0
  for url in "$@"; do
    status=$(curl --silent --location --output /dev/null --max-time 10 \
      --write-out '%{http_code} %{time_total}' -- "$url") || true
    if [[ $status == 2* ]]; then
      printf 'ok    %s %s\n' "${status}" "$url"
    else
      printf 'FAIL  %s %s\n' "${status}" "$url"
      failed=$((failed + 1))
    fi
  done
  printf '%d of %d addresses answer\n' "$(($# - failed))" "$#"
  (( failed == 0 ))
}
