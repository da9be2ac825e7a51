#!/bin/sh
# source scripts/lib/log.sh
. ./lib/other.sh
