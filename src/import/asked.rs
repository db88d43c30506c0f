//! All labels that a form prints.

use std::collections::BTreeSet;

use crate::form::{Field, Form, FormSection, TOTAL};

use super::settings::ImportSettings;

/// What papers print for the sum of all parts.
pub const TOTALS: [&str; 4] = ["合計", "計", "総数", "総計"];

/// What a field asks for inside of it: ids with labels.
pub fn inner(field: &Field) -> Vec<(String, String)> {
    let kind = &field.kind;
    let names = kind.names();
    let mut all: Vec<(String, String)> =
        names.ids().zip(names.labels()).map(|(id, label)| (id.to_owned(), label.to_owned())).collect();
    all.extend(kind.composition().map(|_| (TOTAL.to_owned(), "合計".to_owned())));
    let mut add = |id: &str, label: &str| all.push((id.to_owned(), label.to_owned()));
    if let Some(settings) = kind.table() {
        settings.rows.iter().for_each(|row| add(&row.id, &row.label));
        for column in &settings.columns {
            add(&column.field.id, &column.field.label);
            column.by.iter().for_each(|sector| add(&sector.id, &sector.label));
        }
    }
    if let Some(columns) = kind.indicators() {
        add("indicator", &columns.indicator);
        columns.heads().for_each(|head| add(head.id, head.label));
    }
    if let Some(columns) = kind.schedule() {
        [("period", &columns.period), ("item", &columns.item), ("detail", &columns.detail)]
            .iter()
            .for_each(|(id, label)| add(id, label));
    }
    if let Some(settings) = kind.matrix() {
        settings.rows.iter().chain(&settings.columns).for_each(|head| add(&head.id, &head.label));
    }
    if let Some(settings) = kind.records() {
        add("name", &settings.name);
        for own in &settings.fields {
            all.push((own.id.clone(), own.label.clone()));
            all.extend(inner(own));
        }
    }
    all
}

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
