//! Withheld counts that words tell: titles, texts, columns of words, pages, the glossary. They are the author's own and
//! stay as they are; a finding names the place.

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
use super::words::persons;
use super::{Withheld, counts};

/// Reports withheld counts that the public text of a document tells.
pub fn look(document: &Document, withheld: &BTreeMap<CountKey, i64>, findings: &mut Findings) {
    if withheld.is_empty() || document.audience != Audience::Public {
        return;
    }
    let counts = counts(withheld);
    let mut look = |text: &str, position: &dyn Fn(Range<usize>) -> Position| {
        tell(text, &counts, position, TextLocation::Sheet, findings);
    };
    document.each_prose(&mut |prose, audience| {
        if audience == Audience::Public {
            look(&prose.text, &|range| document.source.position(prose.origin.offset_span(range)));
        }
    });
    let front = std::cell::OnceCell::new();
    let mut line = |text: &str| look(text, &|range| in_front(document, &front, text, range));
    let reasons = document.history.corrections.iter().map(|correction| &correction.reason);
    let notes = document.endings.iter().filter_map(|ending| ending.note.as_ref());
    document.title.iter().chain(&document.origin).chain(reasons).chain(notes).for_each(|text| line(text));
    for (section, field, answer) in document.answers() {
        if section.audience == Audience::Public && field.audience == Audience::Public {
            lines(answer, &mut line);
        }
    }
    for extra in &document.extras {
        look(&extra.heading, &|_| document.source.position(extra.heading_span));
    }
}

/// Every line of words in an answer that is no remark beside a count.
fn lines(answer: &Answer, visit: &mut dyn FnMut(&str)) {
    answer.leaves(&mut |leaf| {
        if leaf.audience == Audience::Public {
            match leaf.item {
                Item::Line(line) | Item::Name(line) => visit(line),
                Item::Date(when) | Item::Period(when) => visit(&when.written),
                _ => {}
            }
        }
    });
}

/// Where a line of the front matter stands. Only lines with findings are looked for.
fn in_front(
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
    let found = front.as_ref().and_then(|front| within(front, text, &range, source));
    found.unwrap_or_else(|| source.position(crate::source::Span::at(0)))
}

fn within(node: &Node, text: &str, range: &Range<usize>, source: &Arc<Source>) -> Option<Position> {
    match &node.content {
        Content::Text(scalar) => {
            let at = scalar.text.find(text).filter(|_| scalar.text.trim() == text.trim())?;
            Some(source.position(scalar.origin.offset_span(range.start + at..range.end + at)))
        }
        Content::Map(entries) => entries.iter().find_map(|entry| within(&entry.value, text, range, source)),
        Content::List(items) => items.iter().find_map(|item| within(item, text, range, source)),
        Content::Blank | Content::Broken => None,
    }
}

/// Reports withheld counts that the pages, the glossary and the list of errata tell. What names places is compared with
/// their counts, anything else with those of all places.
pub fn look_beside(site: &Site, withheld: &Withheld, findings: &mut Findings) {
    let mut by_place: HashMap<&str, BTreeSet<i64>> = HashMap::new();
    for (at, document) in
        site.documents.iter().enumerate().filter(|(_, document)| document.audience == Audience::Public)
    {
        let counts = withheld.get(&at).map(counts).unwrap_or_default();
        by_place.entry(document.place.name.as_str()).or_default().extend(counts);
    }
    let all: BTreeSet<i64> = by_place.values().flatten().copied().collect();
    let of = |text: &str| -> BTreeSet<i64> {
        let named: Vec<_> = by_place.iter().filter(|(name, _)| text.contains(**name)).collect();
        if named.is_empty() { all.clone() } else { named.into_iter().flat_map(|(_, counts)| counts).copied().collect() }
    };
    if all.is_empty() {
        return;
    }
    for page in &site.pages {
        let source = &page.source;
        let counts = of(&format!("{}{}", page.title, page.body.text));
        let reasons = page.history.corrections.iter().map(|correction| &correction.reason);
        let lines = [&page.title].into_iter().chain(&page.description).chain(reasons);
        let front = record::split(source, &mut Findings::new()).front;
        let front = front.map(|front| record::parse(source, front, &mut Findings::new()));
        for line in lines {
            let place = |range: Range<usize>| {
                let found = front.as_ref().and_then(|front| within(front, line, &range, source));
                found.unwrap_or_else(|| source.position(crate::source::Span::at(0)))
            };
            tell(line, &counts, &place, TextLocation::Beside, findings);
        }
        let place = |range| source.position(page.body.origin.offset_span(range));
        tell(&page.body.text, &counts, &place, TextLocation::Beside, findings);
    }
    for term in &site.glossary {
        let place = |range| term.source.position(term.meaning.origin.offset_span(range));
        tell(&term.meaning.text, &of(&term.meaning.text), &place, TextLocation::Beside, findings);
    }
    for erratum in &site.errata {
        let texts = [Some(&erratum.what), Some(&erratum.why), erratum.before.as_ref(), erratum.after.as_ref()];
        let texts: Vec<&String> = texts.into_iter().flatten().collect();
        let [position, _] = &erratum.positions;
        let counts = of(&texts.iter().map(|text| text.as_str()).collect::<String>());
        for text in texts {
            tell(text, &counts, &|_| position.clone(), TextLocation::Beside, findings);
        }
    }
}

/// Where words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextLocation {
    /// In a sheet, which can accept a finding.
    Sheet,
    Beside,
}

fn tell(
    text: &str,
    counts: &BTreeSet<i64>,
    position: &dyn Fn(Range<usize>) -> Position,
    place: TextLocation,
    findings: &mut Findings,
) {
    for number in persons(text) {
        let ends = [Some(number.said.low), number.said.high];
        if !ends.into_iter().flatten().any(|end| counts.contains(&end)) {
            continue;
        }
        let written = text.get(number.range.clone()).unwrap_or_default();
        let message = words(
            format!("表では非公表とした「{written}」が、文章に書かれています。"),
            format!("`{written}` is withheld in a table and told in the text."),
        );
        let hint = match place {
            TextLocation::Sheet => words(
                "同じ人数を指すなら、文章からも消してください。別のことなら、accept に理由を書いてください。",
                "If it is the same count, delete it here, too; if not, accept the finding with the reason.",
            ),
            TextLocation::Beside => words(
                "同じ人数を指すなら、文章からも消してください。別のことなら、このままで構いません。",
                "If it is the same count, delete it here, too; if not, leave it as it is.",
            ),
        };
        findings.push(Finding::new(&codes::WITHHELD_IN_TEXT, position(number.range), message).hint(hint));
    }
}
