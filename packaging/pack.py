#!/usr/bin/env python3
"""Packs a program that was built: `packaging/pack.py archive|deb|manifests …`. The same program gives the same bytes.

    pack.py archive PROGRAM TARGET FOLDER [HOST_PROGRAM]   FOLDER/nenpo-VERSION-TARGET.tar.gz, or .zip for Windows
    pack.py deb PROGRAM ARCHITECTURE FOLDER                FOLDER/nenpo_VERSION_ARCHITECTURE.deb
    pack.py manifests REPOSITORY FOLDER                    FOLDER/manifests/: winget, Homebrew and Cargo.toml, from the archives in FOLDER

Each package holds the program, its licences and those of all that is in it, completions for shells, and pages for `man`. These
are what HOST_PROGRAM prints, where PROGRAM does not run on this machine. REPOSITORY is `owner/name`; Cargo.toml is that of the
repository and names it, so that `cargo binstall` finds the archives once the crate is published with it.
"""

import gzip
import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]
VERSION = PACKAGE["version"]
SHELLS = {"bash": "nenpo.bash", "zsh": "_nenpo", "fish": "nenpo.fish", "powershell": "_nenpo.ps1", "elvish": "nenpo.elv"}


def printed(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True).stdout


def manuals(program, language):
    """Pages for `man`, by their file names."""
    commands = re.findall(r"^  ([a-z]+)  ", printed(program, "--lang", "en", "--help").decode(), re.MULTILINE)
    assert len(commands) > 10, commands
    pages = {"nenpo.1": printed(program, "--lang", language, "man")}
    return pages | {f"nenpo-{command}.1": printed(program, "--lang", language, "man", command) for command in commands}


def contents(program, host, windows):
    """What is in an archive: paths to bytes."""
    files = {f"nenpo{'.exe' if windows else ''}": Path(program).read_bytes()}
    for name in ("README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "packaging/licences.txt", "packaging/sbom.cdx.json",
                 "docs/installing.md"):
        files[Path(name).name] = (ROOT / name).read_bytes()
    for image in re.findall(r"\]\((images/[^)]+)\)", files["installing.md"].decode()):
        files[image] = (ROOT / "docs" / image).read_bytes()
    for shell, name in SHELLS.items():
        files[f"completions/{name}"] = printed(host, "--lang", "ja", "completions", shell)
    if not windows:
        files |= {f"man/{name}": page for name, page in manuals(host, "en").items()}
        files |= {f"man/ja/{name}": page for name, page in manuals(host, "ja").items()}
    return files


def mode_of(path):
    return 0o755 if path.rsplit("/", 1)[-1] in ("nenpo", "nenpo.exe") else 0o644


def archive(program, target, folder, host=None):
    windows = "windows" in target
    files, top = contents(program, host or program, windows), f"nenpo-{VERSION}-{target}"
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if windows:
        path = folder / f"{top}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in sorted(files.items()):
                # What people read in the editors of Windows.
                data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if name.endswith((".md", ".txt", "-MIT", "-APACHE")) else data
                entry = zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode_of(name) << 16
                out.writestr(entry, data)
    else:
        path = folder / f"{top}.tar.gz"
        plain = io.BytesIO()
        with tarfile.open(fileobj=plain, mode="w") as out:
            for name, data in sorted(files.items()):
                entry = tarfile.TarInfo(f"{top}/{name}")
                entry.size, entry.mode = len(data), mode_of(name)
                out.addfile(entry, io.BytesIO(data))
        path.write_bytes(gzip.compress(plain.getvalue(), mtime=0))
    seal(path)


def seal(path):
    path.with_name(path.name + ".sha256").write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n", newline="\n")
    print(path)


def control(program, architecture, size):
    # A program of musl needs nothing; others the C library of the release they were built on.
    linked = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    version = os.confstr("CS_GNU_LIBC_VERSION").split()[-1] if hasattr(os, "confstr") else ""
    depends = f"Depends: libc6 (>= {version})\n" if "libc.so" in linked else ""
    return (f"Package: nenpo\nVersion: {VERSION}\nArchitecture: {architecture}\nMaintainer: nenpo developers <nenpo@invalid>\n"
            f"Installed-Size: {size}\n{depends}Section: text\nPriority: optional\nDescription: {PACKAGE['description']}\n"
            " Reads yearly sheets of municipalities (YAML and Markdown), checks them, and\n"
            " publishes a static site with charts, tables and open data.\n")


def deb(program, architecture, folder):
    usr = {"usr/bin/nenpo": Path(program).read_bytes()}
    for language, at in (("en", "usr/share/man/man1"), ("ja", "usr/share/man/ja/man1")):
        usr |= {f"{at}/{name}.gz": gzip.compress(page, mtime=0) for name, page in manuals(program, language).items()}
    for shell, path in (("bash", "bash-completion/completions/nenpo"), ("zsh", "zsh/vendor-completions/_nenpo"),
                        ("fish", "fish/vendor_completions.d/nenpo.fish")):
        usr[f"usr/share/{path}"] = printed(program, "--lang", "ja", "completions", shell)
    doc = "usr/share/doc/nenpo"
    usr[f"{doc}/copyright"] = printed(program, "--lang", "en", "licences")
    usr[f"{doc}/changelog.gz"] = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
    usr[f"{doc}/sbom.cdx.json"] = (ROOT / "packaging/sbom.cdx.json").read_bytes()
    with tempfile.TemporaryDirectory() as tree:
        tree = Path(tree)
        tree.chmod(0o755)
        for name, data in usr.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for path in tree.rglob("*"):
            path.chmod(0o755 if path.is_dir() else mode_of(str(path)) if path.parent.name == "bin" else 0o644)
        (tree / "DEBIAN").mkdir(mode=0o755)
        (tree / "DEBIAN/control").write_text(control(program, architecture, sum(map(len, usr.values())) // 1024 + 1))
        sums = "".join(f"{hashlib.md5(data).hexdigest()}  {name}\n" for name, data in sorted(usr.items()))
        (tree / "DEBIAN/md5sums").write_text(sums)
        path = Path(folder) / f"nenpo_{VERSION}_{architecture}.deb"
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, path], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"})
    seal(path)


def manifests(repository, folder):
    folder = Path(folder)
    sums = {path.name.removesuffix(".sha256"): path.read_text().split()[0] for path in folder.glob("*.sha256")}

    def fill(match):
        word = match[1]
        if word.startswith("sum:"):
            return sums[f"nenpo-{VERSION}-{word[4:]}"]
        return {"version": VERSION, "repository": repository, "owner": repository.split("/")[0], "about": PACKAGE["description"]}[word]

    target = folder / "manifests"
    shutil.rmtree(target, ignore_errors=True)
    for template in sorted((ROOT / "packaging/templates").rglob("*.*")):
        path = target / template.relative_to(ROOT / "packaging/templates")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"@([a-z]+(?::[a-z0-9_.-]+)?)@", fill, template.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        print(path)
    path = target / "cargo/Cargo.toml"
    path.parent.mkdir()
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    named = text.replace("[package]\n", f'[package]\nrepository = "https://github.com/{repository}"\n', 1)
    path.write_text(text if "repository" in PACKAGE else named, encoding="utf-8", newline="\n")
    print(path)


if __name__ == "__main__":
    command = {"archive": archive, "deb": deb, "manifests": manifests}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    sys.exit(command(*sys.argv[2:]) if command else __doc__)
