#!/usr/bin/env bash
# Prints GitLab's code quality report of a review's SARIF.
#
#   code-quality.sh REVIEW.sarif
set -euo pipefail

jq '
  [.runs[].results[] | {
    description: .message.text,
    check_name: .ruleId,
    fingerprint: .partialFingerprints["accessPath/v1"],
    severity: ({error: "critical", warning: "major", note: "minor"}[.level] // "info"),
    location: (.locations[0].physicalLocation | {path: .artifactLocation.uri, lines: {begin: .region.startLine}})
  }]
' "${1:?usage: code-quality.sh REVIEW.sarif}"
