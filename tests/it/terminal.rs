//! What reaches a terminal: no text of anybody else acts there, and an output that takes no more ends no command in a panic.
//!
//! Commands run on a pseudo-terminal, since styling is taken out on a pipe, and much with it. Everything that others can
//! write holds [`EVIL`]: values, keys, names of files, bags, notes, themes, arguments.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nenpo::text::hidden::hidden;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use tempfile::TempDir;

use crate::case::{copy, put, repository};

/// Sets a title, clears the screen, goes to its first line, colours, erases, goes back, and turns the direction.
const EVIL: &str = "\x1b]0;OWNED\x07\x1b[2J\x1b[H\x1b[45;5mX\u{9b}2K\x7f\x08\r\u{202e}\u{3164}";
/// The same as YAML spells it.
const SPELT: &str = r"\e]0;OWNED\a\e[2J\e[H\e[45;5mX\x9b2K\x7f\b\r\u202e\u3164";

/// A folder with a small site, in which commands run on a terminal.
struct TestFolder(TempDir);

/// What a command printed, and its exit status.
struct Printed {
    text: String,
    status: Option<i32>,
}

impl TestFolder {
    fn new() -> TestFolder {
        let folder = TestFolder(tempfile::tempdir().unwrap());
        copy(&repository("tests/commands/site"), folder.0.path());
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.path(path), text);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nenpo"));
        command.args(arguments).current_dir(self.0.path()).env("TERM", "xterm-256color").env("LANG", "ja_JP.UTF-8");
        for variable in
            ["NO_COLOR", "NENPO_LANG", "LC_ALL", "LC_MESSAGES", "CI", "SOURCE_DATE_EPOCH", "NENPO_PASSPHRASE"]
        {
            command.env_remove(variable);
        }
        command
    }

    /// Runs a command with all its streams on a terminal.
    fn on_a_terminal(&self, arguments: &[&str]) -> Printed {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let end = || Stdio::from(OpenOptions::new().read(true).write(true).open(&name).unwrap());
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::null()).stdout(end()).stderr(end()).spawn().unwrap();
        // The last other end is closed with the command, and reading fails.
        drop(command);
        let (mut master, mut bytes, mut some) = (File::from(master), Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = master.read(&mut some) {
            bytes.extend_from_slice(&some[..count]);
        }
        Printed { text: String::from_utf8(bytes).unwrap(), status: child.wait().unwrap().code() }
    }
}

impl Printed {
    /// What would act on a terminal, besides the styling of the program and its line of progress.
    fn acts(&self) -> Vec<char> {
        let text = self.text.replace("\r\x1b[K", "");
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("\x1b[") {
            plain.push_str(before);
            let length = after.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
            let ours = after[length..].starts_with('m') && !after[..length].contains("45;5");
            rest = if ours { &after[length + 1..] } else { after };
            plain.push_str(if ours { "" } else { "\x1b" });
        }
        plain.push_str(rest);
        hidden(&plain).into_iter().map(|(_, c, _)| c).collect()
    }
}

/// Writes what others may write.
type Write = Box<dyn Fn(&TestFolder)>;

