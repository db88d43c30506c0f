# For the scripts beside it: builds what they measure, makes a folder to work in, and measures a command.
# Needs GNU time (`apt-get install time`).
cargo build --quiet --release
cargo build --quiet --release --example stress --example write_only
nenpo="$PWD/target/release/nenpo"
# A RAM disk where there is one, since the disk is not what is measured.
work="$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)")"
trap 'rm -rf "$work"' EXIT

# measure WHAT COMMAND...: a row with wall time, CPU time and peak memory.
measure() {
  local what="$1"; shift
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>&1
  awk -v what="$what" '{ printf "%-28s %8.2f s %8.2f CPU-s %8d MB\n", what, $1, $2 + $3, $4 / 1024 }' "$work/time"
}

# sheets NUMBER: makes as many sheets, those of ten years.
sheets() {
  rm -rf "$work"/*
  target/release/examples/stress "$work/sheets" $((($1 + 9) / 10)) 10
  printf '\n%s sheets\n' "$1"
}

# size WHAT FOLDER: files and bytes.
size() {
  find "$2" -type f -printf '%s\n' |
    awk -v what="$1" '{ bytes += $1 } END { printf "%-28s %8d files %10.1f MB\n", what, NR, bytes / 1e6 }'
}
