//! Names of the things that a map answers: alone, behind what they stand in (`成果／実績`), or in a map under it.

use super::codes;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use super::{Content, Entry};
use crate::source::{Finding, Reporter, Source, Words, words};
use crate::text::{fold, folded};

use super::key_findings::{known_keys, nearest, repeated_key, unknown_key};

/// The things that a map may answer, each with an id and the form's words for it.
///
/// The words of two things may be the same where they stand in different ones: `実績` of two sections. A key then says
/// which is meant, by a path from the outside in or by nesting, and may leave out what it can do without. What stands
/// directly where a key is looked for goes before what stands further in.
pub struct Names<'a> {
    /// Id and words, as the form has them and folded.
    things: Vec<NamedItem<'a>>,
    inside: Box<dyn Fn(usize) -> Vec<Vec<String>> + 'a>,
    chains: OnceCell<Vec<Vec<Vec<String>>>>,
    has_key: HasKey<'a>,
    itself: &'a [&'a str],
}

struct NamedItem<'a> {
    id: &'a str,
    label: &'a str,
    folded: [Cow<'a, str>; 2],
}

/// Whether the answer to a thing has a key of its own.
type HasKey<'a> = Box<dyn Fn(usize, &str) -> bool + 'a>;

/// A thing, and how many of those it stands in are passed already.
type NamePosition = (usize, usize);

/// Between the steps of a path that is written.
const STEP: &str = "／";

impl fmt::Debug for Names<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_list().entries(self.things.iter().map(|thing| (thing.id, thing.label))).finish()
    }
}

