#!/usr/bin/env bash
# Plans a stack anew and applies that plan, if it is what was approved.
#
#   apply.sh STACK REVIEWED
#
# REVIEWED is the folder that plan.sh wrote for those who approved. The access after the new plan must have the digest of
# REVIEWED/review.json, Terraform must want to do what REVIEWED/actions.txt says, and do it with the providers that
# REVIEWED/providers.lock.hcl names: otherwise nothing is applied, and the end is 4, or 1 where Terraform itself refuses.
set -euo pipefail

if (($# != 2)) || [[ ! $1 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: apply.sh STACK REVIEWED' >&2
  exit 1
fi
stack=$1 reviewed=$2
scripts=$(dirname "${BASH_SOURCE[0]}")
place=${CDKTF_OUTDIR:-cdktf.out}/stacks/$stack

providers=$reviewed/providers.lock.hcl

scratch=$(mktemp -d)
trap 'rm -rf "$scratch" "$place/tfplan"' EXIT

if [[ -L $providers || ! -s $providers ]]; then
  echo "$stack: nobody wrote which providers were approved" >&2
  exit 4
fi
# One that lies here already is somebody's choice, too.
locked=$place/.terraform.lock.hcl
if [[ -e $locked ]] && ! diff "$providers" "$locked" >&2; then
  echo "$stack: other providers are locked here than were approved" >&2
  exit 4
fi

PROVIDERS=$providers KEEP_PLAN=true "$scripts/plan.sh" "$stack" "$scratch" "$reviewed/review.json"

if ! diff "$reviewed/actions.txt" "$scratch/actions.txt" >&2; then
  echo "$stack: Terraform would now do something else than was approved" >&2
  exit 4
fi
if ! diff "$providers" "$scratch/providers.lock.hcl" >&2; then
  echo "$stack: Terraform would now use other providers than were approved" >&2
  exit 4
fi
terraform -chdir="$place" apply -input=false -no-color tfplan
