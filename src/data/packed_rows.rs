//! Rows of tables, packed for the ZIP and for the workbook; those of documents that did not change are taken over from the
//! files of the old site.

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::SiteDigests;
use crate::sink::{Sink, SitePart, ValuesDigest};

use super::archive;
use super::file::FOLDER;
use super::long::LongRows;
use super::runs::{PackedRun, RunAt};
use super::table::{END_OF_ROW, SheetRows};

/// Where the ZIP of all data is.
pub(super) const ARCHIVE: &str = "data/nenpo-data.zip";
/// Where the workbook of all tables is.
pub(super) const WORKBOOK: &str = "data/nenpo-data.xlsx";

/// Rows that some documents give to a table.
pub(super) struct PackedRows {
    /// What they are called among all rows of the site.
    pub name: String,
    /// As lines of a CSV.
    pub csv: Vec<u8>,
    /// The same, packed; nothing where there are no rows.
    pub packed: Option<PackedRun>,
    /// As rows of a sheet, in runs of which each fits on one.
    pub sheets: Vec<SheetRun>,
}

/// Rows of a sheet of the workbook, packed.
pub(super) struct SheetRun {
    /// The rows as XML.
    pub run: PackedRun,
    /// How many there are.
    pub rows: usize,
}

impl PackedRows {
    /// Packs rows.
    pub fn pack(name: String, rows: LongRows, most: usize) -> PackedRows {
        let mut csv = rows.csv.into_bytes();
        // Those of a whole year wait for each other.
        csv.shrink_to_fit();
        let packed = (!csv.is_empty()).then(|| PackedRun::pack(&csv));
        PackedRows { name, csv, packed, sheets: sheet_runs(&rows.sheet, most) }
    }
}

/// Packs rows of a sheet, so many at most in a run.
pub(super) fn sheet_runs(rows: &SheetRows, most: usize) -> Vec<SheetRun> {
    let (mut xml, mut left) = (rows.xml.as_str(), rows.count);
    let mut runs = Vec::new();
    while left > 0 {
        let now = left.min(most);
        let end = if now == left { xml.len() } else { end_of_rows(xml, now) };
        let (own, rest) = xml.split_at_checked(end).unwrap_or((xml, ""));
        runs.push(SheetRun { run: PackedRun::pack(own.as_bytes()), rows: now });
        (xml, left) = (rest, left - now);
    }
    runs
}

/// Where so many rows end.
fn end_of_rows(xml: &str, rows: usize) -> usize {
    let ends = memchr::memmem::find_iter(xml.as_bytes(), END_OF_ROW);
    rows.checked_sub(1).and_then(|at| ends.map(|end| end + END_OF_ROW.len()).nth(at)).unwrap_or_default()
}

/// Where rows lie in the files of the site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct RowsAt {
    /// The CSV of their year, where they begin in it and how long they are, in bytes.
    csv: Option<(String, u64, u64)>,
    /// In the ZIP.
    archive: Option<RunAt>,
    /// In the workbook, each with its number of rows.
    workbook: Vec<(RunAt, usize)>,
}

/// Where all rows of the site lie, by their names.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct RowsIndex(BTreeMap<String, RowsAt>);

impl RowsIndex {
    /// Adds where rows lie in a CSV. A table without any row has no file.
    pub fn add_csv(&mut self, name: &str, file: &str, (at, length): (u64, u64)) {
        self.0.entry(name.to_owned()).or_default().csv = (length > 0).then(|| (file.to_owned(), at, length));
    }

    /// Adds where rows lie in the ZIP.
    pub fn add_archive(&mut self, name: &str, place: RunAt) {
        self.0.entry(name.to_owned()).or_default().archive = Some(place);
    }

    /// Adds where some of the rows lie in the workbook.
    pub fn add_workbook(&mut self, name: &str, place: RunAt, rows: usize) {
        self.0.entry(name.to_owned()).or_default().workbook.push((place, rows));
    }
}

/// What data are made from, and what may be taken over from the old site.
pub(super) struct KeptRows<'s> {
    digests: Option<&'s SiteDigests<'s>>,
    sink: &'s dyn Sink,
    index: RowsIndex,
    /// Where the files of the ZIP begin, and those of the workbook.
    starts: [HashMap<String, u64>; 2],
}

