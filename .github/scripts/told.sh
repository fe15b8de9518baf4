#!/usr/bin/env bash
# Says whether a review tells anything: `true` or `false`. What changes no access may still be told: findings, what is not
# analysed, drift, grants that are given again, and changes of which only the number is shown.
#
#   told.sh REVIEW.json
set -euo pipefail

jq '
  [to_entries[] | select(.key | IN("environments", "approvals") | not) | .value
    | if type == "object" and has("gained") then .[] else . end | arrays | length] as $lists
  | any($lists[]; . > 0) or any(.folded[]; . > 0) or any(.environments[]; .changed or .state != "kept")
' "${1:?usage: told.sh REVIEW.json}"
