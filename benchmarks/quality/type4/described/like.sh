#!/usr/bin/env bash
# Other jobs in the same words and with the same libraries.

#: like sync_release
remote_release_sizes() {
  local host=${1:?host} target=${2:?target folder}
  local size folder
  while IFS=$'\t' read -r size folder; do
    printf '%8s  %s\n' "$(numfmt --to=iec "$size")" "${folder##*/}"
  done < <(ssh -o BatchMode=yes "$host" "du --summarize --bytes '${target%/}'/releases/*")
  printf 'free: %s\n' "$(ssh -o BatchMode=yes "$host" "df --human-readable --output=avail '$target' | tail -n 1")"
}

#: like build_image
image_revisions() {
  local repository=${1:?image repository} context=${2:-.}
  local tag subject
  while IFS= read -r tag; do
    if subject=$(git -C "$context" log -1 --format='%cs %s' "$tag" 2>/dev/null); then
      printf '%s  %s\n' "$tag" "$subject"
    else
      printf '%s  (no such revision here)\n' "$tag"
    fi
  done < <(docker image ls --format '{{.Tag}}' "$repository" | grep -vx latest)
}

#: like run_sql_migrations
lint_sql_migrations() {
  local folder=${1:?folder} file name number problems=0
  local -A seen=()
  for file in "$folder"/*.sql; do
    name=${file##*/} number=${file##*/}
    number=${number%%_*}
    if [[ ! $name =~ ^[0-9]{4}_[a-z0-9_]+\.sql$ ]]; then
      printf '%s: name is not NNNN_words.sql\n' "$name"
      problems=$((problems + 1))
    elif [[ -n ${seen[$number]:-} ]]; then
      printf '%s: number already taken by %s\n' "$name" "${seen[$number]}"
      problems=$((problems + 1))
    fi
    seen[${number:-none}]=$name
  done
  (( problems == 0 ))
}

#: like disk_alarm
largest_folders() {
  local mount=${1:-/} count=${2:-15}
  local size folder
  du --one-file-system --block-size=1M --max-depth=3 -- "$mount" 2>/dev/null |
    sort -rn | head -n "$count" |
    while read -r size folder; do
      printf '%8d MiB  %s\n' "$size" "$folder"
    done
}

#: like memory_of
age_of() {
  local name=${1:?process name}
  local pid seconds
  while read -r pid seconds; do
    printf '%d has run for %dd %02dh %02dm\n' "$pid" \
      "$((seconds / 86400))" "$((seconds % 86400 / 3600))" "$((seconds % 3600 / 60))"
  done < <(ps -C "$name" -o pid=,etimes=)
}

#: like wait_for_postgres
postgres_connections() {
  local host=${1:-localhost} port=${2:-5432} database=${3:-postgres}
  psql --no-psqlrc --tuples-only --no-align --field-separator=' ' \
    --host "$host" --port "$port" --dbname "$database" --command \
    "SELECT count(*), coalesce(state, 'background'), coalesce(application_name, '-')
     FROM pg_stat_activity GROUP BY 2, 3 ORDER BY 1 DESC" || {
    printf 'postgres_connections: %s:%s does not answer\n' "$host" "$port" >&2
    return 1
  }
}

#: like restore_dump
dump_report() {
  local folder=${1:?folder of dumps} database=${2:?database}
  local dump total=0 size
  for dump in "$folder/$database"-*.sql.gz; do
    [[ -e $dump ]] || continue
    size=$(stat -c %s -- "$dump")
    total=$((total + size))
    printf '%s  %8s  %s\n' "$(date -r "$dump" +%F)" "$(numfmt --to=iec "$size")" "${dump##*/}"
  done
  printf 'total %s\n' "$(numfmt --to=iec "$total")"
}

#: like secret_file
store_secret() {
  local file=${1:?file} first second
  read -r -s -p 'Secret: ' first && echo
  read -r -s -p 'Again: ' second && echo
  if [[ -z $first || $first != "$second" ]]; then
    echo 'store_secret: empty or not the same twice' >&2
    return 1
  fi
  ( umask 077
    mkdir -p -- "$(dirname -- "$file")"
    rm -f -- "$file"
    printf '%s\n' "$first" >"$file" )
}

#: like fetch_json
patch_json() {
  local url=${1:?address} field=${2:?field} value=${3:?value}
  local body
  body=$(jq --null-input --arg field "$field" --arg value "$value" '{($field): $value}') || return
  curl --silent --show-error --fail --max-time 20 --request PATCH \
    --header "Authorization: Bearer ${API_TOKEN:?API_TOKEN is not set}" \
    --header 'Content-Type: application/json' \
    --data-binary "$body" --output /dev/null -- "$url"
}

#: like services_active
services_started() {
  local service since
  for service in "$@"; do
    since=$(systemctl show --property ActiveEnterTimestamp --value -- "$service")
    if [[ -n $since ]]; then
      printf '%-30s %s\n' "$service" "$(date -d "$since" '+%F %T')"
    else
      printf '%-30s never\n' "$service"
    fi
  done
}

#: like write_metric
stale_metrics() {
  local minutes=${1:-60}
  local folder=${TEXTFILE_DIR:-/var/lib/node_exporter/textfile_collector}
  local file count=0
  while IFS= read -r -d '' file; do
    printf '%s last written %s\n' "${file##*/}" "$(date -r "$file" '+%F %T')"
    count=$((count + 1))
  done < <(find "$folder" -maxdepth 1 -name '*.prom' -mmin "+$minutes" -print0)
  (( count == 0 ))
}

#: like next_version
commits_since_version() {
  local version
  version=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) || {
    echo 'commits_since_version: no version tag yet' >&2
    return 1
  }
  printf '%d commits since %s\n' "$(git rev-list --count "$version..HEAD")" "$version"
  git log --no-merges --format='  %h %an: %s' "$version..HEAD"
}

#: like errors_since
last_error_context() {
  local log=${1:?log file} pattern=${2:-ERROR} around=${3:-5}
  local line from
  line=$(grep -n -- "$pattern" "$log" | tail -n 1 | cut -d : -f 1)
  if [[ -z $line ]]; then
    printf 'last_error_context: nothing like %s in %s\n' "$pattern" "$log" >&2
    return 1
  fi
  from=$((line > around ? line - around : 1))
  sed -n "${from},$((line + around))p" -- "$log"
}

#: like check_urls
certificate_days() {
  local url host end days
  for url in "$@"; do
    host=${url#*://}
    host=${host%%/*}
    end=$(openssl s_client -connect "$host:443" -servername "$host" </dev/null 2>/dev/null |
      openssl x509 -noout -enddate 2>/dev/null | cut -d = -f 2)
    if [[ -z $end ]]; then
      printf '%s: no certificate\n' "$host"
      continue
    fi
    days=$(( ($(date -d "$end" +%s) - $(date +%s)) / 86400 ))
    printf '%s: %d days left\n' "$host" "$days"
  done
}
