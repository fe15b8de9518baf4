#!/usr/bin/env bash
# Puts a review into the one comment of its kind on a pull request: updates it in place, or makes it.
#
#   comment.sh FILE PULL KEY
#
# KEY (review, plan-clinical-prod) tells comments of several kinds apart. GH_TOKEN may write comments,
# GITHUB_REPOSITORY names the repository. With ONLY_UPDATE=true no comment is made where there is none.
# The text travels in files and pipes: neither arguments nor the environment can hold it.
set -euo pipefail

if (($# != 3)) || [[ ! $2 =~ ^[1-9][0-9]*$ || ! $3 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: comment.sh FILE PULL KEY' >&2
  exit 1
fi
file=$1 pull=$2
marker="<!-- trustloom-comment:$3 -->"
author=${COMMENT_AUTHOR:-github-actions[bot]}
comments="repos/$GITHUB_REPOSITORY/issues/$pull/comments"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# In base64, since jq 1.6 breaks characters of several bytes where it stops reading for a moment; on one line, since its
# gsub takes seconds for them.
base64 "$file" | tr -d '\n' | jq --raw-input --slurp --arg marker "$marker" '
  {body: ($marker + @base64d)} | if (.body | length) > 65536 then error("too long for a comment") else . end
' > "$scratch/new.json"

# Anybody may write a comment with our marker in it: ours is ours by its author, and begins with it.
gh api --paginate "$comments?per_page=100" |
  jq --slurp --arg marker "$marker" --arg author "$author" '
    [flatten[] | select(.user.login == $author and (.body // "" | startswith($marker)))] | first // empty | {id, body}
  ' > "$scratch/old.json"

if [[ ! -s $scratch/old.json ]]; then
  if [[ ${ONLY_UPDATE:-} == true ]]; then exit 0; fi
  gh api --method POST "$comments" --input "$scratch/new.json" > "$scratch/answer.json"
  exit 0
fi

# GitHub gives lines back with carriage returns, and without empty ones at the end.
same='map(.body / "\n" | map(rtrimstr("\r")) | until(length == 0 or .[-1] != ""; .[:-1])) | .[0] == .[1]'
if jq --slurp --exit-status "$same" "$scratch/old.json" "$scratch/new.json" > "$scratch/same"; then exit 0; fi
id=$(jq --raw-output '.id | numbers' "$scratch/old.json")
gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${id:?a comment without an id}" \
  --input "$scratch/new.json" > "$scratch/answer.json"
