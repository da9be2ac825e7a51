#!/usr/bin/env bash

log_info() {
  printf '%s [INFO] %s\n' "$(date -u +%FT%TZ)" "$*" >&2
}

log_error() {
  printf '%s [ERROR] %s\n' "$(date -u +%FT%TZ)" "$*" >&2
}
