#!/usr/bin/env bash
# Deploy the order service: deploy-orders.sh TAG
set -euo pipefail

source "$(dirname "$0")/lib/log.sh"

wait_until_up() {
  local name="$1" address="$2" seconds="${3:-120}"
  local elapsed=0
  until curl --fail --silent --max-time 5 --output /dev/null "$address"; do
    if ((elapsed >= seconds)); then
      log_error "$name does not answer after ${seconds}s"
      docker compose logs --tail 200 "$name" >&2
      return 1
    fi
    sleep 5
    elapsed=$((elapsed + 5))
  done
  log_info "$name answers after ${elapsed}s"
}

IMAGE_TAG="${1:?usage: deploy-orders.sh TAG}" docker compose up --detach --no-deps orders
wait_until_up orders "http://127.0.0.1:8081/healthz"
