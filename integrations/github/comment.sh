#!/usr/bin/env bash
# Keeps one comment of a pull request in date: `comment.sh FILE`, where FILE is a report in the format `markdown`.
#
# The first line of such a report is a marker. The comment that begins with it is renewed; where there is none a new one is
# written, but not for a clean run: nobody has to be told that there was nothing to tell.
# A comment is no gate: what keeps it from being written (the token of a pull request from a fork may only read) is a warning.
#
# Environment: GH_TOKEN, GITHUB_REPOSITORY (owner/name), PULL_REQUEST (its number). Needs `gh`.
set -euo pipefail

file=$1
marker=$(sed -n 1p "$file")
case $marker in
    '<!-- ssot-check'*' -->') ;;
    *)
        echo "::warning::ssot-check: $file is no report in the format markdown; no comment was written"
        exit 0
        ;;
esac
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments

give_up() {
    echo "::warning::ssot-check: the comment was not $1; the job needs the permission pull-requests: write"
    exit 0
}

# The marker is public: a comment of somebody who may not write here could be edited by them later, and is none of ours.
ours='.user.type == "Bot" or (.author_association | IN("OWNER", "MEMBER", "COLLABORATOR"))'
mine=$(gh api --paginate "$comments?per_page=100" --jq ".[] | select((.body | startswith(\"$marker\")) and ($ours)) | .id") ||
    give_up "looked for"
id=${mine%%$'\n'*}
if [ -n "$id" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$file" || give_up renewed
elif [ "$(wc -l <"$file")" -gt 2 ]; then
    gh api --silent --method POST "$comments" -F "body=@$file" || give_up written
fi
