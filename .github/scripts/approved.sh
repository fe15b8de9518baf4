#!/usr/bin/env bash
# Says whether what a push changes is what its pull requests were approved for.
#
#   approved.sh BEFORE AFTER REVIEW.json
#
# REVIEW.json is the review of what is between the two commits. The digest of every environment that it changes must be one
# that the review of a pull request merged between them ended with, and that pull request must change it, too: of others its
# reviewers were told nothing. Ends with 4, and says which, where one is not.
# GITHUB_REF_NAME is the branch that was pushed. GH_TOKEN may read pull requests, their events, and the runs of workflows.
#
# No field of a run names its pull request or its base: `pull_requests` has those that are open now and end alike, and none
# of forks (https://docs.github.com/en/rest/actions/workflow-runs). What a run uploads was written by the merge of the head
# into some base, whose workflow may say anything. So it is believed only where GitHub's own records leave but this pull
# request on this branch: the run has its head commit, branch and repository, and no other base could have begun it.
set -euo pipefail

if (($# != 3)); then
  echo 'usage: approved.sh BEFORE AFTER REVIEW.json' >&2
  exit 1
fi
before=$1 after=$2 review=$3
branch=${GITHUB_REF_NAME:?the branch that was pushed}
workflow=${REVIEW_WORKFLOW:-plan-review.yml}
# The job of that workflow that reviews, and the step of it that fails after a review of too high a risk.
job=${REVIEW_JOB:-Review the files}
step=${RISK_STEP:-Stop at the risk that needs more than an approval}
# A run may begin this many seconds after what began it.
late=3600

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Prints an answer, one JSON text a page.
ask() {
  gh api --paginate "repos/$GITHUB_REPOSITORY/$1" < /dev/null
}
refuse() {
  echo "#$number does not count: $1" >&2
}

git rev-list --first-parent --max-count=100 --end-of-options "$after" "^$before" > "$scratch/commits"
while read -r commit; do
  ask "commits/$commit/pulls?per_page=100" > "$scratch/answer"
  jq --slurp --raw-output --arg commit "$commit" --arg branch "$branch" --arg repository "$GITHUB_REPOSITORY" '
    .[][] | select(
      .merged_at != null and .merge_commit_sha == $commit and .base.ref == $branch
      and (.base.repo.full_name | ascii_downcase) == ($repository | ascii_downcase)
      and (.head.sha | test("^[0-9a-f]{40,64}$"))
    )
    | {number, merged: .merged_at, sha: .head.sha, ref: .head.ref, repository: .head.repo.id} as $pull
    | (if .head.repo then "\(.head.repo.owner.login):\(.head.ref)" | @uri else "gone" end) as $from
    | "\(.number) \($commit) \(.head.sha) \($from) \($pull | tojson)"
  ' "$scratch/answer"
done < "$scratch/commits" > "$scratch/pulls"

accepted=()
while read -r number commit sha label pull; do
  if [[ $label == gone ]]; then
    refuse 'the repository that it came from is gone'
    continue
  fi

  # The newest run before the merge, however it ended: an older one is of an older base.
  ask "actions/workflows/$workflow/runs?event=pull_request&head_sha=$sha&per_page=100" > "$scratch/answer"
  jq --slurp --raw-output --argjson pull "$pull" '
    [.[].workflow_runs[] | select(
      .event == "pull_request" and .head_sha == $pull.sha and .head_branch == $pull.ref
      and .head_repository.id == $pull.repository and .created_at <= $pull.merged
    )]
    | max_by(.run_number) // empty
    | "\(.id | numbers) \(.created_at | fromdateiso8601) \(
        .status == "completed" and (.conclusion == "success" or .conclusion == "failure"))"
  ' "$scratch/answer" > "$scratch/run"
  if ! read -r run made ended < "$scratch/run"; then
    refuse 'it was not reviewed before its merge'
    continue
  fi
  if [[ $ended != true ]]; then
    refuse "run $run has not ended, or was cancelled"
    continue
  fi

  # Which pull requests of this branch could have begun the run: those that were open then, or not long before.
  ask "pulls?state=all&per_page=100&head=$label" > "$scratch/answer"
  jq --slurp --raw-output --argjson pull "$pull" --arg branch "$branch" --argjson made "$made" --argjson late "$late" '
    .[][] | select(
      .number != $pull.number and .head.ref == $pull.ref and (.head.repo.id // $pull.repository) == $pull.repository
      and (.created_at | fromdateiso8601) <= $made
      and (.closed_at == null or (.closed_at | fromdateiso8601) + $late >= $made)
    )
    | "\(.number) \(.base.ref == $branch)"
  ' "$scratch/answer" > "$scratch/others"
  doubt=
  while read -r each same; do
    # https://docs.github.com/en/rest/using-the-rest-api/issue-event-types
    ask "issues/$each/events?per_page=100" > "$scratch/answer"
    changes=$(
      jq --slurp --argjson since $((made - late)) '
        [.[][] | select(.event == "base_ref_changed" or .event == "automatic_base_change_succeeded")
          | select((.created_at | fromdateiso8601) >= $since)] | length
      ' "$scratch/answer"
    )
    if [[ $same != true ]] || ((changes > 0)); then doubt=$each; fi
  done < <(echo "$number true" && cat "$scratch/others")
  if [[ $doubt == "$number" ]]; then
    refuse "its base was changed after run $run began, or less than an hour before"
    continue
  elif [[ -n $doubt ]]; then
    refuse "run $run may be of #$doubt, which has the same branch and another base"
    continue
  fi

  # A review whose risk was too high fails its job after all the rest; who may bypass that has merged it.
  ask "actions/runs/$run/jobs?filter=latest&per_page=100" > "$scratch/answer"
  bad=$(
    jq --slurp --raw-output --argjson pull "$pull" --arg job "$job" --arg step "$step" '
      def well: .conclusion == "success" or .conclusion == "skipped";
      [.[].jobs[]]
      | map(select(.name == $job and .conclusion != "skipped")) as $reviews
      | map(select(well or (.name == $job and [.steps[] | select(well | not) | .name] == [$step]) | not) | .name) as $bad
      | if ($reviews | length) != 1 then "has no one job \($job | tojson)"
        elif $bad != [] then "has failed at \($bad | join(", "))"
        elif ($reviews[0].completed_at // "9") > $pull.merged then "ended after the merge"
        else empty end
    ' "$scratch/answer"
  )
  if [[ -n $bad ]]; then
    refuse "run $run $bad"
    continue
  fi

  folder=$scratch/$run
  if ! gh run download "$run" --repo "$GITHUB_REPOSITORY" --name access-review --dir "$folder" < /dev/null ||
    [[ -L $folder/review.json || ! -f $folder/review.json || -L $folder/about.json || ! -f $folder/about.json ]]; then
    refuse "run $run has no artifact access-review, or not any more"
    continue
  fi
  # What it was compared with must be the branch as it was before the merge, at that time or earlier.
  base=$(
    jq --raw-output --argjson pull "$pull" --arg branch "$branch" --arg repository "$GITHUB_REPOSITORY" '
      select(.repository == $repository and .pull == $pull.number and .head == $pull.sha and .base.ref == $branch)
      | .base.sha | strings | select(test("^[0-9a-f]{40,64}$"))
    ' "$folder/about.json"
  )
  if [[ -z $base ]] || ! git merge-base --is-ancestor "$base" "$commit^1"; then
    refuse "run $run says that its review is of something else"
    continue
  fi
  accepted+=("$folder/review.json")
done < "$scratch/pulls"

missing=$(
  jq --slurp --raw-output '
    .[1:] as $approved | .[0].environments[] | select(.changed) | . as {$name, $digest}
    | select(any($approved[] | objects | .environments | arrays | .[]; .changed and .name == $name and .digest == $digest) | not) | @json "\($name)"
  ' "$review" "${accepted[@]}"
)
if [[ -n $missing ]]; then
  echo 'No pull request that was merged was reviewed with the access that these environments would have:' >&2
  echo "$missing" >&2
  exit 4
fi
