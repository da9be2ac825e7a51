#!/usr/bin/env bash
# The same jobs written anew by another author, from the same sentences and nothing else.

#: again sync_release
push_site() {
  local from=$1 to=$2 port=${3:-22}
  local -a opts=(-az --delete --stats -e "ssh -p $port -o BatchMode=yes")
  local p
  for p in .git node_modules '*.log' .env; do
    opts+=("--exclude=$p")
  done
  [ -f "$from/.rsyncignore" ] && opts+=("--exclude-from=$from/.rsyncignore")
  if [ "${PRETEND:-0}" = 1 ]; then
    opts+=(-n -i)
    echo "pretending only, nothing is copied" >&2
  fi
  rsync "${opts[@]}" "${from%/}/" "$to" || { echo "push to $to broke ($?)" >&2; return 1; }
}

#: again build_image
docker_ship() {
  local name=$1 ctx=${2:-.} sha
  sha=$(git -C "$ctx" rev-parse --short=10 HEAD) || return 1
  git -C "$ctx" diff --quiet HEAD || sha="$sha-dirty"
  local img="${REGISTRY:-registry.local:5000}/$name"
  docker build --pull -t "$img:$sha" --label "git.sha=$sha" "$ctx" || return 1
  case $sha in
    *-dirty) echo "uncommitted changes, $img:$sha stays here" >&2; return 2 ;;
  esac
  docker tag "$img:$sha" "$img:latest"
  docker push "$img:$sha" && docker push "$img:latest" && echo "$img:$sha"
}

#: again clean_releases
cd /srv/shop/releases || exit 1
LIVE=$(basename "$(readlink -f ../current)")
KEEP=${KEEP:-5}
ls -1t | tail -n +$((KEEP + 1)) | while read -r old; do
  if [ "$old" = "$LIVE" ]; then
    continue
  fi
  [ -d "$old" ] || continue
  echo "removing $old"
  rm -rf -- "./$old"
done

