//! The columns and rows of a `table` field, and the columns of a `schedule`.

use std::sync::Arc;

use super::Kind;
use super::labels::LabelList;
use crate::form::Field;

/// The shape of a `table` field.
#[derive(Clone, Debug)]
pub struct TableSettings {
    /// The columns in the order of the form, each with the kind of its cells.
    pub columns: Vec<FormColumn>,
    /// Row heads set by the form; empty when the sheet brings its own rows.
    pub rows: LabelList,
    /// Head of the column of row heads.
    pub row: Option<String>,
}

impl TableSettings {
    /// A table with some of its columns.
    pub fn with_columns(&self, columns: Vec<FormColumn>) -> Kind {
        Kind::Table(TableSettings { columns, ..self.clone() })
    }
}

/// A column: a field, perhaps split into one cell for each sector.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// Label and kind of its cells.
    pub field: Arc<Field>,
    /// 行政, 医療, 福祉, その他; empty when the column is not split.
    pub by: LabelList,
}

/// Heads of the three columns of a schedule.
#[derive(Clone, Debug)]
pub struct ScheduleColumns {
    /// Head of the column of times: 時期（月）.
    pub period: String,
    /// Head of the column of what is done: 実施する項目.
    pub item: String,
    /// Head of the column of details: 実施する内容.
    pub detail: String,
}
