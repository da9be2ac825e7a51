#!/usr/bin/env bash
# Deploy the billing job: deploy-billing.sh TAG
set -euo pipefail

RED=$'\033[31m'
PLAIN=$'\033[0m'

log_info() {
  echo "[billing] $(date +%H:%M:%S) $*"
}

log_error() {
  echo "${RED}[billing] $(date +%H:%M:%S) FAILED: $*${PLAIN}" >&2
}

main() {
  local tag="$1"
  log_info "pulling billing:$tag"
  if ! docker pull "registry.acme.example/billing:$tag"; then
    log_error "image billing:$tag is not in the registry"
    return 1
  fi
  docker tag "registry.acme.example/billing:$tag" billing:current
  crontab -l | grep -q acme-billing || log_error "the nightly job is not in the crontab"
}

main "$@"
