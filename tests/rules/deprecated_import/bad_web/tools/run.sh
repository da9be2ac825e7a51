#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib/old.sh"
. tools/lib/common.sh
log_info started
