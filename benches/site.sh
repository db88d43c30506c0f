#!/usr/bin/env bash
# Builds large sites and says what it took: `benches/site.sh 2000 20000`. Each number is a number of sheets: that many places
# as make ten years of them.
#
# Measured are a first build, a build after which nothing changed, and a check; and beside them the least there is: writing the same
# bytes into as many files with two threads (`examples/write_only.rs`), three times, since memory that the machine never used
# before is slower than memory that it did.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/measure.sh

for number in "${@:-2000}"; do
  sheets "$number"
  measure "check" "$nenpo" check --root "$work/sheets"
  measure "build" "$nenpo" build --root "$work/sheets" --output "$work/output"
  measure "build, nothing changed" "$nenpo" build --root "$work/sheets" --output "$work/output"
  for _ in 1 2 3; do
    printf '%-28s %8s s\n' "writing the same files" "$(target/release/examples/write_only "$work/output/site" "$work/copy")"
    rm -rf "$work/copy"
  done
  size "site" "$work/output/site"
done
