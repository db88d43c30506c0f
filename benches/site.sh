#!/usr/bin/env bash
# Builds large sites and says what it took: `benches/site.sh 2000 20000`. Each number is a number of sheets: that many places
# as make ten years of them.
#
# Measured are a first build, a build after which nothing changed, and a check, each on a RAM disk where there is one, since
# the disk is not what is measured; and beside them the floor: writing the same bytes into as many files with two threads
# (`examples/floor.rs`).
# Needs GNU time (`apt-get install time`).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --release
cargo build --quiet --release --example stress --example floor
nenpo="$PWD/target/release/nenpo"
work="$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)")"
trap 'rm -rf "$work"' EXIT

# measure WHAT COMMAND...: a row with wall time, CPU time and peak memory.
measure() {
  local what="$1"; shift
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>&1
  awk -v what="$what" '{ printf "%-28s %8.2f s %8.2f CPU-s %8d MB\n", what, $1, $2 + $3, $4 / 1024 }' "$work/time"
}

for sheets in "${@:-2000}"; do
  rm -rf "$work"/{sheets,output,copy}
  target/release/examples/stress "$work/sheets" $(((sheets + 9) / 10)) 10
  printf '\n%s sheets\n' "$sheets"
  measure "check" "$nenpo" check --root "$work/sheets"
  measure "build" "$nenpo" build --root "$work/sheets" --output "$work/output"
  measure "build, nothing changed" "$nenpo" build --root "$work/sheets" --output "$work/output"
  printf '%-28s %8s s\n' "writing the same files" "$(target/release/examples/floor "$work/output/site" "$work/copy")"
  find "$work/output/site" -type f -printf '%s\n' |
    awk '{ bytes += $1 } END { printf "%d files, %.1f MB\n", NR, bytes / 1e6 }'
done
