//! How a document is read: its front matter, then its running text, then the anchors of both.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::form::keys::OF_DOCUMENTS;
use crate::form::{Audience, Field, Form, FormSection};
use crate::record::{self, Content, Elsewhere, Entry, Fields, Names, Node, unclear};
use crate::source::{Reporter, Span, Words, words};
use crate::text::fold::{fold, folded};
use crate::text::page_path;
use crate::value::{Answer, AnswerReader, AttachedFile, Prose, TableFiles, prose};

use super::{
    Accept, Document, DocumentAnswers, DocumentContent, Ending, History, Narrative, Place, RecordFile, SectionAnswer,
    anchors, asked, body, codes, record_file,
};

/// What reading a document needs besides its file.
pub struct Address {
    /// The path of the file below `content/`.
    pub path: String,
    /// Address of its page.
    pub page: String,
    /// Fiscal year, from the folder.
    pub year: i32,
    /// The place, from the folder.
    pub place: Arc<Place>,
    /// File name without `.md`.
    pub name: String,
    /// The tables in its folder.
    pub tables: Arc<TableFiles>,
    /// Its records that have files of their own, in the order of these.
    pub records: Vec<RecordFile>,
}

/// The fields of a section that are answered or required, with what the front matter has of them.
type Entries<'a> = Vec<(&'a Arc<Field>, Option<&'a Entry>)>;

impl Document {
    /// Reads a document; `None` when its form cannot be told.
    pub fn read(
        address: Address,
        front: &Node,
        body: Span,
        forms: &[Arc<Form>],
        reporter: &mut Reporter<'_>,
    ) -> Option<Document> {
        let mut fields = Fields::new(front, reporter);
        let form_node = fields.required_or(&["form", "様式"], |_| forms_to_name(front, address.year, forms));
        let title = fields.text(&["title", "題名"]);
        let origin = fields.text(&["source", "出典"]);
        let notes = fields.optional(&["notes", "転記の注記"]);
        let audiences = [("public", Audience::Public), ("advisors", Audience::Advisors)];
        let audience = fields.choice(&["audience", "公開範囲"], &audiences).unwrap_or_default();
        let history = History::read(&mut fields);
        let draft = fields.boolean(&["draft", "下書き"]).unwrap_or(false);
        let accepts = fields.optional(&["accept", "確認済み"]);
        let follows = fields.optional(&["follows", "前の資料"]);
        let attachments = fields.optional(&["attachments", "添付"]);
        let endings = fields.optional(&["ended_issues", "終えた課題"]);
        let form = form_node.and_then(|node| named_form(node, forms, &mut fields.reporter));
        // Without its form nothing can be said about the other keys.
        let form = form?;
        let names = form.names(&address.place.name);
        of_the_document_too(front, &names, &mut fields.reporter);
        let entries = entries(&form, fields.answers(&names), &address.records);
        let narratives = narratives(&form, &address.place.name, &mut fields);
        let misspelt = fields.finish_with(&|key| elsewhere(key, &form, &names, forms));
        drop(names);

        let mut reader = AnswerReader { year: address.year, reporter: reporter.reborrow(), tables: &address.tables };
        let of_files = record_file::answers(&address.records, &form, &mut reader);
        let mut of_sections = SectionReader { form: &form, place: &address.place.name, of_files, reader: &mut reader };
        let all = form.sections.iter().zip(entries).zip(narratives);
        let sections =
            all.map(|((section, entries), narrative)| of_sections.read(section, entries, narrative)).collect();
        let notes = notes.map_or_else(Vec::new, |node| read_notes(node, &mut reader));
        let accepts = accepts.map_or_else(Vec::new, |node| Accept::read(node, &mut reader.reporter));
        let endings = endings.map_or_else(Vec::new, |node| Ending::read(node, &mut reader.reporter));
        let attachments =
            attachments.map_or_else(Vec::new, |node| AttachedFile::read(node, &address.path, &mut reader.reporter));
        let follows = follows.and_then(|node| {
            let written = node.text(&mut reader.reporter)?.text.trim();
            // A link that leaves the site leads to no document, and the rule on origins will say so.
            let path = page_path::content_file(&address.path, written).unwrap_or_else(|| written.to_owned());
            Some((path, node.span))
        });
        let answers = DocumentAnswers { origin, notes, misspelt, sections, ..DocumentAnswers::default() };
        let content = DocumentContent {
            source: Arc::clone(reporter.source),
            accepts,
            follows,
            endings,
            attachments,
            renamed: BTreeMap::new(),
            answers: Arc::new(answers),
        };
        let mut document = Document {
            path: address.path,
            page: address.page,
            year: address.year,
            place: address.place,
            name: address.name,
            form,
            title,
            audience,
            history,
            draft,
            record_pages: BTreeMap::new(),
            content: content.into(),
        };
        asked::apply_conditions(&mut document);
        asked::drop_requests(&document, reporter.findings);
        body::read(&mut document, body, reporter.findings);
        anchors::assign(&mut document);
        Some(document)
    }
}

