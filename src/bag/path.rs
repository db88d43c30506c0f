//! Names of files in a bag: how manifests write them, and which of them stay inside.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::file_name::is_of_the_system;

/// A path as a manifest writes it: line ends and the percent sign are encoded, and nothing else (RFC 8493, 2.1.3).
pub fn encode(path: &str) -> String {
    let mut written = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '\n' | '\r' | '%' => drop(write!(written, "%{:02X}", u32::from(c))),
            c => written.push(c),
        }
    }
    written
}

/// The path that a manifest means.
pub fn decode(written: &str) -> String {
    let mut path = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('%') {
        path.push_str(before);
        let code = after.get(..2).map(str::to_ascii_uppercase);
        let meant = match code.as_deref() {
            Some("0A") => '\n',
            Some("0D") => '\r',
            Some("25") => '%',
            _ => {
                path.push('%');
                rest = after;
                continue;
            }
        };
        path.push(meant);
        rest = after.get(2..).unwrap_or_default();
    }
    path + rest
}

/// Whether a path stays inside the bag on every system: relative, and nowhere `..`, a home folder, or a drive.
pub fn is_inside(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let climbs = path.split(['/', '\\']).any(|part| part == "..");
    let shortcut = path.starts_with('~') || path.starts_with('%') || path.starts_with('$');
    !(path.is_empty() || path.starts_with(['/', '\\']) || drive || climbs || shortcut)
}

/// Names that systems treat as the same become equal: without regard to normal form, case, and points and spaces at the end of a part.
pub fn folded(path: &str) -> String {
    let part = |part: &str| -> String {
        let part = part.trim_end_matches(['.', ' ']);
        // Upper case first: some letters have a lower case of their own and share the upper one.
        part.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Files that systems leave behind where people look into folders or pack them.
pub fn is_left_behind(path: &str) -> bool {
    path.split('/').any(is_of_the_system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_a_manifest() {
        for (path, written) in [
            ("data/a.txt", "data/a.txt"),
            ("data/100%.txt", "data/100%25.txt"),
            ("data/two\nlines", "data/two%0Alines"),
            ("data/年報 1.txt", "data/年報 1.txt"),
            ("data/%0A", "data/%250A"),
        ] {
            assert_eq!(encode(path), written);
            assert_eq!(decode(written), path);
        }
        assert_eq!(decode("data/test%201.txt"), "data/test%201.txt");
        assert_eq!(decode("data/50%"), "data/50%");
    }

    #[test]
    fn names_that_some_system_takes_for_one_are_one() {
        for (one, other, same) in [
            ("data/A.txt", "data/a.txt", true),
            ("data/\u{304C}.md", "data/\u{304B}\u{3099}.md", true),
            ("data/stra\u{DF}e", "data/STRASSE", true),
            ("data/\u{212A}.txt", "data/k.txt", true),
            ("data/a.", "data/a", true),
            ("data. /a", "data/a", true),
            ("data/a.txt", "data/b.txt", false),
            ("data/か", "data/が", false),
            ("data/ab", "data/a/b", false),
        ] {
            assert_eq!(folded(one) == folded(other), same, "{one} {other}");
        }
    }

    #[test]
    fn what_systems_leave_behind_is_known() {
        for (path, left) in [
            ("data/.DS_Store", true),
            ("data/~$a.docx", true),
            ("data/a/._年報.md", true),
            ("__MACOSX/2021/._data", true),
            ("data/THUMBS.DB", true),
            ("data/Desktop.ini", true),
            ("data/a.DS_Store", false),
            ("data/_.md", false),
            ("data/.a", false),
        ] {
            assert_eq!(is_left_behind(path), left, "{path}");
        }
    }

    #[test]
    fn nothing_climbs_out() {
        for (path, inside) in [
            ("data/a", true),
            ("data/..a", true),
            ("data/../../a", false),
            ("../a", false),
            ("data\\..\\..\\a", false),
            ("/etc/passwd", false),
            ("~/a", false),
            ("~root/a", false),
            ("C:\\a", false),
            ("\\\\server\\a", false),
            ("%HOMEDRIVE%/a", false),
            ("", false),
        ] {
            assert_eq!(is_inside(path), inside, "{path}");
        }
    }
}
