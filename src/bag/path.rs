//! Names of files in a bag: how manifests write them, and which of them stay inside.

use std::fmt::Write as _;

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
