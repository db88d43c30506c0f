//! Documents and pages of running text.

use crate::form::keys::{Name, OF_DOCUMENTS, keys};
use crate::markdown::uncommented;
use crate::model::{Accept, ContentPage, Document, Ending, Narrative};
use crate::record::{Node, heading};
use crate::text::page_path;
use crate::value::Prose;

use super::{audience, file, history, map, text, yes};

/// The text of a document's file.
#[must_use]
pub fn document(document: &Document) -> String {
    let [updated, corrections] = history(&document.history);
    let head = [
        ("form", Some(Node::from(&document.form.id))),
        ("title", text(document.title.as_ref())),
        ("source", text(document.origin.as_ref())),
        ("notes", (!document.notes.is_empty()).then(|| document.notes.iter().map(Prose::node).collect())),
        ("audience", audience(document.audience)),
        updated,
        corrections,
        ("draft", yes(document.draft)),
        ("follows", follows(document)),
        ("ended_issues", (!document.endings.is_empty()).then(|| document.endings.iter().map(ending).collect())),
        ("accept", (!document.accepts.is_empty()).then(|| document.accepts.iter().map(accept).collect())),
    ];
    let names: Vec<Name<'_>> = document.form.fields().map(|(_, field)| (&*field.id, &*field.label)).collect();
    let keys = keys(&names, OF_DOCUMENTS);
    let answers = document.sections.iter().flat_map(|said| &said.answers).filter_map(|answer| {
        let at = names.iter().position(|(id, _)| *id == answer.field.id)?;
        Some((keys.get(at)?.as_str(), answer.node()))
    });
    let head = head.into_iter().filter_map(|(key, node)| Some((key, node?)));
    file(&head.chain(answers).collect(), &body(document))
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
        ("reason", Some(Node::from(&accept.reason))),
    ])
}

/// What stands under the headings, in the order in which it was written: a block that was never closed is then the last.
fn body(document: &Document) -> String {
    let said = document.sections.iter().filter_map(|said| said.narrative.as_ref());
    let mut narratives: Vec<&Narrative> = said.chain(&document.extras).collect();
    narratives.sort_by_key(|narrative| narrative.heading_span.start());
    let mut body = document.lead.as_ref().map_or_else(String::new, |lead| lead.uncommented().into_owned());
    for narrative in narratives {
        if !body.ends_with('\n') {
            body.push('\n');
        }
        let shown =
            if narrative.heading.contains("<!--") { &uncommented(&narrative.heading) } else { &narrative.heading };
        let lines = heading(shown, narrative.id.as_deref());
        // Lines with an underline would go on with a text that stands above them.
        if !lines.starts_with("## ") {
            body.push('\n');
        }
        body.push_str(&lines);
        body.push_str(&narrative.text.uncommented());
    }
    body
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
    file(&front, &page.body.uncommented())
}
