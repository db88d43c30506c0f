//! A document: a place's sheet of a year, or one of its reports, plans or talks.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use crate::form::{Audience, Field, Form, FormSection};
use crate::source::{Source, Span};
use crate::text::fold;
use crate::value::{Answer, AttachedFile, Item, ItemMut, Prose, RecordRow};

use super::{Accept, Ending, History, LazyContent, Narrative, Place};

/// A document of a place and a fiscal year: what every list says of it, and the rest, which is read when somebody asks for it.
#[derive(Clone, Debug)]
pub struct Document {
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
    /// Who may read it.
    pub audience: Audience,
    /// When it was changed.
    pub history: History,
    /// Whether it waits to be published.
    pub draft: bool,
    /// The addresses of the pages of records that have one of their own, by the ids of the records and of the headings in them.
    pub record_pages: BTreeMap<String, String>,
    /// What it says.
    pub content: LazyContent,
}

/// What a document says, and where.
#[derive(Clone, Debug)]
pub struct DocumentContent {
    /// The file with its text, for the positions of findings.
    pub source: Arc<Source>,
    /// Findings its author takes as they are.
    pub accepts: Vec<Accept>,
    /// The document of an earlier year that this one goes on with, as a path below `content/`, and where it is named.
    pub follows: Option<(String, Span)>,
    /// What became of issues of earlier sheets that it no longer lists.
    pub endings: Vec<Ending>,
    /// Files that it names as its attachments.
    pub attachments: Vec<AttachedFile>,
    /// The ids on the page of sections, fields and rows that only advisors may read, by those of the form, where something
    /// public has the same.
    pub renamed: BTreeMap<String, String>,
    /// The rest: copies of a document have it in common until one of them is changed.
    pub answers: Arc<DocumentAnswers>,
}

/// The answers and texts of a document.
#[derive(Clone, Debug, Default, Hash)]
pub struct DocumentAnswers {
    /// Where the document comes from.
    pub origin: Option<String>,
    /// Remarks on the transcription.
    pub notes: Vec<Prose>,
    /// Names of fields that keys of the file probably mean, which was reported: they are misspelt, not missing.
    pub misspelt: Vec<String>,
    /// Text before the first heading.
    pub lead: Option<Prose>,
    /// What it says in each section of its form, in the form's order.
    pub sections: Vec<SectionAnswer>,
    /// Headings its form does not know.
    pub extras: Vec<Narrative>,
    /// Everything on its public page that a link may point at, sorted.
    pub anchors: Vec<String>,
}

/// All that it says, and where. Its place and its form are told by their ids: what they are is not the document's.
impl Hash for Document {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Every field is named, here and below: a page whose digest lacks a new one would be kept when it changes.
        let Document { path, page, year, place, name, form, title, audience, history, draft, record_pages, content } =
            self;
        (&place.id, &form.id).hash(state);
        (path, page, year, name, title, audience, history, draft, record_pages).hash(state);
        content.get().hash(state);
    }
}

impl Hash for DocumentContent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // What is accepted is told on the page of the checks alone, which has no digest of documents.
        let DocumentContent { source, accepts: _, follows, endings, attachments, renamed, answers } = self;
        (source, follows, endings, attachments, renamed, answers).hash(state);
    }
}

impl Deref for DocumentContent {
    type Target = DocumentAnswers;

    fn deref(&self) -> &DocumentAnswers {
        &self.answers
    }
}

impl DerefMut for DocumentContent {
    fn deref_mut(&mut self) -> &mut DocumentAnswers {
        Arc::make_mut(&mut self.answers)
    }
}

impl Deref for Document {
    type Target = DocumentContent;

    fn deref(&self) -> &DocumentContent {
        self.content.get()
    }
}

impl DerefMut for Document {
    fn deref_mut(&mut self) -> &mut DocumentContent {
        self.content.get_mut()
    }
}

/// What a document says in a section.
#[derive(Clone, Debug, Default, Hash)]
pub struct SectionAnswer {
    /// Answers in the form's order. A field which the form requires is among them although the sheet does not mention it.
    pub answers: Vec<Answer>,
    /// Text under the section's heading.
    pub narrative: Option<Narrative>,
}

/// An answer with where it stands: in a section, or in a record of one.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInDocument<'a> {
    /// The section of the form.
    pub section: &'a FormSection,
    /// The field that is answered.
    pub field: &'a Field,
    /// What is answered there, with its circumstances.
    pub answer: &'a Answer,
    /// The record that it stands in; none for a field of the section itself.
    pub record: Option<RecordOfAnswer<'a>>,
}

/// The record that an answer stands in.
#[derive(Clone, Copy, Debug)]
pub struct RecordOfAnswer<'a> {
    /// The field that asks for records.
    pub field: &'a Field,
    /// Its answer: all the records.
    pub answer: &'a Answer,
    /// The record itself, one of those in the answer.
    pub record: &'a RecordRow,
    /// Which it is, from 1.
    pub number: usize,
}

