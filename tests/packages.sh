#!/usr/bin/env bash
# Packages of the program, made and installed as far as this machine can: `tests/run packages`. An archive, a Debian package (where
# this user may install one), a wheel in an environment of its own, and `cargo install`. All carry the tests' own build of the
# program, so that nothing is compiled twice: the packages of a release are built by .github/workflows/release.yml.
set -euo pipefail
cd "$(dirname "$0")/.."
begin=$SECONDS
export CARGO_PROFILE_DEV_OPT_LEVEL="${CARGO_PROFILE_DEV_OPT_LEVEL:-1}"
say() { printf '\n== %s (%d s)\n' "$1" "$((SECONDS - begin))"; }
made="$PWD/target/packages-for-tests"
rm -rf "$made"
mkdir -p "$made"
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"

# tries PROGRAM: it makes a site of its own.
tries() {
  local site
  site="$(mktemp -d)"
  (cd "$site" && "$1" --version | grep -qx "nenpo $version" && "$1" init a >/dev/null && "$1" build --root a >/dev/null && test -f a/output/site/index.html)
  rm -rf "$site"
}

say "licences and bill of materials"
python3 packaging/inventory.py --check
if [ ! -d target/python-cyclonedx ]; then
  python3 -m pip install --quiet --disable-pip-version-check --target target/python-cyclonedx 'cyclonedx-python-lib[json-validation]==11.12.0'
fi
PYTHONPATH=target/python-cyclonedx python3 - <<'P'
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_5).validate_str(open("packaging/sbom.cdx.json", encoding="utf-8").read())
assert wrong is None, wrong
print("CycloneDX 1.5: valid")
P

if command -v cargo-deny >/dev/null; then
  say "licences, sources and known faults of crates"
  cargo deny --offline --locked check --hide-inclusion-graph licenses bans sources
  if cargo deny fetch db 2>/dev/null; then
    cargo deny --locked check advisories
  else
    echo "known faults: not looked at, their list cannot be had here"
  fi
fi

say "the program"
cargo build --quiet --bins
# Lines for debuggers are half of it.
nenpo="$made/nenpo"
strip -o "$nenpo" target/debug/nenpo

say "archive"
python3 packaging/pack.py archive "$nenpo" x86_64-unknown-linux-gnu "$made"
python3 packaging/pack.py archive "$nenpo" x86_64-unknown-linux-gnu "$made/again" >/dev/null
(cd "$made" && sha256sum --check --quiet ./*.sha256 && cmp nenpo-*.tar.gz again/nenpo-*.tar.gz && tar -xzf nenpo-*.tar.gz)
tries "$made/nenpo-$version-x86_64-unknown-linux-gnu/nenpo"
for page in nenpo.1 ja/nenpo-build.1; do
  MANWIDTH=80 man -l "$made/nenpo-$version-x86_64-unknown-linux-gnu/man/$page" 2>/dev/null | head -n 4 || true
done
bash -n "$made/nenpo-$version-x86_64-unknown-linux-gnu/completions/nenpo.bash"
# The program of Windows, where `tests/run windows` has built it.
exe=target/windows/x86_64-pc-windows-gnu/debug/nenpo.exe
if [ -f "$exe" ]; then
  strip -o "$made/nenpo.exe" "$exe"
  python3 packaging/pack.py archive "$made/nenpo.exe" x86_64-pc-windows-gnu "$made" "$nenpo"
  python3 -m zipfile -t "$made/nenpo-$version-x86_64-pc-windows-gnu.zip" >/dev/null
fi

say "Debian package"
python3 packaging/pack.py deb "$nenpo" "$(dpkg --print-architecture)" "$made"
package="$(echo "$made"/nenpo_*.deb)"
dpkg-deb --info "$package" | sed -n 's/^ \(Package\|Version\|Depends\)/\1/p'
if [ "$(id -u)" = 0 ] && ! dpkg-query -W nenpo >/dev/null 2>&1; then
  dpkg --install "$package" >/dev/null
  trap 'dpkg --purge nenpo >/dev/null' EXIT
  dpkg --verify nenpo
  tries /usr/bin/nenpo
  test -f /usr/share/man/man1/nenpo-build.1.gz
  dpkg --purge nenpo >/dev/null
  trap - EXIT
  test ! -e /usr/bin/nenpo
  echo "installed, tried, and removed"
fi

say "wheel"
if [ ! -x target/maturin/bin/maturin ]; then
  python3 -m venv target/maturin
  target/maturin/bin/pip install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
fi
target/maturin/bin/maturin build --quiet --profile dev --out "$made"
python3 -m venv "$made/python"
"$made/python/bin/pip" install --quiet --disable-pip-version-check --no-index "$made"/nenpo-*.whl
tries "$made/python/bin/nenpo"

say "cargo install"
cargo install --quiet --path . --locked --debug --target-dir target --root "$made/installed" --no-track 2>/dev/null
tries "$made/installed/bin/nenpo"

say "manifests of package managers"
for target in x86_64-pc-windows-msvc.zip aarch64-apple-darwin.tar.gz x86_64-apple-darwin.tar.gz x86_64-unknown-linux-musl.tar.gz; do
  printf '%064d  x\n' 0 > "$made/nenpo-$version-$target.sha256"
done
python3 packaging/pack.py manifests owner/nenpo "$made" >/dev/null
! grep -rn '@[a-z:]*@' "$made/manifests"
if command -v ruby >/dev/null; then ruby -c "$made/manifests/homebrew/nenpo.rb"; fi
python3 - "$made" <<'P'
# `cargo binstall` asks for the archives by the names that they have.
import pathlib, sys, tomllib
made = pathlib.Path(sys.argv[1])
package = tomllib.loads((made / "manifests/cargo/Cargo.toml").read_text(encoding="utf-8"))["package"]
binstall, ends = package["metadata"]["binstall"], {"tgz": ".tar.gz", "zip": ".zip"}
for target in ("x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-apple-darwin", "x86_64-unknown-linux-musl"):
    words = {"repo": package["repository"], "version": package["version"], "target": target}
    words["archive-suffix"] = ends[binstall["overrides"].get(target, binstall)["pkg-fmt"]]
    address = binstall["pkg-url"]
    for word, value in words.items():
        address = address.replace(f"{{ {word} }}", value)
    folder, name = address.rsplit("/", 1)
    assert folder == f"https://github.com/owner/nenpo/releases/download/v{package['version']}", address
    assert (made / f"{name}.sha256").is_file(), address
    print("binstall:", address)
P
PYTHONPATH=target/python python3 - "$made/manifests" <<'P'
import pathlib, sys, yaml
for path in [*pathlib.Path(sys.argv[1]).rglob("*.yaml"), pathlib.Path(".github/workflows/release.yml")]:
    assert yaml.safe_load(path.read_text(encoding="utf-8")), path
    print(path.name)
# Whatever the workflow runs of the repository is there.
import re
for name in re.findall(r"packaging/[a-z.]+", pathlib.Path(".github/workflows/release.yml").read_text()):
    assert pathlib.Path(name).is_file(), name
P
printf '\nPackages: all passed in %d s.\n' "$((SECONDS - begin))"
