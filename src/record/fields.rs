//! A map is taken apart by asking for its keys; what nobody asked for is reported.

use std::sync::Arc;

use super::{Content, Entry, Node, fold};
use crate::source::{Finding, Findings, Source, Span, Words, words};

/// A map being taken apart. Ask for every key that may be there, then [`Fields::finish`].
#[derive(Debug)]
pub struct Fields<'n, 'f> {
    /// Where findings go, those of the values too.
    pub findings: &'f mut Findings,
    source: &'n Arc<Source>,
    span: Span,
    entries: Vec<Asked<'n>>,
    known: Vec<String>,
    /// There is no map; that was reported, so nothing is missing or unknown.
    broken: bool,
}

#[derive(Debug)]
struct Asked<'n> {
    folded: String,
    entry: &'n Entry,
    taken: bool,
}

impl<'n, 'f> Fields<'n, 'f> {
    /// Opens a map. Anything else is reported and has no keys.
    pub fn new(node: &'n Node, source: &'n Arc<Source>, findings: &'f mut Findings) -> Fields<'n, 'f> {
        let entries = node.entries(source, findings).unwrap_or_default();
        let broken = !matches!(node.content, Content::Map(_));
        let ask = |entry: &'n Entry| Asked { folded: fold(&entry.key), entry, taken: false };
        Fields { findings, source, span: node.span, entries: entries.iter().map(ask).collect(), known: vec![], broken }
    }

    /// The value of a key that must be there. It has any of `names`; the first is the one to suggest.
    pub fn required(&mut self, names: &[&str]) -> Option<&'n Node> {
        let value = self.optional(names);
        if let (None, false, Some(name)) = (value, self.broken, names.first()) {
            let message = words(format!("「{name}」がありません"), format!("`{name}` is missing"));
            let hint = words(format!("「{name}: …」を書いてください"), format!("write `{name}: …`"));
            let at = self.source.position(Span::at(self.span.start()));
            self.findings.push(Finding::error("missing-key", at, message).hint(hint));
        }
        value
    }

    /// The value of a key that may be there, under any of `names`.
    pub fn optional(&mut self, names: &[&str]) -> Option<&'n Node> {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let mut first: Option<&'n Entry> = None;
        for asked in self.entries.iter_mut().filter(|asked| folded.contains(&asked.folded)) {
            asked.taken = true;
            let Some(first) = first else {
                first = Some(asked.entry);
                continue;
            };
            let (one, other) = (&first.key, &asked.entry.key);
            let message = words(
                format!("「{other}」と「{one}」は同じ項目です"),
                format!("`{other}` and `{one}` are the same key"),
            );
            let finding = Finding::error("duplicate-key", self.source.position(asked.entry.key_span), message)
                .hint(words("どちらかを消してください", "delete one of them"))
                .related(self.source.position(first.key_span), words("最初はここです", "the first one"));
            self.findings.push(finding);
        }
        self.known.extend(names.iter().map(|name| (*name).to_owned()));
        first.map(|entry| &entry.value)
    }

    /// All entries nobody has asked for yet, in the order of the file: a map from ids to settings.
    pub fn rest(&mut self) -> Vec<&'n Entry> {
        let rest = self.entries.iter_mut().filter(|asked| !asked.taken);
        rest.map(|asked| {
            asked.taken = true;
            asked.entry
        })
        .collect()
    }

    /// The text the map comes from.
    pub fn source(&self) -> &'n Arc<Source> {
        self.source
    }

    /// Where the map stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reports every key nobody asked for, with the nearest one that was. `elsewhere` holds keys that
    /// have a meaning in another place, each with that place: the title of another form.
    pub fn finish(self, elsewhere: &[(&str, &str)]) {
        let place = |key: &str| {
            let folded = fold(key);
            elsewhere.iter().find(|(name, _)| fold(name) == folded).map(|(_, place)| (*place).to_owned())
        };
        self.finish_with(&place);
    }

    /// The same, with a function that knows where else a key has a meaning; it is asked for unknown keys only.
    pub fn finish_with(self, elsewhere: &dyn Fn(&str) -> Option<String>) {
        for asked in self.entries.iter().filter(|asked| !asked.taken) {
            let key = &asked.entry.key;
            let message = words(format!("「{key}」という項目はありません"), format!("there is no key `{key}` here"));
            let finding = Finding::error("unknown-key", self.source.position(asked.entry.key_span), message);
            let hint = match (elsewhere(key), nearest(key, self.known.iter().map(String::as_str))) {
                (Some(place), _) => {
                    Some(words(format!("「{key}」は「{place}」の項目です"), format!("`{key}` belongs to `{place}`")))
                }
                (None, Some(name)) => {
                    Some(words(format!("「{name}」ではありませんか"), format!("did you mean `{name}`?")))
                }
                (None, None) => known_keys(&self.known),
            };
            self.findings.push(match hint {
                Some(hint) => finding.hint(hint),
                None => finding,
            });
        }
    }
}

/// All known keys where they are few enough to be read.
fn known_keys(known: &[String]) -> Option<Words> {
    let list = |mark: &str| known.join(mark);
    (1..=8)
        .contains(&known.len())
        .then(|| words(format!("ここに書けるのは次の項目です: {}", list("、")), format!("known keys: {}", list(", "))))
}

/// The name most like `written`, if one is like enough to be meant.
pub fn nearest<'k>(written: &str, names: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // The comparison takes time with the square of the length, and no key is that long.
    if written.chars().count() > 80 {
        return None;
    }
    let written = fold(written).to_lowercase();
    let long = |text: &str| text.chars().count() > 1;
    let alike = |name: &'k str| {
        let folded = fold(name).to_lowercase();
        let part = long(&written) && folded.contains(&written) || long(&folded) && written.contains(&folded);
        let score = strsim::normalized_damerau_levenshtein(&written, &folded);
        (if part { score.max(0.6) } else { score }, name)
    };
    names.map(alike).filter(|(score, _)| *score >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

