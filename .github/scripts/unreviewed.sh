#!/usr/bin/env bash
# Prints what a comment says in the place of an older review, when the newest commit has none.
#
#   unreviewed.sh RUN
#
# RUN is the address of the run that says why.
set -euo pipefail

if [[ ! ${1:-} =~ ^https://[A-Za-z0-9./_-]+$ ]]; then
  echo 'usage: unreviewed.sh RUN' >&2
  exit 1
fi
echo '<!-- trustloom:unreviewed -->'
echo
echo "**The newest commit has no review of access.** [The run]($1) says why. Earlier reviews are of earlier commits."
