#!/usr/bin/env bash
# Runs after bin/old-deploy.sh.
./bin/old-deploy.sh --dry-run
source bin/old-deploy.sh
