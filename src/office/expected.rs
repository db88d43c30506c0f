//! Which places are expected to send a sheet in a year: those of the kinds of places that have ever sent one of a form like it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::form::Form;
use crate::model::{Document, Place, PlaceGroup, Site};

/// A place that is expected to send a sheet.
#[derive(Clone, Debug)]
pub struct ExpectedSheet<'a> {
    /// The place that is to send it.
    pub place: &'a Arc<Place>,
    /// The yearly forms of which it answers one: those that ask for the same key figures.
    pub forms: Vec<&'a Arc<Form>>,
    /// The sheets that it has sent; nearly always one.
    pub sheets: Vec<&'a Document>,
}

/// All places that are expected to send a sheet of a year, in the order of the places, for each group of forms of the year.
#[must_use]
pub fn expected(site: &Site, year: i32) -> Vec<ExpectedSheet<'_>> {
    let mut all = Vec::new();
    for forms in form_groups(site, year) {
        let is_of = |document: &Document| document.is_sheet() && forms.iter().any(|form| is_like(form, &document.form));
        let senders = site.documents.iter().filter(|document| is_of(document));
        let groups: BTreeSet<PlaceGroup> = senders.map(|document| document.place.category.group()).collect();
        for place in &site.places {
            let own = site.documents_at(&place.id).filter(|document| document.year == year);
            let sheets: Vec<&Document> =
                own.filter(|document| forms.iter().any(|form| form.id == document.form.id)).collect();
            // Before anybody has sent one, nothing tells who will not.
            if groups.is_empty() || groups.contains(&place.category.group()) || !sheets.is_empty() {
                all.push(ExpectedSheet { place, forms: forms.clone(), sheets });
            }
        }
    }
    all
}

/// The yearly forms of a year, those with a key figure in common together.
fn form_groups(site: &Site, year: i32) -> Vec<Vec<&Arc<Form>>> {
    let mut groups: Vec<Vec<&Arc<Form>>> = Vec::new();
    for form in site.forms.iter().filter(|form| form.sheet && form.covers(year)) {
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| is_like(other, form)));
        joined.push(vec![form]);
        groups = apart;
        groups.push(joined.into_iter().flatten().collect());
    }
    groups
}

/// Whether two yearly forms, perhaps of different years, are one to whoever answers them.
fn is_like(form: &Form, other: &Form) -> bool {
    form.id == other.id || form.key_figures.iter().any(|figure| other.key_figures.contains(figure))
}
