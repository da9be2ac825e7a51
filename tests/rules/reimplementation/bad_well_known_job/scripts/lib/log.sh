#!/usr/bin/env bash

log_line() {
  local level=$1
  shift
  printf '%s %s %s\n' "$(date +%FT%T)" "$level" "$*" >&2
  if [ -n "${LOG_FILE:-}" ]; then
    printf '%s\n' "$*" >>"$LOG_FILE"
  fi
}
