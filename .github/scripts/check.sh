#!/usr/bin/env bash
# Checks the mesh, renders it, and proves that what was rendered means what the files say. Needs no credentials.
set -euo pipefail

npx --no --offline trustloom check
npm run --silent synth
npx --no --offline trustloom verify
