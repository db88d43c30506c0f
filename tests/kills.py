"""A build that is killed, or that finds the disk full, leaves the whole old site or the whole new one.

    python3 tests/kills.py NENPO STRESS FOLDER [KILLS] [--aside]

With --aside there may be no site for a moment, as on Windows, which exchanges no folders: then the old one is whole beside it,
and the next build gives it its name back. NENPO and STRESS are the program and the example that writes large sites; FOLDER is made anew. Two editions of a site are
published over each other in turn, and builds are killed at random moments. Then the same on disks that are too small, where
this user may mount one.
"""

import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

nenpo, stress, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
kills = int(sys.argv[4]) if len(sys.argv) > 4 else 200
aside = sys.argv[-1] == "--aside"
random.seed(20261121)


def tree(site):
    """Every file of a site with the sum of its bytes."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def command(edition, output):
    # Relative, since a program under Wine reads paths of Windows.
    return [nenpo, "--lang", "en", "build", "--root", edition, "--output", output.relative_to(folder)]


def build(edition, output):
    return subprocess.run(command(edition, output), cwd=folder, capture_output=True, text=True)


def left_over(output):
    return [path.name for path in output.iterdir() if path.name.startswith(("site.new", "site.old", "site.manifest.new"))]


shutil.rmtree(folder, ignore_errors=True)
subprocess.run([stress, folder / "one", "20", "2"], check=True)
shutil.copytree(folder / "one", folder / "two")
settings = folder / "two/content/site.yaml"
settings.write_text(settings.read_text().replace("title: ", "title: 新しい", 1))
shutil.rmtree(next((folder / "two/content/2024").iterdir()))

editions = {}
for edition in ("one", "two"):
    assert build(edition, folder / f"whole-{edition}").returncode == 0
    editions[edition] = tree(folder / f"whole-{edition}/site")
assert editions["one"] != editions["two"]

# How long a build takes that finds another site.
output = folder / "output"
lengths = []
for edition in ("one", "two", "one", "two", "one", "two", "one"):
    begin = time.monotonic()
    assert build(edition, output).returncode == 0
    lengths.append(time.monotonic() - begin)
length = sorted(lengths[1:])[3]

# Killed at random moments: half of them at any, half of them about the time of the exchange, near the end.
killed = {"old": 0, "new": 0, "too late": 0, "aside": 0}
standing = "one"
for kill in range(kills):
    to_be = "two" if standing == "one" else "one"
    process = subprocess.Popen(command(to_be, output), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    near = kill % 2 == 0
    time.sleep(length * (random.uniform(0.7, 1.2) if near else random.uniform(0, 1.1)))
    process.send_signal(signal.SIGKILL)
    late = process.wait() == 0
    if aside and not (output / "site").exists():
        [old] = output.glob("site.old-*")
        assert tree(old) == editions[standing], f"kill {kill}: the old site is not whole"
        killed["aside"] += 1
        done = build(standing, output)
        assert done.returncode == 0 and not left_over(output), done.stderr
        assert tree(output / "site") == editions[standing]
        continue
    found = tree(output / "site")
    which = [edition for edition, files in editions.items() if files == found]
    assert which, f"kill {kill}: the site is neither the old one nor the new one"
    killed["too late" if late else "old" if which[0] == standing else "new"] += 1
    # Other work on the machine comes and goes, and builds take longer or shorter with it.
    if late:
        length *= 0.93
    elif near and which[0] == standing:
        length *= 1.03
    standing = which[0]
    if kill % 20 == 19:
        # The next build clears away what killed ones left.
        done = build(standing, output)
        assert done.returncode == 0, done.stderr
        assert not left_over(output), left_over(output)
        assert tree(output / "site") == editions[standing]
        subprocess.run(["sha256sum", "--check", "--quiet", "site.manifest"], cwd=output, check=True)
print(f"{kills} kills of a build of {length:.2f} s leave: {killed}")
# Else they say nothing of the exchange.
assert killed["old"] > 0 and killed["new"] + killed["too late"] > 0, "all builds were killed on one side of the exchange"
assert killed["too late"] < kills / 2, "builds are over before they are killed"

if aside:
    # What a disk of Windows does when it is full, Wine does not show.
    sys.exit()

# Disks that are too small.
size = sum(path.stat().st_size + 4096 for path in (folder / "whole-one/site").rglob("*"))
disk = folder / "disk"
disk.mkdir()
full = whole = 0
for share in (1.02, 1.1, 1.3, 1.6, 1.9, 2.0, 2.05, 2.1, 2.2, 2.6):
    options = ["-t", "tmpfs", "-o", f"size={int(size * share)}", "tmpfs", disk]
    if subprocess.run(["mount", *options], capture_output=True).returncode != 0:
        print("this user may not mount a small disk: not tried on full ones")
        break
    try:
        first = build("one", disk)
        if first.returncode != 0:
            assert not (disk / "site").exists() and not left_over(disk), "a first build left something"
            continue
        done = build("two", disk)
        found = tree(disk / "site")
        assert not left_over(disk), left_over(disk)
        if done.returncode == 0:
            whole += 1
            assert found == editions["two"]
        else:
            full += 1
            assert done.returncode == 2 and "full" in done.stderr, done.stderr
            assert found == editions["one"], "a full disk changed the site"
    finally:
        subprocess.run(["umount", disk], check=True)
else:
    assert full and whole, (full, whole)
    print(f"{full} builds on full disks left the old site, {whole} had room for the new one")