/// Every place of the site in which others write, each alone, so that one fault hides no other.
fn places() -> Vec<(&'static str, Write)> {
    let front = |lines: String| {
        move |folder: &TestFolder| {
            folder.put("content/2021/kitahama/sheet.md", &format!("---\nform: sheet\n{lines}\n---\n"));
        }
    };
    vec![
        ("a value", Box::new(front(format!("人口: \"{SPELT}\"")))),
        ("a key", Box::new(front(format!("\"{SPELT}\": 1")))),
        ("a form", Box::new(front(format!("人口: 1人\n\"form\": \"{SPELT}\"")))),
        ("a reason", Box::new(front(format!("人口: 1人\naccept: [{{ code: \"{SPELT}\", reason: \"{SPELT}\" }}]")))),
        ("raw text", Box::new(front(format!("人口: 1人 # {EVIL}\n備考: {EVIL}")))),
        (
            "Markdown",
            Box::new(|folder| {
                let text = format!(
                    "---\nform: sheet\n人口: 1人\n---\n\n## {EVIL}\n\n[{EVIL}](nai{EVIL}.md)\n\n![](a&#27;[2J.png)\n"
                );
                folder.put("content/2021/kitahama/sheet.md", &text);
            }),
        ),
        (
            "a file",
            Box::new(|folder| {
                folder.put(&format!("content/2021/kitahama/{}.md", EVIL.replace('/', "")), "---\nform: sheet\n---\n");
            }),
        ),
        ("a stray file", Box::new(|folder| folder.put(&format!("content/{EVIL}\nnenpo: ok.txt"), ""))),
        (
            "a folder",
            Box::new(|folder| folder.put(&format!("content/2021/{EVIL}/sheet.md"), "---\nform: sheet\n---\n")),
        ),
        (
            "settings",
            Box::new(|folder| {
                folder.put("content/site.yaml", &format!("title: \"{SPELT}\"\npublisher: a\ntheme: \"{SPELT}\"\n"));
            }),
        ),
        (
            "a form of its own",
            Box::new(|folder| {
                folder.put("content/forms/x.yaml", &format!("title: \"{SPELT}\"\nyears: 2021\nsheet: true\nsections:\n  - id: \"{SPELT}\"\n    heading: \"{SPELT}\"\n"));
            }),
        ),
        (
            "a theme",
            Box::new(|folder| {
                folder.put("content/site.yaml", "title: a\npublisher: b\ntheme: own\n");
                folder.put("themes/own/templates/home.html", &format!("a\n{{{{ {EVIL} }}}}"));
            }),
        ),
        (
            "a foreign file",
            Box::new(|folder| {
                folder.on_a_terminal(&["build"]);
                folder.put(&format!("output/site/{EVIL}.txt"), "");
            }),
        ),
        (
            "shares",
            Box::new(|folder| {
                let share = format!(
                    "for: \"{SPELT}\"\n  places: [kitahama]\n  years: 2021\n  until: 2099-03-31\n  recipients: [\"{SPELT}\", b]"
                );
                folder.put("content/shares.yaml", &format!("a:\n  {share}\n"));
            }),
        ),
        (
            "slips",
            Box::new(|folder| {
                folder.put(
                    "content/2021/kitahama/sheet.md",
                    &format!("---\nform: sheet\n備考：ﾋﾟｱ\u{202e}\u{3164}{}\n---\n", "\u{9b}2J"),
                );
            }),
        ),
        (
            "the last build",
            Box::new(|folder| {
                folder.on_a_terminal(&["build"]);
                let stamp = folder.path("output/.nenpo.stamp");
                if let Ok(text) = fs::read_to_string(&stamp) {
                    fs::write(stamp, text.replace("said", &format!("said{SPELT}"))).unwrap();
                }
            }),
        ),
    ]
}

const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--lang", "en"],
    &["check", "--format", "json"],
    &["check", "--format", "github"],
    &["check", "--format", "sarif"],
    &["build", "--timings"],
    &["fix"],
    &["new", "2022", "kitahama", "--from", "2021"],
    &["new", "2021", EVIL],
    &["new", "2021", "kitahama", "--form", EVIL],
    &["schema", "sheet"],
    &["schema", "x"],
    &["schema", EVIL],
    &["share", "--list"],
    &["share", "a", "--plain"],
    &["share", "a"],
    &["archive", "2021", "--date", "2022-03-31", "--zip"],
];