/// The fields of each section that are answered, required, or have files beside the document, in the form's order.
fn entries<'a>(form: &'a Form, found: Vec<Option<&'a Entry>>, files: &[RecordFile]) -> Vec<Entries<'a>> {
    let mut found = found.into_iter();
    let of_section = |section: &'a FormSection| {
        let asked = section.fields.iter().zip(found.by_ref());
        let has_files = |field: &Field| files.iter().any(|file| file.field == field.id);
        asked.filter(|(field, entry)| entry.is_some() || field.required || has_files(field)).collect()
    };
    form.sections.iter().map(of_section).collect()
}

/// The text of each section that stands in the front matter under the section's name.
fn narratives<'a>(form: &Form, place: &str, fields: &mut Fields<'a, '_>) -> Vec<Option<&'a Entry>> {
    let of_section = |section: &FormSection| {
        // What a field or every document is called answers that.
        let names = section.front_names(place);
        let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !fields.knows(name)).collect();
        fields.entry(&names)
    };
    form.sections.iter().map(of_section).collect()
}

/// Reads what the front matter, and the files beside it, say in the sections of a form.
struct SectionReader<'r, 'a> {
    form: &'r Form,
    /// The name of the place, which headings may hold.
    place: &'r str,
    /// Answers that are files of their own, by the ids of their fields.
    of_files: BTreeMap<String, Answer>,
    reader: &'r mut AnswerReader<'a>,
}

impl SectionReader<'_, '_> {
    fn read(&mut self, section: &FormSection, entries: Entries<'_>, narrative: Option<&Entry>) -> SectionAnswer {
        let mut answers: Vec<Answer> = entries.into_iter().map(|(field, entry)| self.answer(field, entry)).collect();
        // Large sites hold many.
        answers.shrink_to_fit();
        let narrative = narrative.map(|entry| Narrative::of_front(section, self.place, entry, self.reader));
        SectionAnswer { answers, narrative }
    }

    fn answer(&mut self, field: &Arc<Field>, entry: Option<&Entry>) -> Answer {
        let files = self.of_files.remove(&field.id);
        let entry = entry.filter(|entry| files.is_none() || entry.value.content != Content::Blank);
        let own = entry.map(|entry| Answer::read(&entry.value, entry.key_span, field, self.reader));
        let mut answer = match (own, files) {
            (Some(own), Some(files)) => own.with_records_of(files),
            (Some(answer), None) | (None, Some(answer)) => answer,
            (None, None) => Answer::missing(field),
        };
        answer.give_row_anchors(self.form);
        answer
    }
}

/// What to write where a document names no form: those of its year, in the language of its other keys.
fn forms_to_name(front: &Node, year: i32, forms: &[Arc<Form>]) -> Words {
    let of_year: Vec<&str> = forms.iter().filter(|form| form.covers(year)).map(|form| form.id.as_str()).collect();
    let japanese = matches!(&front.content, Content::Map(entries) if entries.iter().any(|entry| !entry.key.is_ascii()));
    let key = if japanese { "様式" } else { "form" };
    match of_year.as_slice() {
        [] => words!("「{key}: …」を書いてください。", "Write `{key}: …`."),
        [one] => words!("「{key}: {one}」の行を加えてください。", "Add the line `{key}: {one}`."),
        several => words(
            format!(
                "「{key}: {}」のような行を加えてください。この年度の様式は {} です。",
                several.first().unwrap_or(&""),
                several.join("、")
            ),
            format!(
                "Add a line such as `{key}: {}`. Forms for this year: {}.",
                several.first().unwrap_or(&""),
                several.join(", ")
            ),
        ),
    }
}

