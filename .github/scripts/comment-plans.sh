#!/usr/bin/env bash
# Comments on a pull request with the review of each plan, one comment an environment.
#
#   comment-plans.sh FOLDER PULL
#
# FOLDER holds what plan.sh wrote for each environment, in plan-<environment>. ENVIRONMENTS is the JSON array of those that
# were to be planned. See comment.sh.
set -euo pipefail

folder=${1:?usage: comment-plans.sh FOLDER PULL} pull=${2:?usage: comment-plans.sh FOLDER PULL}
scripts=$(dirname "${BASH_SOURCE[0]}")

jq --raw-output '.[] | select(test("^[a-z0-9-]{1,64}$"))' <<< "$ENVIRONMENTS" | while read -r environment; do
  review=$folder/plan-$environment/review.md
  # Without a review there is no plan: the job says why.
  if [[ -L $review || ! -f $review ]]; then continue; fi
  "$scripts/comment.sh" "$review" "$pull" "plan-$environment" < /dev/null
done
