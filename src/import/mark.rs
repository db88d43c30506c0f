//! What a draft remembers of the file it was made of, so that a second import takes only what changed and loses
//! nothing that somebody wrote.

use sha2::{Digest as _, Sha256};

use crate::text::hexadecimal;

/// Begins the comment that tells it.
const BEGIN: &str = "取り込み元: ";
/// So many digits tell files apart.
const DIGITS: usize = 32;

/// What a sheet that is there already is to a file that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownSheet {
    /// It was made of the same file, by the same form.
    Same,
    /// It was made of another state of the file, and nobody has changed it since.
    Untouched,
    /// Somebody wrote it, or changed it.
    Written,
}

/// The comment for a file: its name, and a digest of it and of all that decides what is read from it.
#[must_use]
pub fn mark(file: &str, parts: &[&[u8]]) -> String {
    let name: String = file.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{BEGIN}{name} {}", digest(parts))
}

/// A draft with a digest of itself behind the comment.
#[must_use]
pub fn sealed(text: &str, mark: &str) -> String {
    text.replacen(mark, &format!("{mark} {}", digest(&[text.as_bytes()])), 1)
}

/// The name of the file that a sheet was made of, as the comment tells it.
#[must_use]
pub fn file_of(sheet: &str) -> Option<&str> {
    let line = sheet.lines().find(|line| line.starts_with("# ") && line.contains(BEGIN))?;
    let told = line.split_once(BEGIN)?.1.trim_end();
    // Behind the name are the digests of the file and of the draft.
    let is_digest = |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let without = |text: &'_ str| text.rsplit_once(' ').filter(|(_, word)| is_digest(word)).map(|(name, _)| name.len());
    let name = without(told).and_then(|end| told.get(..end)).unwrap_or(told);
    Some(without(name).and_then(|end| name.get(..end)).unwrap_or(name))
}

/// Whether the name of a file is the one that the comment tells.
#[must_use]
pub fn same_name(file: &str, told: &str) -> bool {
    file.split_whitespace().eq(told.split_whitespace())
}

/// What a sheet that is there already is to a file with this comment.
#[must_use]
pub fn known(sheet: &str, mark: &str) -> KnownSheet {
    let line = sheet.lines().find(|line| line.starts_with("# ") && line.contains(BEGIN));
    let Some((before, own)) = line.and_then(|line| line.rsplit_once(' ')) else { return KnownSheet::Written };
    if before.get(2..) == Some(mark) {
        return KnownSheet::Same;
    }
    let unsealed = sheet.replacen(&format!("{before} {own}"), before, 1);
    if digest(&[unsealed.as_bytes()]) == own { KnownSheet::Untouched } else { KnownSheet::Written }
}

fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hexadecimal(&hash.finalize()).chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_knows_its_file_and_whether_somebody_changed_it() {
        let (old, new) = (mark("様式 1.xlsx", &[b"a"]), mark("様式 1.xlsx", &[b"b"]));
        let sheet = sealed(&format!("---\n# {old}\n人口: 3人\n---\n"), &old);
        assert_eq!(file_of(&sheet), Some("様式 1.xlsx"));
        assert_eq!(file_of("---\n人口: 3人\n---\n"), None);
        assert_eq!(known(&sheet, &old), KnownSheet::Same);
        assert_eq!(known(&sheet, &new), KnownSheet::Untouched);
        assert_eq!(known(&sheet.replace("3人", "4人"), &new), KnownSheet::Written);
        assert_eq!(known("---\n人口: 3人\n---\n", &new), KnownSheet::Written);
    }
}
