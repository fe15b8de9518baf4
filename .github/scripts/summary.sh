#!/usr/bin/env bash
# Adds a file to the summary of the step. GitHub drops everything of a step that writes more than 1 MiB.
#
#   summary.sh FILE
set -euo pipefail

file=${1:?usage: summary.sh FILE}
# What failed before its review says so itself.
if [[ ! -f $file ]]; then exit 0; fi
size=$(wc -c < "$file")
if ((size > 1048576)); then
  echo "The summary has $size bytes, and GitHub shows 1048576: read the artifact instead." >> "$GITHUB_STEP_SUMMARY"
else
  cat "$file" >> "$GITHUB_STEP_SUMMARY"
fi
