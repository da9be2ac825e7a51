#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/log.sh"

log_warn() {
  echo "$1" >&2
}

check_docker() {
  command -v docker
}
