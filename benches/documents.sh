#!/usr/bin/env bash
# Builds sites of one place and one year, and says what it took: `benches/documents.sh 1000 2000 4000`. Each number is a number of
# documents; and then of records, 500 in a document, each of which has a page of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/measure.sh

for number in "${@:-2000}"; do
  for shape in "$number 0" "$((number / 500)) 500"; do
    read -r documents records <<<"$shape"
    rm -rf "$work"/*
    benches/documents.py "$work/sheets" "$documents" "$records"
    printf '\n%s documents with %s records each\n' "$documents" "$records"
    measure "check" "$nenpo" check --root "$work/sheets"
    measure "build" "$nenpo" build --root "$work/sheets" --output "$work/output"
    size "site" "$work/output/site"
  done
done
