//! A map is taken apart by asking for its keys; what nobody asked for is reported.

use super::codes;
use std::borrow::Cow;
use std::sync::Arc;

use super::key_findings::{known_keys, nearest, repeated_key, unknown_key};
use super::names::Search;
use super::{Content, Entry, Names, Node};
use crate::source::{Reporter, Span, Words, words};
use crate::text::folded;

/// A map being taken apart. Ask for every key that may be there, then [`Fields::finish`].
#[derive(Debug)]
pub struct Fields<'n, 'f> {
    /// Where findings go, those of the values too.
    pub reporter: Reporter<'f>,
    span: Span,
    entries: Vec<AskedEntry<'n>>,
    known: Vec<String>,
    /// What must be there and is not, as it was reported.
    missing: Vec<String>,
    /// There is no map; that was reported, so nothing is missing or unknown.
    broken: bool,
}

/// What is known of a key that has no meaning in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It means something in another place; how to get there.
    There(Words),
    /// It may have a meaning here: what says so could not be read, and was reported.
    Unsure,
    /// It has no meaning anywhere in the form.
    Nowhere,
}

#[derive(Debug)]
struct AskedEntry<'n> {
    folded: Cow<'n, str>,
    entry: &'n Entry,
    read: bool,
}

impl<'n, 'f> Fields<'n, 'f> {
    /// Opens a map. Anything else is reported and has no keys.
    pub fn new(node: &'n Node, reporter: &'f mut Reporter<'_>) -> Fields<'n, 'f> {
        let entries = node.entries(reporter).unwrap_or_default();
        let broken = !matches!(node.content, Content::Map(_));
        let ask = |entry: &'n Entry| AskedEntry { folded: folded(&entry.key), entry, read: false };
        let entries = entries.iter().map(ask).collect();
        Fields { reporter: reporter.reborrow(), span: node.span, entries, known: vec![], missing: vec![], broken }
    }

    /// The value of a key that must be there. It has any of `names`; the first is the one to suggest.
    pub fn required(&mut self, names: &[&str]) -> Option<&'n Node> {
        self.required_or(names, |name| words!("「{name}: …」を書いてください。", "Write `{name}: …`."))
    }

    /// The same, with what to write where it is not there.
    pub fn required_or(&mut self, names: &[&str], hint: impl FnOnce(&str) -> Words) -> Option<&'n Node> {
        let value = self.optional(names);
        if let (None, false, Some(name)) = (value, self.broken, names.first()) {
            let (message, hint) = (missing(name), hint(name));
            self.reporter.report(&codes::MISSING_KEY, Span::at(self.span.start()), message, hint);
            self.missing.push((*name).to_owned());
        }
        value
    }

    /// The value of a key that may be there, under any of `names`.
    pub fn optional(&mut self, names: &[&str]) -> Option<&'n Node> {
        self.entry(names).map(|entry| &entry.value)
    }

    /// The entry under one of the names, key and value; none where the map has none of them.
    pub fn entry(&mut self, names: &[&str]) -> Option<&'n Entry> {
        let folded: Vec<Cow<'_, str>> = names.iter().map(|name| folded(name)).collect();
        let mut first: Option<&'n Entry> = None;
        for asked in self.entries.iter_mut().filter(|asked| folded.contains(&asked.folded)) {
            asked.read = true;
            let Some(first) = first else {
                first = Some(asked.entry);
                continue;
            };
            self.reporter.findings.push(repeated_key(first, asked.entry, self.reporter.source));
        }
        self.known.extend(names.iter().map(|name| (*name).to_owned()));
        first
    }

    /// The entries that answer things of a form, which have shared names perhaps.
    pub fn answers(&mut self, names: &Names<'_>) -> Vec<Option<&'n Entry>> {
        let free: Vec<usize> =
            (0..self.entries.len()).filter(|at| !self.entries.get(*at).is_some_and(|asked| asked.read)).collect();
        let entries = free.iter().filter_map(|at| self.entries.get(*at));
        let entries: Vec<(Cow<'n, str>, &'n Entry)> =
            entries.map(|asked| (asked.folded.clone(), asked.entry)).collect();
        let found = vec![None; names.len()];
        let mut search = Search { names, reporter: self.reporter.reborrow(), found };
        let known = search.run(&entries);
        let found = search.found;
        for (at, known) in free.into_iter().zip(known) {
            self.entries.get_mut(at).into_iter().for_each(|asked| asked.read = known);
        }
        self.known.extend(names.words().map(str::to_owned));
        found
    }

    /// Whether a name was asked for already.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|known| folded(known) == folded(name))
    }

    /// All entries nobody has asked for yet, in the order of the file: a map from ids to settings.
    pub fn rest(&mut self) -> Vec<&'n Entry> {
        let rest = self.entries.iter_mut().filter(|asked| !asked.read);
        rest.map(|asked| {
            asked.read = true;
            asked.entry
        })
        .collect()
    }

    /// Where the map stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reports every key nobody asked for, with the nearest one that was.
    pub fn finish(self) {
        let _ = self.finish_with(&|_| Elsewhere::Nowhere);
    }

    /// Like [`Fields::finish`], with a function that knows where else a key has a meaning; it is asked for unknown keys only. The
    /// names that unknown keys probably mean come back; of these none is missing.
    pub fn finish_with(self, elsewhere: &dyn Fn(&str) -> Elsewhere) -> Vec<String> {
        let mut meant = Vec::new();
        for asked in self.entries.iter().filter(|asked| !asked.read) {
            let key = &asked.entry.key;
            let known = elsewhere(key);
            if known == Elsewhere::Unsure {
                continue;
            }
            let finding = unknown_key(asked.entry, self.reporter.source);
            let hint = match (known, nearest(key, self.known.iter().map(String::as_str))) {
                (Elsewhere::There(hint), _) => hint,
                (_, Some(name)) => {
                    meant.push(name.to_owned());
                    words!("「{name}」ではありませんか。", "Did you mean `{name}`?")
                }
                (_, None) => known_keys(&self.known),
            };
            self.reporter.findings.push(finding.hint(hint));
        }
        if meant.iter().any(|name| self.missing.contains(name)) {
            let start = Span::at(self.span.start());
            let messages: Vec<Words> = meant.iter().map(|name| missing(name)).collect();
            let source = self.reporter.source;
            self.reporter.findings.retain_mut(|finding| {
                let own = Arc::ptr_eq(&finding.position.source, source) && finding.position.span == start;
                finding.code != &codes::MISSING_KEY || !own || !messages.contains(&finding.message)
            });
        }
        meant
    }
}

