//! Findings on keys that are unknown or stand twice, and the known key that was meant.

use super::{Entry, codes};
use crate::source::{Finding, Source, Words, words};
use crate::text::{fold, looks};
use std::sync::Arc;

/// A key that stands twice, perhaps under two names.
pub(super) fn repeated_key(first: &Entry, second: &Entry, source: &Arc<Source>) -> Finding {
    let (one, other) = (&first.key, &second.key);
    let message = words!("「{other}」と「{one}」は同じ項目です。", "`{other}` and `{one}` are the same key.");
    Finding::new(&codes::DUPLICATE_KEY, source.position(second.key_span), message)
        .hint(words("どちらかを消してください。", "Delete one of them."))
        .related(source.position(first.key_span), words("最初の項目", "the first one"))
}

/// A key that has no meaning in its place.
pub(super) fn unknown_key(entry: &Entry, source: &Arc<Source>) -> Finding {
    let key = &entry.key;
    let message = words!("「{key}」という項目はありません。", "There is no key `{key}` here.");
    Finding::new(&codes::UNKNOWN_KEY, source.position(entry.key_span), message)
}

/// How many keys a hint lists at most: a line or two in a terminal. The fields of a form are far more.
const LISTED: usize = 12;
/// How many characters of a key are compared at most. No key of a form is that long, and the comparison takes time with the
/// square of the length.
const COMPARED: usize = 80;
/// How alike two keys are at least, from 0 to 1, for one to be meant by the other; chosen by trying on the forms of the content.
const ALIKE: f64 = 0.6;
/// How alike keys of the same look are: カ and 力. Only the same text is more alike.
const SAME_LOOK: f64 = 0.9;

/// All known keys where they are few enough to be read, else where to look.
pub(super) fn known_keys(known: &[String]) -> Words {
    if known.len() > LISTED {
        return words("様式にある項目名と見比べてください。", "Compare it with the keys of the form.");
    }
    // A key may have one name in both languages.
    let mut names: Vec<&str> = Vec::new();
    known.iter().for_each(|name| names.extend(Some(name.as_str()).filter(|name| !names.contains(name))));
    let list = |mark: &str| names.join(mark);
    words(format!("ここに書けるのは次の項目です：{}。", list("、")), format!("Known keys: {}.", list(", ")))
}

/// The remedy that names what was probably meant, such as what [`nearest`] finds.
pub fn did_you_mean(near: &str) -> Words {
    words!("「{near}」のことですか。", "Did you mean `{near}`?")
}

/// The name most like `written`, if one is like enough to be meant.
pub fn nearest<'k>(written: &str, names: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let written = fold(written).to_lowercase();
    let count = written.chars().count();
    if count == 0 || count > COMPARED {
        return None;
    }
    let long = |text: &str| text.chars().count() > 1;
    // 所 管 部 署: letters that stand apart for looks.
    let bare = written.replace(' ', "");
    let alike = |name: &'k str| {
        let folded = fold(name).to_lowercase();
        let part = long(&written) && folded.contains(&written) || long(&folded) && written.contains(&folded);
        // Texts of very different length are not alike, and need not be compared sign by sign; with three times the length, less than a third of the signs can agree.
        let length = folded.chars().count();
        let near = length <= count * 3 && count <= length * 3;
        let score = if near { strsim::normalized_damerau_levenshtein(&written, &folded) } else { 0.0 };
        let same = length == count && looks(&written) == looks(&folded) || folded.replace(' ', "") == bare;
        let score = if same { score.max(SAME_LOOK) } else { score };
        (if part { score.max(ALIKE) } else { score }, name)
    };
    names.map(alike).filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}
