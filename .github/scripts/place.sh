#!/usr/bin/env bash
# Prints which role to assume for a stack, and in which Region, as `role=…` and `region=…`.
#
#   place.sh STACK ROLE
#
# A {account} in ROLE becomes the account of the stack.
set -euo pipefail

if (($# != 2)) || [[ ! $1 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: place.sh STACK ROLE' >&2
  exit 1
fi
jq --raw-output --arg role "$2" '
  .provider.aws[] | select(has("alias") | not)
  | .allowed_account_ids[0] as $account
  | ($role | gsub("\\{account\\}"; $account)) as $arn
  | if ($arn | test("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$") | not) then error("not the ARN of a role")
    elif (.region | test("^[a-z0-9-]+$") | not) then error("not a Region")
    else "role=\($arn)\nregion=\(.region)" end
' "${CDKTF_OUTDIR:-cdktf.out}/stacks/$1/cdk.tf.json"
