//! Rows of two years that are the same row: of tables, of issues and of indicators.

use std::borrow::Cow;
use std::collections::HashMap;

use super::indicators::DocumentIndicator;
use crate::text::fold::{fold, folded};
use crate::value::Indicator;
use crate::value::table::TableRow;

/// By what the rows of two years are matched: their id, or their words where neither has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey<'a> {
    /// The id that the author gave to both rows.
    Id(Cow<'a, str>),
    /// The first words of the row, or the name of the indicator, folded.
    Words(Cow<'a, str>),
}

impl<'a> RowKey<'a> {
    /// That of a row of a table. Rows without an id and without words are matched by nothing.
    #[must_use]
    pub fn of(row: &'a TableRow) -> Option<RowKey<'a>> {
        RowKey::new(row.id.as_deref(), || fold(&row.first_words()).into())
    }

    /// That of an indicator.
    #[must_use]
    pub fn of_indicator(row: &'a Indicator) -> Option<RowKey<'a>> {
        RowKey::new(row.id.as_deref(), || folded(&row.name))
    }

    fn new(id: Option<&'a str>, words: impl FnOnce() -> Cow<'a, str>) -> Option<RowKey<'a>> {
        let Some(id) = id else { return Some(RowKey::Words(words())).filter(|key| *key != RowKey::Words("".into())) };
        Some(RowKey::Id(id.into()))
    }
}

/// The indicators of each key, in their order; of each field the first, since another row with its id is a mistake. Those
/// without an id are left out: the same name may be that of another programme's indicator.
pub fn indicators_by_key<'e, 'a>(
    indicators: &'e [DocumentIndicator<'a>],
) -> HashMap<RowKey<'a>, Vec<&'e DocumentIndicator<'a>>> {
    let mut all: HashMap<RowKey<'_>, Vec<&DocumentIndicator<'_>>> = HashMap::new();
    for indicator in indicators {
        let Some(id) = indicator.id() else { continue };
        let same = all.entry(RowKey::Id(id)).or_default();
        if same.iter().all(|other| other.field.id != indicator.field.id) {
            same.push(indicator);
        }
    }
    all
}

/// The first row of each key: a second one is a mistake that is reported elsewhere.
pub fn by_key<'a, R>(rows: impl Iterator<Item = (Option<RowKey<'a>>, R)>) -> HashMap<RowKey<'a>, R> {
    let mut all = HashMap::new();
    for (key, row) in rows.filter_map(|(key, row)| Some((key?, row))) {
        all.entry(key).or_insert(row);
    }
    all
}
