#!/usr/bin/env bash
. "$LIBRARY/log.sh"
