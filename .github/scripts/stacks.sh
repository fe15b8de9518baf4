#!/usr/bin/env bash
# Prints the stacks of a review, the hub and the environments, as a JSON array for a matrix. What else is rendered (Okta's
# side, roles of runs) needs other credentials, and is applied by hand.
#
#   stacks.sh REVIEW.json
set -euo pipefail

jq --compact-output --exit-status '
  [.environments[] | select(.state != "gone") | .name]
  | if any(test("^[a-z0-9-]{1,64}$") | not) then error("a stack has a name of another form")
    elif length > 256 then error("more than 256 stacks: a matrix takes no more")
    else . end
' "${1:?usage: stacks.sh REVIEW.json}"
