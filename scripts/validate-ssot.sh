#!/bin/sh
# Runs the full check of the repository that this script lies in (its folder's parent), then the audit, and keeps
# dated reports of both and the history of the audits.
# It decides nothing: what is checked, and with which result, is ssot-check's matter alone.
#
#   scripts/validate-ssot.sh [-v] [further options of `ssot-check check`]
#
# Made for cron, which mails whatever is printed: it prints nothing when the repository is clean, and one line per
# finding or problem when it is not. With -v the whole report is printed.
#
#   17 4 * * *  /srv/platform/scripts/validate-ssot.sh
#
# Exit code: that of the check: 0 clean, 1 findings, 2 the verdict cannot be trusted (also when ssot-check is not
# found, or a report of the check or of the audit cannot be written).
#
# Environment, all optional:
#   SSOT_CHECK        the program to run; else .venv/bin/ssot-check of the repository, ssot-check on PATH, or the
#                     Python module
#   SSOT_REPORTS_DIR  folder for ssot-YYYY-MM-DD.txt and .json (the check), audit-YYYY-MM-DD.md, .json and .html
#                     (the audit) and history.jsonl; default .ssot-check/reports in the repository
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

reports=${SSOT_REPORTS_DIR:-}
if [ -z "$reports" ]; then
    reports=$root/.ssot-check/reports
    mkdir -p -- "$reports" || fail "$reports cannot be created" "set SSOT_REPORTS_DIR to a folder that can be written"
    [ -e "$root/.ssot-check/.gitignore" ] || printf '*\n' >"$root/.ssot-check/.gitignore"
else
    mkdir -p -- "$reports" || fail "$reports cannot be created" "set SSOT_REPORTS_DIR to a folder that can be written"
fi
reports=$(cd -- "$reports" && pwd -P)
day=$(date +%Y-%m-%d)
report=$reports/ssot-$day
audit=$reports/audit-$day

detail=--quiet
if [ "${1:-}" = -v ]; then
    detail=--statistics
    shift
fi
set -- check -C "$root" "$detail" --output "full=$report.txt" --output "json=$report.json" "$@"

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

run() {
    if [ -n "$tool" ]; then
        "$tool" "$@"
    else
        python3 -m ssot_check "$@"
    fi
}

status=0
run "$@" || status=$?
[ "$status" -ne 2 ] || exec 2>/dev/null # what stopped the check stops the audit as well, and has been said
audited=0
run report -C "$root" --quiet --exit-zero --history "$reports/history.jsonl" --output "markdown=$audit.md" \
    --output "json=$audit.json" --output "html=$audit.html" || audited=$?
[ "$audited" -le "$status" ] || status=$audited
exit "$status"
