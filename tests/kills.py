"""A build that is killed, or that finds the disk full, leaves the whole old site or the whole new one.

    python3 tests/kills.py NENPO STRESS FOLDER [KILLS] [--aside]
    python3 tests/kills.py EXCHANGE - FOLDER [KILLS] [--aside]

EXCHANGE is the example that publishes a site without making it: many more kills hit the exchange in the same time. With --aside there may be no site for a moment, as on Windows, which exchanges no folders: then the old one is whole beside it,
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
makes = sys.argv[2] != "-"
kills = int(sys.argv[4]) if len(sys.argv) > 4 else 200
aside = sys.argv[-1] == "--aside"
random.seed(20261121)


def tree(site):
    """Every file of a site with the sum of its bytes."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def command(edition, output):
    # Relative, since a program under Wine reads paths of Windows.
    if not makes:
        return [nenpo, edition, output.relative_to(folder)]
    return [nenpo, "--lang", "en", "build", "--root", edition, "--output", output.relative_to(folder)]


def build(edition, output):
    return subprocess.run(command(edition, output), cwd=folder, capture_output=True, text=True)


def left_over(output):
    return [path.name for path in output.iterdir() if path.name.startswith(("site.new", "site.old", "site.manifest.new"))]


shutil.rmtree(folder, ignore_errors=True)
if makes:
    subprocess.run([stress, folder / "one", "10", "2"], check=True)
    shutil.copytree(folder / "one", folder / "two")
    settings = folder / "two/content/site.yaml"
    settings.write_text(settings.read_text().replace("title: ", "title: 新しい", 1))
    shutil.rmtree(next((folder / "two/content/2024").iterdir()))
else:
    folder.mkdir(parents=True)

editions = {}
for edition in ("one", "two"):
    assert build(edition, folder / f"whole-{edition}").returncode == 0
    editions[edition] = tree(folder / f"whole-{edition}/site")
assert editions["one"] != editions["two"]

# Written just before the sites are exchanged, and given its name right after it.
next_manifest = folder / "output/site.manifest.new"


def written():
    """When the next manifest was written, if it is there: a killed build may have left one of its own."""
    try:
        found = next_manifest.stat()
        return found.st_ino, found.st_mtime_ns
    except FileNotFoundError:
        return None


def begins(process, before):
    """Waits until a build is about to exchange the sites; whether it came to that."""
    while (now := written()) is None or now == before:
        if process.poll() is not None:
            return False
        # Much less than an exchange takes; without it this would take a processor from the build.
        time.sleep(0.0005)
    return True


# How long a build takes that finds another site, and its exchange of the two.
output = folder / "output"
assert build("one", output).returncode == 0
lengths, exchanges = [], []
for edition in ("two", "one", "two", "one", "two", "one"):
    begin = time.monotonic()
    process = subprocess.Popen(command(edition, output), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    exchange = time.monotonic() if begins(process, None) else None
    while written():
        time.sleep(0.0001)
    if exchange:
        exchanges.append(time.monotonic() - exchange)
    assert process.wait() == 0
    lengths.append(time.monotonic() - begin)
# A busy machine makes some of them longer, and none shorter.
length, exchange = sorted(lengths)[3], sorted(exchanges)[len(exchanges) // 4]

# Killed at random moments: a third of them at any, the others while the sites are exchanged or just after.
killed = {"old": 0, "new": 0, "too late": 0, "aside": 0}
standing = "one"
for kill in range(kills):
    to_be, before = "two" if standing == "one" else "one", written()
    process = subprocess.Popen(command(to_be, output), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if kill % 3 == 0:
        time.sleep(random.uniform(0, 1.1) * length)
    elif begins(process, before):
        until = time.monotonic() + random.uniform(0, 2.5) * exchange
        # To sleep would take longer than the exchange.
        while time.monotonic() < until:
            pass
    process.send_signal(signal.SIGKILL)
    late = process.wait() == 0
    if aside and not (output / "site").exists():
        [old] = output.glob("site.old-*")
        assert tree(old) == editions[standing], f"kill {kill}: the old site is not whole"
        killed["aside"] += 1
    else:
        found = tree(output / "site")
        which = [edition for edition, files in editions.items() if files == found]
        assert which, f"kill {kill}: the site is neither the old one nor the new one"
        killed["too late" if late else "old" if which[0] == standing else "new"] += 1
        standing = which[0]
        if kill % 10 != 9:
            continue
    # The next build gives the site its name back and clears away what killed ones left.
    done = build(standing, output)
    assert done.returncode == 0, done.stderr
    assert not left_over(output), left_over(output)
    assert tree(output / "site") == editions[standing]
    subprocess.run(["sha256sum", "--check", "--quiet", "site.manifest"], cwd=output, check=True)
print(f"{kills} kills of a build of {length:.2f} s, which exchanges sites in {exchange * 1000:.1f} ms, leave: {killed}")
assert killed["too late"] < kills * 2 / 3, "builds are over before they are killed"
if kills >= 60:
    # Else they say nothing of the exchange.
    assert killed["old"] > 0 and killed["new"] > 0, "all builds were killed on one side of the exchange"
if kills >= 100 and aside:
    assert killed["aside"] > 0, "no build was killed while the old site was aside"

if aside or not makes:
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
