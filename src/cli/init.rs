//! `nenpo init`: a small site to start from, which builds at once.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::error::{Error, Result};
use crate::output::file;
use crate::source::words;

use super::CLEAN;
use super::language::Language;
use super::print::{self, SafeText};

/// The site as real files, so that a test can build it and an editor can read it.
static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init/site");

/// The arguments of `nenpo init`.
#[derive(Debug, clap::Args)]
pub struct InitArguments {
    /// つくるフォルダー（空か、まだないもの）｜The folder to make, empty or new
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What to try first, without the folder: the command, and what it does.
const COMMANDS: [(&str, &str, &str); 5] = [
    ("check", "検査します", "checks it"),
    ("build", "サイトを作ります", "builds the site"),
    ("new 2025 kitahama --from 2024", "次の年度のシートを、前の年度から引き継いで作ります", "writes next year's sheet"),
    ("status 2025", "どの自治体のシートがどこまで進んだかを示します", "shows how far the sheets are"),
    ("serve --open", "ブラウザーで見ます。止めるには Ctrl-C を押します", "shows it in a browser until Ctrl-C"),
];

/// Writes the site into an empty folder.
pub fn run(arguments: &InitArguments, language: Language) -> Result<u8> {
    let folder = &arguments.folder;
    let shown = folder.display();
    if !file::is_vacant(folder)? {
        return Err(Error::new(words!(
            "{shown} は空ではありません。空のフォルダーか、まだないフォルダーを指定してください。",
            "{shown} is not empty; name an empty or a new folder."
        )));
    }
    write(&SITE, folder)?;
    let root = if folder == Path::new(".") {
        String::new()
    } else {
        format!(" --root {}", print::shell_word(&shown.to_string()))
    };
    let commands: String = COMMANDS
        .iter()
        .map(|(command, ja, en)| format!("  nenpo {command}{root}\n      {}\n", language.say(ja, en)))
        .collect::<Vec<_>>()
        .concat();
    let head = language.pick(words!(
        "{shown} に見本のサイトを書きました。次を試してください：",
        "Wrote a small site to {shown}. Try:"
    ));
    print::out(SafeText::lines(&format!("{head}\n{commands}")))?;
    Ok(CLEAN)
}

fn write(dir: &Dir<'_>, folder: &Path) -> Result<()> {
    for entry in dir.files() {
        // Under its own name it would hide files of the program's sources.
        let path = if entry.path() == Path::new("gitignore") { Path::new(".gitignore") } else { entry.path() };
        file::create(&folder.join(path), entry.contents(), file::Readers::Usual)?;
    }
    dir.dirs().try_for_each(|inner| write(inner, folder))
}
