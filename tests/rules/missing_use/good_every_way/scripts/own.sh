#!/usr/bin/env bash
source "$(dirname "$0")/lib/log.sh"
log_info a
