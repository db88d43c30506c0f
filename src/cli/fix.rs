//! `nenpo fix`: what findings say to write, shown before it is written.

use std::path::PathBuf;

use similar::TextDiff;

use crate::error::{Error, Result};
use crate::fix::{FixFormat, Fixed, FixedSite, fix, fix_site};
use crate::output::file;
use crate::source::{WhyByHand, words};
use crate::{load, theme};

use super::CLEAN;
use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};

/// The arguments of `nenpo fix`.
#[derive(Debug, clap::Args)]
pub struct FixArguments {
    /// 直すファイルやフォルダー（省略時は content/ のすべて）｜The files and folders to mend; else all of content/
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
    let mut count = 0;
    let FixedSite { files, left } = mended(arguments)?;
    for (path, fixed) in files {
        let shown = path.display().to_string().replace('\n', "␊");
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
    if !left.is_empty() {
        let (ja, en) =
            ("人が見て直すもの（場所は `nenpo check`）：", "For a person to mend (`nenpo check` says where):");
        print::line(language.say(ja, en))?;
    }
    for (name, (code, count)) in left {
        let reason = code.by_hand.map_or(code.title, WhyByHand::reason);
        let (ja, en) = (format!("  {name}（{count}件）：{}", reason.ja), format!("  {name} ({count}): {}", reason.en));
        print::line(language.say(&ja, &en))?;
    }
    Ok(CLEAN)
}

/// The files that change: those of the site in the light of all of it, others alone.
fn mended(arguments: &FixArguments) -> Result<FixedSite> {
    let root = &arguments.sources.root;
    if arguments.files.is_empty() {
        let mut mended = fix_site(root, &|_| true)?;
        for path in theme::settings_files(root) {
            mended.files.extend(fix(&load::bytes(&path)?, FixFormat::Yaml).map(|fixed| (path, fixed)));
        }
        return Ok(mended);
    }
    let mut inside = Vec::new();
    let mut mended = FixedSite::default();
    for path in &arguments.files {
        let in_site = load::path_in_site(root, path).ok();
        match in_site.as_deref().and_then(below_content) {
            Some(below) if FixFormat::from_path(below).is_some() || load::is_folder(path) => {
                inside.push(below.to_owned());
            }
            _ => {
                let shown = path.display().to_string().replace('\n', "␊");
                let format = FixFormat::from_path(&path.to_string_lossy()).ok_or_else(|| {
                    Error::new(words!(
                        "{shown} は .md でも .yaml でもありません。",
                        "{shown} is neither .md nor .yaml."
                    ))
                })?;
                mended.files.extend(fix(&load::bytes(path)?, format).map(|fixed| (path.clone(), fixed)));
            }
        }
    }
    if !inside.is_empty() {
        let wanted = |path: &str| inside.iter().any(|wanted| load::is_within(path, wanted));
        let site = fix_site(root, &wanted)?;
        mended.files.splice(0..0, site.files);
        mended.left = site.left;
    }
    Ok(mended)
}

/// The path below `content/` of a path in the site.
fn below_content(path: &str) -> Option<&str> {
    if path.is_empty() || path == "content" { Some("") } else { path.strip_prefix("content/") }
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
