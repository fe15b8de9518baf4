#!/usr/bin/env bash
# Prints the commit from which a push is to be reviewed: the last one that was applied, and BEFORE where none was.
#
#   applied.sh BEFORE AFTER
#
# What an earlier push changed and nobody applied would otherwise be applied with the next push, and no review asked for.
# GITHUB_REF_NAME is the branch that was pushed. GH_TOKEN may read the runs of workflows.
set -euo pipefail

if (($# != 2)); then
  echo 'usage: applied.sh BEFORE AFTER' >&2
  exit 1
fi
before=$1 after=$2
workflow=${APPLY_WORKFLOW:-apply.yml}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

gh api "repos/$GITHUB_REPOSITORY/actions/workflows/$workflow/runs?event=push&status=success&per_page=100" > "$scratch/answer"
jq --raw-output --arg branch "${GITHUB_REF_NAME:?the branch that was pushed}" '
  [.workflow_runs[] | select(.event == "push" and .conclusion == "success" and .head_branch == $branch)]
  | sort_by(-.run_number) | .[].head_sha | select(test("^[0-9a-f]{40,64}$"))
' "$scratch/answer" > "$scratch/applied"

# Only what the branch itself has been: a commit of a pull request was never applied.
git rev-list --first-parent --end-of-options "$after" > "$scratch/line"
while read -r commit; do
  if grep --quiet --line-regexp --fixed-strings "$commit" "$scratch/line"; then
    echo "$commit"
    exit 0
  fi
done < "$scratch/applied"
echo "$before"
