//! Names of files: which of them nobody wrote on purpose, and which cannot be used everywhere.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Endings that editors and programs give to copies they make by themselves.
const COPIES: [&str; 9] = ["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".temp", ".part"];
/// What Windows and macOS leave in folders.
const OF_THE_SYSTEM: [&str; 7] =
    [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"];

/// Whether a system or an office program leaves a file or folder of this name where people look into folders, pack them, or have
/// a file open (`~$`).
#[must_use]
pub fn is_of_the_system(name: &str) -> bool {
    name.starts_with("._") || name.starts_with("~$") || OF_THE_SYSTEM.contains(&name.to_lowercase().as_str())
}

/// Whether a file or folder is hidden, left by the system, or a copy that a program made by itself: neither read nor published.
#[must_use]
pub fn is_left_behind(name: &str) -> bool {
    let lower = name.to_lowercase();
    let autosaved = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || autosaved || is_of_the_system(name) || COPIES.iter().any(|copy| lower.ends_with(copy))
}

/// How long an address may be, in UTF-16 units: Windows stops at 260 with the folder the site lies in, and this leaves
/// a hundred for that.
pub const LONGEST_PATH: usize = 160;

/// What Linux allows one name, in bytes; a Japanese character takes three.
const LONGEST_NAME: usize = 255;
/// Names that mean devices on Windows, with whatever extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why a file of this name cannot be made, sent or linked to everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNameFault {
    /// Nothing, `.` or `..`.
    Empty,
    /// Characters that are written otherwise elsewhere (NFD).
    Decomposed,
    /// A character that Windows does not allow.
    Character(char),
    /// A space or a dot at an end.
    End,
    /// More bytes than a name may have.
    Long,
    /// The name of a device.
    Device,
}

/// Why a file cannot have this name everywhere, if so.
#[must_use]
pub fn fault(name: &str) -> Option<FileNameFault> {
    if name.is_empty() || name == "." || name == ".." {
        return Some(FileNameFault::Empty);
    }
    if !name.is_ascii() && !is_nfc(name) {
        return Some(FileNameFault::Decomposed);
    }
    if let Some(c) = name.chars().find(|c| !is_allowed(*c)) {
        return Some(FileNameFault::Character(c));
    }
    // A space between name and ending belongs to the end of what people see as the name.
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if name.ends_with('.') || name != name.trim() || stem != stem.trim() {
        return Some(FileNameFault::End);
    }
    if name.len() > LONGEST_NAME {
        return Some(FileNameFault::Long);
    }
    is_device(name).then_some(FileNameFault::Device)
}

/// What is wrong with the name of a file that becomes an address: besides what [`fault`] finds, `%` and `#`, which mean something
/// else there. Programs that send links on, or a server's settings, take them for that even where they are written right.
#[must_use]
pub fn fault_of_address(name: &str) -> Option<FileNameFault> {
    let sign =
        || name.chars().find(|c| matches!(*c, '%' | '#' | char::REPLACEMENT_CHARACTER)).map(FileNameFault::Character);
    fault(name).or_else(sign)
}

/// How long a name may be, in letters and without its ending. Addresses are made of it, and of those of its folders: no name
/// of a file may have more than 255 bytes, and a Japanese letter has three.
pub const LETTERS: usize = 60;

/// Whether a page can be named after this id, once its letters are composed.
#[must_use]
pub fn works_in_addresses(id: &str) -> bool {
    is_of_a_folder(&id.nfc().collect::<String>()) && id.encode_utf16().count() <= LETTERS
}

/// Whether this is the name of one folder, which lies in the folder where it is looked for and nowhere else.
#[must_use]
pub fn is_of_a_folder(name: &str) -> bool {
    fault_of_address(name).is_none() && !is_left_behind(name)
}

/// A name like it that works everywhere, to be suggested; empty where nothing is left of it.
#[must_use]
pub fn mended(name: &str) -> String {
    let works = |c: char| is_allowed(c) && !matches!(c, '%' | '#' | char::REPLACEMENT_CHARACTER);
    let plain: String = name.nfc().map(|c| if works(c) { c } else { '-' }).collect();
    let (stem, ending) = plain.rsplit_once('.').map_or((plain.as_str(), ""), |(stem, ending)| (stem, ending.trim()));
    let mut stem = stem.trim().trim_matches(['.', '-']).trim();
    while stem.len() + ending.len() >= LONGEST_NAME {
        let Some((shorter, _)) = stem.char_indices().next_back().and_then(|(at, _)| stem.split_at_checked(at)) else {
            break;
        };
        stem = shorter;
    }
    let word = match stem.split_once('.').unwrap_or((stem, "")) {
        (device, "") if is_device(stem) => format!("{}-1", device.trim()),
        (device, rest) if is_device(stem) => format!("{}-1.{rest}", device.trim()),
        _ => stem.to_owned(),
    };
    match (word.is_empty(), ending.is_empty()) {
        (true, _) => String::new(),
        (false, true) => word,
        (false, false) => format!("{word}.{ending}"),
    }
}

fn is_allowed(c: char) -> bool {
    !c.is_control() && !r#"<>:"\|?*/"#.contains(c)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let port = |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    DEVICES.contains(&stem.as_str()) || ["com", "lpt"].iter().any(|kind| stem.strip_prefix(kind).is_some_and(port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wrote_is_known() {
        for name in [
            ".env",
            ".git",
            ".DS_Store",
            "._sheet.md",
            ".sheet.md.swp",
            "Thumbs.db",
            "thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            "~$sheet.docx",
            "sheet.md~",
            "site.css.bak",
            "site.css.BAK",
            "a.orig",
            "a.rej",
            "#sheet.md#",
            "__MACOSX",
            "Icon\r",
            "sheet.md.tmp",
            ".#sheet.md",
        ] {
            assert!(is_left_behind(name), "{name}");
        }
        for name in
            ["sheet.md", "bak.md", "a~b.md", "#1.md", "資料#1.md", "desktop.md", "original.png", "~.md", "swp", "$a.md"]
        {
            assert!(!is_left_behind(name), "{name}");
        }
    }

    #[test]
    fn names_that_do_not_work_everywhere_are_known() {
        use FileNameFault::{Character, Decomposed, Device, Empty, End, Long};
        let long = format!("{}.md", "年".repeat(85));
        for (name, found, mended_name) in [
            ("sheet.md", None, "sheet.md"),
            ("北浜市.md", None, "北浜市.md"),
            ("100%.md", None, "100.md"),
            ("資料#1 & 2.md", None, "資料-1 & 2.md"),
            ("console.md", None, "console.md"),
            ("com10.md", None, "com10.md"),
            (".nojekyll", None, ".nojekyll"),
            ("a.b.c.md", None, "a.b.c.md"),
            ("", Some(Empty), ""),
            ("..", Some(Empty), ""),
            ("con", Some(Device), "con-1"),
            ("CON.md", Some(Device), "CON-1.md"),
            ("Aux.tar.md", Some(Device), "Aux-1.tar.md"),
            ("com1.md", Some(Device), "com1-1.md"),
            ("lpt².md", Some(Device), "lpt²-1.md"),
            ("nul .md", Some(End), "nul-1.md"),
            ("kitahama.", Some(End), "kitahama"),
            ("kitahama ", Some(End), "kitahama"),
            (" a.md", Some(End), "a.md"),
            ("a .md", Some(End), "a.md"),
            ("a\u{3000}.md", Some(End), "a.md"),
            ("a:b.md", Some(Character(':')), "a-b.md"),
            ("a?.md", Some(Character('?')), "a.md"),
            ("a\\b.md", Some(Character('\\')), "a-b.md"),
            ("a\tb.md", Some(Character('\t')), "a-b.md"),
            ("か\u{3099}いよう.md", Some(Decomposed), "がいよう.md"),
            (long.as_str(), Some(Long), &format!("{}.md", "年".repeat(84))),
        ] {
            assert_eq!(fault(name), found, "{name:?}");
            if name != ".nojekyll" {
                assert_eq!(mended(name), mended_name, "{name:?}");
                assert!(mended(name).is_empty() || fault_of_address(&mended(name)).is_none(), "{name:?}");
            }
        }
        for (name, sign) in [("100%.md", '%'), ("資料#1.md", '#'), ("\u{fffd}.md", '\u{fffd}')] {
            assert_eq!(fault_of_address(name), Some(Character(sign)));
        }
        for name in
            ["", ".", "..", "../a", "a/b", "a\\b", "/a", "C:", "C:a", "~root", ".git", "a.bak", "a/", "con", "a\0"]
        {
            assert!(!is_of_a_folder(name) || name == "~root", "{name:?}");
        }
        assert!(["kitahama", "青", "default", "v1.0"].into_iter().all(is_of_a_folder));
        assert_eq!(fault_of_address("資料 1 & 2 (案) + [3].md"), None);
    }
}
