//! Names within a form: every id once, and key figures that are fields.

use std::collections::BTreeSet;

use crate::record::{Content, Entry, Node, nearest};
use crate::source::{Finding, Findings, Span, words};

use super::{FormFile, Section, Unread};

/// Key figures name fields of the form.
pub(super) fn key_figures(
    node: &Node,
    sections: &[Section],
    unread: &Unread,
    file: &FormFile,
    findings: &mut Findings,
) {
    let fields = || sections.iter().flat_map(|section| &section.fields).map(|field| field.id.as_str());
    let nodes = if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
    for (id, span) in nodes.iter().filter_map(|node| Some((node.scalar()?.text.trim(), node.span))) {
        if unread.may_have(id) || fields().any(|field| field == id) {
            continue;
        }
        let hint = nearest(id, fields()).map_or_else(
            || words("sections にある項目の id を書いてください。", "Write the id of a field in `sections`."),
            |near| words(format!("「{near}」のことですか。"), format!("Did you mean `{near}`?")),
        );
        let message = words(
            format!("key_figures の「{id}」という項目はありません。"),
            format!("`key_figures` names `{id}`, which is no field of the form."),
        );
        findings.push(Finding::error("key-figure", file.source.position(span), message).hint(hint));
    }
}

/// Section ids and field ids are keys and anchors, so each may be there once.
pub(super) fn one_id_each(sections: &[Section], file: &FormFile, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let mut twice = |kind: &'static str, id: &str| {
        if !seen.insert((kind, id.to_owned())) {
            let at = last_place(&file.node, kind, id).unwrap_or(file.node.span);
            findings.push(
                Finding::error(
                    "form-id-twice",
                    file.source.position(at),
                    words(format!("id「{id}」が二度使われています。"), format!("The id `{id}` is used twice.")),
                )
                .hint(words(
                    "節どうし、欄どうしの id を変えてください。",
                    "Give each section and each field an id of its own.",
                )),
            );
        }
    };
    sections.iter().for_each(|section| twice("sections", &section.id));
    sections.iter().flat_map(|section| &section.fields).for_each(|field| twice("fields", &field.id));
}

/// Where the last section (`- id: base`) or field (`population:`) of that id stands in the file.
fn last_place(form: &Node, kind: &str, id: &str) -> Option<Span> {
    let value =
        |node: &'_ Node, key: &str| keys(node).iter().find(|entry| entry.key == key).map(|entry| entry.value.clone());
    let Content::List(sections) = value(form, "sections")?.content else { return None };
    let mut places = sections.iter().filter_map(|section| {
        if kind == "sections" {
            return value(section, "id")
                .filter(|node| node.scalar().is_some_and(|s| s.text == id))
                .map(|node| node.span);
        }
        keys(&value(section, "fields")?).iter().find(|entry| entry.key == id).map(|entry| entry.key_span)
    });
    places.next_back()
}

/// The entries of a map; nothing else has any.
pub(super) fn keys(node: &Node) -> &[Entry] {
    match &node.content {
        Content::Map(entries) => entries,
        _ => &[],
    }
}
