//! The heading of what is not public does not stand where its text would be published, however it is written.

use crate::form::{Audience, Field, FormSection};
use crate::markdown::{TextLine, lines};
use crate::model::{Document, Site};
use crate::record;
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Position, Span, WhyByHand, words};
use crate::text::heading::{Claim, Headings, bare_letters};
use crate::value::{Answer, Item, Prose};

use super::{Check, Rule, Subject};

const PRIVATE_HEADING: Code = Code::error(
        "private-heading",
        (
            "公開しない節や項目の見出しが、公開される文章の中にあります。",
            "The heading of what is not public stands in a public text.",
        ),
        (
            "様式で公開しないとした節の見出しが「##」の節になっていないと、その下の文章が公開されます。番号、括弧、印、太字、打ち間違いのどれがあっても、見出しと見れば止めます。言葉に触れているだけなら、その行を accept の line に写し、理由を書きます。",
            "Where the heading of a section that is not public is no `##` section, the text under it would be published. Numbers, brackets, marks, bold type and slips make no difference. If the line only mentions the words, copy it to `line` of `accept` and give the reason.",
        ),
        Files(&[(
            "2021/kitahama/sheet.md",
            "---\nform: consulted\n---\n\n## 取組の経緯\n\n会議を始めた。\n\n（６）アドバイザーに相談したい事項\n\n相談の中身\n\n## アドバイザーに相談したい事項\n",
        )]),
        Files(&[(
            "2021/kitahama/sheet.md",
            "---\nform: consulted\n---\n\n## 取組の経緯\n\n会議を始めた。\n\n## アドバイザーに相談したい事項\n\n相談の中身\n",
        )]),
    )
.by_hand(WhyByHand::Public)
    .mended_sometimes()
    .privacy();

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[PRIVATE_HEADING], subject: Subject::Private, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    if document.audience != Audience::Public {
        return;
    }
    let private = Private::of(document);
    if private.headings.is_empty() {
        return;
    }
    private.narratives(document, findings);
    document.each_prose(&mut |prose, audience| {
        if audience == Audience::Public {
            private.prose(document, prose, findings);
        }
    });
    for (section, field, answer) in document.answers() {
        if section.audience == Audience::Public && field.audience == Audience::Public {
            private.answer(document, answer, findings);
        }
    }
}

/// What a form keeps from the public.
enum PrivateItem<'d> {
    Section(String),
    Field(&'d Field),
}

struct Private<'d> {
    things: Vec<PrivateItem<'d>>,
    headings: Headings,
}

