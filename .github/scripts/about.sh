#!/usr/bin/env bash
# Writes what a review is about into FOLDER/about.json, for approved.sh: the pull request, its head, and what it was
# compared with. Outside of pull requests it writes nothing.
#
#   about.sh FOLDER BASE
#
# PULL, PULL_HEAD and PULL_BASE are the number, the head commit and the base branch that the event of the run names.
set -euo pipefail

if (($# != 2)); then
  echo 'usage: about.sh FOLDER BASE' >&2
  exit 1
fi
if [[ -z ${PULL:-} ]]; then exit 0; fi
base=$(git rev-parse --verify --quiet --end-of-options "$2^{commit}")
jq --null-input --arg repository "$GITHUB_REPOSITORY" --argjson pull "$PULL" --arg head "$PULL_HEAD" --arg ref "$PULL_BASE" \
  --arg sha "$base" '{schemaVersion: 1, $repository, $pull, $head, base: {$ref, $sha}}' > "$1/about.json"