impl<'a> AnswerInDocument<'a> {
    /// Its path in the document: the id of its field, behind that of the records and the number of the record.
    #[must_use]
    pub fn path(&self) -> Cow<'a, str> {
        let Some(of) = self.record else { return Cow::Borrowed(&self.field.id) };
        format!("{}.{}.{}", of.field.id, of.number, self.field.id).into()
    }

    /// Who may read it, among those who may read the document.
    #[must_use]
    pub fn audience(&self) -> Audience {
        let of_record = self.record.map_or(Audience::Public, |of| of.field.audience);
        self.field.audience.within(of_record).within(self.section.audience)
    }

    /// What the answer to the same question has in the document of another year, too. An answer in a record without an id is
    /// never told to be the same.
    #[must_use]
    pub fn question(&self) -> Option<Cow<'a, str>> {
        let Some(of) = self.record else { return Some(Cow::Borrowed(&self.field.id)) };
        Some(format!("{}#{}.{}", of.field.id, of.record.id.as_ref()?, self.field.id).into())
    }

    /// What a finding calls the field: that of a record is told by what the record is called.
    #[must_use]
    pub fn label(&self) -> Cow<'a, str> {
        let name = self.record.map(|of| &of.record.name).filter(|name| !name.is_empty());
        name.map_or(Cow::Borrowed(&self.field.label), |name| format!("{name}／{}", self.field.label).into())
    }

    /// The id of the field that a finding is about, as the sheet accepts it.
    #[must_use]
    pub fn top_field(&self) -> &'a Field {
        self.record.map_or(self.field, |of| of.field)
    }
}

/// The file name of the document that has the address of its place.
const MAIN: &str = "sheet";

impl Document {
    /// Where its title stands in the file; at its beginning where it is written in another way, or there is none.
    #[must_use]
    pub fn title_span(&self) -> Span {
        let written = self.title.as_deref().and_then(|title| Some((self.source.text().find(title)?, title.len())));
        written.map_or(Span::at(0), |(start, length)| Span::new(start, start + length))
    }

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

    /// The file that a text of the document stands in, as a path below `content/`: its own, or that of a record.
    pub fn path_of(&self, prose: &Prose) -> &str {
        let path = self.source.path_at(prose.origin.offset_span(0..0).start());
        path.strip_prefix("content/").unwrap_or(&self.path)
    }

    /// Where a text of the document begins in the file that it stands in.
    pub fn start_in_file(&self, prose: &Prose) -> usize {
        self.source.position(prose.origin.offset_span(0..0)).span.start()
    }

    /// The id on the page of the record that has a file of its own, by the path of that below `content/`.
    pub fn record_of_file(&self, path: &str) -> Option<String> {
        self.answers().find_map(|(_, field, answer)| {
            let (records, _) = answer.records()?;
            let at = records.rows.iter().position(|record| record.file.as_deref() == Some(path))?;
            Some(format!("{}-{}", field.id, answer.row_anchors().nth(at)?))
        })
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

    /// Every answer but lists of records, of which it has those of each record: in the order of the page.
    pub fn all_answers(&self) -> impl Iterator<Item = AnswerInDocument<'_>> {
        self.answers().flat_map(|(section, field, answer)| {
            let records = answer.records().map(|(records, _)| records.rows.iter());
            let own = records.is_none().then_some(AnswerInDocument { section, field, answer, record: None });
            let inner = (1..).zip(records.into_iter().flatten()).flat_map(move |(number, record)| {
                let of = Some(RecordOfAnswer { field, answer, record, number });
                let answers = record.answers.iter();
                answers.map(move |answer| AnswerInDocument { section, field: &answer.field, answer, record: of })
            });
            own.into_iter().chain(inner)
        })
    }

    /// The answers of [`Document::all_answers`] by their question, for who compares two documents; the first of each.
    pub fn answers_by_question(&self) -> HashMap<Cow<'_, str>, AnswerInDocument<'_>> {
        let mut all = HashMap::new();
        for answer in self.all_answers() {
            answer.question().into_iter().for_each(|question| _ = all.entry(question).or_insert(answer));
        }
        all
    }

    /// The files that it names: in its list of attachments, then in fields that ask for files, each with its readers.
    pub fn attached_files(&self) -> impl Iterator<Item = (&AttachedFile, Audience)> {
        let own = self.attachments.iter().map(|file| (file, file.audience.within(self.audience)));
        let of_fields = self.all_answers().filter_map(|place| Some((place.audience(), place.answer.value.files()?)));
        let of_fields = of_fields.flat_map(|(audience, value)| value.files.iter().map(move |file| (file, audience)));
        own.chain(of_fields.map(|(file, audience)| (file, file.audience.within(audience).within(self.audience))))
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
