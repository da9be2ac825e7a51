#!/usr/bin/env bash
# The run of the action: annotations on standard output, the reports in a folder, their names as outputs of the step.
#
# Environment: SSOT_CHECK (the program), REPORTS (folder for the reports), SINCE (`auto`, a revision or nothing), ARGUMENTS
# (further options), and what the runner sets: GITHUB_BASE_REF, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY.
# Exit code: that of ssot-check.
set -euo pipefail

mkdir -p "$REPORTS"
json=$REPORTS/ssot.json
sarif=$REPORTS/ssot.sarif
markdown=$REPORTS/ssot.md
rm -f "$json" "$sarif" "$markdown"

since=${SINCE:-}
if [ "$since" = auto ]; then
    since=${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}
fi
options=(--format github --output "json=$json" --output "sarif=$sarif" --output "markdown=$markdown")
options+=(--output "summary=$GITHUB_STEP_SUMMARY")
options+=(--since "${since:-none}")
read -r -d '' -a more <<<"${ARGUMENTS:-}" || true # to the end of the text, not of its first line

code=0
"$SSOT_CHECK" check "${options[@]}" ${more[@]+"${more[@]}"} || code=$?

{
    printf 'exit-code=%s\n' "$code"
    for file in "$json" "$sarif" "$markdown"; do
        if [ -f "$file" ]; then
            case $file in
                *.json) printf 'json=%s\n' "$file" ;;
                *.sarif) printf 'sarif=%s\n' "$file" ;;
                *.md) printf 'markdown=%s\n' "$file" ;;
            esac
        fi
    done
} >>"$GITHUB_OUTPUT"
exit "$code"