impl<'s> KeptRows<'s> {
    /// What there is of the old site, where it was made from the same as far as no document says it.
    pub fn read(digests: Option<&'s SiteDigests<'s>>, sink: &'s dyn Sink) -> Result<KeptRows<'s>> {
        let kept = match digests {
            Some(digests) => sink.keep(FOLDER, &digests.common, FOLDER)?,
            None => None,
        };
        let mut index: RowsIndex = kept.and_then(|kept| serde_json::from_str(&kept.note).ok()).unwrap_or_default();
        let files = |of: &dyn Fn(&RowsAt) -> Vec<String>| index.0.values().flat_map(of).collect::<Vec<_>>();
        let in_archive = files(&|rows| rows.archive.iter().map(|at| at.file.clone()).collect());
        let in_workbook = files(&|rows| rows.workbook.iter().map(|(at, _)| at.file.clone()).collect());
        let starts = [(ARCHIVE, in_archive), (WORKBOOK, in_workbook)].map(|(path, mut files)| {
            files.sort_unstable();
            files.dedup();
            let mut archive = archive::published(path, sink);
            let start = |file: String| Some((archive::start_of(archive.as_mut()?, &file)?, file));
            files.into_iter().map(start).map(|found| found.map(|(start, file)| (file, start))).collect()
        });
        let [in_archive, in_workbook]: [Option<HashMap<String, u64>>; 2] = starts;
        // A ZIP that cannot be read is no one to take anything from.
        let starts = in_archive.zip(in_workbook);
        if starts.is_none() {
            index = RowsIndex::default();
        }
        let starts = starts.map_or_else(Default::default, |(archive, workbook)| [archive, workbook]);
        Ok(KeptRows { digests, sink, index, starts })
    }

    /// Whether there is anything to take over.
    pub fn are_known(&self) -> bool {
        !self.index.0.is_empty()
    }

    /// The digests of what data are made from, where there are any.
    pub fn digests(&self) -> Option<&'s SiteDigests<'s>> {
        self.digests
    }

    /// Takes over a part whose rows have these names, where it was made from the same; what was noted of it.
    pub fn keep(&self, part: &str, rows: &[String], made_from: &ValuesDigest) -> Result<Option<String>> {
        if !self.are_known() || !rows.iter().all(|name| self.index.0.contains_key(name)) {
            return Ok(None);
        }
        Ok(self.sink.keep(part, made_from, FOLDER)?.map(|kept| kept.note))
    }

    /// Rows of the old site.
    ///
    /// # Errors
    /// When the disk does not give them, or there are none.
    pub fn rows(&self, name: &str) -> Result<PackedRows> {
        let at = self.index.0.get(name).cloned().unwrap_or_default();
        let [of_archive, of_workbook] = &self.starts;
        let csv = match at.csv {
            None => Vec::new(),
            Some((file, from, length)) => {
                let mut bytes = Vec::new();
                self.file(&file, from)?.take(length).read_to_end(&mut bytes)?;
                bytes
            }
        };
        let run = |path: &str, starts: &HashMap<String, u64>, at: &RunAt| -> Result<PackedRun> {
            let start = starts.get(&at.file).copied().ok_or_else(gone)?;
            Ok(PackedRun::read(self.file(path, start + at.at)?, at.lengths)?)
        };
        let packed = at.archive.map(|at| run(ARCHIVE, of_archive, &at)).transpose()?;
        let sheets =
            at.workbook.iter().map(|(at, rows)| Ok(SheetRun { run: run(WORKBOOK, of_workbook, at)?, rows: *rows }));
        Ok(PackedRows { name: name.to_owned(), csv, packed, sheets: sheets.collect::<Result<_>>()? })
    }

    /// An old file from a place on.
    fn file(&self, path: &str, from: u64) -> Result<impl Read> {
        let mut file = self.sink.published(path).ok_or_else(gone)?;
        file.seek(SeekFrom::Start(from))?;
        Ok(file)
    }

    /// Notes where all rows of the new site lie.
    pub fn note(&self, index: &RowsIndex) {
        if let Some((digests, note)) = self.digests.zip(serde_json::to_string(index).ok()) {
            self.sink.made(SitePart { name: FOLDER.to_owned(), made_from: digests.common, files: Vec::new(), note });
        }
    }
}

/// The old site changes under the build, which no build does.
fn gone() -> std::io::Error {
    std::io::ErrorKind::NotFound.into()
}
