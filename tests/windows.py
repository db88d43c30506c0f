"""The program for Windows under Wine beside the program of this machine: `tests/windows.sh` builds both and runs this.

    python3 tests/windows.py NENPO WINDOWS FOLDER

Every command is run by both, each in a folder of its own; they have to print the same, exit alike and write the same bytes. A `\\`
in what Windows prints counts as `/`.
"""

import contextlib
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

linux, windows, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
root = pathlib.Path(__file__).resolve().parent.parent
here, there = folder / "linux", folder / "windows"
# What chance or this machine's time makes: the names and contents of shares, and what a build keeps for the next one.
OWN = re.compile(r"(^|/)(\.nenpo\.(stamp|kept|lock)|shares/.*)$")


def run(program, cwd, arguments, variables=None, stdin=None):
    environment = {**os.environ, "NO_COLOR": "1", "NENPO_LANG": "ja", **(variables or {})}
    return subprocess.run([program, *arguments], cwd=cwd, env=environment, stdin=stdin or subprocess.DEVNULL, capture_output=True)


def shown(done):
    text = (done.stdout + done.stderr).decode("utf-8").replace("\r\n", "\n").replace("\\", "/")
    text = re.sub(r"(shares/[^-]+)-[0-9a-z]{8}", r"\1-CHANCE", text)
    return re.sub(r"(：)[0-9a-f]{4}( [0-9a-f]{4}){3}", r"\1CHANCE", text)


def both(*arguments, status=0, variables=None):
    """Runs a command by both programs; what it printed."""
    one, other = run(linux, here, arguments, variables), run(windows, there, arguments, variables)
    assert one.returncode == other.returncode == status, (arguments, one.returncode, other.returncode, shown(other)[-2000:])
    assert shown(one) == shown(other), f"{arguments}\n--- here\n{shown(one)}\n--- Windows\n{shown(other)}"
    return shown(other)


def files(of):
    paths = {str(path.relative_to(of)): path for path in of.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if not OWN.search(name)}


def same(name=""):
    """Compares all files of both folders; how many."""
    one, other = files(here / name), files(there / name)
    differ = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    assert not differ, f"{len(differ)} files differ: {differ[:9]}"
    return len(other)


def say(what):
    print(f"ok: {what}", flush=True)


def put(path, text):
    for side in (here, there):
        (side / path).parent.mkdir(parents=True, exist_ok=True)
        (side / path).write_bytes(text if isinstance(text, bytes) else text.encode())


for side in (here, there):
    side.mkdir(parents=True)
    shutil.copytree(root / "content", side / "site/content")

# The first site, in a folder with a Japanese name.
assert "見本のサイト" in both("init", "町")
both("init", "町", status=2)
both("check", "--root", "町")
both("new", "2025", "kitahama", "--from", "2024", "--root", "町")
both("fix", "--root", "町")
both("build", "--root", "町")
say(f"init, new, check, fix and build of the sample: {same('町')} files")

# The repository's own site, its data, and a frozen year as a bag.
both("check", "--root", "site")
both("check", "--root", "site", "--format", "json")
assert "変わらないもの 0 個" in both("build", "--root", "site")
once = files(there / "site/output")
both("build", "--root", "site")
assert files(there / "site/output") == once
say(f"build, twice: {same('site/output')} files")
both("archive", "2021", "--date", "2022-03-31", "--zip", "--root", "site")
both("verify", "site/output/archive/2021")
both("verify", "site/output/archive/2021.zip")
both("build", "--root", "site")
say(f"archive, verify, and the site with the frozen year: {same('site/output')} files")

# What the office does.
both("schema", "--all", "--root", "site")
both("status", "2021", "--root", "site")
both("form", "export", "sheet-2023", "--year", "R5", "--place", "kawasaki", "--root", "site")
book = next(there.glob("*.xlsx"))
both("import", book.name, "--root", "site")
say(f"schema, status, form export, import of {book.name}: {same()} files")

# A share has a passphrase of chance; here one is given.
put("site/content/shares.yaml", "members: { for: 委員, places: [kawasaki], years: 2021, until: 2027-03-31 }\n")
secret = {"NENPO_PASSPHRASE": "kasune-motari-yohami", "SOURCE_DATE_EPOCH": "1789948800"}
both("share", "members", "--root", "site", variables=secret)
page = next((there / "site/output/shares").glob("*.html"))
# Names of chance are packed with the rest, a few bytes more or less.
assert abs(page.stat().st_size - next((here / "site/output/shares").glob("*.html")).stat().st_size) < 64
say("share")

