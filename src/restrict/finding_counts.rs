//! How often something was found in documents, as far as their readers may know: findings on what is kept from them, or on numbers
//! that are withheld, are not counted, since they would tell of it.

use std::collections::{BTreeMap, HashMap};

use crate::form::{Audience, Field, Form};
use crate::model::{Document, Reported, Site};
use crate::source::{Severity, Span};
use crate::text::page_path;
use crate::value::{Absence, Prose};

use super::is_known_to;

/// The findings on documents by the ids of their forms and the names of their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts(BTreeMap<(String, &'static str), FindingCount>);

/// How many findings there are of one code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCount {
    /// Those that stop a build where nobody accepts them.
    pub errors: usize,
    /// Those that are worth a look.
    pub warnings: usize,
    /// Those of both that the authors take as they are.
    pub accepted: usize,
}

impl FindingCount {
    /// The sum of two.
    #[must_use]
    pub fn and(self, other: FindingCount) -> FindingCount {
        FindingCount {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            accepted: self.accepted + other.accepted,
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.errors + self.warnings == 0
    }
}

impl FindingCounts {
    /// The findings with a code on the documents of a form.
    #[must_use]
    pub fn of(&self, form: &str, code: &'static str) -> FindingCount {
        self.0.get(&(form.to_owned(), code)).copied().unwrap_or_default()
    }

    /// Counts what was reported on a site that is not restricted yet.
    pub(super) fn known(reported: &[Reported], site: &Site, audience: Audience) -> FindingCounts {
        let mut found = FindingCounts::default();
        if reported.is_empty() {
            return found;
        }
        let document_of = |path: &str| {
            let owner = || site.document(&page_path::document_of_record(path)?);
            site.document(path).or_else(owner)
        };
        let mut hidden: HashMap<&str, Hidden> = HashMap::new();
        for one in reported {
            let Some(document) = one.places.first().and_then(|(path, _)| document_of(path)) else { continue };
            let is_known = one.places.iter().all(|(path, span)| {
                let Some(document) = document_of(path) else { return true };
                let hidden = hidden.entry(&document.path).or_insert_with(|| Hidden::of(document, audience));
                hidden.shows(*span, one.field.as_deref())
            });
            if is_known {
                let count = found.0.entry((document.form.id.clone(), one.code.name)).or_default();
                match one.severity {
                    Severity::Error => count.errors += 1,
                    Severity::Warning => count.warnings += 1,
                }
                count.accepted += usize::from(one.accepted);
            }
        }
        found
    }
}

/// What the readers of a document do not know of it.
struct Hidden {
    /// Whether they know none of it.
    all: bool,
    /// The ids of fields.
    fields: Vec<String>,
    /// Whether the form asks for anything that they do not know.
    some: bool,
    /// The ranges of the files in which their text stands.
    spans: Vec<Span>,
}

impl Hidden {
    fn of(document: &Document, audience: Audience) -> Hidden {
        let is_hidden = |of: Audience| !is_known_to(audience, of);
        let mut hidden =
            Hidden { all: is_hidden(document.audience), fields: Vec::new(), some: false, spans: Vec::new() };
        // Where its form hides nothing, and nothing is withheld, a document need not be read.
        if document.content.summary().is_some_and(|summary| !summary.withholds) && !hides(&document.form, &is_hidden) {
            return hidden;
        }
        for (section, said) in document.form.sections.iter().zip(&document.sections) {
            let of_section = is_hidden(section.audience);
            hidden.some |= of_section;
            if let Some(narrative) = said.narrative.as_ref().filter(|_| of_section) {
                hidden.spans.push(narrative.heading_span.to(whole(&narrative.text)));
            }
            for field in section.fields.iter().filter(|field| of_section || is_hidden(field.audience)) {
                hidden.some = true;
                hidden.fields.push(field.id.clone());
            }
            hidden.some |= section.fields.iter().any(|field| inner(field).any(|inner| is_hidden(inner.audience)));
        }
        for (_, field, answer) in document.answers() {
            let mut withheld = hidden.fields.contains(&field.id);
            answer.leaves(&mut |leaf| {
                withheld |= leaf.item.absence() == Some(Some(Absence::Suppressed));
                if is_hidden(leaf.audience) {
                    hidden.spans.push(leaf.span);
                }
            });
            if withheld {
                hidden.spans.push(answer.span);
            }
        }
        hidden
    }

    /// Whether readers know what stands at a place. What is told at the beginning of a file may be about anything that is asked.
    fn shows(&self, span: Span, field: Option<&str>) -> bool {
        let touches = |other: &Span| span.start() <= other.end() && other.start() <= span.end();
        let is_anything = span == Span::at(0) && field.is_none() && self.some;
        let is_hidden_field = field.is_some_and(|id| self.fields.iter().any(|hidden| hidden == id));
        !(self.all || is_anything || is_hidden_field || self.spans.iter().any(touches))
    }
}

/// Whether a form asks for anything that readers do not know.
fn hides(form: &Form, is_hidden: &dyn Fn(Audience) -> bool) -> bool {
    form.sections.iter().any(|section| {
        let mut fields = section.fields.iter().flat_map(|field| std::iter::once(&**field).chain(inner(field)));
        is_hidden(section.audience) || fields.any(|field| is_hidden(field.audience))
    })
}

/// Whether a document says of anything that it is withheld.
pub fn withholds(document: &Document) -> bool {
    let mut withheld = false;
    for (_, _, answer) in document.answers() {
        answer.leaves(&mut |leaf| withheld |= leaf.item.absence() == Some(Some(Absence::Suppressed)));
    }
    withheld
}

fn whole(prose: &Prose) -> Span {
    prose.origin.offset_span(0..prose.text.len())
}

/// The fields and columns inside of a field.
fn inner(field: &Field) -> impl Iterator<Item = &Field> {
    let of_records = field.kind.records().into_iter().flat_map(|settings| settings.fields.iter().map(AsRef::as_ref));
    let of_table = field.kind.table().into_iter().flat_map(|settings| settings.columns.iter().map(|own| &*own.field));
    let of_indicators =
        field.kind.indicators().into_iter().flat_map(|settings| settings.others.iter().map(|own| &*own.field));
    of_records.chain(of_table).chain(of_indicators)
}
