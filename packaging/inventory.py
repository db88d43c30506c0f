#!/usr/bin/env python3
"""Writes packaging/licences.txt and packaging/sbom.cdx.json: which crates are in the program, under which licences.

A crate is in the program if Cargo.toml asks for it, for whatever system, or a crate that is in it does; what only tests need is
not. The texts are those that each crate carries. Run it after a change of Cargo.lock (`python3 packaging/inventory.py`); with
--check it writes nothing and says whether both files are current.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES, SBOM = ROOT / "packaging/licences.txt", ROOT / "packaging/sbom.cdx.json"
NAMES = re.compile(r"^(licen[cs]e|copying|notice|unlicense|copyright)([-._].*)?$", re.IGNORECASE)
RULE = "=" * 80


def in_program(manifest, lock):
    """All packages of the lock that the program is made of, sorted."""
    packages = {}
    for package in lock["package"]:
        packages.setdefault(package["name"], []).append(package)

    def find(wanted):
        name, _, version = wanted.partition(" ")
        found = [package for package in packages[name] if not version or package["version"] == version.split(" ")[0]]
        assert len(found) == 1, wanted
        return found[0]

    asked = asked_names(manifest)
    own = find(manifest["package"]["name"])
    waiting = [find(wanted) for wanted in own["dependencies"] if wanted.split(" ")[0] in asked]
    found = {}
    while waiting:
        package = waiting.pop()
        if (package["name"], package["version"]) not in found:
            found[package["name"], package["version"]] = package
            waiting.extend(find(wanted) for wanted in package.get("dependencies", []))
    return [found[key] for key in sorted(found)]


def sources():
    """Folders that the package manager keeps sources in."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    return sorted((home / "registry/src").iterdir())


def folder_of(package):
    name = f"{package['name']}-{package['version']}"
    for source in sources():
        if (source / name).is_dir():
            return source / name
    sys.exit(f"{name} is not on this machine; run: cargo fetch --locked")


def described(package):
    """A package with the licence that its manifest states, and the texts it carries."""
    folder = folder_of(package)
    manifest = tomllib.loads((folder / "Cargo.toml").read_text(encoding="utf-8"))["package"]
    texts = []
    # Sources in C that a crate carries have theirs deeper.
    for path in sorted(folder.rglob("*")):
        if path.is_file() and NAMES.match(path.name) and path.suffix not in (".rs", ".py", ".js", ".toml"):
            text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip("\n")
            texts.append((path.name, "\n".join(line.rstrip() for line in text.split("\n"))))
    licence = manifest.get("license") or f"see {manifest.get('license-file')}"
    return {**package, "licence": licence.replace("/", " OR ") if " OR " not in licence else licence, "texts": texts,
            "authors": [author.split(" <")[0] for author in manifest.get("authors", [])], "about": manifest.get("description", "")}


def licences(packages):
    """One list of all packages, then every different text once, with those that carry it."""
    lines = [f"The program nenpo is made of these {len(packages)} packages of the Rust registry, besides its own sources (MIT OR Apache-2.0)",
             "and the Rust standard library (MIT OR Apache-2.0). Every text stands once, below the packages that carry it.", ""]
    for package in packages:
        authors = f" ({', '.join(package['authors'])})" if not package["texts"] and package["authors"] else ""
        lines.append(f"{package['name']} {package['version']}: {package['licence']}{authors}")
    carried = {}
    for package in packages:
        for _, text in package["texts"]:
            # The same text, however its lines are broken.
            key = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
            carried.setdefault(key, (text, []))[1].append(f"{package['name']} {package['version']}")
    for text, carriers in sorted(carried.values(), key=lambda entry: (-len(entry[1]), entry[1])):
        lines += ["", RULE, ", ".join(dict.fromkeys(carriers)), RULE, "", text]
    return "\n".join(lines) + "\n"


def sbom(manifest, packages):
    """CycloneDX 1.5, as JSON. No time and no serial number: the same sources give the same bytes."""
    own = manifest["package"]
    reference = lambda package: f"pkg:cargo/{package['name']}@{package['version']}"
    by_name = {}
    for package in packages:
        by_name.setdefault(package["name"], []).append(package)

    def depends_on(package):
        out = []
        for wanted in package.get("dependencies", []):
            name, _, version = wanted.partition(" ")
            out += [reference(found) for found in by_name.get(name, []) if not version or found["version"] == version.split(" ")[0]]
        return sorted(out)

    components = [{
        "type": "library", "bom-ref": reference(package), "name": package["name"], "version": package["version"], "scope": "required",
        "purl": reference(package), "licenses": [{"expression": package["licence"]}],
        "hashes": [{"alg": "SHA-256", "content": package["checksum"]}],
    } for package in packages]
    program = f"pkg:cargo/{own['name']}@{own['version']}"
    lock = {"name": own["name"], "dependencies": [f"{package['name']} {package['version']}" for package in packages
                                                  if package["name"] in asked_names(manifest)]}
    dependencies = [{"ref": program, "dependsOn": depends_on(lock)}]
    dependencies += [{"ref": reference(package), "dependsOn": depends_on(package)} for package in packages]
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": {
        "type": "application", "bom-ref": program, "name": own["name"], "version": own["version"], "description": own["description"],
        "licenses": [{"expression": own["license"]}], "purl": program}}, "components": components, "dependencies": dependencies}
    return json.dumps(bom, ensure_ascii=False, indent=1) + "\n"


def asked_names(manifest):
    tables = [manifest] + list(manifest.get("target", {}).values())
    return {entry.get("package", name) if isinstance(entry, dict) else name
            for table in tables for kind in ("dependencies", "build-dependencies") for name, entry in table.get(kind, {}).items()}


def main():
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], cwd=ROOT, check=True)
    packages = [described(package) for package in in_program(manifest, lock)]
    stale = []
    for path, text in ((LICENCES, licences(packages)), (SBOM, sbom(manifest, packages))):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8", newline="\n")
    silent = [f"{package['name']} {package['version']}" for package in packages if not package["texts"]]
    print(f"{len(packages)} packages; without a text of their own: {', '.join(silent) or 'none'}")
    if stale and "--check" in sys.argv:
        sys.exit(f"not current: {', '.join(stale)}; run: python3 packaging/inventory.py")


if __name__ == "__main__":
    main()