fn missing(name: &str) -> Words {
    words!("「{name}」がありません。", "`{name}` is missing.")
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::source::{Finding, Findings, Source};

    /// The findings of a map asked for 人口/population (required) and 病床数/beds, as code, line and hint.
    fn findings(text: &str) -> Vec<(&'static str, usize, String)> {
        let source = Source::new("a.yaml", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let mut reporter = Reporter::new(&source, &mut findings);
        let mut fields = Fields::new(&node, &mut reporter);
        fields.required(&["人口", "population"]);
        fields.optional(&["精神科病床数", "beds"]);
        fields.optional(&["１年以上"]);
        let there = Elsewhere::There(words("「保健所数」は「状況共有シート」の項目です。", ""));
        fields.finish_with(&|key| match key {
            "保健所数" => there.clone(),
            "壊れた欄" => Elsewhere::Unsure,
            _ => Elsewhere::Nowhere,
        });
        let hint = |f: &Finding| f.hint.clone().unwrap_or_default().ja;
        findings.iter().map(|f| (f.code.name, f.position.line_and_column().0, hint(f))).collect()
    }

    #[test]
    fn keys_are_asked_for_by_any_name() {
        type Case = (&'static str, &'static [(&'static str, usize, &'static str)]);
        let cases: &[Case] = &[
            ("人口: 1", &[]),
            ("population: 1\nｂｅｄｓ: 2\n1年以上: 3", &[]),
            ("beds: 1", &[("missing-key", 1, "「人口: …」を書いてください。")]),
            ("人口: 1\npopulation: 2", &[("duplicate-key", 2, "どちらかを消してください。")]),
            ("人口: 1\n病床数: 2", &[("unknown-key", 2, "「精神科病床数」ではありませんか。")]),
            ("人口: 1\nbed: 2", &[("unknown-key", 2, "「beds」ではありませんか。")]),
            ("人口: 1\nBEDS: 2", &[("unknown-key", 2, "「beds」ではありませんか。")]),
            (
                "人ロ: 1",
                // It is misspelt, not missing.
                &[("unknown-key", 1, "「人口」ではありませんか。")],
            ),
            ("人口: 1\n壊れた欄: 2", &[]),
            ("人口: 1\n保健所数: 2", &[("unknown-key", 2, "「保健所数」は「状況共有シート」の項目です。")]),
            (
                "人口: 1\n備考: 2",
                &[("unknown-key", 2, "ここに書けるのは次の項目です：人口、population、精神科病床数、beds、１年以上。")],
            ),
            ("- a", &[("wrong-shape", 1, "「項目名: 値」の形で書いてください。")]),
            ("人口; 1", &[("wrong-shape", 1, "「項目名: 値」の形で書いてください。")]),
            ("", &[("blank-value", 1, "「項目名: 値」の形で書いてください。")]),
            // A broken value is there, so it is not missing.
            (
                "人口: [1",
                &[("yaml-bracket", 1, "「{ 値: 1, 時点: R3 }」のように半角の , で区切り、括弧を閉じてください。")],
            ),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(code, line, hint)| (*code, *line, (*hint).to_owned())).collect();
            assert_eq!(findings(text), expected, "{text}");
        }
    }

    #[test]
    fn the_rest_is_given_once_and_in_order() {
        let source = Source::new("a.yaml", "c: 1\na: 2\nb: 3");
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, source.text().len()), &mut findings);
        let mut reporter = Reporter::new(&source, &mut findings);
        let mut fields = Fields::new(&node, &mut reporter);
        assert!(fields.optional(&["a"]).is_some());
        let rest: Vec<_> = fields.rest().iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!((rest, fields.rest().len()), (vec!["c", "b"], 0));
        fields.finish();
        assert!(findings.is_empty());
    }
}
