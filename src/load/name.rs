//! Names of files that would not work everywhere, or that name a page twice.

use super::codes;
use crate::model::address;
use crate::source::{Finding, Findings, words};
use crate::text::file_name::{self, FileNameFault, LETTERS, LONGEST_PATH};
use crate::text::hidden::hidden;
use crate::text::page_path;

use super::role::{FileRole, file_position};

/// Looks at the name of a file that is used.
pub(super) fn check(path: &str, role: &FileRole) -> Findings {
    let mut findings = Findings::new();
    let wrong = path.split('/').find_map(|part| Some((part, file_name::fault_of_address(part)?)));
    let unseen = hidden(path).first().map(|(_, c, _)| *c).or_else(|| path.chars().find(|c| c.is_control()));
    if let Some(c) = unseen {
        let code_point = u32::from(c);
        let message = words!(
            "名前に、目に見えない文字（U+{code_point:04X}）があります。",
            "There is an invisible character (U+{code_point:04X}) in the name."
        );
        let hint = words("名前を付け直してください。", "Give it its name anew.");
        findings.push(Finding::new(&codes::FILE_NAME, file_position(path), message).hint(hint));
    } else if let Some((part, fault)) = wrong {
        findings.push(wrong_name(path, part, &fault));
    } else if let Some(part) = too_long(path, role) {
        let count = part.chars().count();
        let message = words!(
            "「{part}」は{count}字あります。フォルダーと合わせて{LETTERS}字までです。",
            "`{part}` has {count} letters; with its folder it may have {LETTERS}."
        );
        let hint = words("短い名前にしてください。", "Choose a shorter name.");
        findings.push(Finding::new(&codes::FILE_NAME, file_position(path), message).hint(hint));
    } else if path.encode_utf16().count() > LONGEST_PATH {
        let message = words!(
            "フォルダーと名前を合わせて{LONGEST_PATH}字を超えています。Windows で開けないことがあります。",
            "Its folders and name have more than {LONGEST_PATH} letters together, which Windows may not open."
        );
        let hint = words(
            "フォルダーの重なりを減らすか、短い名前にしてください。",
            "Put it into fewer folders, or choose shorter names.",
        );
        findings.push(Finding::new(&codes::FILE_NAME, file_position(path), message).hint(hint));
    }
    let page = page_path::page_of(path).filter(|_| *role == FileRole::Page).map(|page| page.to_lowercase());
    if let Some(page) = page.filter(|page| address::is_reserved(page)) {
        let message = words!("「{page}」は nenpo が自分で作るページです。", "`{page}` is a page nenpo makes itself.");
        let hint = words("ほかの名前にしてください。", "Choose another name.");
        findings.push(Finding::new(&codes::ADDRESS_CLASH, file_position(path), message).hint(hint));
    }
    findings
}

/// Two paths that are one on some systems.
pub(super) fn clash(path: &str, other: &str) -> Finding {
    let message = words!(
        "「{other}」と、大文字・小文字や濁点の書き方だけが違います。",
        "Differs from `{other}` only in case, or in how marks are written."
    );
    Finding::new(&codes::ADDRESS_CLASH, file_position(path), message)
        .hint(words("どちらかの名前を変えてください。", "Rename one of the two."))
}

/// A name that cannot be used, with one that can.
pub(super) fn wrong_name(path: &str, part: &str, fault: &FileNameFault) -> Finding {
    let message = match fault {
        FileNameFault::Character(c @ ('%' | '#')) => words!(
            "名前「{part}」に「{c}」があります。アドレスの中では別の意味になる文字です。",
            "The name `{part}` holds `{c}`, which means something else in an address."
        ),
        FileNameFault::Character(char::REPLACEMENT_CHARACTER) => words!(
            "名前「{part}」に、読めない文字があります。",
            "The name `{part}` has characters that cannot be read."
        ),
        FileNameFault::Character(c) => words!(
            "名前「{part}」に、Windows で使えない文字「{}」があります。",
            "The name `{part}` holds `{}`, which Windows does not allow.",
            c.escape_default()
        ),
        FileNameFault::Decomposed => words!(
            "名前「{part}」に、濁点などが分かれた文字（NFD）があります。",
            "The name `{part}` has decomposed characters (NFD)."
        ),
        FileNameFault::End | FileNameFault::Empty => words!(
            "名前「{part}」の端に、空白か点があります。",
            "The name `{part}` begins or ends with a space or a dot."
        ),
        FileNameFault::Long => words!("名前「{part}」が長すぎます。", "The name `{part}` is too long."),
        FileNameFault::Device => {
            words!("「{part}」という名前は Windows で使えません。", "Windows does not allow the name `{part}`.")
        }
    };
    let hint = match file_name::mended(part) {
        proposed if proposed.is_empty() || proposed == part => words(
            "英数字とハイフンで、ほかの名前にしてください。",
            "Choose another name of letters, digits and hyphens.",
        ),
        proposed => words!("「{proposed}」のような名前に変えてください。", "Rename it, for example to `{proposed}`."),
    };
    Finding::new(&codes::FILE_NAME, file_position(path), message).hint(hint)
}

/// The name that is too long to make addresses of.
fn too_long<'p>(path: &'p str, role: &FileRole) -> Option<&'p str> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let letters = |text: &str| text.encode_utf16().count();
    // Data of a document are named after its folder, too.
    let folder = match role {
        FileRole::Document { place, .. } => letters(place),
        _ => 0,
    };
    if letters(stem) + folder > LETTERS {
        return Some(file);
    }
    folders.split('/').find(|folder| letters(folder) > LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses_that_fit() {
        let document =
            |place: &str, name: &str| FileRole::Document { year: 2021, place: place.into(), name: name.into() };
        let sixty = "年".repeat(LETTERS);
        for (path, role, wrong) in [
            (format!("2021/a/{}.md", "年".repeat(LETTERS - 1)), document("a", ""), false),
            (format!("2021/a/{sixty}.md"), document("a", ""), true),
            (format!("2021/a/{sixty}.png"), FileRole::Image, false),
            (format!("2021/a/{sixty}年.png"), FileRole::Image, true),
            (format!("2021/a/{sixty}年/b.png"), FileRole::Image, true),
            (format!("2021/a/{sixty}/{sixty}/{}.png", "年".repeat(27)), FileRole::Image, false),
            (format!("2021/a/{sixty}/{sixty}/{}.png", "年".repeat(28)), FileRole::Image, true),
            (format!("pages/{sixty}.md"), FileRole::Page, false),
            (format!("pages/{sixty}1.md"), FileRole::Page, true),
            ("pages/indicators-2015.md".to_owned(), FileRole::Page, true),
            ("pages/indicators-old.md".to_owned(), FileRole::Page, false),
        ] {
            assert_eq!(!check(&path, &role).is_empty(), wrong, "{path}");
        }
    }
}
