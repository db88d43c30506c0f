//! Anchors: every section, field, row and heading of a page has an id that stays as long as its words do.

use crate::form::Audience;
use crate::markdown::Ids;
use crate::value::Prose;

use super::{ContentPage, Document};

/// Gives the headings of a document their ids, in the order of the page, and lists all anchors of its public page.
pub fn give(document: &mut Document) {
    let form = std::sync::Arc::clone(&document.form);
    let mut fixed: Vec<String> = Vec::new();
    for (section, answers) in form.sections.iter().zip(&document.sections) {
        if !section.audience.visible_in(Audience::Public) {
            continue;
        }
        fixed.push(section.id.clone());
        for answer in &answers.answers {
            let field = &answer.field;
            if !field.audience.visible_in(Audience::Public) || answer.is_open() {
                continue;
            }
            fixed.push(field.id.clone());
            fixed.extend(answer.value.row_anchors().into_iter().map(|row| format!("{}-{row}", field.id)));
        }
    }
    fixed.extend(document.extras.iter().map(|extra| extra.anchor.clone()));
    // A field may share the id of its section; the section's heading then carries it.
    let mut ids = Ids::new(fixed.iter().cloned());
    let mut anchors = fixed;
    document.each_prose_mut(&mut |prose, audience| {
        name(prose, &mut ids);
        if audience.visible_in(Audience::Public) {
            anchors.extend(prose.heading_ids.iter().cloned());
        }
    });
    anchors.sort();
    anchors.dedup();
    document.anchors = anchors;
}

/// The same for a page of running text.
pub fn give_page(page: &mut ContentPage) {
    let mut ids = Ids::default();
    name(&mut page.body, &mut ids);
    page.anchors = page.body.heading_ids.clone();
    page.anchors.sort();
}

fn name(prose: &mut Prose, ids: &mut Ids) {
    prose.heading_ids = prose.outline().heading_ids(ids);
}
