#!/usr/bin/env bash
# Prints which stacks Terraform would change: `hub=true` or `hub=false`, and `environments=` with a JSON array.
#
#   collect.sh FOLDER
#
# FOLDER holds what plan.sh wrote for each stack, in plan-<stack>.
set -euo pipefail

folder=${1:?usage: collect.sh FOLDER}
shopt -s nullglob
hub=false environments=()
for plan in "$folder"/plan-*; do
  stack=${plan##*/plan-}
  if [[ ! $stack =~ ^[a-z0-9-]+$ || ! -s $plan/actions.txt ]]; then continue; fi
  if [[ ! -s $plan/providers.lock.hcl ]]; then
    echo "$stack was planned by providers that nobody wrote down" >&2
    exit 1
  fi
  if [[ $stack == hub ]]; then hub=true; else environments+=("$stack"); fi
done
echo "hub=$hub"
echo "environments=$(jq --null-input --compact-output '$ARGS.positional' --args "${environments[@]}")"
