#!/usr/bin/env bash

log_info() {
  printf '%s %s\n' "$(date -u +%FT%TZ)" "$*" >&2
}
