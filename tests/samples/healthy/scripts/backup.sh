#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"

log_info "saving"
tar -czf backup.tar.gz data
