//! A document as JSON: where it stands, what it is, its texts, and one answer a line. `schema` says what is in it.

use serde::Serialize;

use crate::markdown::plain;
use crate::model::{Document, Ending, Outcome};
use crate::text::{era, page_path};
use crate::value::Prose;

use super::file::{SCHEMA, paths};
use super::{Observation, Scope, prefecture};

#[derive(Serialize)]
struct JsonHead<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    file: &'a str,
    page: &'a str,
    place: JsonPlace<'a>,
    year: i32,
    era_year: String,
    document: &'a str,
    form: JsonForm<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<JsonCorrection<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ended_issues: Vec<EndedIssue<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<JsonAttachment<'a>>,
}

/// A file beside the document that it names or links to.
#[derive(Serialize)]
pub(super) struct JsonAttachment<'a> {
    pub file: String,
    pub title: &'a str,
    pub kind: &'static str,
    pub bytes: usize,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    id: &'a str,
    code: &'a str,
    name: &'a str,
    reading: &'a str,
    prefecture: &'a str,
    category: &'a str,
}

#[derive(Serialize)]
struct JsonForm<'a> {
    id: &'a str,
    title: &'a str,
    sheet: bool,
}

#[derive(Serialize)]
struct JsonCorrection<'a> {
    date: String,
    reason: &'a str,
}

/// An issue of an earlier sheet that is no longer one.
#[derive(Serialize)]
struct EndedIssue<'a> {
    issue: String,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    line: usize,
}

/// Running text: the lead, the narrative of a section, a section the form does not know, a note on the transcription.
#[derive(Serialize)]
struct RunningText<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    text: String,
    line: usize,
}

/// The file of a document.
pub(super) fn of_document(scope: Scope<'_>, document: &Document, entries: &[Observation<'_>]) -> Vec<u8> {
    let place = &document.place;
    let head = JsonHead {
        schema: page_path::relative(&paths(document).json, SCHEMA),
        file: document.source.path(),
        page: &document.page,
        place: JsonPlace {
            id: &place.id,
            code: &place.code,
            name: &place.name,
            reading: &place.reading,
            prefecture: prefecture(scope, document),
            category: place.category.label(),
        },
        year: document.year,
        era_year: era::fiscal_year(document.year),
        document: &document.name,
        form: JsonForm { id: &document.form.id, title: &document.form.title, sheet: document.form.sheet },
        title: document.title.as_deref(),
        origin: document.origin.as_deref(),
        updated: document.history.updated.map(|day| day.iso()),
        corrections: document
            .history
            .corrections
            .iter()
            .map(|correction| JsonCorrection { date: correction.date.iso(), reason: &correction.reason })
            .collect(),
        ended_issues: document.endings.iter().map(ended).collect(),
        attachments: attachments(scope, document),
    };
    // About as much as the head and most answers take.
    let mut json = Vec::with_capacity(1024 + entries.len() * 384);
    line(&head, &mut json);
    // The head is an object; the lists go on inside it.
    json.pop();
    json.extend_from_slice(b",\n\"texts\": [");
    list(&texts(document), &mut json);
    json.extend_from_slice(b"],\n\"answers\": [");
    list(entries, &mut json);
    json.extend_from_slice(b"]}\n");
    json
}

/// The attachments of a document: those that it names, then those to which its texts link, each once.
pub(super) fn attachments<'a>(scope: Scope<'_>, document: &'a Document) -> Vec<JsonAttachment<'a>> {
    if scope.site.attachments.is_empty() || has_no_files(scope, document) {
        return Vec::new();
    }
    let mut found: Vec<(String, &str)> =
        document.attached_files().map(|(attached, _)| (attached.path.clone(), attached.title.as_str())).collect();
    document.each_prose(&mut |prose, _| {
        for link in &prose.outline().links {
            let path = page_path::content_file(&document.path, page_path::split_fragment(&link.target).0);
            if let Some(path) = path.filter(|path| found.iter().all(|(own, _)| own != path)) {
                found.push((path, link.text.as_str()));
            }
        }
    });
    let published = found.into_iter().filter_map(|(path, title)| {
        let attachment = scope.site.attachments.get(&path)?;
        Some(JsonAttachment { title, kind: attachment.kind?.ending(), bytes: attachment.bytes.len(), file: path })
    });
    published.collect()
}

/// Whether the summary of a document tells that it has no attachments.
fn has_no_files(scope: Scope<'_>, document: &Document) -> bool {
    let summary = document.content.summary();
    summary.is_some_and(|summary| summary.files.iter().all(|file| !scope.site.attachments.contains_key(file)))
}

fn ended(ending: &Ending) -> EndedIssue<'_> {
    let outcome = match ending.outcome {
        Outcome::Solved => "solved",
        Outcome::GivenUp => "given_up",
    };
    let line = ending.position.line_and_column().0;
    EndedIssue { issue: ending.issue.to_string(), outcome, note: ending.note.as_deref(), line }
}

fn texts<'a>(document: &'a Document) -> Vec<RunningText<'a>> {
    let of = |kind, section: Option<&'a str>, heading: Option<String>, prose: &'a Prose| RunningText {
        kind,
        section,
        heading,
        text: plain(&prose.text),
        line: document.source.line_of(prose.origin.offset_span(0..0).start()) + 1,
    };
    let lead = document.lead.iter().map(|lead| of("lead", None, None, lead));
    let said = document.form.sections.iter().zip(&document.sections);
    let narratives = said.filter_map(|(section, said)| {
        let narrative = said.narrative.as_ref().filter(|narrative| !narrative.text.is_empty())?;
        Some(of("section", Some(&section.id), Some(section.heading_for(&document.place.name)), &narrative.text))
    });
    let extras = document.extras.iter().map(|extra| of("extra", None, Some(extra.heading.clone()), &extra.text));
    let notes = document.notes.iter().map(|note| of("note", None, None, note));
    lead.chain(narratives).chain(extras).chain(notes).collect()
}

/// One line for each.
fn list(items: &[impl Serialize], json: &mut Vec<u8>) {
    for (place, item) in items.iter().enumerate() {
        json.extend_from_slice(if place == 0 { b"\n".as_slice() } else { b",\n" });
        line(item, json);
    }
}

/// Plain data without maps with keys other than texts always is JSON.
fn line(item: &impl Serialize, json: &mut Vec<u8>) {
    let start = json.len();
    if serde_json::to_writer(&mut *json, item).is_err() {
        json.truncate(start);
        json.extend_from_slice(b"{}");
    }
}
