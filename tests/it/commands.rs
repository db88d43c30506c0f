//! Transcripts of the program: commands, what they print, and their exit status.
//!
//! Every `tests/commands/*.md` starts with the site `tests/commands/site/` in a folder of its own. A block `file PATH` writes a
//! file before what follows; a block `console` holds commands after `$ `, what they printed, and `? status` where it is not 0.
//! `UPDATE=1 cargo test --test it` writes what is printed now. Besides `nenpo` there are five commands of this test:
//! `rm PATH`, `cat PATH`, `ls PATH`, `keep PATH` (remembers the files below it) and `compare PATH` (with those remembered).
//! Words in double quotes are one word, as in a shell.
//! The number of files, which changes with the theme, is shown as N, and the folder as DIR.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use snapbox::assert::{Action, Assert};

use crate::case::{copy, files, names, put, repository, update};

#[test]
fn transcripts_are_what_the_program_prints() {
    let root = repository("tests/commands");
    let transcripts: Vec<String> = names(&root).into_iter().filter(|name| name.ends_with(".md")).collect();
    assert!(transcripts.len() > 7, "only {} transcripts", transcripts.len());
    let assert = Assert::new().action(if update() { Action::Overwrite } else { Action::Verify });
    let mut trouble = Vec::new();
    for name in transcripts {
        let file = root.join(&name);
        let folder = TestFolder::new(&root.join("site"));
        let now = folder.run_transcript(&fs::read_to_string(&file).unwrap());
        let expected = snapbox::Data::read_from(&file, None).raw();
        trouble.extend(assert.try_eq(Some(&name), now.into(), expected).err().map(|error| error.to_string()));
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

/// The words of a command: parted by spaces, but for those in double quotes.
fn words(command: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = command.split(move |c| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    });
    parts.map(|word| word.trim_matches('"'))
}

/// A folder with a site in which commands are run.
struct TestFolder {
    folder: tempfile::TempDir,
}

impl TestFolder {
    fn new(site: &Path) -> TestFolder {
        let folder = tempfile::tempdir().unwrap();
        copy(site, folder.path());
        TestFolder { folder }
    }

    /// The transcript with what the commands print now.
    fn run_transcript(&self, transcript: &str) -> String {
        let (mut now, mut remembered) = (String::new(), BTreeMap::new());
        let mut lines = transcript.lines();
        while let Some(line) = lines.next() {
            now.push_str(line);
            now.push('\n');
            let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if let Some(path) = kind.strip_prefix("file ") {
                put(&self.folder.path().join(path), block.join("\n") + "\n");
                block.iter().for_each(|line| now.extend([line, "\n"]));
            } else {
                assert_eq!(kind, "console", "a block is `file PATH` or `console`");
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    now.push_str(&format!("$ {command}\n{}", self.run(command, &mut remembered)));
                }
            }
            now.push_str("```\n");
        }
        now
    }

    fn run(&self, command: &str, remembered: &mut BTreeMap<String, Vec<u8>>) -> String {
        let words: Vec<&str> = words(command).collect();
        match words[..] {
            ["rm", path] => {
                let path = self.folder.path().join(path);
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
                String::new()
            }
            ["ls", path] => {
                let path = self.folder.path().join(path);
                if path.is_dir() {
                    names(&path).iter().map(|name| format!("{name}\n")).collect()
                } else {
                    "nothing\n".into()
                }
            }
            ["cat", path] => fs::read_to_string(self.folder.path().join(path)).unwrap(),
            ["keep", path] => {
                *remembered = self.bytes(path);
                assert!(!remembered.is_empty(), "there is nothing in {path}");
                String::new()
            }
            ["compare", path] if self.bytes(path) == *remembered => "the same, byte for byte\n".to_owned(),
            ["compare", _] => "different\n".to_owned(),
            _ => self.program(&words),
        }
    }

    fn bytes(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = self.folder.path().join(path);
        if !folder.is_dir() {
            return BTreeMap::new();
        }
        files(&folder).into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).unwrap())).collect()
    }

    /// Runs `LANG=… nenpo …` in the folder: what it prints, results before messages, then its status.
    fn program(&self, words: &[&str]) -> String {
        let settings: Vec<(&str, &str)> = words.iter().map_while(|word| word.split_once('=')).collect();
        let (name, arguments) = words[settings.len()..].split_first().expect("a command");
        assert_eq!(*name, "nenpo", "no such command in transcripts");
        let mut command = Command::new(env!("CARGO_BIN_EXE_nenpo"));
        command.args(arguments).current_dir(self.folder.path());
        for variable in ["NENPO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(variable);
        }
        let done = command.env("NO_COLOR", "1").envs(settings).output().unwrap();
        let mut printed = String::from_utf8(done.stdout).unwrap();
        printed.push_str(&String::from_utf8(done.stderr).unwrap());
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        let status = done.status.code().expect("it ended by itself");
        if status != 0 {
            printed.push_str(&format!("? {status}\n"));
        }
        let shown = printed.replace(&*self.folder.path().to_string_lossy(), "DIR");
        shown.lines().map(|line| mask(&without_chance(line.trim_end())) + "\n").collect()
    }
}

/// A line without what chance makes of a share: the eight letters of its name, and the sum of its file.
fn without_chance(line: &str) -> String {
    let hexadecimal = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some((before, sum)) =
        line.split_once("：").filter(|(_, sum)| sum.split(' ').filter(|part| hexadecimal(part)).count() == 4)
    {
        assert_eq!(sum.len(), 19, "{line}");
        return format!("{before}：CHANCE");
    }
    let Some((before, name)) = line.split_once("output/shares/") else { return line.to_owned() };
    let mut parts: Vec<&str> = name.split('-').collect();
    for part in &mut parts {
        if part.strip_suffix(".html").unwrap_or(part).len() == 8 {
            *part = if part.ends_with(".html") { "CHANCE.html" } else { "CHANCE" };
        }
    }
    format!("{before}output/shares/{}", parts.join("-"))
}

/// A line about the number of files without its numbers, which change with the theme.
fn mask(line: &str) -> String {
    const COUNTS: [&str; 7] = [
        "共有ページを書きました",
        "Published ",
        "個のファイルを公開",
        "を保存しました",
        "変わりありません",
        "Payload-Oxum は",
        "Froze fiscal",
    ];
    if !COUNTS.iter().any(|words| line.contains(words)) {
        return line.to_owned();
    }
    let mut masked = String::new();
    for c in line.chars() {
        match c {
            '0'..='9' if masked.ends_with('N') => {}
            '0'..='9' => masked.push('N'),
            c => masked.push(c),
        }
    }
    masked
}

#[test]
fn a_transcript_has_what_was_printed() {
    let folder = TestFolder::new(&repository("tests/commands/site"));
    let transcript = folder.run_transcript(
        "# x\n\n```console\n$ ls output\n$ LANG=en nenpo nothing\nold\n$ keep content\n$ compare content\n```\n\nend\n",
    );
    assert!(
        transcript.starts_with("# x\n\n```console\n$ ls output\nnothing\n$ LANG=en nenpo nothing\nnenpo: "),
        "{transcript}"
    );
    assert!(
        transcript.ends_with("? 2\n$ keep content\n$ compare content\nthe same, byte for byte\n```\n\nend\n"),
        "{transcript}"
    );
    assert_eq!(
        mask("Published 54 files (1 unchanged): ./output/site"),
        "Published N files (N unchanged): ./output/site"
    );
    assert_eq!(mask("54 errors"), "54 errors");
}
