//! What each file in `content/` is, told by its path.

use super::codes;
use std::collections::BTreeMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::attachment::AttachmentKind;
use crate::import;
use crate::source::{Finding, Findings, Words, words};
use crate::text::file_name::{self, FileNameFault};
use crate::text::{FileKind, era};

use super::name;
use super::role::{ContentFile, FileRole, file_position};
use super::site_files::SITE_FILES;

/// What advisors noted on a sheet lies in its folder and is for its authors alone: no page is made of it.
pub const NOTES: &str = ".notes.md";
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Lists the files of `content/` in the order of their paths. Links out of the folder are not followed.
pub(super) fn walk(content: &Path, findings: &mut Findings) -> Result<Vec<ContentFile>, walkdir::Error> {
    let mut entries = Vec::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    // Schemas in `forms/schema/` are for editors; no page is made of them.
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (file_name::is_left_behind(&name) || name.ends_with(NOTES))
            || entry.depth() == 2 && entry.path().ends_with("forms/schema")
    };
    let mut walk = WalkDir::new(content).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry));
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            // Without the folder itself there is no site; one that is closed within it is the author's to open.
            Err(error) if error.depth() == 0 => return Err(error),
            Err(error) => {
                findings.push(closed(content, &error));
                continue;
            }
        };
        // macOS writes names in decomposed letters (NFD); addresses and links have composed ones.
        let path: String = below(content, entry.path()).nfc().collect();
        // No page can be named after it, nor a finding in it name its file.
        if entry.depth() > 0 && entry.file_name().to_str().is_none() {
            let part = entry.file_name().to_string_lossy();
            findings.push(name::wrong_name(&path, &part, &FileNameFault::Character(char::REPLACEMENT_CHARACTER)));
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_dir() {
            continue;
        }
        // To open a pipe would be to wait for whoever writes into it.
        if !entry.file_type().is_file() {
            let what = if entry.file_type().is_symlink() {
                words("リンクはたどりません。", "Links are not followed.")
            } else {
                words("ふつうのファイルではないので、開きません。", "This is no regular file; it is not opened.")
            };
            let hint = words(
                "ファイルそのものを置くか、content の外に移してください。",
                "Put the file itself here, or move it out of `content`.",
            );
            findings.push(Finding::new(&codes::STRAY_FILE, file_position(&path), what).hint(hint));
            continue;
        }
        let Some(role) = role(&path) else {
            let message = words("この場所のファイルは使われません。", "A file in this place is not used.");
            findings.push(stray(&path, message));
            continue;
        };
        let named = name::check(&path, &role);
        let wrong = !named.is_empty();
        findings.extend(named);
        if wrong {
            // It is to be renamed before anything can be made of it.
        } else if let Some(other) = folded.insert(path.to_lowercase(), path.clone()) {
            findings.push(name::clash(&path, &other));
        }
        entries.push(ContentFile { path, file: entry.into_path(), bytes: None, role });
    }
    Ok(entries)
}

/// Whether a file below `content/`, by its path in it, is one that the site is made from.
#[must_use]
pub fn is_source(path: &str) -> bool {
    role(path).is_some()
}

/// Whether a file below `content/`, by its path in it, belongs to documents of a year, and so says nothing of the whole site.
#[must_use]
pub fn is_of_year(path: &str) -> bool {
    path.split_once('/').is_some_and(|(year, _)| fiscal_year(year).is_some())
}

/// The id of the place to whose documents a file below `content/` belongs, by its path in it.
#[must_use]
pub fn place_of(path: &str) -> Option<String> {
    let (place, _) = path.split_once('/').filter(|(year, _)| fiscal_year(year).is_some())?.1.split_once('/')?;
    Some(place.nfc().collect())
}

fn role(path: &str) -> Option<FileRole> {
    if SITE_FILES.iter().any(|(name, _)| *name == path) {
        return Some(FileRole::Single);
    }
    let (stem, extension) = path.rsplit_once('.')?;
    let parts: Vec<&str> = stem.split('/').collect();
    let image = IMAGES.contains(&extension.to_ascii_lowercase().as_str());
    // A text editor of Windows adds `.txt` to a sheet.
    let is_text = [".md", ".yaml"].iter().any(|end| stem.to_ascii_lowercase().ends_with(end));
    let attached = AttachmentKind::of_name(path).is_some() && !is_text;
    match (parts.as_slice(), extension) {
        (["forms", id], "yaml") if id.ends_with(import::ENDING) => {
            Some(FileRole::ImportSettings { form: id.trim_end_matches(import::ENDING).to_owned() })
        }
        (["forms", id], "yaml") => Some(FileRole::Form { id: (*id).to_owned() }),
        (["pages", _], "md") => Some(FileRole::Page),
        (["pages", ..], _) if image => Some(FileRole::Image),
        ([year, place, name], "md") => {
            Some(FileRole::Document { year: fiscal_year(year)?, place: (*place).to_owned(), name: (*name).to_owned() })
        }
        ([year, place, document, field, id], "md") => {
            fiscal_year(year)?;
            let document = format!("{year}/{place}/{document}.md");
            Some(FileRole::Record { document, field: (*field).to_owned(), id: (*id).to_owned() })
        }
        ([year, _, _], "csv" | "CSV") if fiscal_year(year).is_some() => Some(FileRole::Table),
        ([year, _, ..], _) if image && fiscal_year(year).is_some() => Some(FileRole::Image),
        (["pages", ..], _) if attached => Some(FileRole::Attachment),
        ([year, _, _, ..], _) if attached && fiscal_year(year).is_some() => Some(FileRole::Attachment),
        _ => None,
    }
}

