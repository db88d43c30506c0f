//! Suppressed counts that words disclose: titles, texts, columns of words, pages, the glossary. They are the author's own
//! and stay as they are; a finding names the position.

use super::codes;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::form::Audience;
use crate::model::{Document, Site};
use crate::record::{self, Content, Node};
use crate::source::{Finding, Findings, Position, Source, words};
use crate::value::{Answer, Item};

use super::cells::CountKey;
use super::numbers::persons_in;
use super::{Suppressed, counts};

/// Reports suppressed counts that the public text of a document discloses.
pub fn check_document(document: &Document, suppressed: &BTreeMap<CountKey, i64>, findings: &mut Findings) {
    if suppressed.is_empty() || document.audience != Audience::Public {
        return;
    }
    let counts = counts(suppressed);
    let mut check = |text: &str, position: &dyn Fn(Range<usize>) -> Position| {
        report_counts(text, &counts, position, TextLocation::Sheet, findings);
    };
    document.each_prose(&mut |prose, audience| {
        if audience == Audience::Public {
            check(&prose.text, &|range| document.source.position(prose.origin.offset_span(range)));
        }
    });
    let front = std::cell::OnceCell::new();
    let mut line = |text: &str| check(text, &|range| position_in_front_matter(document, &front, text, range));
    let reasons = document.history.corrections.iter().map(|correction| &correction.reason);
    let notes = document.endings.iter().filter_map(|ending| ending.note.as_ref());
    document.title.iter().chain(&document.origin).chain(reasons).chain(notes).for_each(|text| line(text));
    for (section, field, answer) in document.answers() {
        if section.audience == Audience::Public && field.audience == Audience::Public {
            visit_lines(answer, &mut line);
        }
    }
    for extra in &document.extras {
        check(&extra.heading, &|_| document.source.position(extra.heading_span));
    }
}

/// Visits every line of words in an answer that is no remark on a count.
fn visit_lines(answer: &Answer, visit: &mut dyn FnMut(&str)) {
    answer.leaves(&mut |leaf| {
        if leaf.audience == Audience::Public {
            match leaf.item {
                Item::Line(line) | Item::Name(line) => visit(line),
                Item::Chosen(chosen) => chosen.words.iter().for_each(|words| visit(words)),
                Item::Date(when) | Item::Period(when) => visit(&when.written),
                _ => {}
            }
        }
    });
}

/// The position of a line in the front matter, which is parsed again only for a line with a finding.
fn position_in_front_matter(
    document: &Document,
    front: &std::cell::OnceCell<Option<Node>>,
    text: &str,
    range: Range<usize>,
) -> Position {
    let source = &document.source;
    let front = front.get_or_init(|| {
        let front = record::split(source, &mut Findings::new()).front?;
        Some(record::parse(source, front, &mut Findings::new()))
    });
    let found = front.as_ref().and_then(|front| find_line(front, text, &range, source));
    found.unwrap_or_else(|| source.position(crate::source::Span::at(0)))
}

fn find_line(node: &Node, text: &str, range: &Range<usize>, source: &Arc<Source>) -> Option<Position> {
    match &node.content {
        Content::Text(scalar) => {
            let at = scalar.text.find(text).filter(|_| scalar.text.trim() == text.trim())?;
            Some(source.position(scalar.origin.offset_span(range.start + at..range.end + at)))
        }
        Content::Map(entries) => entries.iter().find_map(|entry| find_line(&entry.value, text, range, source)),
        Content::List(items) => items.iter().find_map(|item| find_line(item, text, range, source)),
        Content::Blank | Content::Broken => None,
    }
}

/// Reports suppressed counts that the pages, the glossary and the errata disclose. What names municipalities is compared
/// with their counts, anything else with those of all.
pub fn check_site(site: &Site, suppressed: &Suppressed, findings: &mut Findings) {
    let mut by_place: HashMap<&str, BTreeSet<i64>> = HashMap::new();
    for (at, document) in
        site.documents.iter().enumerate().filter(|(_, document)| document.audience == Audience::Public)
    {
        let counts = suppressed.get(&at).map(counts).unwrap_or_default();
        by_place.entry(document.place.name.as_str()).or_default().extend(counts);
    }
    let all: BTreeSet<i64> = by_place.values().flatten().copied().collect();
    let counts_for = |text: &str| -> BTreeSet<i64> {
        let named: Vec<_> = by_place.iter().filter(|(name, _)| text.contains(**name)).collect();
        if named.is_empty() { all.clone() } else { named.into_iter().flat_map(|(_, counts)| counts).copied().collect() }
    };
    if all.is_empty() {
        return;
    }
    for page in &site.pages {
        let source = &page.source;
        let counts = counts_for(&format!("{}{}", page.title, page.body.text));
        let reasons = page.history.corrections.iter().map(|correction| &correction.reason);
        let lines = [&page.title].into_iter().chain(&page.description).chain(reasons);
        let front = record::split(source, &mut Findings::new()).front;
        let front = front.map(|front| record::parse(source, front, &mut Findings::new()));
        for line in lines {
            let position = |range: Range<usize>| {
                let found = front.as_ref().and_then(|front| find_line(front, line, &range, source));
                found.unwrap_or_else(|| source.position(crate::source::Span::at(0)))
            };
            report_counts(line, &counts, &position, TextLocation::Elsewhere, findings);
        }
        let position = |range| source.position(page.body.origin.offset_span(range));
        report_counts(&page.body.text, &counts, &position, TextLocation::Elsewhere, findings);
    }
    for term in &site.glossary {
        let position = |range| term.source.position(term.meaning.origin.offset_span(range));
        report_counts(
            &term.meaning.text,
            &counts_for(&term.meaning.text),
            &position,
            TextLocation::Elsewhere,
            findings,
        );
    }
    for erratum in &site.errata {
        let texts = [Some(&erratum.what), Some(&erratum.why), erratum.before.as_ref(), erratum.after.as_ref()];
        let texts: Vec<&String> = texts.into_iter().flatten().collect();
        let [position, _] = &erratum.positions;
        let counts = counts_for(&texts.iter().map(|text| text.as_str()).collect::<String>());
        for text in texts {
            report_counts(text, &counts, &|_| position.clone(), TextLocation::Elsewhere, findings);
        }
    }
}

/// Whether a finding can be accepted where the words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextLocation {
    /// In a sheet: yes, by its `accept`.
    Sheet,
    /// In a page, the glossary or the errata: no.
    Elsewhere,
}

fn report_counts(
    text: &str,
    counts: &BTreeSet<i64>,
    position: &dyn Fn(Range<usize>) -> Position,
    location: TextLocation,
    findings: &mut Findings,
) {
    for number in persons_in(text) {
        let ends = [Some(number.reported.low), number.reported.high];
        if !ends.into_iter().flatten().any(|end| counts.contains(&end)) {
            continue;
        }
        let written = text.get(number.range.clone()).unwrap_or_default();
        let message = words!(
            "表では非公表とした「{written}」が、文章に書かれています。",
            "`{written}` is withheld in a table and told in the text."
        );
        let hint = match location {
            TextLocation::Sheet => words(
                "同じ人数を指すなら、文章からも消してください。別のことなら、accept に理由を書いてください。",
                "If it is the same count, delete it here, too; if not, accept the finding with the reason.",
            ),
            TextLocation::Elsewhere => words(
                "同じ人数を指すなら、文章からも消してください。別のことなら、このままで構いません。",
                "If it is the same count, delete it here, too; if not, leave it as it is.",
            ),
        };
        findings.push(Finding::new(&codes::WITHHELD_IN_TEXT, position(number.range), message).hint(hint));
    }
}
