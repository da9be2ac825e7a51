# shellcheck shell=bash
# Log lines of every script: time, level, script, message; errors go to stderr.

LOG_SCRIPT_NAME="${LOG_SCRIPT_NAME:-$(basename "$0")}"

log_line() {
  local level="$1"
  shift
  printf '%s %-5s %s: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$level" "$LOG_SCRIPT_NAME" "$*"
}

log_info() {
  if [[ "${LOG_QUIET:-0}" != 1 ]]; then
    log_line INFO "$@"
  fi
}

log_error() {
  log_line ERROR "$@" >&2
  if [[ -n "${LOG_FILE:-}" ]]; then
    log_line ERROR "$@" >>"$LOG_FILE"
  fi
}

die() {
  log_error "$@"
  exit 1
}
