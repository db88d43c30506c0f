//! What is meant for advisors is not repeated in a public text.

use std::ops::Range;

use std::collections::HashMap;
use std::sync::Arc;

use crate::form::{Audience, Form};
use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Position, WhyByHand, words};
use crate::value::Prose;

use super::{Check, Rule, Subject};

const CODE: Code = Code::warning(
    "advisors-repeated",
    ("助言者だけが読む文が、公開する文にもあります。", "A text for advisors is repeated in a public one."),
    (
        "相談の文をほかの節に写すと、公開しないはずのことがページに出ます。",
        "A text that is copied from the advisors' section to another one becomes public.",
    ),
    Files(&[("2021/kitahama/sheet.md",
        "---\nform: consulted\n---\n\n## 取組の経緯\n\n病院との調整が進まず、担当者が一人しかいない状態が続いている。\n\n\
         ## アドバイザーに相談したい事項\n\n病院との調整が進まず、担当者が一人しかいない状態が続いている。どう進めればよいか。\n",
    )]),
    Files(&[("2021/kitahama/sheet.md",
        "---\nform: consulted\n---\n\n## 取組の経緯\n\n病院との調整を続けている。\n\n\
         ## アドバイザーに相談したい事項\n\n病院との調整が進まず、担当者が一人しかいない状態が続いている。どう進めればよいか。\n",
    )]),
)
.by_hand(WhyByHand::Public)
.limit(20, ("何文字続けて同じなら報告するか", "How many characters in a row are the same text"))
.privacy();

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::Private, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let (mut public, mut private) = (Vec::new(), Vec::new());
    document.each_prose(&mut |prose, audience| match audience {
        Audience::Public => public.push(prose),
        Audience::Advisors => private.push(Letters::of(prose)),
    });
    let length = site.settings.limit(&CODE).to_f64() as usize;
    if private.is_empty() || length == 0 {
        return;
    }
    let mut told: HashMap<&[char], (&Letters<'_>, usize)> = HashMap::new();
    for text in &private {
        text.chars.windows(length).enumerate().for_each(|(at, run)| _ = told.entry(run).or_insert((text, at)));
    }
    // The words of the form are everybody's.
    for official in official(&document.form, &document.place.name) {
        official.windows(length).for_each(|run| _ = told.remove(run));
    }
    for text in public.into_iter().map(Letters::of) {
        let mut from = 0;
        while let Some(run) = text.chars.get(from..from + length) {
            let Some((source, at)) = told.get(run) else {
                from += 1;
                continue;
            };
            let rest = |letters: &[char], at: usize| letters.get(at..).unwrap_or_default().to_vec();
            let (ours, theirs) = (rest(&text.chars, from), rest(&source.chars, *at));
            let same = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
            let message = words!(
                "助言者だけが読む文と、{same}文字続けて同じです。",
                "{same} characters are the same as in a text for advisors."
            );
            let hint = words(
                "公開してよい文か確かめ、相談の節だけに書いてください。",
                "See whether it may be public, and keep it to the advisors' section.",
            );
            let related = words("助言者だけが読む文", "the text for advisors");
            findings.push(
                Finding::new(&CODE, text.position(document, from, same), message)
                    .hint(hint)
                    .related(source.position(document, *at, same), related),
            );
            from += same;
        }
    }
}

fn comments(text: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices("<!--").map(|(at, _)| at);
    starts.map(|at| at..text.get(at..).and_then(|rest| rest.find("-->")).map_or(text.len(), |end| at + end)).collect()
}

/// The letters of a text without marks and spaces, each with its place.
struct Letters<'a> {
    prose: &'a Prose,
    chars: Vec<char>,
    places: Vec<usize>,
}

impl<'a> Letters<'a> {
    fn of(prose: &'a Prose) -> Letters<'a> {
        let letters = prose.text.char_indices().filter(|(_, c)| c.is_alphanumeric());
        // Comments never reach a page.
        let comments = comments(&prose.text);
        let (places, chars) = letters.filter(|(at, _)| !comments.iter().any(|range| range.contains(at))).unzip();
        Letters { prose, chars, places }
    }

    fn position(&self, document: &Document, from: usize, count: usize) -> Position {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(0);
        let last = from + count.saturating_sub(1);
        let end = place(last) + self.chars.get(last).map_or(0, |c| c.len_utf8());
        document.source.position(self.prose.origin.offset_span(place(from)..end))
    }
}

fn official(form: &Arc<Form>, place: &str) -> Vec<Vec<char>> {
    let headings = form.sections.iter().map(|section| section.heading_for(place));
    let notes = form.sections.iter().filter_map(|section| section.note.clone());
    let labels = form.fields().map(|(_, field)| field.label.clone());
    let texts = headings.chain(notes).chain(labels).chain([form.title.clone()]);
    texts.map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect()).collect()
}
