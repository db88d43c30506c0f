//! Sources without what only advisors may read, and without comments, which nobody meant to publish: files of YAML are written
//! anew without those sections, fields and columns, their headings and labels too.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::form::{Audience, Field, Form, Kind};
use crate::markdown::uncommented;
use crate::model::{Document, Site, Withheld};
use crate::record::{self, Content, Entry, Node};
use crate::source::{Findings, Source, Span};
use crate::text::fold;

/// The text of a document's file for everybody.
pub fn document(document: &Document) -> String {
    let secret = Secrets::of(&document.form);
    let source = &document.source;
    // In the front matter or in the body.
    let mut hidden: Vec<Span> = Vec::new();
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let Some(narrative) = said.narrative.as_ref().filter(|_| !public(section.audience)) else { continue };
        let end = narrative.text.origin.offset_span(0..narrative.text.text.len()).end();
        hidden.push(Span::new(narrative.heading_span.start(), end.max(narrative.heading_span.end())));
    }
    let split = record::split(source, &mut Findings::new());
    let mut text = split.front.map_or_else(String::new, |front| {
        let mut node = record::parse(source, front, &mut Findings::new());
        secret.take_from(&mut node);
        if let Content::Map(entries) = &mut node.content {
            entries.retain(|entry| !hidden.iter().any(|span| span.start() == entry.key_span.start()));
        }
        withhold(&mut node, &document.withheld);
        format!("---\n{}---\n", written(node))
    });
    let mut body = String::new();
    let mut at = split.body.start();
    // Sections of a form come in its order, those of a body perhaps in another.
    hidden.sort_by_key(|span| span.start());
    for span in hidden {
        body.push_str(source.slice(Span::new(at, span.start().max(at))));
        at = span.end().max(at);
    }
    body.push_str(source.slice(Span::new(at, source.text().len())));
    text.push_str(&uncommented(&body));
    text
}

/// Writes over what is withheld: the sources of a site say no more than its pages.
fn withhold(node: &mut Node, withheld: &[Withheld]) {
    let own: Vec<&Withheld> = withheld.iter().filter(|words| words.span == node.span).collect();
    for words in own {
        write_over(node, words);
    }
    match &mut node.content {
        Content::Map(entries) => entries.iter_mut().for_each(|entry| withhold(&mut entry.value, withheld)),
        Content::List(items) => items.iter_mut().for_each(|item| withhold(item, withheld)),
        Content::Blank | Content::Broken | Content::Text(_) => {}
    }
}

fn write_over(node: &mut Node, words: &Withheld) {
    match &mut node.content {
        Content::Text(scalar) if scalar.text.trim() == words.written.trim() => scalar.text.clone_from(&words.shown),
        Content::Map(entries) => entries.iter_mut().for_each(|entry| write_over(&mut entry.value, words)),
        Content::List(items) => items.iter_mut().for_each(|item| write_over(item, words)),
        Content::Blank | Content::Broken | Content::Text(_) => {}
    }
}

/// A page of running text without its comments.
pub fn page(source: &Arc<Source>) -> String {
    let split = record::split(source, &mut Findings::new());
    let front = split.front.map_or_else(String::new, |front| format!("---\n{}---\n", yaml_of(source, front)));
    front + &uncommented(source.slice(Span::new(split.body.start(), source.text().len())))
}

/// A file of YAML without its comments.
pub fn yaml(text: &str) -> String {
    let source = Source::new("", text);
    yaml_of(&source, Span::new(0, text.len()))
}

fn yaml_of(source: &Arc<Source>, range: Span) -> String {
    written(record::parse(source, range, &mut Findings::new()))
}

/// The YAML of a value without the comments in its blocks of Markdown; those of single lines were left behind when it was read.
fn written(mut node: Node) -> String {
    without_comments(&mut node);
    record::to_yaml(&node)
}

fn without_comments(node: &mut Node) {
    match &mut node.content {
        Content::Text(scalar) if scalar.text.contains("<!--") => scalar.text = uncommented(&scalar.text),
        Content::Map(entries) => entries.iter_mut().for_each(|entry| without_comments(&mut entry.value)),
        Content::List(items) => items.iter_mut().for_each(without_comments),
        Content::Blank | Content::Broken | Content::Text(_) => {}
    }
}

/// The text of a form's file for everybody.
pub fn form(form: &Form) -> String {
    let source = &form.source;
    let mut node = record::parse(source, Span::new(0, source.text().len()), &mut Findings::new());
    without_advisors(&mut node);
    written(node)
}

