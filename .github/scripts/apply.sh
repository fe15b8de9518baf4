#!/usr/bin/env bash
# Plans a stack anew and applies that plan, if it is what was approved.
#
#   apply.sh STACK REVIEWED
#
# REVIEWED is the folder that plan.sh wrote for those who approved. The access after the new plan must have the digest of
# REVIEWED/review.json, and Terraform must want to do what REVIEWED/actions.txt says: otherwise nothing is applied, and
# the end is 4.
set -euo pipefail

if (($# != 2)) || [[ ! $1 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: apply.sh STACK REVIEWED' >&2
  exit 1
fi
stack=$1 reviewed=$2
scripts=$(dirname "${BASH_SOURCE[0]}")
place=${CDKTF_OUTDIR:-cdktf.out}/stacks/$stack

scratch=$(mktemp -d)
trap 'rm -rf "$scratch" "$place/tfplan"' EXIT

KEEP_PLAN=true "$scripts/plan.sh" "$stack" "$scratch" "$reviewed/review.json"

if ! diff "$reviewed/actions.txt" "$scratch/actions.txt" >&2; then
  echo "$stack: Terraform would now do something else than was approved" >&2
  exit 4
fi
terraform -chdir="$place" apply -input=false -no-color tfplan
