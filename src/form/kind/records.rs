//! What each record of a `records` field holds.

use std::sync::Arc;

use super::Kind;
use crate::form::Field;

/// What each record of a `records` field holds.
#[derive(Clone, Debug)]
pub struct RecordSettings {
    /// The form's words for what a record is called: 事務事業名.
    pub name: String,
    /// Ids of the fields that the overview shows, as the form chooses them; empty where it leaves that to the program.
    pub overview: Vec<String>,
    /// Ids of the fields whose figures may be added up over all records: costs may, persons who use two services may not.
    pub totals: Vec<String>,
    /// Id of the line by whose words the overview stands in groups, each with its own totals.
    pub group_by: Option<String>,
    /// Whether each record has a page of its own; else all stand on the page of their document.
    pub own_page: bool,
    /// The fields of each record, in the order of the form; none of them is a list of records.
    pub fields: Vec<Arc<Field>>,
}

impl RecordSettings {
    /// How many columns the overview has where the form does not choose them: more are hardly read on one screen.
    const MOST_COLUMNS: usize = 6;

    /// The fields that are the columns of the overview: those that the form names, or else the first of one line or one figure.
    #[must_use]
    pub fn overview(&self) -> Vec<&Arc<Field>> {
        if self.overview.is_empty() {
            let fitting = self.fields.iter().filter(|field| field.kind.fits_an_overview());
            return fitting.take(Self::MOST_COLUMNS).collect();
        }
        self.overview.iter().filter_map(|id| self.fields.iter().find(|field| field.id == *id)).collect()
    }

    /// Records with some of their fields.
    #[must_use]
    pub fn with_fields(&self, fields: Vec<Arc<Field>>) -> Kind {
        let is_left = |id: &String| fields.iter().any(|field| field.id == *id);
        let ids = |ids: &[String]| ids.iter().filter(|id| is_left(id)).cloned().collect();
        Kind::Records(RecordSettings {
            name: self.name.clone(),
            overview: ids(&self.overview),
            totals: ids(&self.totals),
            group_by: self.group_by.clone().filter(is_left),
            own_page: self.own_page,
            fields,
        })
    }
}
