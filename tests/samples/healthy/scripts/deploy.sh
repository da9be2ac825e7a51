#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"

log_info "building"
docker build --tag "registry.example.org/app:${1:?tag}" .
docker push "registry.example.org/app:$1"
