#!/usr/bin/env bash
set -euo pipefail

log_info() { echo -e "\033[32m[INFO]\033[0m $1"; }
log_error() { echo -e "\033[31m[ERROR]\033[0m $1" >&2; }

log_info "deploying"
