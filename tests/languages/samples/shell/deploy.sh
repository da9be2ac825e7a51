#!/usr/bin/env bash
# Deploys one service.
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="${SCRIPT_DIR}"
# shellcheck source=/dev/null
source "$ROOT/lib/log.sh"
. "${REPO_ROOT:-$(git rev-parse --show-toplevel)}/lib/env.sh"

readonly REGISTRY="registry.example.org:5000"
export DEPLOY_ENV="${DEPLOY_ENV:-staging}"
SERVICES=(api worker scheduler "web front")
declare -A PORTS=(
  [api]=8080   # the public one
  [worker]=8081
  [web]="${WEB_PORT:-80}"
  [metrics]=9100
)

wait_for_http() {
  local url="$1" attempts=${2:-30}
  local i
  for ((i = 0; i < attempts; i++)); do
    if curl --fail --silent "$url" >/dev/null 2>&1; then
      return 0
    fi
    sleep 1
  done
  log_error "no answer from $url after ${attempts}s"
  return 1
}

function build_image() (
  cd "$ROOT/services/$1"
  sudo docker build --pull -t "$REGISTRY/$1:${TAG:-latest}" . || die "build of $1 failed"
  docker push "$REGISTRY/$1:${TAG:-latest}" | tee -a build.log
)

write_unit_file() {
  cat <<UNIT | sudo tee "/etc/systemd/system/$1.service" >/dev/null
[Unit]
Description=$1 in ${DEPLOY_ENV}

[Service]
ExecStart=/opt/$1/run
UNIT
  systemctl --quiet daemon-reload && systemctl enable "$1"
}

for service in "${SERVICES[@]}"; do
  build_image "$service"
  write_unit_file "$service"
  wait_for_http "http://localhost:${PORTS[$service]:-8080}/health" 60 || exit 1
done

# tell everybody
message="deployed ${#SERVICES[@]} services to $DEPLOY_ENV"
log_info "$message"
curl -X POST -d "text=$message" "$CHAT_HOOK"
