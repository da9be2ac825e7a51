#!/usr/bin/env bash
msg_error() {
  local text="$1"
  echo "$(date +%H:%M:%S) [error] ${text}" >&2
  logger -t installer "$text"
  exit 1
}
command -v curl || msg_error "curl is missing"
