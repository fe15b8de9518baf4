#!/usr/bin/env bash
# Says whether what a push changes is what its pull requests were approved for.
#
#   approved.sh BEFORE AFTER REVIEW.json
#
# REVIEW.json is the review of the push. The digest of every environment that it changes must be one that the review of a
# pull request merged by the push ended with. Ends with 4, and says which, where one is not.
# GH_TOKEN may read pull requests and the artifacts of runs.
set -euo pipefail

if (($# != 3)); then
  echo 'usage: approved.sh BEFORE AFTER REVIEW.json' >&2
  exit 1
fi
before=$1 after=$2 review=$3
workflow=${REVIEW_WORKFLOW:-plan-review.yml}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

commits=$(git rev-list --first-parent --max-count=100 --end-of-options "$after" "^$before")
for commit in $commits; do
  gh api "repos/$GITHUB_REPOSITORY/commits/$commit/pulls?per_page=100" |
    jq --raw-output --arg commit "$commit" \
      '.[] | select(.merged_at != null and .merge_commit_sha == $commit) | .head.sha | select(test("^[0-9a-f]+$"))'
done | sort -u > "$scratch/heads"

while read -r head; do
  run=$(
    gh api "repos/$GITHUB_REPOSITORY/actions/workflows/$workflow/runs?event=pull_request&head_sha=$head&per_page=100" |
      jq --raw-output '[.workflow_runs[] | select(.status == "completed")] | max_by(.run_number) | .id // empty'
  )
  if [[ ! $run =~ ^[0-9]+$ ]]; then continue; fi
  # A run may have ended before its review.
  gh run download "$run" --repo "$GITHUB_REPOSITORY" --name access-review --dir "$scratch/$run" || continue
  if [[ -L $scratch/$run/review.json || ! -f $scratch/$run/review.json ]]; then continue; fi
  jq '.digests | objects' "$scratch/$run/review.json" >> "$scratch/digests"
done < "$scratch/heads"
touch "$scratch/digests"

missing=$(
  jq --raw-output --slurpfile approved "$scratch/digests" '
    .environments[] | select(.changed) | . as {$name, $digest} | select(any($approved[]; .[$name] == $digest) | not) | @json "\($name)"
  ' "$review"
)
if [[ -n $missing ]]; then
  echo 'No pull request of this push was reviewed with the access that these environments would have:' >&2
  echo "$missing" >&2
  exit 4
fi
