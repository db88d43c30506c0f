//! Anchors: every section, field, row and heading of a page has an id that stays as long as its words do.

use std::collections::BTreeSet;

use crate::form::Audience;
use crate::markdown::{Ids, heading_id};

use super::Document;

/// Gives the headings of a document their ids, in the order of the page, and lists all anchors of its public page.
///
/// What is public comes first: its ids do not depend on what only advisors may read.
pub fn give(document: &mut Document) {
    let mut fixed: [Vec<String>; 2] = fixed(document);
    let [public, private] = &mut fixed;
    // A field may share the id of its section; the section's heading then carries it.
    let mut ids = Ids::new(public.iter().cloned());
    for extra in &mut document.extras {
        extra.anchor = ids.take(&heading_id(&extra.heading));
        public.push(extra.anchor.clone());
    }
    let mut name_all = |document: &mut Document, readers: Audience, named: &mut Vec<String>| {
        document.each_prose_mut(&mut |prose, audience| {
            if audience == readers {
                prose.give_heading_ids(&mut ids);
                named.extend(prose.heading_ids().iter().cloned());
            }
        });
        private.iter().for_each(|id| _ = ids.take(id));
    };
    name_all(document, Audience::Public, public);
    name_all(document, Audience::Advisors, &mut Vec::new());
    public.sort();
    public.dedup();
    document.anchors = std::mem::take(public);
}

/// Everything on the page of a document that a link may point at, whoever may read it.
pub fn all(document: &Document) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = fixed(document).into_iter().flatten().collect();
    all.extend(document.extras.iter().map(|extra| extra.anchor.clone()));
    document.each_prose(&mut |prose, _| all.extend(prose.heading_ids().iter().cloned()));
    all
}

/// The ids of sections, fields and rows: those on the public page, and the others.
fn fixed(document: &Document) -> [Vec<String>; 2] {
    let mut fixed: [Vec<String>; 2] = Default::default();
    let [public, private] = &mut fixed;
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let mut add = |audience: Audience, id: String| match audience.within(section.audience) {
            Audience::Public => public.push(id),
            Audience::Advisors => private.push(id),
        };
        add(Audience::Public, section.id.clone());
        for answer in &said.answers {
            let (field, value) = (&answer.field, &answer.value);
            add(field.audience, field.id.clone());
            for (at, row) in answer.row_anchors(&document.form).into_iter().enumerate() {
                let audience = if value.has_public_row(at) { Audience::Public } else { Audience::Advisors };
                add(audience.within(field.audience), format!("{}-{row}", field.id));
            }
        }
    }
    fixed
}
