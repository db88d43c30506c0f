//! Ids of headings: readable, stable, and each only once on a page.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

/// The id derived from a heading's text: letters and digits of any script, `-` for white space.
///
/// The text is brought to NFC, so that a heading typed on another system keeps its address. An id is
/// never shown, hence no name is changed for the reader.
pub fn heading_id(text: &str) -> String {
    let mut id = String::new();
    for c in text.nfc() {
        if c.is_alphanumeric() || c == '_' {
            id.push(c.to_ascii_lowercase());
        } else if (c.is_whitespace() || c == '-') && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    of_an_author(&id).to_owned()
}

/// An id as an author may have it. Those that begin with `_` are of the page's own parts, so that the two never meet.
fn of_an_author(id: &str) -> &str {
    Some(id.trim_start_matches('_')).filter(|id| !id.is_empty()).unwrap_or("section")
}

/// The ids of one page.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// The number to try next for a repeated id, so that a thousand equal headings stay quick.
    next: HashMap<String, usize>,
}

impl Ids {
    /// The ids of a page on which these are used already.
    pub fn new<S: Into<String>>(taken: impl IntoIterator<Item = S>) -> Ids {
        Ids { taken: taken.into_iter().map(Into::into).collect(), next: HashMap::new() }
    }

    /// Reserves an id, or where it is used already the first free of `id-2`, `id-3` …
    pub fn take(&mut self, id: &str) -> String {
        let id = of_an_author(id);
        if self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        let next = self.next.entry(id.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_text_without_its_marks() {
        for (text, expected) in [
            ("取組の経緯", "取組の経緯"),
            ("（１）課題・対応", "１課題対応"),
            ("2021 Plan", "2021-plan"),
            ("　県　又は 市 ", "県-又は-市"),
            ("COVID-19 — results", "covid-19-results"),
            ("ピアサポーター", "ピアサポーター"),
            ("ピア", "ピア"),
            ("が（分解）", "が分解"),
            ("か\u{3099}", "が"),
            ("\u{FA19}奈川", "神奈川"),
            ("髙﨑", "髙﨑"),
            ("！？", "section"),
            ("_main", "main"),
            ("__", "section"),
            ("", "section"),
        ] {
            assert_eq!(heading_id(text), expected, "{text:?}");
        }
    }

    #[test]
    fn ids_are_never_given_twice() {
        let mut ids = Ids::new(["base", "取組-2"]);
        let given: Vec<_> = ["取組", "取組", "取組", "base", "base-2"].iter().map(|id| ids.take(id)).collect();
        assert_eq!(given, ["取組", "取組-3", "取組-4", "base-2", "base-2-2"]);
    }
}
