//! What each file in `content/` is, told by its path.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::source::{Finding, Findings, Position, Source, Span, words};

/// A file of `content/`.
#[derive(Debug)]
pub struct Entry {
    /// Path below `content/`, with `/`.
    pub path: String,
    /// Where it is.
    pub file: PathBuf,
    /// What it is.
    pub role: Role,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `site.yaml`, `places.yaml`, `glossary.yaml`
    Single,
    /// `forms/<id>.yaml`
    Form { id: String },
    /// `<year>/<place>/<name>.md`
    Document { year: i32, place: String, name: String },
    /// `pages/<name>.md`
    Page,
    /// An image beside a document or a page.
    Image,
}

const SINGLES: [&str; 3] = ["site.yaml", "places.yaml", "glossary.yaml"];
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Lists the files of `content/` in the order of their paths. Links out of the folder are not followed.
pub fn walk(content: &Path, findings: &mut Findings) -> Result<Vec<Entry>, walkdir::Error> {
    let mut entries = Vec::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    // Schemas in `forms/schema/` are for editors; no page is made of them.
    let hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
            || entry.depth() == 2 && entry.path().ends_with("forms/schema")
    };
    for entry in WalkDir::new(content).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(content).unwrap_or(entry.path());
        let path = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if entry.file_type().is_symlink() {
            findings.push(stray(&path, words("リンクはたどりません。", "Links are not followed.")));
            continue;
        }
        match role(&path) {
            Some(role) => {
                if let Some(twin) = folded.insert(path.to_lowercase(), path.clone()) {
                    findings.push(clash(&path, &twin));
                }
                entries.push(Entry { path, file: entry.into_path(), role });
            }
            None => findings
                .push(stray(&path, words("この場所のファイルは使われません。", "A file in this place is not used."))),
        }
    }
    Ok(entries)
}

fn role(path: &str) -> Option<Role> {
    if SINGLES.contains(&path) {
        return Some(Role::Single);
    }
    let (stem, extension) = path.rsplit_once('.')?;
    let parts: Vec<&str> = stem.split('/').collect();
    let image = IMAGES.contains(&extension.to_ascii_lowercase().as_str());
    match (parts.as_slice(), extension) {
        (["forms", id], "yaml") => Some(Role::Form { id: (*id).to_owned() }),
        (["pages", _], "md") => Some(Role::Page),
        (["pages", ..], _) if image => Some(Role::Image),
        ([year, place, name], "md") => {
            Some(Role::Document { year: fiscal_year(year)?, place: (*place).to_owned(), name: (*name).to_owned() })
        }
        ([year, _, ..], _) if image && fiscal_year(year).is_some() => Some(Role::Image),
        _ => None,
    }
}

fn fiscal_year(folder: &str) -> Option<i32> {
    (folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit())).then(|| folder.parse().ok())?
}

fn stray(path: &str, what: crate::source::Words) -> Finding {
    Finding::warning("stray-file", at(path), what).hint(words(
        "シートは content/<年度>/<自治体>/sheet.md、様式は content/forms/ に置きます。",
        "Sheets are content/<year>/<place>/sheet.md; forms are in content/forms/.",
    ))
}

fn clash(path: &str, twin: &str) -> Finding {
    Finding::error(
        "address-clash",
        at(path),
        words(
            format!("「{twin}」と大文字・小文字だけが違います。"),
            format!("Differs from `{twin}` only in upper and lower case."),
        ),
    )
    .hint(words("どちらかの名前を変えてください。", "Rename one of the two."))
}

fn at(path: &str) -> Position {
    Position { source: Source::new(format!("content/{path}"), ""), span: Span::at(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_what_files_are() {
        let document =
            |year, place: &str, name: &str| Some(Role::Document { year, place: place.into(), name: name.into() });
        let cases = [
            ("site.yaml", Some(Role::Single)),
            ("forms/sheet-2021.yaml", Some(Role::Form { id: "sheet-2021".into() })),
            ("2021/kawasaki/sheet.md", document(2021, "kawasaki", "sheet")),
            ("2021/kawasaki/model-area.md", document(2021, "kawasaki", "model-area")),
            ("2021/kawasaki/map.PNG", Some(Role::Image)),
            ("pages/about.md", Some(Role::Page)),
            ("pages/logo.svg", Some(Role::Image)),
            ("2021/sheet.md", None),
            ("21/kawasaki/sheet.md", None),
            ("notes.txt", None),
            ("forms/deep/form.yaml", None),
        ];
        for (path, expected) in cases {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