impl<'d> Private<'d> {
    fn of(document: &'d Document) -> Private<'d> {
        let place = &document.place.name;
        let mut private = Private { things: Vec::new(), headings: Headings::new(place) };
        let sections = &document.form.sections;
        for section in sections {
            let hidden = section.audience == Audience::Advisors;
            if hidden {
                let whole = section.heading_for(place);
                let names = [section.heading_parts(place).1, whole.clone(), section.id.clone()];
                private.add(PrivateItem::Section(whole), names.into_iter(), Claim::Section);
            }
            for field in &section.fields {
                private.add_fields(field, hidden);
            }
        }
        if !private.headings.is_empty() {
            sections.iter().for_each(|section| private.allow(section, place));
        }
        private
    }

    fn add(&mut self, thing: PrivateItem<'d>, names: impl Iterator<Item = String>, claim: Claim) {
        names.for_each(|name| self.headings.add(self.things.len(), &name, claim));
        self.things.push(thing);
    }

    fn add_fields(&mut self, field: &'d Field, hidden: bool) {
        let hidden = hidden || field.audience == Audience::Advisors;
        if hidden {
            self.add(PrivateItem::Field(field), [field.label.clone(), field.id.clone()].into_iter(), Claim::Field);
        }
        if let Some(settings) = field.kind.table() {
            settings.columns.iter().for_each(|column| self.add_fields(&column.field, hidden));
        }
        if let Some(settings) = field.kind.records() {
            settings.fields.iter().for_each(|field| self.add_fields(field, hidden));
        }
    }

    /// The words of the form that everybody may read.
    fn allow(&mut self, section: &FormSection, place: &str) {
        if section.audience == Audience::Advisors {
            return;
        }
        let (_, heading) = section.heading_parts(place);
        [&section.heading_for(place), &heading, &section.id].into_iter().for_each(|name| self.headings.allow(name));
        section.fields.iter().for_each(|field| self.allow_field(field));
    }

    fn allow_field(&mut self, field: &Field) {
        if field.audience == Audience::Advisors {
            return;
        }
        [&field.label, &field.id].into_iter().for_each(|name| self.headings.allow(name));
        field.group.iter().for_each(|group| self.headings.allow(group));
        if let Some(settings) = field.kind.table() {
            let open = settings.columns.iter().filter(|column| column.field.audience == Audience::Public);
            open.for_each(|column| self.headings.allow(&column.field.label));
        }
        if let Some(settings) = field.kind.records() {
            self.headings.allow(&settings.name);
            settings.fields.iter().for_each(|field| self.allow_field(field));
        }
    }

    /// Headings whose sections are public, by their id or because the form does not know them.
    fn narratives(&self, document: &Document, findings: &mut Findings) {
        // `unknown-heading` stops the build already where the form has such a section.
        let unknown = document.form.sections.iter().all(|section| section.audience == Audience::Public);
        let extras = document.extras.iter().filter(|_| unknown);
        let sections = document.form.sections.iter().zip(&document.sections);
        let open = sections.filter(|(section, _)| section.audience == Audience::Public);
        for narrative in open.filter_map(|(_, said)| said.narrative.as_ref()).chain(extras) {
            let id = narrative.id.as_ref().map(|id| format!("{{#{id}}}")).unwrap_or_default();
            if let Some(found) = self.headings.find(&narrative.heading).or_else(|| self.headings.find(&id)) {
                findings.push(self.finding(found, document.source.position(narrative.heading_span)));
            }
        }
    }

    fn prose(&self, document: &Document, prose: &Prose, findings: &mut Findings) {
        if !self.headings.may_be_in(&prose.text) {
            return;
        }
        let lines = lines(&prose.text);
        let mut rest = lines.as_slice();
        while let Some((line, after)) = rest.split_first() {
            rest = after;
            let by_id = || line.id.as_ref().and_then(|id| self.headings.find(&format!("{{#{id}}}")));
            let (found, end) = match self.headings.find(&line.text).or_else(by_id) {
                Some(found) => (found, line.range.end),
                None => match self.split(line, after) {
                    Some((found, last)) => {
                        rest = after.get(last + 1..).unwrap_or_default();
                        (found, after.get(last).map_or(line.range.end, |last| last.range.end))
                    }
                    None => continue,
                },
            };
            let span = prose.origin.offset_span(line.range.start..end);
            let finding = self.finding(found, document.source.position(span));
            findings.push(match self.section_line(document, found, line, prose) {
                Some((line, right)) => finding.mend(line, right),
                None => finding,
            });
        }
    }

    /// A line of the body that holds a heading and nothing else but numbers and marks, and how it is written as a section. What
    /// follows it leaves the public text.
    fn section_line(
        &self,
        document: &Document,
        found: usize,
        line: &TextLine,
        prose: &Prose,
    ) -> Option<(Span, String)> {
        let Some(PrivateItem::Section(heading)) = self.things.get(found) else { return None };
        let source = &document.source;
        let body = record::split(source, &mut Findings::new()).body;
        let at = prose.origin.offset_span(line.range.clone());
        let whole = source.line_span(source.line_of(at.start()));
        let same = bare_letters(source.slice(whole)) == bare_letters(heading)
            && source.line_of(at.end()) == source.line_of(at.start());
        (body.start() <= at.start() && same).then(|| (whole, format!("## {heading}")))
    }

    /// A heading that goes over several lines, with how many more these are: two beside each other, or a few of one block.
    fn split(&self, line: &TextLine, after: &[TextLine]) -> Option<(usize, usize)> {
        let mut text = line.text.clone();
        for (more, next) in after.iter().take(MOST_LINES).enumerate() {
            if more > 0 && next.block != line.block {
                break;
            }
            // A heading of its own is reported where it stands.
            if self.headings.find(&next.text).is_some() {
                break;
            }
            text.push_str(&next.text);
            if text.chars().count() > MOST_SPLIT {
                break;
            }
            if let Some(found) = self.headings.find_split(&text) {
                return Some((found, more));
            }
        }
        None
    }

    fn answer(&self, document: &Document, answer: &Answer, findings: &mut Findings) {
        let mut look = |text: &str, span: Span| {
            if self.headings.may_be_in(text)
                && let Some(found) = self.headings.find(text)
            {
                findings.push(self.finding(found, document.source.position(span)));
            }
        };
        answer.leaves(&mut |leaf| {
            if leaf.audience == Audience::Public {
                match leaf.item {
                    Item::Line(text) | Item::Name(text) => look(text, leaf.span),
                    Item::Chosen(chosen) => chosen.words.iter().for_each(|words| look(words, leaf.span)),
                    Item::Circumstances(circumstances, _) => {
                        circumstances.note().iter().for_each(|note| look(note, leaf.span));
                    }
                    _ => {}
                }
            }
        });
    }

    fn finding(&self, found: usize, position: Position) -> Finding {
        let (message, hint) = match self.things.get(found) {
            Some(PrivateItem::Field(field)) => {
                let label = &field.label;
                (
                    words!(
                        "公開しない項目「{label}」の見出しのようです。この下の文章は公開されます。",
                        "This looks like the heading of `{label}`, which is not public; what follows would be published."
                    ),
                    words!(
                        "公開しない文章なら、前書きの「{label}: 」に書いてください。公開してよい行なら、accept の line にこの行を写し、理由を書いてください。",
                        "If it is not public, answer `{label}: ` in the front matter. If it may be public, copy this line to `line` of `accept` with the reason."
                    ),
                )
            }
            Some(PrivateItem::Section(heading)) => (
                words!(
                    "公開しない節「{heading}」の見出しのようです。この下の文章は公開されます。",
                    "This looks like the heading of the section `{heading}`, which is not public; what follows would be published."
                ),
                words!(
                    "公開しない文章なら「## {heading}」と書いてください。公開してよい行なら、accept の line にこの行を写し、理由を書いてください。",
                    "If it is not public, write `## {heading}`. If it may be public, copy this line to `line` of `accept` with the reason."
                ),
            ),
            None => Default::default(),
        };
        Finding::new(&PRIVATE_HEADING, position, message).hint(hint)
    }
}

/// A heading that is broken goes over no more lines, and has no more characters: one letter a line, and long headings with
/// markup, are within both. The limits keep the search linear.
const MOST_LINES: usize = 12;
const MOST_SPLIT: usize = 400;