#[test]
fn nothing_that_others_wrote_acts_on_a_terminal() {
    use rayon::prelude::*;

    let places = places();
    let sites: Vec<(&str, TestFolder)> = places
        .iter()
        .map(|(name, write)| {
            let folder = TestFolder::new();
            write(&folder);
            (*name, folder)
        })
        .collect();
    let trouble: Vec<String> = sites
        .par_iter()
        .flat_map_iter(|(name, folder)| {
            COMMANDS.iter().filter_map(move |arguments| {
                let printed = folder.on_a_terminal(arguments);
                let acts = printed.acts();
                let fault = if printed.status.is_none_or(|status| status > 2) { "fails" } else { "prints" };
                (!acts.is_empty() || fault == "fails")
                    .then(|| format!("{name}: {arguments:?} {fault} {acts:?}\n{:?}", printed.text))
            })
        })
        .collect();
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
    // The places are reached: what is hidden is shown.
    let shown = sites.iter().filter(|(_, folder)| folder.on_a_terminal(&["check"]).text.contains("␛")).count();
    assert!(shown >= 5, "only {shown} sites show a control");
}

#[test]
fn arguments_files_and_bags_do_not_act_either() {
    let folder = TestFolder::new();
    let notes = |text: &str| {
        format!(
            "{{\"nenpo\":\"notes\",\"version\":1,\"name\":\"{text}\",\"date\":\"{text}\",\"notes\":[{{\"page\":\"{text}\",\"exact\":\"{text}\",\"text\":\"{text}\"}}]}}"
        )
    };
    folder.put("notes.json", &notes(r"[2J\u0007\u009b\u202e"));
    folder.put(&format!("{EVIL}.json"), "no");
    folder.put("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let sum = "0".repeat(64);
    let manifest = format!("{sum}  data/a{EVIL}b\n{sum}  data/b%0Abag: valid (3 files).\n{sum}  {EVIL}\nx{EVIL}\n");
    folder.put("bag/manifest-sha256.txt", &manifest);
    folder.put("bag/bag-info.txt", &format!("{EVIL}: {EVIL}\nPayload-Oxum: {EVIL}\n"));
    folder.put(&format!("bag/data/{EVIL}"), "");
    folder.put(&format!("{EVIL}/bagit.txt"), &format!("BagIt-Version: {EVIL}\n"));
    let evil_json = format!("{EVIL}.json");
    let commands: &[&[&str]] = &[
        &[EVIL],
        &["check", EVIL],
        &["check", "--format", EVIL],
        &[&format!("--{EVIL}")],
        &["check", "--explain", EVIL],
        &["check", "--explain", "control-character"],
        &["check", "--explain", "invisible-character"],
        &["check", "--root", EVIL],
        &["build", "--root", EVIL],
        &["build", "--jobs", EVIL],
        &["build", "--output", EVIL],
        &["init", EVIL],
        &["new", EVIL, "kitahama"],
        &["archive", EVIL],
        &["archive", "2021", "--date", EVIL],
        &["share", EVIL],
        &["fix", EVIL],
        &["notes", "notes.json"],
        &["notes", "--show", &evil_json],
        &["notes", EVIL],
        &["verify", "bag"],
        &["verify", "bag", "--lang", "en"],
        &["verify", EVIL],
        &["verify", "nothing"],
        &["completions", EVIL],
        &["completions", "bash"],
        &["--help"],
        &["share", "--help"],
        &["--version"],
        &[],
    ];
    for arguments in commands {
        let printed = folder.on_a_terminal(arguments);
        assert!(printed.acts().is_empty(), "{arguments:?}: {:?}", printed.text);
        assert!(printed.status.is_some_and(|status| status <= 2), "{arguments:?}: {:?}", printed.text);
    }
    let told = folder.on_a_terminal(&["verify", "bag", "--lang", "en"]).text;
    assert!(!told.lines().any(|line| line.starts_with("bag: valid")), "{told}");
}

/// Runs a command with its standard output in a file such as `/dev/full`.
fn into(folder: &TestFolder, arguments: &[&str], output: Stdio, day: Option<&str>) -> (Option<i32>, String) {
    let mut command = folder.command(arguments);
    day.map(|day| command.env("SOURCE_DATE_EPOCH", day));
    let done = command.stdin(Stdio::null()).stdout(output).stderr(Stdio::piped()).output().unwrap();
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

fn full() -> Stdio {
    Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap())
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    Stdio::from(writer)
}

fn shares(folder: &TestFolder) -> usize {
    fs::read_dir(folder.path("output/shares")).map_or(0, Iterator::count)
}

fn with_share() -> TestFolder {
    let folder = TestFolder::new();
    folder.put("content/site.yaml", "title: 浜の年報\npublisher: 潮見県\nbase_url: https://example.jp/\n");
    folder.put("content/shares.yaml", "a: { for: 委員, places: [kitahama], years: 2021, until: 2099-03-31 }\n");
    folder
}

const PRINTING: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["check", "--format", "github"],
    &["check", "--format", "sarif"],
    &["check", "--explain", "figure-jump"],
    &["build"],
    &["fix"],
    &["new", "2022", "kitahama"],
    &["schema", "sheet"],
    &["share", "--list"],
    &["share", "a", "--plain"],
    &["archive", "2021"],
    &["verify", "bag"],
    &["init", "fresh"],
    &["completions", "zsh"],
    &["man"],
    &["man", "build"],
    &["licences"],
    &["status", "2021"],
    &["table", "population"],
    &["form", "check", "sheet"],
    &["--help"],
    &["--version"],
];

