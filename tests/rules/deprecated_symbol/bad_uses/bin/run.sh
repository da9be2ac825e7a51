#!/usr/bin/env bash
source "$(dirname "$0")/lib.sh"
old_log started
log ended