impl<'a> Names<'a> {
    /// Things by id and words, which stand in nothing.
    pub fn new(things: impl IntoIterator<Item = (&'a str, &'a str)>) -> Names<'a> {
        let thing = |(id, label)| NamedItem { id, label, folded: [folded(id), folded(label)] };
        Names {
            things: things.into_iter().map(thing).collect(),
            inside: Box::new(|_| Vec::new()),
            chains: OnceCell::new(),
            has_key: Box::new(|_, _| false),
            itself: &[],
        }
    }

    /// What each of them stands in, from the outside in, every one by all its names and the best first.
    #[must_use]
    pub fn inside(mut self, inside: impl Fn(usize) -> Vec<Vec<String>> + 'a) -> Names<'a> {
        self.inside = Box::new(inside);
        self
    }

    /// Whether the answer to one of them has a folded key of its own: a map of such keys is its answer, and holds no others.
    #[must_use]
    pub fn with_keys(mut self, has_key: impl Fn(usize, &str) -> bool + 'a) -> Names<'a> {
        self.has_key = Box::new(has_key);
        self
    }

    /// The names of a thing in the map under its own name: 合計 beside what stands in it.
    #[must_use]
    pub fn with_itself(mut self, itself: &'a [&'a str]) -> Names<'a> {
        self.itself = itself;
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The ids of all.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.things.iter().map(|thing| thing.id)
    }

    /// The form's words for all.
    pub fn labels(&self) -> impl Iterator<Item = &'a str> {
        self.things.iter().map(|thing| thing.label)
    }

    /// Those that stand in what a folded key names.
    pub fn inside_of(&self, key: &str) -> Vec<usize> {
        (0..self.things.len()).filter(|at| self.holder(*at, 0, key).is_some()).collect()
    }

    /// The words and ids of all.
    pub fn words(&self) -> impl Iterator<Item = &'a str> {
        self.things.iter().flat_map(|thing| [thing.label, thing.id])
    }

    /// Those which a key names: more than one where it does not say which.
    pub fn named(&self, key: &str) -> Vec<usize> {
        self.matching(&folded(key), &self.all(), None)
    }

    /// A key for each, which names it and nothing else and is none of `reserved`: the form's words where they do, the same
    /// behind what it stands in, or its id.
    pub fn keys(&self, reserved: &[&str]) -> Vec<String> {
        let all = self.all();
        let reserved: Vec<Cow<'_, str>> = reserved.iter().map(|key| folded(key)).collect();
        let one = |at: usize, key: &str| {
            let key = folded(key);
            !key.is_empty() && !reserved.contains(&key) && self.matching(&key, &all, None) == [at]
        };
        let key = |(at, thing): (usize, &NamedItem<'_>)| {
            if one(at, thing.label) {
                return thing.label.to_owned();
            }
            let paths = self.paths(at, thing.label).into_iter().filter(|_| !thing.label.is_empty());
            let ids = std::iter::once(thing.id.to_owned()).chain(self.paths(at, thing.id));
            paths.chain(ids).find(|key| one(at, key)).unwrap_or_else(|| thing.id.to_owned())
        };
        self.things.iter().enumerate().map(key).collect()
    }

    /// A name of a thing behind what it stands in, the shortest path first.
    fn paths(&self, at: usize, name: &str) -> Vec<String> {
        let chain: Vec<&str> = self.chain(at).iter().filter_map(|names| names.first().map(String::as_str)).collect();
        let from =
            |from: usize| chain.get(from..).unwrap_or_default().iter().copied().chain([name]).collect::<Vec<_>>();
        let nearest = chain.len().checked_sub(1).map(|last| from(last).join(STEP));
        // The outermost alone is what a reader of the form looks for first.
        let outer = chain.first().filter(|_| chain.len() > 1).map(|first| [*first, name].join(STEP));
        let rest = (0..chain.len().saturating_sub(1)).rev().map(|first| from(first).join(STEP));
        outer.into_iter().chain(nearest).chain(rest).collect()
    }

    /// A thing with all it stands in, in the form's words: 成果／実績.
    pub fn path(&self, at: usize) -> String {
        let steps = self.chain(at).iter().filter_map(|names| names.first().map(String::as_str));
        steps.chain(self.things.get(at).map(|thing| thing.label)).collect::<Vec<_>>().join(STEP)
    }

    /// Everything that a thing stands in, from the outside in, every one by all its names.
    pub fn chain(&self, at: usize) -> &[Vec<String>] {
        let chains = || (0..self.things.len()).map(|at| (self.inside)(at)).collect();
        self.chains.get_or_init(chains).get(at).map_or(&[], Vec::as_slice)
    }

    /// Two things that stand in the same and have a name in common, so that no key of the form's words tells them apart.
    pub fn duplicates(&self) -> Vec<(usize, usize)> {
        let bare = |at: usize| {
            self.chain(at)
                .iter()
                .map(|names| names.first().map(|name| bare(name)).unwrap_or_default())
                .collect::<Vec<_>>()
        };
        let bare: Vec<Vec<String>> = (0..self.things.len()).map(bare).collect();
        let mut duplicates = Vec::new();
        for (at, thing) in self.things.iter().enumerate() {
            let before = self.things.iter().enumerate().take(at);
            let same = before.filter(|(other, before)| {
                let [id, label] = &thing.folded;
                let shares = before.folded[1] == *label || before.folded[0] == *label || before.folded[1] == *id;
                shares && !label.is_empty() && bare.get(*other) == bare.get(at)
            });
            duplicates.extend(same.map(|(other, _)| (other, at)));
        }
        duplicates
    }

    fn all(&self) -> Vec<NamePosition> {
        (0..self.things.len()).map(|at| (at, 0)).collect()
    }

    fn is(&self, at: usize, folded: &str) -> bool {
        self.things.get(at).is_some_and(|thing| thing.folded.iter().any(|name| name == folded))
    }

    /// Those of some things which a folded key names; `owner` is the one whose map it stands in.
    fn matching(&self, key: &str, things: &[NamePosition], owner: Option<usize>) -> Vec<usize> {
        if let Some(owner) = owner.filter(|_| self.itself.iter().any(|name| folded(name) == key)) {
            return vec![owner];
        }
        let mut hits: Vec<NamePosition> = things.iter().copied().filter(|(at, _)| self.is(*at, key)).collect();
        if hits.is_empty() && key.contains('/') {
            let behind = |(at, passed): &NamePosition| self.behind(*at, *passed, key).map(|passed| (*at, passed));
            hits = things.iter().filter_map(behind).collect();
        }
        if hits.len() > 1 {
            let direct = |(at, passed): &&NamePosition| self.chain(*at).len() == *passed;
            let direct: Vec<NamePosition> = hits.iter().filter(direct).copied().collect();
            hits = if direct.is_empty() { hits } else { direct };
        }
        hits.into_iter().map(|(at, _)| at).collect()
    }

    /// What is passed where a path leads to a thing.
    fn behind(&self, at: usize, passed: usize, key: &str) -> Option<usize> {
        steps(key).find_map(|(step, rest)| {
            self.called(at, passed, step)
                .find_map(|passed| if self.is(at, rest) { Some(passed) } else { self.behind(at, passed, rest) })
        })
    }

    /// What is passed where a key, or a path of them, names something that a thing stands in.
    fn holder(&self, at: usize, passed: usize, key: &str) -> Option<usize> {
        self.called(at, passed, key).next().or_else(|| {
            steps(key)
                .find_map(|(step, rest)| self.called(at, passed, step).find_map(|passed| self.holder(at, passed, rest)))
        })
    }

    /// After each of those which a thing stands in, has not passed, and which are called so.
    fn called<'k>(&'k self, at: usize, passed: usize, step: &'k str) -> impl Iterator<Item = usize> + 'k {
        let written = bare(step);
        let plain = unnumbered(&written).to_owned();
        let is = move |name: &String| {
            let name = bare(name);
            name == written || name == plain || unnumbered(&name) == written
        };
        let chain = self.chain(at).iter().enumerate().skip(passed);
        chain.filter(move |(_, names)| names.iter().any(&is)).map(|(place, _)| place + 1)
    }
}

