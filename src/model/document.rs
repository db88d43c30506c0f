//! A document: a place's sheet of a year, or one of its reports, plans or talks.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::form::{Audience, Field, Form, FormSection};
use crate::source::{Source, Span};
use crate::text::fold;
use crate::value::{Answer, Item, ItemMut, Prose};

use super::{Accept, Ending, History, Narrative, Place};

/// A document of a place and a fiscal year.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file with its text, for the positions of findings.
    pub source: Arc<Source>,
    /// Its path below `content/`.
    pub path: String,
    /// Address of its page.
    pub page: String,
    /// The fiscal year, from the first folder of the path.
    pub year: i32,
    /// The municipality or prefecture whose document it is, from the second folder of the path.
    pub place: Arc<Place>,
    /// File name without `.md`; `sheet` for the one that has the address of its place.
    pub name: String,
    /// The form it answers.
    pub form: Arc<Form>,
    /// Its own title or motto.
    pub title: Option<String>,
    /// Where the document comes from.
    pub origin: Option<String>,
    /// Remarks on the transcription.
    pub notes: Vec<Prose>,
    /// Who may read it.
    pub audience: Audience,
    /// When it was changed.
    pub history: History,
    /// Whether it waits to be published.
    pub draft: bool,
    /// Names of fields that keys of the file probably mean, which was reported: they are misspelt, not missing.
    pub misspelt: Vec<String>,
    /// The document of an earlier year that this one goes on with, as a path below `content/`, and where it is named.
    pub follows: Option<(String, Span)>,
    /// What became of issues of earlier sheets that it no longer lists.
    pub endings: Vec<Ending>,
    /// Findings its author takes as they are.
    pub accepts: Vec<Accept>,
    /// Text before the first heading.
    pub lead: Option<Prose>,
    /// What it says in each section of its form, in the form's order.
    pub sections: Vec<SectionAnswer>,
    /// Headings its form does not know.
    pub extras: Vec<Narrative>,
    /// Everything on its public page that a link may point at, sorted.
    pub anchors: Vec<String>,
    /// The ids on the page of sections, fields and rows that only advisors may read, by those of the form, where something
    /// public has the same.
    pub renamed: BTreeMap<String, String>,
}

/// What a document says in a section.
#[derive(Clone, Debug, Default)]
pub struct SectionAnswer {
    /// Answers in the form's order. A field which the form requires is among them although the sheet does not mention it.
    pub answers: Vec<Answer>,
    /// Text under the section's heading.
    pub narrative: Option<Narrative>,
}

/// The file name of the document that has the address of its place.
const MAIN: &str = "sheet";

impl Document {
    /// The line that makes it a draft, as written.
    #[must_use]
    pub fn draft_line(&self) -> &str {
        let key = |line: &&str| {
            let key = fold(line.split([':', '：']).next().unwrap_or_default());
            ["draft", "下書き"].contains(&key.trim())
        };
        self.source.text().lines().find(key).map_or("draft: true", str::trim)
    }

    /// Whether it is a sheet: its form is a yearly one, whatever its file is called.
    pub fn is_sheet(&self) -> bool {
        self.form.sheet
    }

    /// Whether it has the address of the place itself, and so no name of its own.
    pub fn is_main(&self) -> bool {
        self.name == MAIN
    }

    /// The answer to the field with this id, with the field.
    pub fn answer(&self, id: &str) -> Option<(&Field, &Answer)> {
        self.answers().find(|(_, field, _)| field.id == id).map(|(_, field, answer)| (field, answer))
    }

    /// All answers with their section and field, in the form's order.
    pub fn answers(&self) -> impl Iterator<Item = (&FormSection, &Field, &Answer)> {
        self.form.sections.iter().zip(&self.sections).flat_map(|(section, answered)| {
            answered.answers.iter().map(move |answer| (section, answer.field.as_ref(), answer))
        })
    }

    /// Visits every Markdown text in the order of the page, with who may read it.
    pub fn each_prose<'d>(&'d self, visit: &mut dyn FnMut(&'d Prose, Audience)) {
        self.lead.iter().for_each(|lead| visit(lead, self.audience));
        for (section, answered) in self.form.sections.iter().zip(&self.sections) {
            let audience = section.audience.within(self.audience);
            answered.narrative.iter().for_each(|narrative| visit(&narrative.text, audience));
            for answer in &answered.answers {
                answer.leaves(&mut |leaf| {
                    if let Item::Prose(prose) = leaf.item {
                        visit(prose, leaf.audience.within(audience));
                    }
                });
            }
        }
        self.extras.iter().for_each(|extra| visit(&extra.text, self.audience));
        self.notes.iter().for_each(|note| visit(note, self.audience));
    }

    /// Mutable variant of `each_prose`: visits every text of the document to change it, with its readers.
    pub(super) fn each_prose_mut(&mut self, visit: &mut dyn FnMut(&mut Prose, Audience)) {
        let form = Arc::clone(&self.form);
        let own = self.audience;
        self.lead.iter_mut().for_each(|lead| visit(lead, own));
        for (section, answered) in form.sections.iter().zip(&mut self.sections) {
            let audience = section.audience.within(own);
            answered.narrative.iter_mut().for_each(|narrative| visit(&mut narrative.text, audience));
            for answer in &mut answered.answers {
                answer.leaves_mut(&mut |leaf| {
                    if let ItemMut::Prose(prose) = leaf.item {
                        visit(prose, leaf.audience.within(audience));
                    }
                });
            }
        }
        self.extras.iter_mut().for_each(|extra| visit(&mut extra.text, own));
        self.notes.iter_mut().for_each(|note| visit(note, own));
    }
}
