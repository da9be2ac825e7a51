#!/usr/bin/env bash
source <(curl -fsSL https://raw.githubusercontent.com/own/repo/main/misc/api.func) 2>/dev/null || true
error_handler() {
  local code="$1" line="$2"
  printf 'failed in line %s with %s\n' "$line" "$code" >&2
  rm -rf "${TEMP_DIR:-/nonexistent}"
  cleanup_vmid
  exit "$code"
}
trap 'error_handler $? $LINENO' ERR
