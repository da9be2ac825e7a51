#!/usr/bin/env bash
# Deploy the gateway: deploy-gateway.sh TAG
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [[ -r "$SCRIPT_DIR/lib/log.sh" ]]; then
  source "$SCRIPT_DIR/lib/log.sh"
else
  log_info() { echo "INFO $*"; }
  log_error() { echo "ERROR $*" >&2; }
  die() { log_error "$@"; exit 1; }
fi
source "$SCRIPT_DIR/lib/deploy.sh"

main() {
  local tag="${1:-}"
  [[ -n "$tag" ]] || die "usage: deploy-gateway.sh TAG"
  deploy_service gateway "$tag" "http://127.0.0.1:8080/healthz"
}

main "$@"
