//! All labels that a form prints.

use std::collections::BTreeSet;

use crate::form::{Form, FormSection};

use super::settings::{ImportSettings, inner};

/// What papers print for the sum of all parts.
pub const TOTALS: [&str; 4] = ["合計", "計", "総数", "総計"];

/// The letters of all labels of a section.
pub fn labels(section: &FormSection, settings: &ImportSettings) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for field in &section.fields {
        all.extend(settings.names(&field.id, &field.label));
        all.extend(field.group.iter().flat_map(|group| settings.names("", group)));
        for (id, label) in inner(field) {
            all.extend(settings.names(&format!("{}.{id}", field.id), &label));
        }
        if field.kind.composition().is_some() {
            all.extend(TOTALS.iter().flat_map(|total| settings.names("", total)));
        }
        let own = field.kind.records().into_iter().flat_map(|records| &records.fields);
        all.extend(own.filter_map(|own| own.group.as_ref()).flat_map(|group| settings.names("", group)));
    }
    all
}

/// The letters of what each section is called on the paper of a place.
pub fn headings(form: &Form, place: &str, settings: &ImportSettings) -> Vec<Vec<String>> {
    let names = |section: &FormSection| {
        let (_, telling) = section.heading_parts(place);
        let mut all = settings.names(&section.id, &section.heading_for(place));
        all.extend(settings.names(&section.id, &telling));
        // A heading of one letter would be found everywhere.
        all.retain(|letters| letters.chars().count() > 1);
        all
    };
    form.sections.iter().map(names).collect()
}
