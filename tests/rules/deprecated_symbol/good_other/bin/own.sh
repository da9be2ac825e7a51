#!/usr/bin/env bash
source "$(dirname "$0")/lib.sh"
old_log() { log "$1"; }
old_log started
