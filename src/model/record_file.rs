//! The file of a record, in a folder beside its document: `sheet/programs/visits.md`. Its front matter has the answers of the record,
//! and the headings of its body are names of fields, too. What its folder is called is the id of the field that asks for the
//! records, and what the file is called the id of the record.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codes;
use crate::form::keys::{OF_ROWS, of_records};
use crate::form::{Field, Form, RecordSettings};
use crate::record::{self, Chunk, Content, CutBody, Entry, Node, Scalar, SourceMap, TextStyle};
use crate::source::{Reporter, Span, words};
use crate::value::{Answer, AnswerReader};

/// A record as its file has it. All spans are those of the text in which it is joined to its document.
pub struct RecordFile {
    /// The path of the file below `content/`.
    pub path: String,
    /// The folder that it lies in: the id of a field.
    pub field: String,
    /// Its name without `.md`: the id of the record.
    pub id: String,
    /// From its first byte to its last.
    pub span: Span,
    /// Its answers: the front matter, read as that of a document.
    pub front: Node,
    /// Its running text, cut at the headings.
    pub body: CutBody,
}

/// The answers that the files of records give, by the id of their field; files in the order of their names.
pub(super) fn answers(files: &[RecordFile], form: &Form, reader: &mut AnswerReader<'_>) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for files in files.chunk_by(|one, other| one.field == other.field) {
        let Some(first) = files.first() else { continue };
        let field = form.sections.iter().flat_map(|section| &section.fields).find(|field| field.id == first.field);
        let asked = field.and_then(|field| Some((field, field.kind.records()?)));
        match asked {
            Some((field, settings)) => _ = answers.insert(field.id.clone(), answer(files, field, settings, reader)),
            None => unknown(first, form, &mut reader.reporter),
        }
    }
    answers
}

fn answer(
    files: &[RecordFile],
    field: &Arc<Field>,
    settings: &RecordSettings,
    reader: &mut AnswerReader<'_>,
) -> Answer {
    let nodes: Vec<Node> = files.iter().map(|file| file.node(settings, &mut reader.reporter)).collect();
    let span = files.first().zip(files.last()).map_or_else(Span::default, |(first, last)| first.span.to(last.span));
    let list = Node { span, content: Content::List(nodes) };
    let mut answer = Answer::read(&list, Span::at(span.start()), field, reader);
    answer.put_records_into_files(files.iter().map(|file| file.path.clone()));
    answer
}

impl RecordFile {
    /// The record as an item of its sheet would have it.
    fn node(&self, settings: &RecordSettings, reporter: &mut Reporter<'_>) -> Node {
        let Content::Map(front) = &self.front.content else { return Node { span: self.span, ..self.front.clone() } };
        let (ids, mut entries): (Vec<&Entry>, Vec<&Entry>) = front.iter().partition(|entry| entry.key == "id");
        for entry in ids.into_iter().filter(|entry| entry.value.scalar().is_none_or(|id| id.text.trim() != self.id)) {
            let message = words!(
                "このまとまりの id は、ファイルの名前の「{0}」です。",
                "The id of this record is `{0}`, the name of its file.",
                self.id
            );
            let hint = words(
                "「id」の行を消すか、ファイルの名前を変えてください。",
                "Delete the line of `id`, or rename the file.",
            );
            reporter.report(&codes::RECORD_FILE, entry.key_span, message, hint);
        }
        let at = Span::at(self.span.start());
        let id = Entry { key: "id".to_owned(), key_span: at, value: Node { span: at, ..Node::from(&self.id) } };
        let lead = self.lead(settings, reporter);
        let body = self.body.sections.iter().map(|chunk| section(chunk, reporter));
        let body: Vec<Entry> = lead.into_iter().chain(body).collect();
        let entries = std::iter::once(id).chain(entries.drain(..).cloned()).chain(body).collect();
        Node { span: self.span, content: Content::Map(entries) }
    }

    /// What stands before the first heading answers the one field of running text; of several none could be told.
    fn lead(&self, settings: &RecordSettings, reporter: &mut Reporter<'_>) -> Option<Entry> {
        let span = self.body.lead;
        let text = reporter.source.slice(span);
        if text.trim().is_empty() {
            return None;
        }
        let texts = settings.fields.iter().zip(of_records(settings).keys(OF_ROWS).into_iter().skip(1));
        let texts: Vec<(&Arc<Field>, String)> = texts.filter(|(field, _)| field.kind.prose().is_some()).collect();
        if let [(_, key)] = texts.as_slice() {
            return Some(Entry { key: key.clone(), key_span: Span::at(span.start()), value: prose(text, span) });
        }
        let start = span.start() + text.len() - text.trim_start().len();
        let line = reporter.source.line_span(reporter.source.line_of(start));
        let message =
            words("見出しのない文章が、どの項目の答えか分かりません。", "Text without a heading answers no field.");
        let hint = match texts.first() {
            Some((field, _)) => words!(
                "文章の前に「## {0}」のように、項目の名前の見出しを書いてください。",
                "Write a heading with the name of a field before it, such as `## {0}`.",
                field.label
            ),
            None => words(
                "この様式は、まとまりに文章を尋ねていません。消してください。",
                "The form asks for no text here; delete it.",
            ),
        };
        reporter.report(&codes::RECORD_FILE, line, message, hint);
        None
    }
}

fn section(chunk: &Chunk, reporter: &Reporter<'_>) -> Entry {
    let text = reporter.source.slice(chunk.body);
    let key = chunk.id.clone().unwrap_or_else(|| chunk.heading.clone());
    let value = if text.trim().is_empty() {
        Node { span: chunk.body, content: Content::Blank }
    } else {
        prose(text, chunk.body)
    };
    Entry { key, key_span: chunk.heading_span, value }
}

fn prose(text: &str, span: Span) -> Node {
    let origin = SourceMap::direct(span.start());
    let scalar = Scalar { text: text.to_owned(), lines: None, style: TextStyle::Block, origin };
    Node { span, content: Content::Text(scalar) }
}

fn unknown(file: &RecordFile, form: &Form, reporter: &mut Reporter<'_>) {
    let folder = &file.field;
    let ids = form.fields().filter(|(_, field)| field.kind.records().is_some()).map(|(_, field)| field.id.as_str());
    let ids: Vec<&str> = ids.collect();
    let message = words!(
        "フォルダーの名前「{folder}」は、様式「{0}」のまとまり（records）の項目の id ではありません。",
        "The folder `{folder}` is the id of no field of records in the form `{0}`.",
        form.id
    );
    let hint = match (record::nearest(folder, ids.iter().copied()), ids.as_slice()) {
        (Some(near), _) => words!("フォルダーの名前を「{near}」に変えてください。", "Rename the folder to `{near}`."),
        (None, []) => words(
            "この様式にまとまりの項目はありません。ファイルを content の外に移してください。",
            "The form has no such field. Move the file out of `content`.",
        ),
        (None, ids) => words(
            format!("フォルダーの名前を {} のどれかに変えてください。", ids.join("、")),
            format!("Rename the folder to one of {}.", ids.join(", ")),
        ),
    };
    reporter.report(&codes::RECORD_FILE, Span::at(file.span.start()), message, hint);
}
