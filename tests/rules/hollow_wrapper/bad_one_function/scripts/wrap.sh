#!/bin/bash
source "$(dirname "$0")/lib/common.sh"
say() { log_info "$1"; }
hollow() { printf 'x %s\n' "$1"; echo "$2" | tee -a /tmp/x; }
usage() { echo usage: wrap; exit 2; }
case "$1" in -h) usage ;; *) say "$@" ;; esac