/// The ways to part a folded key into a first step and the rest, at its slashes.
fn steps(key: &str) -> impl Iterator<Item = (&str, &str)> {
    key.match_indices('/').filter_map(|(at, _)| {
        let (step, rest) = key.split_at_checked(at)?;
        Some((step.trim(), rest.get(1..)?.trim()))
    })
}

/// Headings are compared without width and spaces …
fn bare(heading: &str) -> String {
    fold(heading).replace(' ', "")
}

/// … and without the number that the form prints before them.
fn unnumbered(bare: &str) -> &str {
    bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// A search for the entries that answer things.
pub(super) struct Search<'s, 'n> {
    pub names: &'s Names<'s>,
    pub reporter: Reporter<'s>,
    pub found: Vec<Option<&'n Entry>>,
}

impl<'n> Search<'_, 'n> {
    /// Finds what the entries of a map answer; whether each of them has a meaning here.
    pub fn run(&mut self, entries: &[(Cow<'n, str>, &'n Entry)]) -> Vec<bool> {
        let all = self.names.all();
        self.level(entries, &all, None)
    }

    fn level(
        &mut self,
        entries: &[(Cow<'n, str>, &'n Entry)],
        things: &[NamePosition],
        owner: Option<usize>,
    ) -> Vec<bool> {
        entries.iter().map(|(key, entry)| self.one(key, entry, things, owner)).collect()
    }

    fn one(&mut self, key: &str, entry: &'n Entry, things: &[NamePosition], owner: Option<usize>) -> bool {
        let hits = self.names.matching(key, things, owner);
        if let Content::Map(inner) = &entry.value.content
            && let Some(insiders) = self.nested(key, inner, &hits, things)
        {
            self.inner(entry, inner, &insiders, &hits);
            return true;
        }
        match hits.as_slice() {
            [] => false,
            [one] => {
                match self.found.get_mut(*one) {
                    Some(Some(first)) => self.reporter.findings.push(repeated_key(first, entry, self.reporter.source)),
                    Some(free) => *free = Some(entry),
                    None => {}
                }
                true
            }
            several => {
                let finding = self.unclear(entry, several);
                self.reporter.findings.push(finding);
                true
            }
        }
    }

    /// The things that stand in what a key names, where the map under it answers them rather than the thing itself.
    fn nested(&self, key: &str, inner: &[Entry], hits: &[usize], things: &[NamePosition]) -> Option<Vec<NamePosition>> {
        let names = self.names;
        let own = |entry: &Entry| hits.iter().any(|hit| (names.has_key)(*hit, &folded(&entry.key)));
        if !hits.is_empty() && inner.iter().all(own) {
            return None;
        }
        let holder = |(at, passed): &NamePosition| names.holder(*at, *passed, key).map(|passed| (*at, passed));
        let insiders: Vec<NamePosition> = things.iter().filter_map(holder).collect();
        let means = |entry: &Entry| !names.matching(&folded(&entry.key), &insiders, only(hits)).is_empty();
        let meant = hits.is_empty() || inner.iter().any(|entry| !own(entry) && means(entry));
        (!insiders.is_empty() && meant).then_some(insiders)
    }

    fn inner(&mut self, entry: &Entry, inner: &'n [Entry], insiders: &[NamePosition], hits: &[usize]) {
        let entries: Vec<(Cow<'n, str>, &'n Entry)> = inner.iter().map(|entry| (folded(&entry.key), entry)).collect();
        let known = self.level(&entries, insiders, only(hits));
        for ((_, unknown_entry), _) in entries.iter().zip(known).filter(|(_, known)| !known) {
            let labels = || insiders.iter().filter_map(|(at, _)| self.names.things.get(*at)).map(|thing| thing.label);
            let ids = insiders.iter().filter_map(|(at, _)| self.names.things.get(*at)).map(|thing| thing.id);
            let hint = match nearest(&unknown_entry.key, labels().chain(ids)) {
                Some(near) => words!("「{near}」ではありませんか。", "Did you mean `{near}`?"),
                None => known_keys(&labels().map(str::to_owned).collect::<Vec<_>>()),
            };
            let finding = unknown_key(unknown_entry, self.reporter.source).hint(hint);
            let above = words("この下の項目です", "below this");
            self.reporter.findings.push(finding.related(self.reporter.source.position(entry.key_span), above));
        }
    }

    /// A key that does not say which of several things is meant.
    fn unclear(&self, entry: &Entry, several: &[usize]) -> Finding {
        let keys = self.names.keys(&[]);
        let paths: Vec<String> = several.iter().map(|at| self.names.path(*at)).collect();
        let keys: Vec<&str> = several.iter().filter_map(|at| keys.get(*at).map(String::as_str)).collect();
        unclear(entry, &paths, &keys, self.reporter.source)
    }
}