# Slips are mended, also in a checkout with CRLF.
sheet = "site/content/2021/kawasaki/sheet.md"
text = (there / sheet).read_text(encoding="utf-8")
put(sheet, text.replace(": ", "： ", 3))
both("fix", "--write", "--root", "site")
same()
crlf = 0
for side in (here, there):
    shutil.copytree(root / "content", side / "crlf/content")
    for path in (side / "crlf/content").rglob("*"):
        if path.suffix in (".md", ".yaml"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            crlf += side == there
both("build", "--root", "crlf")
same("crlf/output")
both("build", "--root", "site", "--output", "plain")
(there / "lf").mkdir()
shutil.copytree(root / "content", there / "lf/content")
assert run(windows, there, ["build", "--root", "lf"]).returncode == 0
lf, ends = files(there / "lf/output/site"), files(there / "crlf/output/site")
differ = [name for name in lf.keys() | ends.keys() if lf.get(name) != ends.get(name)]
assert not differ, f"line ends change the site: {differ[:9]}"
say(f"fix; {crlf} sources with CRLF give the site that they give with LF")

# Paths as Windows writes them.
drive = "Z:" + str(there).replace("/", "\\")
for path in ("lf\\", ".\\lf", "LF", drive + "\\lf", drive.lower() + "\\LF", "\\\\?\\" + drive + "\\lf", drive.replace("\\", "/") + "/lf"):
    done = run(windows, there, ["build", "--root", path])
    assert done.returncode == 0 and "変わらないもの 0 個" not in shown(done), (path, shown(done))
done = run(windows, there, ["build", "--root", "lf", "--output", "LF\\Content\\out"])
assert done.returncode == 2 and "一方が、もう一方の中" in shown(done), shown(done)
long = "\\".join(["長い名前のフォルダー" * 4] * 6)
done = run(windows, there, ["build", "--root", "lf", "--output", long])
assert done.returncode == 0, shown(done)
assert files(there / long.replace("\\", "/") / "site") == lf
say(f"backslashes, drive letters, other case, \\\\?\\, and an output folder {len(drive + long)} characters deep")

# A shared folder of a server, which Wine has where this link leads.
share = pathlib.Path(os.environ["WINEPREFIX"]) / "dosdevices/unc/server/共有"
share.parent.mkdir(parents=True, exist_ok=True)
share.unlink(missing_ok=True)
share.symlink_to(there)
(there / "unc").mkdir()
server = "\\\\server\\共有"
for at in (server, server.replace("\\", "/"), "\\\\?\\UNC\\server\\共有"):
    done = run(windows, there, ["build", "--root", at + "\\lf", "--output", at + "\\unc\\out"])
    assert done.returncode == 0 and files(there / "unc/out/site") == lf, (at, shown(done))
    assert run(windows, there, ["check", "--root", at + "\\lf\\"]).returncode == 0
done = run(windows, there, ["build", "--root", server + "\\lf", "--output", server + "\\LF\\content"])
assert done.returncode == 2 and "一方が、もう一方の中" in shown(done), shown(done)
done = run(windows, there, ["verify", server + "\\site\\output\\archive\\2021.zip"])
assert done.returncode == 0, shown(done)
done = run(windows, there, ["build", "--root", "\\\\server\\ない\\lf"])
assert done.returncode == 2 and "//server/ない/lf" in shown(done), shown(done)
say("a shared folder of a server: \\\\server\\share, \\\\?\\UNC\\server\\share, and one that is not there")

# Names that no code page of Windows has.
both("init", "𠮷野家😀é")
both("build", "--root", "𠮷野家😀é", "--output", "出力 🗂")
say("arguments that no code page of Windows can spell")

# Names that Windows gives to devices: they are told and not waited for.
for name in ("aux.md", "com1.md", "nul.md", "a .md"):
    sheet = there / "lf/content/2021/kawasaki" / name
    sheet.write_text("---\nform: committee-report\n---\n")
    done = run(windows, there, ["check", "--root", "lf", "--format", "csv"])
    assert done.returncode == 1 and f"content/2021/kawasaki/{name},1," in shown(done) and "file-name" in shown(done), (name, shown(done))
    sheet.unlink()
say("names of devices, and names that end in a space")

# What other programs have open. Wine lets a folder be renamed while a file in it is open, and Windows does not: here the folder
# is open as well, as in a window of the Explorer.
@contextlib.contextmanager
def held(*paths, seconds=120):
    command = [windows.parent / "hold", str(seconds), *(path.replace("/", "\\") for path in paths)]
    holder = subprocess.Popen(command, cwd=there, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline().strip() == b"open", paths
        yield
    finally:
        holder.kill()
        holder.wait()


settings = there / "lf/content/site.yaml"
before, written = files(there / "lf/output/site"), settings.read_text(encoding="utf-8")
settings.write_text(re.sub(r"(?m)^title: .*$", "title: 別の題名", written), encoding="utf-8")
for paths, told in ((["lf/output/site"], "lf/output/site"), (["lf/output/site", "lf/output/site/data/figures.csv"], "figures.csv")):
    with held(*paths):
        begin = time.monotonic()
        done = run(windows, there, ["build", "--root", "lf"])
        took = time.monotonic() - begin
    assert done.returncode == 2 and "入れ替えられません" in shown(done) and told in shown(done), shown(done)
    assert 9 < took < 60, took
    assert files(there / "lf/output/site") == before
with held("lf/content/site.yaml", "lf/output/site", seconds=4):
    done = run(windows, there, ["build", "--root", "lf"])
assert done.returncode == 0 and files(there / "lf/output/site") != before, shown(done)
# What could not be removed then, since it is the same file as that of the old site, is gone now.
assert not list((there / "lf/output").glob("site.*-*"))
settings.write_text(written, encoding="utf-8")
say("a site that another program has open: waited for, then told by name, and as it was")

# The preview: a page, an edit, and Ctrl-C's stronger brother.
def preview(options, path, edit, wanted):
    """Serves a site, edits a file of it, and waits for what the page of a sheet then has to say."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen([windows, "serve", "--root", "lf", "--port", str(port), "--lang", "ja", *options], cwd=there,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def get():
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/2021/kawasaki.html", timeout=60) as answer:
            return answer.read().decode()

    try:
        until(60, lambda: "川崎市" in get())
        edited = there / "lf/content" / path
        edited.write_text(edit(edited.read_text(encoding="utf-8")), encoding="utf-8")
        until(30, lambda: wanted in get())
    finally:
        os.killpg(served.pid, signal.SIGKILL)


def until(seconds, found):
    begin = time.monotonic()
    while True:
        try:
            if found():
                return
        except OSError:
            pass
        assert time.monotonic() - begin < seconds, "it does not come"
        time.sleep(0.2)


# Wine reports changes in the folder that is watched, and not what lies deeper, as Windows does.
preview([], "site.yaml", lambda text: re.sub(r"(?m)^title: .*$", "title: 今しがた付けた題名", text), "今しがた付けた題名")
preview(["--poll"], "2021/kawasaki/sheet.md", lambda text: text + "\n今しがた書いたこと。\n", "今しがた書いたこと。")
say("serve: a page, an edit that the system reports, and one that is looked for")

# A program whose window nobody else uses: as after a double click.
def window(cwd, answers, wanted, seconds=60, command=(windows,), times=1):
    """Runs a program in a terminal of its own until it has printed `wanted` so often; all that it printed, without movements."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(command[0], [str(word) for word in command], {**os.environ, "NENPO_LANG": "ja", "TERM": "xterm"})
    text, begin = b"", time.monotonic()
    plain = lambda: re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][0-9A-B]?|\x1b\][^\x07]*\x07", "", text.decode("utf-8", "replace"))
    try:
        while plain().replace("\r", "").replace("\n", "").count(wanted) < times and time.monotonic() - begin < seconds:
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    text += os.read(terminal, 65536)
                except OSError:
                    break
            for asked, answer in list(answers.items()):
                if asked in plain():
                    # The console reads what is typed once it has shown its question.
                    time.sleep(1)
                    os.write(terminal, answer)
                    del answers[asked]
        return plain()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


