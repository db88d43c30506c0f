//! Documents and pages of running text.

use crate::form::keys::{OF_DOCUMENTS, OF_ROWS, of_records};
use crate::model::{Accept, ContentPage, Document, Ending, Narrative};
use crate::record::{Node, heading};
use crate::text::{fold, page_path};
use crate::value::{Answer, AttachedFile, Circumstances, Prose, RecordRow};

use super::{audience, file, history, map, text, yes};

/// The text of a document's file.
#[must_use]
pub fn document(document: &Document) -> String {
    let head = head(document);
    let names = document.form.names(&document.place.name);
    let keys = names.keys(OF_DOCUMENTS);
    let answers = document.sections.iter().flat_map(|section| &section.answers);
    let answers = answers.filter(|answer| !answer.is_missing() && !is_in_files(answer));
    let answers = answers.filter_map(|answer| {
        let at = names.ids().position(|id| id == answer.field.id)?;
        Some((keys.get(at)?.as_str(), answer.node()))
    });
    // A field may have a name that means something else beside it.
    let is_field = |key: &str| names.words().any(|word| fold(word) == key);
    let free = |[id, word]: [&'static str; 2]| if is_field(id) && !is_field(word) { word } else { id };
    let head = head.into_iter().filter_map(|(keys, node)| Some((free(keys), node?)));
    file(&head.chain(answers).collect(), &body(document))
}

/// What stands before the answers besides its form, its title and its source.
#[must_use]
pub fn document_head(document: &Document) -> Node {
    const ASKED: [&str; 4] = ["form", "title", "source", "draft"];

    let pairs = head(document).into_iter().filter(|([id, _], _)| !ASKED.contains(id));
    pairs.filter_map(|([_, word], node)| Some((word, node?))).collect()
}

/// The keys that every document has, each with its word.
fn head(document: &Document) -> [([&'static str; 2], Option<Node>); 12] {
    let [(_, updated), (_, corrections)] = history(&document.history);
    [
        (["form", "様式"], Some(Node::from(&document.form.id))),
        (["title", "題名"], text(document.title.as_ref())),
        (["source", "出典"], text(document.origin.as_ref())),
        (
            ["notes", "転記の注記"],
            (!document.notes.is_empty()).then(|| document.notes.iter().map(|note| Node::from(&note.text)).collect()),
        ),
        (["audience", "公開範囲"], audience(document.audience)),
        (["updated", "更新日"], updated),
        (["corrections", "訂正"], corrections),
        (["draft", "下書き"], yes(document.draft)),
        (["follows", "前の資料"], follows(document)),
        (
            ["attachments", "添付"],
            (!document.attachments.is_empty()).then(|| document.attachments.iter().map(AttachedFile::node).collect()),
        ),
        (
            ["ended_issues", "終えた課題"],
            (!document.endings.is_empty()).then(|| document.endings.iter().map(ending).collect()),
        ),
        (["accept", "確認済み"], (!document.accepts.is_empty()).then(|| document.accepts.iter().map(accept).collect())),
    ]
}

/// Whether all that an answer says stands in the files of its records.
fn is_in_files(answer: &Answer) -> bool {
    let records = answer.records().filter(|_| answer.circumstances == Circumstances::default());
    records
        .is_some_and(|(records, _)| !records.rows.is_empty() && records.rows.iter().all(|record| record.file.is_some()))
}

/// The files of the records that have files of their own, by their paths below `content/`.
#[must_use]
pub fn record_files(document: &Document) -> Vec<(String, String)> {
    let answers = document.sections.iter().flat_map(|section| &section.answers);
    let files = answers.filter_map(Answer::records).flat_map(|(records, settings)| {
        let keys = of_records(settings).keys(OF_ROWS);
        let files = records.rows.iter().filter_map(move |record| {
            let path = record.file.clone()?;
            // The name of the file is its id.
            let anonymous = RecordRow { id: None, ..record.clone() };
            Some((path, file(&anonymous.node(settings, &keys), "")))
        });
        files.collect::<Vec<_>>()
    });
    files.collect()
}

/// A document of another year, as a link from this one; one that leads nowhere stays as it was written.
fn follows(document: &Document) -> Option<Node> {
    let (path, _) = document.follows.as_ref()?;
    let link = page_path::relative(&document.path, path);
    let leads = page_path::resolve(&document.path, &link).as_ref() == Some(path);
    Some(Node::from(if leads { &link } else { path }))
}

fn ending(ending: &Ending) -> Node {
    map([
        ("issue", Some(Node::from(ending.issue.to_string()))),
        ("outcome", Some(Node::from(ending.outcome.word()))),
        ("note", text(ending.note.as_ref())),
    ])
}

fn accept(accept: &Accept) -> Node {
    map([
        ("code", Some(Node::from(&accept.code))),
        ("field", text(accept.field.as_ref())),
        ("check", text(accept.check.as_ref())),
        ("reason", Some(Node::from(&accept.reason))),
    ])
}

/// What stands under the headings, in the order in which it was written: a block that was never closed is then the last.
fn body(document: &Document) -> String {
    let narratives = document.sections.iter().filter_map(|section| section.narrative.as_ref());
    let mut narratives: Vec<&Narrative> = narratives.chain(&document.extras).collect();
    narratives.sort_by_key(|narrative| narrative.heading_span.start());
    let lead = document.lead.as_ref().map(|lead| lead.text.as_str()).filter(|lead| !lead.trim().is_empty());
    let mut body = lead.map_or_else(String::new, str::to_owned);
    let mut end = document.lead.as_ref().map(end_of);
    for narrative in narratives {
        if !body.ends_with('\n') {
            body.push('\n');
        }
        let own = &narrative.heading;
        let lines = heading(own, narrative.id.as_deref());
        // An underlined heading would go on with the text above it, where what stood between them is gone.
        if !lines.starts_with("## ") && end.is_some_and(|end| end != narrative.heading_span.start()) {
            body.push('\n');
        }
        body.push_str(&lines);
        body.push_str(&narrative.text.text);
        end = Some(end_of(&narrative.text));
    }
    body
}

/// Where a text ended in the file it was read from.
fn end_of(prose: &Prose) -> usize {
    prose.origin.offset_span(0..prose.text.len()).end()
}

/// The text of the file of a page of running text.
#[must_use]
pub fn page(page: &ContentPage) -> String {
    let [updated, corrections] = history(&page.history);
    let front = map([
        ("title", Some(Node::from(&page.title))),
        ("description", text(page.description.as_ref())),
        ("nav", (!page.nav).then(|| Node::from(false))),
        ("order", (page.order != i32::MAX).then(|| Node::from(page.order.to_string()))),
        updated,
        corrections,
    ]);
    file(&front, &page.body.text)
}