fn fiscal_year(folder: &str) -> Option<i32> {
    (folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit())).then(|| folder.parse().ok())?
}

fn stray(path: &str, what: Words) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let year = path.split('/').next().and_then(era::parse_year).filter(|_| name.ends_with(".md"));
    let hint = match year {
        _ if AttachmentKind::of_name(&name).is_some() => words(
            "添付は content/<年度>/<自治体>/ の、シートと同じフォルダーに置きます。シートにするときは `nenpo new` で作り、内容を写してください。",
            "Attachments lie beside a sheet, in content/<year>/<place>/. To make a sheet of it, use `nenpo new` and copy what it says.",
        ),
        _ if ends(&[".md.txt", ".yaml.txt"]) => words(
            "名前の最後の .txt を消してください（Windows では拡張子を表示する設定にします）。",
            "Delete `.txt` at the end of its name.",
        ),
        _ if ends(&[".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".emf", ".wmf", ".eps", ".psd", ".ai"]) => {
            words(
                "画像は PNG か JPEG（写真）、図は SVG に書き出して置き直してください。",
                "Export the image as PNG, JPEG (photographs) or SVG (drawings), and put that here.",
            )
        }
        _ if FileKind::of(&name) == Some(FileKind::OldAttachment) => words(
            "公開できるのは PDF、docx、xlsx、pptx などです。作ったソフトで PDF に書き出すか、新しい形式（マクロのないもの）で保存し直してください。",
            "PDF, docx, xlsx, pptx and the like are published. Export it as PDF, or save it in a new format without macros.",
        ),
        _ if matches!(FileKind::of(&name), Some(FileKind::Program | FileKind::WebPage)) => words(
            "プログラムやウェブのページは公開しません。content の外に移してください。",
            "Programs and web pages are not published. Move it out of `content`.",
        ),
        _ if ends(&[".yml"]) => words("名前の最後を .yaml にしてください。", "Let its name end in `.yaml`."),
        _ if ends(&[".md"]) && !path.ends_with(".md") => {
            words("名前の最後を小文字の .md にしてください。", "Let its name end in lower-case `.md`.")
        }
        Some((year, _)) if path.split('/').next() != Some(&year.to_string()) => {
            words!("年度のフォルダーの名前を「{year}」にしてください。", "Rename the folder of the year to `{year}`.")
        }
        _ => words(
            "シートは content/<年度>/<自治体>/sheet.md、様式は content/forms/ に置きます。",
            "Sheets are content/<year>/<place>/sheet.md; forms are in content/forms/.",
        ),
    };
    Finding::new(&codes::STRAY_FILE, file_position(path), what).hint(hint)
}

/// A path below `content/`, with `/`.
fn below(content: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(content).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn closed(content: &Path, error: &walkdir::Error) -> Finding {
    let path = error.path().map_or_else(String::new, |path| below(content, path));
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Finding::new(
        &codes::UNREADABLE_FILE,
        file_position(&path),
        words!("フォルダーを読めません（{reason}）。", "The folder cannot be read ({reason})."),
    )
    .hint(words("フォルダーの権限を確かめてください。", "Check the folder's permissions."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_what_files_are() {
        let document =
            |year, place: &str, name: &str| Some(FileRole::Document { year, place: place.into(), name: name.into() });
        let cases = [
            ("site.yaml", Some(FileRole::Single)),
            ("forms/sheet-2021.yaml", Some(FileRole::Form { id: "sheet-2021".into() })),
            ("forms/sheet-2021.import.yaml", Some(FileRole::ImportSettings { form: "sheet-2021".into() })),
            ("2021/kawasaki/sheet.md", document(2021, "kawasaki", "sheet")),
            ("2021/kawasaki/model-area.md", document(2021, "kawasaki", "model-area")),
            (
                "2021/kawasaki/sheet/programs/visits.md",
                Some(FileRole::Record {
                    document: "2021/kawasaki/sheet.md".into(),
                    field: "programs".into(),
                    id: "visits".into(),
                }),
            ),
            ("2021/kawasaki/sheet/visits.md", None),
            ("2021/kawasaki/map.PNG", Some(FileRole::Image)),
            ("pages/about.md", Some(FileRole::Page)),
            ("pages/logo.svg", Some(FileRole::Image)),
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
