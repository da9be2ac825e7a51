#!/bin/sh
# Runs `ssot-check daily` for the repository that this script lies in (its folder's parent).
# It decides nothing: what is checked, kept, printed and sent, and with which result, is ssot-check's matter alone.
#
#   scripts/validate-ssot.sh [options of `ssot-check daily`]
#
#   17 4 * * *  /srv/platform/scripts/validate-ssot.sh --notify slack
#
# Exit code: 0 clean, 1 findings, 2 the verdict cannot be trusted (also when ssot-check is not found, or something
# cannot be written or delivered).
#
# Environment, all optional:
#   SSOT_CHECK         the program to run; else .venv/bin/ssot-check of the repository, ssot-check on PATH, or the
#                      Python module
#   SSOT_REPORTS_DIR   folder for the reports, the history and the log; default .ssot-check/reports in the repository
#   SSOT_NOTIFY_URL, SSOT_NOTIFY_TOKEN   where --notify sends what changed
set -eu

PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}
export PATH

fail() {
    printf 'error: %s\nhelp: %s\n' "$1" "$2" >&2
    exit 2
}

# The script itself, when it was started through a link (from /etc/cron.daily, for instance).
self=$0
while [ -L "$self" ]; do
    target=$(readlink -- "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname -- "$self")/$target ;;
    esac
done
root=$(cd -- "$(dirname -- "$self")/.." && pwd -P) || fail "the folder of $self cannot be entered" "check its permissions"

[ -z "${SSOT_REPORTS_DIR:-}" ] || set -- --folder "$SSOT_REPORTS_DIR" "$@"

tool=ssot-check
if [ -n "${SSOT_CHECK:-}" ]; then
    tool=$SSOT_CHECK
    command -v -- "$tool" >/dev/null 2>&1 || fail "SSOT_CHECK names no program: $tool" "unset it, or name ssot-check"
elif [ -x "$root/.venv/bin/ssot-check" ]; then
    tool=$root/.venv/bin/ssot-check
elif ! command -v ssot-check >/dev/null 2>&1; then
    python3 -c 'import ssot_check.cli.main' >/dev/null 2>&1 ||
        fail "ssot-check is not installed" "install it into $root/.venv, or name it in the variable SSOT_CHECK"
    tool=
fi

if [ -n "$tool" ]; then
    exec "$tool" daily -C "$root" "$@"
fi
exec python3 -m ssot_check daily -C "$root" "$@"
