#!/usr/bin/env bash
. scripts/common.sh
log_info a