#: again run_sql_migrations
upgrade_db() {
  local dir=${1:-db/changes} url=${2:-$DATABASE_URL} f num
  local -a q=(psql "$url" -X -q -v ON_ERROR_STOP=1)
  "${q[@]}" -c "create table if not exists db_changes(num int primary key, file text, ran timestamptz default now())" || return 1
  for f in "$dir"/[0-9]*.sql; do
    [ -e "$f" ] || { echo "nothing in $dir"; return 0; }
    num=$(basename "$f" | grep -o '^[0-9]*')
    num=$((10#$num))
    [ "$("${q[@]}" -At -c "select count(*) from db_changes where num=$num")" = 0 ] || continue
    echo "=> $(basename "$f")"
    "${q[@]}" -1 -f "$f" -c "insert into db_changes(num,file) values($num,'$(basename "$f")')" || {
      echo "stopped at $f" >&2
      return 1
    }
  done
}

#: again prune_old_images
AGE=${1:-168}
before=$(docker system df --format '{{.Type}} {{.Size}}' | awk '/^Images/ {print $2}')
docker image prune --all --force --filter "until=${AGE}h" > /tmp/prune.$$ || {
  echo "docker prune failed" >&2
  rm -f /tmp/prune.$$
  exit 1
}
echo "images: $before before; $(tail -n 1 /tmp/prune.$$)"
rm -f /tmp/prune.$$

#: again disk_alarm
check_disks() {
  local max=${1:-90} to=${2:-} msg="" pct mnt
  while read -r pct mnt; do
    pct=${pct%\%}
    if [ "$pct" -gt "$max" ]; then
      msg+="$mnt is ${pct}% full"$'\n'
    fi
  done < <(df -P -x tmpfs -x devtmpfs -x squashfs | awk 'NR>1 {print $5, $6}')
  [ -z "$msg" ] && return 0
  if [ -n "$to" ] && command -v mail >/dev/null; then
    printf '%s' "$msg" | mail -s "disk full soon on $(hostname -s)" "$to"
  else
    printf '%s' "$msg" | logger -t disks -p daemon.warning
  fi
  return 1
}

#: again memory_of
how_fat() {
  local kb=0 pid v n=0
  for pid in $(pgrep -x "$1"); do
    v=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null)
    kb=$((kb + ${v:-0}))
    n=$((n + 1))
  done
  [ $n -gt 0 ] || { echo "no $1 is running" >&2; return 1; }
  echo "$1: $((kb / 1024)) MiB in $n processes"
}

#: again wait_for_postgres
tries=0
until pg_isready -q -h "${PGHOST:-db}" -p "${PGPORT:-5432}" -t 2; do
  tries=$((tries + 1))
  if [ $tries -ge "${DB_TRIES:-30}" ]; then
    echo "entrypoint: db did not come up, giving up" >&2
    exit 1
  fi
  echo "entrypoint: db not ready ($tries)"
  sleep 2
done
exec "$@"

#: again restore_dump
load_backup() {
  local db=$1 dir=${2:-/srv/dumps} last ans
  last=$(ls -1t "$dir"/*.sql.gz 2>/dev/null | head -n1)
  if [ -z "$last" ]; then
    echo "no *.sql.gz in $dir"
    return 1
  fi
  read -r -p "Type the name of the database to overwrite it with $(basename "$last"): " ans
  [ "$ans" = "$db" ] || { echo "ok, left alone"; return 2; }
  gzip -t "$last" || return 1
  gunzip -c "$last" | psql -X -q -1 -v ON_ERROR_STOP=1 -d "$db" >/dev/null || {
    echo "load failed, $db is unchanged" >&2
    return 1
  }
  echo "$db loaded from $last"
}

#: again new_password
LEN=${1:-20}
case $LEN in
  ''|*[!0-9]*) echo "usage: $0 [length]" >&2; exit 64 ;;
esac
PW=
while [ ${#PW} -lt "$LEN" ]; do
  PW+=$(openssl rand -base64 48 | tr -d '/+=\n' | tr -d 'O0Il1')
done
printf '%s\n' "${PW:0:LEN}"

#: again secret_file
_cat_token() {
  local f=${1:-$HOME/.config/shop/token} perm
  if [ ! -r "$f" ]; then
    echo "can't read $f" >&2
    return 1
  fi
  perm=$(stat -L -c '%a' "$f")
  if [[ $perm != 600 && $perm != 400 ]]; then
    echo "$f has mode $perm; do: chmod 600 $f" >&2
    return 1
  fi
  if [ "$(stat -L -c '%u' "$f")" != "$(id -u)" ]; then
    echo "$f is not yours" >&2
    return 1
  fi
  head -n 1 "$f" | tr -d '\r\n'
}

#: again run_limited
cron_wrap() {
  local max=$1; shift
  local t0=$SECONDS rc
  timeout --kill-after=10 "$max" "$@"
  rc=$?
  local took=$((SECONDS - t0)) note=ok
  case $rc in
    0) ;;
    124|137) note="killed after $max" ;;
    *) note=failed ;;
  esac
  printf '%s %s rc=%d secs=%d %s\n' "$(date +%FT%T)" "$note" "$rc" "$took" "$*" >> "${CRON_LOG:-/var/log/shop-cron.log}"
  return $rc
}

#: again fetch_json
api_field() {
  local url=$1 path=$2 max=${3:-4} i body
  for ((i = 1; i <= max; i++)); do
    if body=$(curl -sS -f -m 10 -H 'Accept: application/json' ${API_TOKEN:+-H "Authorization: Bearer $API_TOKEN"} "$url"); then
      jq -er "$path" <<<"$body" && return 0
      echo "$url: nothing at $path" >&2
      return 2
    fi
    [ $i -lt $max ] && sleep $((i * i))
  done
  echo "$url: no luck after $max tries" >&2
  return 1
}

#: again resolves_to
dns_is() {
  local name=$1 ip=$2 server=${3:-} got
  got=$(dig +short +time=2 +tries=2 ${server:+@"$server"} "$name" A "$name" AAAA)
  if grep -qxF -- "$ip" <<<"$got"; then
    return 0
  fi
  echo "DNS: $name is [${got//$'\n'/ }] and not $ip" >&2
  return 1
}

#: again services_active
DOWN=()
for svc in nginx postgresql shop-web shop-worker; do
  state=$(systemctl is-active "$svc" 2>/dev/null)
  if [ "$state" != active ]; then
    DOWN+=("$svc=${state:-unknown}")
  fi
done
if [ ${#DOWN[@]} -gt 0 ]; then
  echo "not running: ${DOWN[*]}"
  exit 1
fi
echo "all services run"

#: again write_metric
prom_drop() {
  local name=$1 val=$2 labels=${3:-}
  local dir=${TEXTFILE_DIR:-/var/lib/node_exporter/textfile_collector}
  local tmp="$dir/.$name.$$"
  {
    echo "# HELP $name written by $(basename "$0")"
    echo "# TYPE $name gauge"
    echo "$name${labels:+{$labels\}} $val"
  } > "$tmp" || return 1
  chmod 644 "$tmp"
  mv -f "$tmp" "$dir/$name.prom"
}

#: again repository_root
HERE=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
while [ ! -e "$HERE/.git" ]; do
  if [ "$HERE" = / ]; then
    echo "$0 is not inside a checkout" >&2
    exit 1
  fi
  HERE=$(dirname "$HERE")
done
cd "$HERE" || exit 1

#: again next_version
semver_up() {
  local kind=$1 v=${2:-$(cat VERSION)}
  v=${v#v}
  v=${v%%[-+]*}
  local x y z
  IFS=. read -r x y z <<<"$v"
  [[ $x$y$z =~ ^[0-9]+$ && -n $z ]] || { echo "strange version: $v" >&2; return 1; }
  case $kind in
    major) echo "$((x + 1)).0.0" ;;
    minor) echo "$x.$((y + 1)).0" ;;
    patch|fix) echo "$x.$y.$((z + 1))" ;;
    *) echo "major, minor or patch, not '$kind'" >&2; return 1 ;;
  esac
}

#: again errors_since
LOG=${1:-/var/log/shop/app.log}
MARK=/var/tmp/$(basename "$LOG").pos
pos=0
[ -s "$MARK" ] && pos=$(<"$MARK")
size=$(stat -c %s "$LOG") || exit 1
if [ "$pos" -gt "$size" ]; then
  pos=0   # rotated meanwhile
fi
count=$(tail -c +$((pos + 1)) "$LOG" | head -c $((size - pos)) | grep -cw ERROR)
echo "$size" > "$MARK"
echo "$count new errors in $LOG"
[ "$count" -eq 0 ]

#: again install_cron
add_cronjob() {
  local when=$1 cmd=$2 mark="# shop:$3"
  local now
  now=$(crontab -l 2>/dev/null)
  if grep -qF "$when $cmd $mark" <<<"$now"; then
    echo "cron job $3 is there already"
    return 0
  fi
  { [ -n "$now" ] && grep -vF "$mark" <<<"$now"
    echo "$when $cmd $mark"
  } | crontab - && echo "cron job $3 installed"
}

#: again ini_value
conf_get() {
  local file=$1 sect=$2 want=$3 line cur="" k
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    if [[ $line =~ ^[[:space:]]*\[([^]]+)\] ]]; then
      cur=${BASH_REMATCH[1]}
    elif [[ $cur == "$sect" && $line =~ ^[[:space:]]*([^=\;#[:space:]]+)[[:space:]]*=[[:space:]]*(.*)$ ]]; then
      k=${BASH_REMATCH[1]}
      if [ "$k" = "$want" ]; then
        line=${BASH_REMATCH[2]}
        echo "${line%"${line##*[![:space:]]}"}"
        return 0
      fi
    fi
  done < "$file"
  [ $# -gt 3 ] && echo "$4" && return 0
  return 1
}

#: again check_urls
bad=0 total=0
while read -r url expect; do
  case $url in ''|\#*) continue ;; esac
  total=$((total + 1))
  res=$(curl -s -o /dev/null -L -m 10 -w '%{http_code} %{time_total}' "$url")
  got=${res% *}
  if [ "$got" = "${expect:-200}" ]; then
    printf 'ok   %s %s %ss\n' "$got" "$url" "${res#* }"
  else
    printf 'BAD  %s %s (wanted %s)\n' "$got" "$url" "${expect:-200}"
    bad=$((bad + 1))
  fi
done < "${1:-urls.txt}"
echo "$((total - bad))/$total fine"
[ $bad -eq 0 ] || exit 1
