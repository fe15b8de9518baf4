#!/usr/bin/env bash
# Plans one rendered stack with the credentials of the moment, and reviews the plan.
#
#   plan.sh STACK FOLDER [APPROVED.json]
#
# Writes into FOLDER what review.sh writes; actions.txt: what Terraform would do, without values; and providers.lock.hcl:
# which providers said so, with their checksums.
# With APPROVED.json, a review, the access after the plan must have the digest that it has there. Ends as
# `trustloom review` does: 0 where it has that, 4 where it has another.
# FAIL_ON, MASK_ACCOUNTS, MESH_DIR and REPORT_URL: see review.sh.
# ACCOUNT_ROLE: the name of the role to assume in each account, instead of the rendered one.
# PROVIDERS: a providers.lock.hcl; no other provider is installed, and init fails where one would be needed.
# LOCK=false: leave the state unlocked, as a role that only reads must. KEEP_PLAN=true: leave the plan in the stack's folder.
set -euo pipefail

if (($# < 2 || $# > 3)) || [[ ! $1 =~ ^[a-z0-9-]+$ ]]; then
  echo 'usage: plan.sh STACK FOLDER [APPROVED.json]' >&2
  exit 1
fi
stack=$1 folder=$2 approved=${3:-}
place=${CDKTF_OUTDIR:-cdktf.out}/stacks/$stack
json=$place/plan.json
override=$place/account_override.tf.json

# A plan holds values that nobody but Terraform should see.
umask 077
leftover=("$json" "$override")
if [[ ${KEEP_PLAN:-} != true ]]; then leftover+=("$place/tfplan"); fi
trap 'rm -f "${leftover[@]}"' EXIT
mkdir -p "$folder"

options=()
if [[ ${MASK_ACCOUNTS:-} == true ]]; then options+=(--mask-accounts); fi
if [[ -n ${FAIL_ON:-} ]]; then options+=(--fail-on "$FAIL_ON"); fi
if [[ -n ${REPORT_URL:-} ]]; then options+=(--link "$REPORT_URL"); fi
if [[ -n $approved ]]; then
  digest=$(jq --raw-output --arg stack "$stack" '.digests[$stack] // empty' "$approved")
  if [[ ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
    echo "nothing was approved for $stack" >&2
    exit 4
  fi
  options+=(--expect "$stack=$digest")
fi

if [[ -n ${ACCOUNT_ROLE:-} ]]; then
  jq --arg role "$ACCOUNT_ROLE" '
    def partition: if startswith("cn-") then "aws-cn" elif startswith("us-gov-") then "aws-us-gov" else "aws" end;
    {provider: {aws: [.provider.aws[] | (if .alias then {alias} else {} end) + {assume_role: [{
      role_arn: "arn:\(.region | partition):iam::\(.allowed_account_ids[0]):role/\($role)", session_name: "trustloom"}]}]}}
  ' "$place/cdk.tf.json" > "$override"
fi

# What Terraform prints may say more than a review does, and logs have more readers.
locked=$place/.terraform.lock.hcl
init=(-input=false -no-color)
if [[ -n ${PROVIDERS:-} ]]; then
  cp "$PROVIDERS" "$locked"
  init+=(-lockfile=readonly)
fi
terraform -chdir="$place" init "${init[@]}" > /dev/null
if [[ ! -s $locked ]]; then
  echo "$stack: terraform init has locked no providers" >&2
  exit 1
fi
# Not hidden, since hidden files are left out of artifacts.
cp "$locked" "$folder/providers.lock.hcl"
terraform -chdir="$place" plan -input=false -no-color -lock="${LOCK:-true}" -out=tfplan > /dev/null
terraform -chdir="$place" show -json tfplan > "$json"

# Each change by its name, then one hash over what all would become: the same hash is the same plan.
changes='[
  (.resource_changes[]? | {address, change}),
  (.output_changes // {} | to_entries[] | {address: "output.\(.key)", change: .value})
] | map(select(.change.actions != ["no-op"] and .change.actions != ["read"])) | sort_by(.address) | .[]'
jq --compact-output "$changes | [.address, .change.actions]" "$json" > "$folder/actions.txt"
if [[ -s $folder/actions.txt ]]; then
  jq --compact-output --sort-keys "$changes | [.address, .change.actions, .change.after, .change.after_unknown]" "$json" |
    sha256sum | cut -c 1-64 >> "$folder/actions.txt"
fi

npx --no --offline trustloom review --plan "$json" "${options[@]}" \
  --output "markdown=$folder/review.md" \
  --output "json=$folder/review.json" \
  --output "sarif=$folder/review.sarif" \
  --output "html=$folder/review.html" \
  --output "summary=$folder/summary.md"