#[test]
fn a_full_output_is_an_error_and_a_closed_one_is_none() {
    for arguments in PRINTING {
        let folder = with_share();
        folder.put("bag/bagit.txt", "");
        if arguments.first() == Some(&"check") {
            // github prints nothing where there is nothing to be said.
            folder.put(
                "content/2021/kitahama/sheet.md",
                "---\nform: sheet\n人口: 1人\n---\n\n## 市長のことば\n\nよろしく。\n",
            );
        }
        let (status, told) = into(&folder, arguments, full(), None);
        assert_eq!(status, Some(2), "{arguments:?}: {told}");
        assert!(told.contains("標準出力に書けません") && !told.contains("panicked"), "{arguments:?}: {told}");
        let folder = with_share();
        folder.put("bag/bagit.txt", "");
        let (status, told) = into(&folder, arguments, closed(), None);
        assert!(status.is_some_and(|status| status < 2), "{arguments:?}: {status:?} {told}");
        assert!(!told.contains("nenpo:"), "{arguments:?}: {told}");
    }
}

#[test]
fn no_share_is_written_whose_passphrase_nobody_saw() {
    for output in [full, closed] {
        let folder = with_share();
        let (status, told) = into(&folder, &["share", "a"], output(), None);
        assert_eq!(status, Some(2), "{told}");
        assert!(told.contains("標準出力に書けません"), "{told}");
        assert_eq!(shares(&folder), 0, "{told}");
    }
    let folder = with_share();
    let (status, told) = into(&folder, &["share", "a"], Stdio::piped(), None);
    assert_eq!((status, shares(&folder)), (Some(0), 1), "{told}");
}

#[test]
fn a_day_that_cannot_be_read_is_an_error() {
    for day in ["", "yesterday", "-1", "+1", " 1", "1.5", "99999999999999999999", "253402300800", "1648652400s"] {
        for arguments in [&["archive", "2021"][..], &["share", "a"], &["share", "--list"]] {
            let folder = with_share();
            let (status, told) = into(&folder, arguments, Stdio::piped(), Some(day));
            assert_eq!(status, Some(2), "{day:?} {arguments:?}: {told}");
            assert!(told.contains("SOURCE_DATE_EPOCH"), "{day:?} {arguments:?}: {told}");
            assert!(
                !Path::exists(&folder.path("output/archive/2021")) && shares(&folder) == 0,
                "{day:?} {arguments:?}"
            );
        }
    }
    let folder = with_share();
    assert_eq!(into(&folder, &["archive", "2021"], Stdio::piped(), Some("1648652400")).0, Some(0));
}
