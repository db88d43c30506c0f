//! Anchors: every section, field, row and heading of a page has an id that stays as long as its words do.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::{Audience, Field};
use crate::markdown::{Ids, heading_id};
use crate::value::{Answer, Item};

use super::{Document, address};

/// Gives the headings of a document their ids, in the order of the page, and lists all anchors of its public page.
///
/// What is public comes first: its ids do not depend on what only advisors may read.
pub fn assign(document: &mut Document) {
    let mut public = BTreeSet::new();
    visit_anchors(document, &mut |part| {
        if part.audience == Audience::Public {
            public.insert(joined(part.id, part.row));
        }
    });
    // A field may share the id of its section; the section's heading then carries it.
    let mut ids = Ids::new(public.iter().cloned());
    for extra in &mut document.extras {
        extra.anchor = ids.take(&heading_id(&extra.heading));
        public.insert(extra.anchor.clone());
    }
    name_headings(document, Audience::Public, &mut ids);
    document.each_prose(&mut |prose, audience| {
        if audience == Audience::Public {
            public.extend(prose.heading_ids().iter().cloned());
        }
    });
    document.anchors = public.into_iter().collect();
    document.record_pages = record_pages(document);
    document.renamed = rename(document, &mut ids);
    name_headings(document, Audience::Advisors, &mut ids);
}

fn name_headings(document: &mut Document, readers: Audience, ids: &mut Ids) {
    document.each_prose_mut(&mut |prose, audience| {
        if audience == readers {
            prose.give_heading_ids(ids);
        }
    });
}

/// Gives ids to what is not public, and returns those that something public has already, each with the id given instead.
fn rename(document: &Document, ids: &mut Ids) -> BTreeMap<String, String> {
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    visit_anchors(document, &mut |AnchoredPart { audience, field, id, row }| {
        // What is inside of a record is told by the id of the record, which no other has.
        if row.is_some_and(|row| row.contains(INSIDE)) {
            return;
        }
        let shares = row.is_none() && field.is_some_and(|field| !document.form.is_anchored(field));
        if audience == Audience::Advisors && !shares {
            let own = joined(id, row);
            // A row goes with its field.
            let given = ids.take(&joined(renamed.get(id).map_or(id, String::as_str), row));
            if given != own {
                renamed.insert(own, given);
            }
        }
    });
    renamed
}

/// The pages of public records that have one of their own, by the ids of the records and of the headings in their texts.
fn record_pages(document: &Document) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for (section, field, answer) in document.answers() {
        let Some((records, _)) = answer.records().filter(|(_, settings)| settings.own_page) else { continue };
        if field.audience.within(section.audience) != Audience::Public {
            continue;
        }
        for (record, anchor) in records.rows.iter().zip(answer.row_anchors()) {
            let page = address::of_record(&document.path, &field.id, anchor);
            for inner in &record.answers {
                inner.leaves(&mut |leaf| {
                    if let (Item::Prose(prose), Audience::Public) = (leaf.item, leaf.audience) {
                        pages.extend(prose.heading_ids().iter().map(|id| (id.clone(), page.clone())));
                    }
                });
            }
            pages.insert(joined(&field.id, Some(anchor)), page);
        }
    }
    pages
}

/// Everything on the page of a document that a link may point at, whoever may read it.
pub fn all_anchors(document: &Document) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    visit_anchors(document, &mut |part| _ = all.insert(joined(part.id, part.row)));
    all.extend(document.renamed.values().cloned());
    all.extend(document.extras.iter().map(|extra| extra.anchor.clone()));
    document.each_prose(&mut |prose, _| all.extend(prose.heading_ids().iter().cloned()));
    all
}

/// The id of a row, or of a section or field itself.
fn joined(id: &str, row: Option<&str>) -> String {
    row.map_or_else(|| id.to_owned(), |row| format!("{id}-{row}"))
}

/// Between the id of a record and that of a field in it: no id of a form or a row has it.
const INSIDE: char = '.';