/// The finding on a key that may mean each of some places, with the keys to write instead.
pub fn unclear<P: AsRef<str>>(entry: &Entry, places: &[P], keys: &[&str], source: &std::sync::Arc<Source>) -> Finding {
    let key = &entry.key;
    let list = |all: &[&str], (open, close): (&str, &str), mark: &str| {
        all.iter().map(|one| format!("{open}{one}{close}")).collect::<Vec<_>>().join(mark)
    };
    let places: Vec<&str> = places.iter().map(AsRef::as_ref).collect();
    let message = words(
        format!("「{key}」という項目は、{}にあります。どちらの答えか決まりません。", list(&places, ("「", "」"), "と")),
        format!("`{key}` stands in {}; it does not say which is answered.", list(&places, ("`", "`"), " and ")),
    );
    let hint: Words = words(
        format!("{}のように、どこの項目かが分かる名前で書いてください。", list(keys, ("「", ": …」"), "、")),
        format!("Write {}.", list(keys, ("`", ": …`"), " or ")),
    );
    Finding::new(&codes::AMBIGUOUS_KEY, source.position(entry.key_span), message).hint(hint)
}

fn only(hits: &[usize]) -> Option<usize> {
    match hits {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Fields, parse};
    use super::*;
    use crate::source::{Findings, Span};

    /// Two sections with groups, as id, words, section and group.
    const THINGS: [(&str, &str, &str, &str); 8] = [
        ("a", "実績", "成果", ""),
        ("b", "実績", "R5年度の計画", ""),
        ("c", "人口", "成果", ""),
        ("d", "件数", "成果", "相談"),
        ("e", "件数", "成果", "訪問"),
        ("f", "件数", "R5年度の計画", "訪問"),
        ("g", "訪問／相談", "成果", ""),
        ("h", "費用", "費用", ""),
    ];

    fn names() -> Names<'static> {
        let inside = |at: usize| {
            let (_, _, section, group) = THINGS[at];
            [section, group].iter().filter(|name| !name.is_empty()).map(|name| vec![(*name).to_owned()]).collect()
        };
        let own = |_: usize, key: &str| ["値", "時点"].contains(&key);
        Names::new(THINGS.iter().map(|(id, label, ..)| (*id, *label))).inside(inside).with_keys(own)
    }

    /// What a map answers, as `id=value`, and the codes of the findings.
    fn read(yaml: &str) -> (String, String) {
        let source: Arc<Source> = Source::new("a.yaml", yaml);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, yaml.len()), &mut findings);
        let mut reporter = Reporter::new(&source, &mut findings);
        let mut fields = Fields::new(&node, &mut reporter);
        let names = names();
        let found = fields.answers(&names);
        fields.finish();
        let shown = |(entry, (id, ..)): (Option<&Entry>, &(&str, &str, &str, &str))| {
            let value = &entry?.value;
            Some(format!("{id}={}", value.scalar().map_or("{}", |scalar| scalar.text.as_str())))
        };
        let found: Vec<String> = found.into_iter().zip(&THINGS).filter_map(shown).collect();
        (found.join(" "), findings.iter().map(|finding| finding.code.name).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn an_answer_is_told_by_its_place() {
        for (yaml, found, codes) in [
            ("人口: 1", "c=1", ""),
            ("a: 1\nb: 2", "a=1 b=2", ""),
            ("実績: 1", "", "ambiguous-key"),
            ("成果／実績: 1\nR5年度の計画/実績: 2", "a=1 b=2", ""),
            ("成果 ／ 実績: 1\nＲ５年度の計画 / 実績: 2", "a=1 b=2", ""),
            ("２　成果／実績: 1", "a=1", ""),
            ("成果／a: 1", "a=1", ""),
            ("成果: { 実績: 1, 人口: 2 }", "a=1 c=2", ""),
            ("成果: { 実績: 1 }\nR5年度の計画: { 実績: 2 }", "a=1 b=2", ""),
            ("成果: { 実績: 1 }\n成果／実績: 2", "a=1", "duplicate-key"),
            ("成果: { 実積: 1 }", "", "unknown-key"),
            ("成果: 1", "", "unknown-key"),
            ("件数: 1", "", "ambiguous-key"),
            ("相談／件数: 1", "d=1", ""),
            ("訪問／件数: 1", "", "ambiguous-key"),
            ("成果／訪問／件数: 1\n計画: 1", "e=1", "unknown-key"),
            ("成果／件数: 1", "", "ambiguous-key"),
            ("R5年度の計画／件数: 1", "f=1", ""),
            ("成果: { 訪問: { 件数: 1 }, 相談／件数: 2 }", "d=2 e=1", ""),
            ("成果／訪問: { 件数: 1 }", "e=1", ""),
            ("訪問／相談: 1", "g=1", ""),
            ("成果: { 訪問／相談: 1 }", "g=1", ""),
            ("費用: 1", "h=1", ""),
            ("費用: { 値: 1, 時点: 2 }", "h={}", ""),
            ("費用: { 費用: 1 }", "h=1", ""),
            ("成果: { 人口: { 値: 1 } }", "c={}", ""),
        ] {
            assert_eq!(read(yaml), (found.to_owned(), codes.to_owned()), "{yaml}");
        }
    }

    #[test]
    fn a_key_names_one_thing() {
        let keys = [
            "成果／実績",
            "R5年度の計画／実績",
            "c",
            "相談／件数",
            "成果／訪問／件数",
            "R5年度の計画／件数",
            "訪問／相談",
            "費用",
        ];
        let names = names();
        assert_eq!(
            names.keys(&["人口"]),
            ["成果／実績", "R5年度の計画／実績", "成果／人口"].iter().chain(&keys[3..]).copied().collect::<Vec<_>>()
        );
        for (at, key) in names.keys(&[]).iter().enumerate() {
            assert_eq!(names.named(key), [at], "{key}");
        }
        assert!(names.duplicates().is_empty());
        assert_eq!(Names::new([("a", "数"), ("b", "数　"), ("c", "a"), ("d", "")]).duplicates(), [(0, 1), (0, 2)]);
    }
}
