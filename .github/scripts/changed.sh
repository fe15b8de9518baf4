#!/usr/bin/env bash
# Prints the names of the environments whose access a review says to change, as a JSON array for a matrix.
#
#   changed.sh REVIEW.json
#
# Names alone, and only of the form that a matrix, a path and a shell can take.
set -euo pipefail

jq --compact-output --exit-status '
  [.environments[] | select(.changed and .state != "gone") | .name]
  | if any(test("^[a-z0-9-]{1,64}$") | not) then error("an environment has a name of another form")
    elif length > 256 then error("more than 256 environments change: a matrix takes no more")
    else . end
' "${1:?usage: changed.sh REVIEW.json}"
