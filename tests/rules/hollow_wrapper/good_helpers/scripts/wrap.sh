#!/bin/bash
source "$(dirname "$0")/lib/common.sh"
say() { log_info "$1"; }
usage() { echo usage: wrap; exit 2; }
case "$1" in -h) usage ;; *) say "$@" ;; esac
