#!/usr/bin/env bash
set -euo pipefail
gate() {
  make -C . check
}
gate