fn named_form(node: &Node, forms: &[Arc<Form>], reporter: &mut Reporter<'_>) -> Option<Arc<Form>> {
    let id = node.text(reporter)?.text.trim();
    let found = forms.iter().find(|form| form.id == id).cloned();
    if found.is_none() {
        let near = record::nearest(id, forms.iter().map(|form| form.id.as_str()));
        let all: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
        reporter.report(
            &codes::UNKNOWN_FORM,
            node.span,
            words!("様式「{id}」がありません。", "There is no form `{id}`."),
            near.map_or_else(
                || {
                    words(
                        format!("forms にある様式は {} です。", all.join("、")),
                        format!("Forms in `forms`: {}.", all.join(", ")),
                    )
                },
                record::did_you_mean,
            ),
        );
    }
    found
}

/// Keys that every document has, where the form calls a field of its own so: 題名 may be that of the document or of a book.
fn of_the_document_too(front: &Node, names: &Names<'_>, reporter: &mut Reporter<'_>) {
    let Content::Map(entries) = &front.content else { return };
    let labels = OnceCell::new();
    let is_word = |word: &str| {
        let labels = labels.get_or_init(|| names.labels().map(folded).collect::<HashSet<_>>());
        labels.contains(word)
    };
    for entry in entries {
        let key = folded(&entry.key);
        let pair = OF_DOCUMENTS.chunks(2).find(|pair| pair.contains(&&*key));
        let Some([id, word]) = pair else { continue };
        let (own, other) = if key == *id { (id, word) } else { (word, id) };
        // Where a form takes both names of a key, nothing else could be written for it.
        if !is_word(own) || is_word(other) {
            continue;
        }
        let (fields, keys) = (names.named(own), names.keys(OF_DOCUMENTS));
        let places = std::iter::once(HEAD.to_owned()).chain(fields.iter().map(|at| names.path(*at)));
        let keys = fields.iter().filter_map(|at| keys.get(*at).map(String::as_str));
        let keys: Vec<&str> = std::iter::once(*other).chain(keys).collect();
        reporter.findings.push(unclear(entry, &places.collect::<Vec<_>>(), &keys, reporter.source));
    }
}

/// Where the keys of every document stand.
const HEAD: &str = "前書きのはじめに書くこと";

/// Where a key that is no field of the form has a meaning: in what could not be read, inside a field, in another form.
fn elsewhere(key: &str, own: &Form, names: &Names<'_>, forms: &[Arc<Form>]) -> Elsewhere {
    if own.unread.may_have(key) {
        return Elsewhere::Unsure;
    }
    let key = fold(key);
    if let Some(at) = names.inside_of(&key).first() {
        let (path, label) = (names.path(*at), names.labels().nth(*at).unwrap_or_default());
        return Elsewhere::There(words!(
            "節か小見出しの名前です。その下に「{label}: …」のように字下げして書くか、「{path}: …」と書いてください。",
            "It heads fields: write `{label}: …` below it, indented, or `{path}: …`."
        ));
    }
    if let Some((_, field)) = own.fields().find(|(_, field)| field.kind.has_inner_key(&key)) {
        let label = &field.label;
        return Elsewhere::There(words!(
            "「{label}」の中の項目です。「{label}:」の下に、半角の空白2つで字下げしてください。",
            "It belongs inside `{label}`: put it below `{label}:`, indented by two spaces."
        ));
    }
    let knows = |form: &&Arc<Form>| form.fields().any(|(_, f)| fold(&f.id) == key || fold(&f.label) == key);
    forms.iter().filter(|form| form.id != own.id).find(knows).map_or(Elsewhere::Nowhere, |form| {
        let id = &form.id;
        Elsewhere::There(words!(
            "様式「{id}」の項目です。この文書の様式は「{}」です。",
            "It belongs to the form `{id}`; this document answers `{}`.",
            own.id
        ))
    })
}

fn read_notes(node: &Node, reader: &mut AnswerReader<'_>) -> Vec<Prose> {
    match &node.content {
        Content::List(items) => items.iter().map(|item| prose::read(item, reader)).collect(),
        _ => vec![prose::read(node, reader)],
    }
}
