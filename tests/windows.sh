#!/usr/bin/env bash
# The program for Windows, built here and tried under Wine: `tests/run windows [KILLS]`, on Debian 12 as root. It installs a
# compiler of Debian's own with the sources of its library, which is then built for Windows too, a linker for Windows, and Wine.
# Neither is seen by other builds: rustup's programs come first in everybody's PATH, and the results lie in target/windows.
#
# What the program for Windows makes is compared byte for byte with what the program for this machine makes.
set -euo pipefail
cd "$(dirname "$0")/.."
kills="${1:-200}"
begin=$SECONDS
say() { printf '\n== %s (%d s)\n' "$1" "$((SECONDS - begin))"; }

packages=(rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64 wine64)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null
  apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi

say "the program for this machine"
export CARGO_PROFILE_DEV_OPT_LEVEL="${CARGO_PROFILE_DEV_OPT_LEVEL:-1}"
cargo build --quiet --bins --examples
nenpo="$PWD/target/debug/nenpo"

say "the program for Windows"
# What compiles soonest: a handful of small sites is made with it.
CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=0 PATH=/usr/bin:/bin RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/windows \
  /usr/bin/cargo build --quiet --bin nenpo --example exchange -Z build-std=std,panic_abort --target x86_64-pc-windows-gnu
programs="$PWD/target/windows/x86_64-pc-windows-gnu/debug"
# Wine 8 lacks the one function that the library takes random bytes from; Windows has had it since 7.
cat > target/windows/random.c <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) { return SystemFunction036(bytes, (ULONG)length); }
C
# A program that has files open, as a viewer has.
cat > target/windows/hold.c <<'C'
#include <stdio.h>
#include <windows.h>
#include <shellapi.h>
int main(void) {
  int count;
  LPWSTR *words = CommandLineToArgvW(GetCommandLineW(), &count);
  for (int at = 2; at < count; at++) {
    HANDLE open = CreateFileW(words[at], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (open == INVALID_HANDLE_VALUE) return (int)GetLastError();
  }
  puts("open");
  fflush(stdout);
  Sleep(1000 * wcstoul(words[1], NULL, 10));
  return 0;
}
C
x86_64-w64-mingw32-gcc -O1 -o "$programs/hold.exe" target/windows/hold.c -lshell32
x86_64-w64-mingw32-gcc -shared -O1 -o "$programs/bcryptprimitives.dll" target/windows/random.c -ladvapi32

export WINEPREFIX="$PWD/target/wine" WINEDEBUG=-all LC_ALL=C.UTF-8
unset DISPLAY LANG LC_MESSAGES NENPO_LANG SOURCE_DATE_EPOCH
wine=/usr/lib/wine/wine64
if [ ! -f "$WINEPREFIX/system.reg" ]; then
  say "Wine"
  "$wine" wineboot --init >/dev/null 2>&1
  "$wine" winecfg -v win10
fi
# It stays, or each command would wait for it to begin; one that is left of another run would stay as it is.
/usr/lib/wine/wineserver -k || true
/usr/lib/wine/wineserver -w
/usr/lib/wine/wineserver -p
trap '/usr/lib/wine/wineserver -k || true' EXIT
windows="$PWD/target/windows/nenpo"
cp "$programs/examples/exchange.exe" "$programs/"
for program in nenpo exchange hold; do
  printf '#!/bin/sh\nexec %s %s/%s.exe "$@"\n' "$wine" "$programs" "$program" > "target/windows/$program"
done
printf '#!/bin/sh\nexec %s cmd.exe /c "$@"\n' "$wine" > target/windows/cmd
chmod +x target/windows/nenpo target/windows/exchange target/windows/hold target/windows/cmd
work="$PWD/target/windows-for-tests"
rm -rf "$work"
mkdir -p "$work"
"$windows" --version

python3 tests/windows.py "$nenpo" "$windows" "$work"

say "20 kills of a build, and $kills of the exchange of two sites"
python3 tests/kills.py "$windows" "$PWD/target/debug/examples/stress" "$work/kills" 20 --aside
python3 tests/kills.py "$PWD/target/windows/exchange" - "$work/exchange" "$kills" --aside
printf '\nWindows: all passed in %d s.\n' "$((SECONDS - begin))"
