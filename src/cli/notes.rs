//! `nenpo notes`: the notes of advisors on a share page, with their lines in the sheets.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::form::Audience;
use crate::load::{self, Options};
use crate::output::file;
use crate::restrict::restrict;
use crate::share::{self, NotesFile, PlacedNote};

use super::CLEAN;
use super::folders::SourceFolders;
use super::language::Language;
use super::print;

/// Arguments of `nenpo notes`.
#[derive(Debug, clap::Args)]
pub struct NotesArguments {
    /// アドバイザーが共有ページで保存したファイル（.json）｜A file that an advisor saved on a share page (.json)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// 示すだけで、シートの隣のファイルには書かない｜Show them only, and write nothing beside the sheets
    #[arg(long)]
    show: bool,
    #[command(flatten)]
    sources: SourceFolders,
}

/// Shows notes, and writes them beside the sheets.
pub fn run(arguments: &NotesArguments, language: Language) -> Result<u8> {
    let (site, _) = load::load(&arguments.sources.root, Options { drafts: true })?;
    let site = restrict(site, Audience::Advisors);
    for path in &arguments.files {
        let notes = read(path)?;
        let placed = share::locate_notes(&notes, &site, &arguments.sources.root)?;
        placed.iter().try_for_each(|placed| show(placed, &notes, language))?;
        if !arguments.show {
            write(&placed, &notes, &arguments.sources.root, language)?;
        }
    }
    Ok(CLEAN)
}

fn read(path: &Path) -> Result<NotesFile> {
    let bytes = load::bytes(path)?;
    share::read_notes(&String::from_utf8_lossy(&bytes), &path.display().to_string())
}

fn show(placed: &PlacedNote<'_>, notes: &NotesFile, language: Language) -> Result<()> {
    let note = placed.note;
    let at = match placed.document {
        Some(document) => format!("content/{}:{}", document.path, placed.line),
        None => note.page.clone(),
    };
    let remark = share::remark(placed).map(|remark| match language {
        Language::Ja => format!("（{}）", remark.ja),
        Language::En => format!(" ({})", remark.en),
    });
    print::line(format!("{at}: {}{}", placed.label, remark.unwrap_or_default()))?;
    let quoted: String = note.exact.chars().take(60).collect();
    let more = if note.exact.chars().count() > 60 { "…" } else { "" };
    print::line(format!("  > {quoted}{more}"))?;
    note.text.trim().lines().try_for_each(|line| print::line(format!("  {line}")))?;
    let from = [notes.name.as_str(), note.date.as_str()].into_iter().filter(|part| !part.is_empty());
    print::line(format!(
        "  {}",
        language.say("― ", "-- ").to_owned() + &from.collect::<Vec<_>>().join(language.say("、", ", "))
    ))?;
    print::line("")
}

/// Writes the notes of each document to a file beside it, which no page is made of.
fn write(placed: &[PlacedNote<'_>], notes: &NotesFile, root: &Path, language: Language) -> Result<()> {
    let same = |a: &PlacedNote<'_>, b: &PlacedNote<'_>| a.document.map(|d| &d.path) == b.document.map(|d| &d.path);
    for group in placed.chunk_by(same) {
        let Some(document) = group.first().and_then(|placed| placed.document) else { continue };
        let name = document.path.strip_suffix(".md").unwrap_or(&document.path);
        let path = root.join("content").join(format!("{name}{}", load::NOTES));
        let old = file::text(&path)?.unwrap_or_default();
        let new = share::notes_markdown(&old, group, notes, &|words| language.of(words).to_owned());
        let shown = path.display();
        let message = match (&new, language) {
            (Some(_), Language::Ja) => format!("メモを {shown} に書きました。"),
            (Some(_), Language::En) => format!("Wrote the notes to {shown}."),
            (None, Language::Ja) => format!("メモはすべて {shown} にあります。"),
            (None, Language::En) => format!("All notes are in {shown} already."),
        };
        if let Some(new) = new {
            file::replace(&path, new.as_bytes(), file::Readers::Owner)?;
        }
        print::line(message)?;
    }
    Ok(())
}
