//! Records of two years that are the same record: the one that a later record names (`from`), or the one of its id.

use std::collections::HashMap;

use crate::value::{RecordRow, Records};

/// The records of a document, to be found by those of other years.
#[derive(Clone, Debug)]
pub struct RecordIndex<'a> {
    /// The records, in their order.
    pub records: &'a Records,
    year: i32,
    by_id: HashMap<&'a str, usize>,
}

impl<'a> RecordIndex<'a> {
    /// The records of a document of this fiscal year.
    #[must_use]
    pub fn new(records: &'a Records, year: i32) -> RecordIndex<'a> {
        // Of two with one id, which is a mistake, the first counts.
        let ids = records.rows.iter().enumerate().rev();
        let by_id = ids.filter_map(|(at, record)| Some((record.id.as_deref()?, at))).collect();
        RecordIndex { records, year, by_id }
    }

    /// Whether any of the records can be traced.
    #[must_use]
    pub fn is_traced(&self) -> bool {
        !self.by_id.is_empty()
    }

    /// Which of the records, from 0, is the same as one of another year.
    #[must_use]
    pub fn same(&self, record: &RecordRow) -> Option<usize> {
        match record.from.as_ref().filter(|(from, _)| from.year == self.year) {
            Some((from, _)) => self.called(&from.row),
            None => self.by_id.get(record.id.as_deref()?).copied(),
        }
    }

    /// Which record an author means by an id or a number from 1.
    fn called(&self, row: &str) -> Option<usize> {
        let by_number = || row.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.records.rows.len());
        self.by_id.get(row).copied().or_else(by_number)
    }
}
