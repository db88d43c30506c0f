//! What follows the id of a field in the anchors of its rows. Rows are named by authors, and give way to what forms name.

use crate::markdown::Ids;

use super::Form;

/// The names of the rows of one field.
pub struct RowIds {
    ids: Ids,
    /// How the rows of other fields begin, behind this field's id.
    others: Vec<String>,
}

impl RowIds {
    /// Those of a field of a form, none of which is given yet. `issues-done` of the form is no row `done` of `issues`.
    pub fn new(form: &Form, field: &str) -> RowIds {
        let behind = |id: &str| id.strip_prefix(field).and_then(|rest| rest.strip_prefix('-')).map(str::to_owned);
        let sections = form.sections.iter().filter_map(|section| behind(&section.id));
        let fields = form.fields().filter_map(|(_, other)| behind(&other.id));
        let rows = form.fields().filter(|(_, other)| other.kind.has_rows());
        let others = rows.filter_map(|(_, other)| Some(format!("{}-", behind(&other.id)?))).collect();
        RowIds { ids: Ids::new(sections.chain(fields)), others }
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
