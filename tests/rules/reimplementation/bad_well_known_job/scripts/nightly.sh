#!/usr/bin/env bash

info() {
  now=$(date '+%H:%M:%S')
  echo "[$now] nightly: $1"
  if [ "$VERBOSE" = yes ]; then
    echo "[$now] nightly: $1 ($SHLVL)" | tee -a /var/tmp/nightly.out >/dev/null
  fi
}

info "start"
