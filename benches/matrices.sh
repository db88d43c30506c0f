#!/usr/bin/env bash
# Builds sites whose sheets have a matrix of 100 numbers and 30 records each, and says what it took: `benches/matrices.sh 500 1000 2000`.
# Each number is a number of sheets.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/measure.sh

for number in "${@:-2000}"; do
  rm -rf "$work"/*
  benches/matrices.py "$work/sheets" "$number"
  printf '\n%s sheets\n' "$number"
  measure "check" "$nenpo" check --root "$work/sheets"
  measure "build" "$nenpo" build --root "$work/sheets" --output "$work/output"
  size "site" "$work/output/site"
done