/// The id of a field in a record, given that of the record on the page.
#[must_use]
pub fn in_record(record: &str, field: &str) -> String {
    format!("{record}{INSIDE}{field}")
}

/// A section, a field or a row, which all have an id in the form.
struct AnchoredPart<'p> {
    audience: Audience,
    /// None for a section.
    field: Option<&'p Field>,
    /// The id of the section or field.
    id: &'p str,
    /// What follows it in the id of a row, or of a field or row inside of a record.
    row: Option<&'p str>,
}

/// Visits sections, fields and rows in the order of the page.
fn visit_anchors(document: &Document, visit: &mut dyn FnMut(AnchoredPart<'_>)) {
    for (section, answered) in document.form.sections.iter().zip(&document.sections) {
        visit(AnchoredPart { audience: section.audience, field: None, id: &section.id, row: None });
        for answer in &answered.answers {
            let field = answer.field.as_ref();
            let audience = field.audience.within(section.audience);
            visit(AnchoredPart { audience, field: Some(field), id: &field.id, row: None });
            for (row, anchor) in answer.rows().unwrap_or_default().iter().zip(answer.row_anchors()) {
                let own = if row.is_public { Audience::Public } else { Audience::Advisors };
                let audience = own.within(audience);
                visit(AnchoredPart { audience, field: Some(field), id: &field.id, row: Some(anchor) });
            }
            let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
            for (record, anchor) in records.iter().zip(answer.row_anchors()) {
                for inner in &record.answers {
                    let audience = inner.field.audience.within(audience);
                    let mut part = |row: &str| {
                        visit(AnchoredPart { audience, field: Some(field), id: &field.id, row: Some(row) });
                    };
                    let own = in_record(anchor, &inner.field.id);
                    part(&own);
                    inner.row_anchors().for_each(|row| part(&joined(&own, Some(row))));
                }
            }
        }
    }
}

impl Document {
    /// The address of the page of a record that has one of its own, by the id of the record.
    #[must_use]
    pub fn record_page(&self, record: &str) -> Option<&str> {
        self.record_pages.get(record).map(String::as_str)
    }

    /// The page that something of the document stands on, by its id there: its own, or that of a record.
    #[must_use]
    pub fn page_of(&self, id: &str) -> &str {
        let of_record = || id.split_once(INSIDE).and_then(|(record, _)| self.record_page(record));
        self.record_page(id).or_else(of_record).unwrap_or(&self.page)
    }

    /// Whether this is the address of the document, or of one of its records.
    #[must_use]
    pub fn has_page(&self, page: &str) -> bool {
        self.page == page || self.record_pages.values().any(|own| own == page)
    }

    /// The pages of the document with everything that a link may point at there. The row of a record in the overview has the
    /// id of the record, too.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &str)> {
        let rows = self.anchors.iter().filter(|anchor| self.record_pages.contains_key(*anchor));
        let rows = rows.map(|anchor| (self.page.as_str(), anchor.as_str()));
        self.anchors.iter().map(|anchor| (self.page_of(anchor), anchor.as_str())).chain(rows)
    }

    /// The id that a section, a field or a row has on the page, by that of the form.
    pub fn anchor<'d>(&'d self, id: &'d str) -> &'d str {
        self.renamed.get(id).map_or(id, String::as_str)
    }

    /// What follows the id of the field on the page in the ids of an answer's rows: `2` or `individual-support`.
    pub fn row_anchors(&self, answer: &Answer) -> Vec<String> {
        let mut rows: Vec<String> = answer.row_anchors().map(str::to_owned).collect();
        for row in rows.iter_mut().filter(|_| !self.renamed.is_empty()) {
            let id = &answer.field.id;
            let given = self.anchor(id).len();
            let own = joined(id, Some(row));
            if let Some(renamed) = self.renamed.get(&own).and_then(|renamed| renamed.get(given + 1..)) {
                renamed.clone_into(row);
            }
        }
        rows
    }
}