/// The text of `places.yaml` with these places only.
pub fn places(source: &Arc<Source>, kept: &BTreeSet<&str>) -> String {
    let mut node = record::parse(source, Span::new(0, source.text().len()), &mut Findings::new());
    if let Content::Map(entries) = &mut node.content {
        entries.retain(|entry| kept.contains(entry.key.as_str()));
    }
    written(node)
}

fn public(audience: Audience) -> bool {
    audience.visible_in(Audience::Public)
}

/// Takes out every map that says `audience: advisors` of itself, wherever it stands.
fn without_advisors(node: &mut Node) {
    let secret = |node: &Node| match &node.content {
        Content::Map(entries) => entries.iter().any(|entry| {
            entry.key == "audience" && entry.value.scalar().is_some_and(|scalar| scalar.text.trim() == "advisors")
        }),
        _ => false,
    };
    match &mut node.content {
        Content::Map(entries) => {
            let gone: Vec<String> =
                entries.iter().filter(|entry| secret(&entry.value)).map(|entry| entry.key.clone()).collect();
            entries.retain(|entry| !gone.contains(&entry.key));
            for Entry { key, value, .. } in entries {
                // A figure that is not there any more cannot be a key figure.
                if let (Content::List(items), "key_figures") = (&mut value.content, key.as_str()) {
                    items.retain(|item| item.scalar().is_none_or(|scalar| !gone.contains(&scalar.text)));
                }
                without_advisors(value);
            }
        }
        Content::List(items) => {
            items.retain(|item| !secret(item));
            items.iter_mut().for_each(without_advisors);
        }
        Content::Blank | Content::Broken | Content::Text(_) => {}
    }
}

/// The names, folded, of what a form asks for the advisors: fields, and columns of the others.
#[derive(Debug, Default)]
struct Secrets {
    fields: BTreeSet<String>,
    /// By the names of the field they stand in.
    columns: Vec<(BTreeSet<String>, BTreeSet<String>)>,
    sections: bool,
}

impl Secrets {
    fn of(form: &Form) -> Secrets {
        let mut secrets = Secrets::default();
        for section in &form.sections {
            let hidden = !public(section.audience);
            secrets.sections |= hidden;
            for field in &section.fields {
                if hidden || !public(field.audience) {
                    secrets.fields.extend(names(field));
                } else if let Kind::Table(settings) = &field.kind {
                    let columns = settings.columns.iter().filter(|column| !public(column.field.audience));
                    let columns: BTreeSet<String> = columns.flat_map(|column| names(&column.field)).collect();
                    if !columns.is_empty() {
                        secrets.columns.push((names(field).collect(), columns));
                    }
                }
            }
        }
        secrets
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.columns.is_empty() && !self.sections
    }

    /// Takes the secrets out of a sheet's front matter, and what its author accepted about them.
    fn take_from(&self, node: &mut Node) {
        let Content::Map(entries) = &mut node.content else { return };
        entries.retain(|entry| !self.fields.contains(&fold(&entry.key)));
        for entry in entries {
            let key = fold(&entry.key);
            if let (Content::List(items), "accept" | "確認済み") = (&mut entry.value.content, entry.key.as_str()) {
                items.retain(|item| !self.is_named_in(item));
            }
            for (_, columns) in self.columns.iter().filter(|(fields, _)| fields.contains(&key)) {
                without_keys(&mut entry.value, columns);
            }
        }
    }

    fn is_named_in(&self, item: &Node) -> bool {
        let Content::Map(entries) = &item.content else { return false };
        entries.iter().filter_map(|entry| entry.value.scalar()).any(|scalar| self.fields.contains(&fold(&scalar.text)))
    }
}

fn names(field: &Field) -> impl Iterator<Item = String> + '_ {
    [&field.id, &field.label].into_iter().map(|name| fold(name))
}

fn without_keys(node: &mut Node, keys: &BTreeSet<String>) {
    match &mut node.content {
        Content::Map(entries) => {
            entries.retain(|entry| !keys.contains(&fold(&entry.key)));
            entries.iter_mut().for_each(|entry| without_keys(&mut entry.value, keys));
        }
        Content::List(items) => items.iter_mut().for_each(|item| without_keys(item, keys)),
        Content::Blank | Content::Broken | Content::Text(_) => {}
    }
}

/// Whether anything is left in a site that only advisors may read. Looked for after taking out, by reading again.
pub fn holds_secrets(site: &Site) -> bool {
    let asked = site.forms.iter().any(|form| !Secrets::of(form).is_empty());
    asked
        || site.documents.iter().any(|document| {
            let mut found = !public(document.audience);
            document.each_prose(&mut |prose, audience| found |= !public(audience) && !prose.is_empty());
            let secret = |(section, field): (Audience, Audience)| !public(section) || !public(field);
            found || document.answers().any(|(section, field, _)| secret((section.audience, field.audience)))
        })
}