(there / "空").mkdir()
told = window(there / "空", {"と Enter を押してください": b"\r"}, "止めるには Ctrl-C を押します")
assert (there / "空/見本のサイト/content/site.yaml").is_file(), told
told = window(there / "空", {}, "で見られます")
assert "http://127.0.0.1:" in told, told
told = window(there / "lf", {}, "で見られます")
assert "http://127.0.0.1:" in told, told
say("a double click: a sample site is made and shown; a site of one's own is shown")

# A console of a Japanese Windows has the code page 932, which pages of UTF-8 do not fit: the console itself is given characters,
# and a file UTF-8, without colours.
nenpo = "Z:" + str(windows.parent / "x86_64-pc-windows-gnu/debug/nenpo.exe").replace("/", "\\")
for root, name in (("町", "所見"), ("𠮷野家😀é", "語")):
    console = f'chcp 932 & {nenpo} check --root {root} & {nenpo} check --root {root} --format csv > {name}.csv 2> {name}.txt & chcp'
    told = window(there, {}, "932", command=(windows.parent / "cmd", console), times=2)
    assert "誤りはありません" in told, told
    told = (there / f"{name}.csv").read_bytes() + (there / f"{name}.txt").read_bytes()
    assert "所見の名前" in told.decode("utf-8") and b"\x1b" not in told, told
say("a console of code page 932, and output in files: UTF-8 without colours")
