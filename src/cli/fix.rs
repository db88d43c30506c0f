//! `nenpo fix`: the safe remedies, shown before they are written.

use std::path::PathBuf;

use similar::TextDiff;

use crate::error::{Error, Result};
use crate::fix::{FixFormat, Fixed, fix};
use crate::load::{bytes, text_files};
use crate::output::file;
use crate::source::words;

use super::CLEAN;
use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};

/// The arguments of `nenpo fix`.
#[derive(Debug, clap::Args)]
pub struct FixArguments {
    /// 直すファイル（省略時は content/ のすべて）｜The files to mend; else all of content/
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 書き込む（省略時は違いを見せるだけ）｜Write the changes; else they are only shown
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    sources: SourceFolders,
}

/// Shows what would change, and writes it if asked.
pub fn run(arguments: &FixArguments, language: Language) -> Result<u8> {
    let files = if arguments.files.is_empty() { text_files(&arguments.sources.root)? } else { arguments.files.clone() };
    let mut count = 0;
    for path in files {
        let shown = path.display().to_string().replace('\n', "␊");
        let format = FixFormat::from_path(&path.to_string_lossy()).ok_or_else(|| {
            Error::new(words!("{shown} は .md でも .yaml でもありません。", "{shown} is neither .md nor .yaml."))
        })?;
        let Some(fixed) = fix(&bytes(&path)?, format) else { continue };
        print::out(SafeText::lines(&picture(&shown, &fixed, language)))?;
        if arguments.write {
            file::replace(&path, fixed.after.as_bytes(), file::Readers::Usual)?;
        }
        count += 1;
    }
    let (ja, en) = match (count, arguments.write) {
        (0, _) => ("直すところはありません。".to_owned(), "Nothing to fix.".to_owned()),
        (_, true) => (format!("{count} 個のファイルを直しました。"), format!("Fixed {count} file(s).")),
        (_, false) => (
            format!("{count} 個のファイルを直せます。書き込むには --write を付けてください。"),
            format!("{count} file(s) can be fixed. Use --write to write them."),
        ),
    };
    print::line(language.say(&ja, &en))?;
    Ok(CLEAN)
}

/// What changes in a file: its encoding in words, its text as a unified diff.
fn picture(path: &str, fixed: &Fixed, language: Language) -> String {
    let encoding = fixed.encoding.map(|encoding| {
        let say = language.say("文字コード", "encoding");
        format!("{path}: {say} {encoding} → UTF-8\n")
    });
    let mark = fixed.mark.then(|| {
        let say = language.say("先頭の BOM（目に見えない印）を除く", "drop the byte order mark");
        format!("{path}: {say}\n")
    });
    let diff = TextDiff::from_lines(&fixed.before, &fixed.after);
    let diff = diff.unified_diff().context_radius(1).header(path, path).to_string();
    encoding.into_iter().chain(mark).chain([diff]).collect()
}
