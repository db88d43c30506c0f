//! Records: blocks that repeat the same fields of any kind, one for each programme, facility or item.

use crate::form::keys::{OF_ROWS, of_records};
use crate::form::{Field, RecordSettings};
use crate::record::{Content, Elsewhere, Fields, Names, Node};
use crate::source::{Span, words};
use crate::text::{RowOfYear, fold};
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, Value};
use super::leaf::{Step, leaves};
use super::{Answer, AnswerReader, RowHead, Viewer, rows, table, text, to_be_answered};

/// The records that answer a field of the kind `records`.
#[derive(Clone, Debug, Hash)]
pub struct Records {
    /// The records in the order of the sheet.
    pub rows: Vec<RecordRow>,
}

/// One record: what it is called, and its answers.
#[derive(Clone, Debug, Hash)]
pub struct RecordRow {
    /// The author's id: the same over the years means the same programme.
    pub id: Option<String>,
    /// What it is called; empty where the sheet does not say it, which was reported.
    pub name: String,
    /// Where the name stands in the file.
    pub name_span: Span,
    /// The record of an earlier sheet that this one goes on with, and where the sheet says so.
    pub from: Option<(RowOfYear, Span)>,
    /// Its answers in the form's order. A field which the form requires is among them although the record does not mention it.
    pub answers: Vec<Answer>,
    /// Where it stands in the sheet, or in its own file.
    pub span: Span,
    /// Its own file, as a path below `content/`, where it does not stand in the sheet.
    pub file: Option<String>,
}

impl RecordRow {
    /// The answer to the field with this id.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.field.id == id)
    }

    /// The name of its own file, where it has one.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file.as_ref()?.rsplit('/').next()
    }

    /// Whether the record does not mention the field of an answer, which its form requires or does not ask.
    #[must_use]
    pub fn is_missing(&self, answer: &Answer) -> bool {
        answer.span == Span::at(self.span.start())
    }

    /// What it says, as its file or an item of its sheet has it.
    #[must_use]
    pub fn node(&self, settings: &RecordSettings, keys: &[String]) -> Node {
        let id = self.id.as_ref().map(|id| ("id", Node::from(id)));
        let from = self.from.as_ref().map(|(from, _)| ("from", Node::from(from.to_string())));
        let name = keys.first().map(|key| (key.as_str(), Node::from(&self.name)));
        let answers = settings.fields.iter().zip(keys.iter().skip(1));
        let answers = answers.filter_map(|(field, key)| {
            let answer = self.answer(&field.id).filter(|answer| !self.is_missing(answer))?;
            Some((key.as_str(), answer.node()))
        });
        name.into_iter().chain(id).chain(from).chain(answers).collect()
    }
}

impl Answer {
    /// Says in which files its records stand, one after the other.
    pub fn put_records_into_files(&mut self, paths: impl Iterator<Item = String>) {
        if let Value::Records(records) = &mut self.value {
            for (row, path) in records.rows.iter_mut().zip(paths) {
                row.file = Some(path);
            }
        }
    }

    /// The answer with the records of another one behind its own; a word on why there are none gives way to them.
    #[must_use]
    pub fn with_records_of(mut self, other: Answer) -> Answer {
        let Value::Records(more) = other.value else { return self };
        match &mut self.value {
            Value::Records(own) => own.rows.extend(more.rows),
            value => *value = Value::Records(more),
        }
        self
    }
}

fn read_record(row: &Node, settings: &RecordSettings, names: &Names<'_>, reader: &mut AnswerReader<'_>) -> RecordRow {
    let broken = !matches!(row.content, Content::Map(_));
    let mut fields = Fields::new(row, &mut reader.reporter);
    let id = fields.optional(&["id"]);
    let from = fields.optional(&["from", "前の年度"]);
    let names_of_name = [settings.name.as_str(), "name"];
    let name = fields.required(&names_of_name);
    let open_name = fields.entry(&names_of_name).filter(|entry| entry.value.content == Content::Blank);
    let found = fields.answers(names);
    let misspelt = fields.finish_with(&|_| Elsewhere::Nowhere);
    let is_misspelt = |field: &Field| misspelt.iter().any(|name| fold(name) == fold(&field.label) || *name == field.id);
    if let Some(entry) = open_name {
        let at = reader.reporter.source.position(entry.key_span);
        reader.reporter.findings.push(to_be_answered(&words!("「{}」", "`{}`", settings.name), at));
    }
    // The first of the names is what the record is called.
    let asked = settings.fields.iter().zip(found.into_iter().skip(1));
    let answers = asked.filter_map(|(field, entry)| match entry {
        Some(entry) => Some(Answer::read(&entry.value, entry.key_span, field, reader)),
        None if field.required && !broken && !is_misspelt(field) => {
            Some(Answer { span: Span::at(row.span.start()), ..Answer::missing(field) })
        }
        None => None,
    });
    let mut answers: Vec<Answer> = answers.collect();
    // Large sheets hold many.
    answers.shrink_to_fit();
    RecordRow {
        id: id.map(|node| text::read(node, reader)),
        name: name.map_or_else(String::new, |node| text::read(node, reader)),
        name_span: name.map_or(row.span, |node| node.span),
        from: from.and_then(|node| table::read_from(node, reader)),
        answers,
        span: row.span,
        file: None,
    }
}

impl FieldValue for Records {
    type Settings = RecordSettings;

    fn read(node: &Node, settings: &RecordSettings, _: &Field, reader: &mut AnswerReader<'_>) -> Records {
        let names = of_records(settings);
        let rows = rows::rows_of(node, &names, OF_ROWS, reader);
        let said = rows.iter().filter(|row| row.content != Content::Blank);
        Records { rows: said.map(|row| read_record(row, settings, &names, reader)).collect() }
    }

    fn node(&self, settings: &RecordSettings) -> Node {
        let keys = of_records(settings).keys(OF_ROWS);
        // Those with a file of their own stand there.
        self.rows.iter().filter(|row| row.file.is_none()).map(|row| row.node(settings, &keys)).collect()
    }

    fn view(&self, settings: &RecordSettings, viewer: &mut Viewer<'_>) -> View {
        let anchors = std::mem::take(&mut viewer.rows);
        let rows = self.rows.iter().zip(anchors).map(|(row, anchor)| view! { "anchor" => anchor, "name" => &row.name });
        view! { "kind" => "records", "name" => &settings.name, "rows" => View::list(rows) }
    }

    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        let heads = self.rows.iter().map(|row| RowHead {
            id: row.id.as_deref(),
            own_id: row.id.is_some(),
            from: row.from.as_ref().map(|(from, _)| from),
            is_public: true,
            span: row.span,
        });
        Some(heads.collect())
    }

    fn row_name(&self, row: usize) -> Option<String> {
        self.rows.get(row).map(|row| row.name.clone())
    }
}

leaves!(Records, &'a RecordSettings, |Records { rows }, asked, walk| {
    for (row, RecordRow { name, name_span, answers, span, .. }) in (0..).zip(rows) {
        walk.in_row(row, *span, move |walk| {
            walk.leaf_at(*name_span, It::Name(name));
            for answer in answers {
                let answer: Ref<'_, Answer> = answer;
                let field = (0..).zip(&asked.fields).find(|(_, field)| field.id == answer.field.id);
                let Some((at, field)) = field else { continue };
                let Field { id, label, group, .. } = field.as_ref();
                let step = Step { at, id, label, group: group.as_deref() };
                walk.inside(step, None, |walk| answer.walk((), walk));
            }
        });
    }
});
