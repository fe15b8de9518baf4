#!/usr/bin/env bash
# Prints the number of the open pull request that a run of a fork belongs to.
#
#   pull-of-fork.sh FORK BRANCH COMMIT
#
# FORK is the name of the fork with its owner. For a fork the event of the run names no pull request, and what its artifact
# says is the fork's word: the API is asked.
set -euo pipefail

if (($# != 3)) || [[ ! $1 =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ || ! $3 =~ ^[0-9a-f]{40,64}$ ]]; then
  echo 'usage: pull-of-fork.sh FORK BRANCH COMMIT' >&2
  exit 1
fi
# One owner may have several forks, and the filter knows owners alone.
head=$(jq --null-input --raw-output --arg head "${1%%/*}:$2" '$head | @uri')
number=$(
  gh api "repos/$GITHUB_REPOSITORY/pulls?state=open&per_page=100&head=$head" |
    jq --raw-output --arg fork "$1" --arg branch "$2" --arg commit "$3" '
      map(select(.head.sha == $commit and .head.ref == $branch and .head.repo.full_name == $fork) | .number)
      | if length == 1 then .[0] else empty end
    '
)
if [[ ! $number =~ ^[1-9][0-9]*$ ]]; then
  echo 'not exactly one open pull request ends with this commit: a newer run will tell' >&2
  exit 1
fi
echo "$number"
