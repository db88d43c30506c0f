//! What follows the id of a field in the anchors of its rows. Rows are named by authors, and give way to what forms name.

use crate::markdown::Ids;

use super::{Field, Form, RecordSettings};

/// The names of the rows of one field.
pub struct RowIds {
    ids: Ids,
    /// How the rows of other fields begin, behind this field's id.
    others: Vec<String>,
}

impl RowIds {
    /// Those of a field of a form, none of which is given yet. `issues-done` of the form is no row `done` of `issues`.
    pub fn new(form: &Form, field: &str) -> RowIds {
        let sections = form.sections.iter().map(|section| section.id.as_str());
        RowIds::beside(sections, &form.fields().map(|(_, field)| field).collect::<Vec<_>>(), field)
    }

    /// Those of a field of records, within one of these.
    pub fn in_records(settings: &RecordSettings, field: &str) -> RowIds {
        let fields: Vec<&Field> = settings.fields.iter().map(AsRef::as_ref).collect();
        RowIds::beside(std::iter::empty(), &fields, field)
    }

    /// Those of a field beside sections and fields with ids of their own.
    fn beside<'a>(sections: impl Iterator<Item = &'a str>, fields: &[&'a Field], field: &str) -> RowIds {
        let behind = |id: &str| id.strip_prefix(field).and_then(|rest| rest.strip_prefix('-')).map(str::to_owned);
        let ids = sections.chain(fields.iter().map(|other| other.id.as_str())).filter_map(behind);
        let rows = fields.iter().filter(|other| other.kind.has_rows());
        let others = rows.filter_map(|other| Some(format!("{}-", behind(&other.id)?))).collect();
        RowIds { ids: Ids::new(ids.collect::<Vec<_>>()), others }
    }

    /// Assigns a row its name, or one like it that nothing on the page has.
    pub fn assign(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        loop {
            let id = self.ids.take(&name);
            if !self.others.iter().any(|other| id.starts_with(other)) {
                return id;
            }
            name.insert_str(0, "row");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_has_the_id_of_a_field_or_of_another_row() {
        for (others, names, given) in [
            (&[][..], &["a", "1", "a", "2"][..], &["a", "1", "a-2", "2"][..]),
            (&[], &["done-1", "2"], &["done-1", "2"]),
            (&["done-"], &["done-1", "done"], &["rowdone-1", "done"]),
            (&["x-"], &["x", "x"], &["x", "rowx"]),
        ] {
            let mut ids =
                RowIds { ids: Ids::new(["own"]), others: others.iter().map(|other| (*other).to_owned()).collect() };
            let found: Vec<String> = names.iter().map(|name| ids.assign(name)).collect();
            assert_eq!(found, given);
            assert_eq!(ids.assign("own"), "own-2");
        }
    }
}
