#!/bin/bash
set -e
exec "$(dirname "$0")/lib/common.sh" "$@"
