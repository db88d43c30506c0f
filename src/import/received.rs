//! What every kind of file becomes before anything is understood: cells in grids, with where they are.
//!
//! A sheet of a workbook is a grid, a table of a slide or of a text, too. Texts that lie freely on a slide, and paragraphs, form a
//! loose grid: what begins at the same left edge is one column. So a label has its answer on its right or below it everywhere.

use std::collections::BTreeMap;

/// A file as it was received.
#[derive(Debug, Default)]
pub struct Received {
    /// Its grids, in the order in which people read them.
    pub grids: Vec<ReceivedGrid>,
    /// The cells of all grids, in the order in which people read them.
    pub cells: Vec<ReceivedCell>,
    /// Ovals without text, which people draw around a word.
    pub ovals: Vec<DrawnOval>,
    /// What is not looked at, with the reason: hidden sheets, remarks, notes of speakers.
    pub remarks: Vec<ReceivedRemark>,
    /// The pictures it holds, in the order in which they are met.
    pub pictures: Vec<ReceivedPicture>,
    /// The names on the tabs of the sheets of a workbook, by the surfaces of their cells; empty for other files.
    pub tabs: BTreeMap<usize, String>,
}

/// A grid of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedGrid {
    /// Whether its cells are paragraphs or texts that lie freely, with any space between them.
    pub loose: bool,
}

/// A cell, a paragraph, or a text that lies freely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedCell {
    /// Which grid it is in.
    pub grid: usize,
    /// Its uppermost row, from 0.
    pub row: u32,
    /// Its leftmost column, from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// Its text by lines, as the program of the office shows it; empty for a cell without text.
    pub lines: Vec<String>,
    /// Where it stands, for people: 「基礎情報」C12.
    pub address: String,
    /// Where it lies on its sheet or slide, where that is known.
    pub area: Option<DrawnArea>,
    /// Whether it is the word of a drawing, such as a box of a chart of organizations, and no answer.
    pub drawn: bool,
    /// Why its text may not be what was meant: an error of a formula, a format nobody knows.
    pub doubt: Option<String>,
}

/// A rectangle on a sheet or slide, in English Metric Units: 360000 to a centimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnArea {
    /// Which sheet or slide, from 0.
    pub surface: usize,
    /// The distance of its left edge from that of the surface.
    pub left: i64,
    /// The distance of its upper edge from that of the surface.
    pub top: i64,
    /// The distance of its right edge from the left edge of the surface.
    pub right: i64,
    /// The distance of its lower edge from the upper edge of the surface.
    pub bottom: i64,
}

/// An oval that is drawn around something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnOval {
    /// The rectangle around the oval.
    pub area: DrawnArea,
    /// Where it stands, for people.
    pub address: String,
}

/// Something that is told and not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedRemark {
    /// Where it stands, for people.
    pub address: String,
    /// The text of what is not looked at.
    pub text: String,
}

/// A picture of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedPicture {
    /// Where it stands, for people.
    pub address: String,
    /// The end of its name: `png`.
    pub ending: String,
    /// What its author says that it shows.
    pub words: Option<String>,
    /// The bytes of the picture as the file has them.
    pub bytes: Vec<u8>,
}

impl DrawnArea {
    /// The middle of it.
    #[must_use]
    pub fn middle(&self) -> (i64, i64) {
        (i64::midpoint(self.left, self.right), i64::midpoint(self.top, self.bottom))
    }

    /// Whether a point of the same surface lies in it.
    #[must_use]
    pub fn holds(&self, (x, y): (i64, i64)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

impl ReceivedCell {
    /// Its text in one piece, its lines parted by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// Whether it has no text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
    }

    /// The row below it.
    #[must_use]
    pub fn below(&self) -> u32 {
        self.row.saturating_add(self.rows)
    }

    /// The column on its right.
    #[must_use]
    pub fn beside(&self) -> u32 {
        self.column.saturating_add(self.columns)
    }
}

/// The lines of a text, without those that are empty at its end.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{2028}', '\u{85}'], "\n");
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Vec::new();
    }
    text.split('\n').map(|line| line.trim_end().to_owned()).collect()
}

impl Received {
    /// A new grid, and its number.
    pub fn add_grid(&mut self, loose: bool) -> usize {
        self.grids.push(ReceivedGrid { loose });
        self.grids.len() - 1
    }

    /// Remarks on the same place become one.
    pub fn gather_remarks(&mut self) {
        let mut at: BTreeMap<String, usize> = BTreeMap::new();
        let mut gathered: Vec<ReceivedRemark> = Vec::new();
        for remark in self.remarks.drain(..) {
            if let Some(known) = at.get(&remark.address).and_then(|at| gathered.get_mut(*at)) {
                known.text.push('、');
                known.text.push_str(&remark.text);
                continue;
            }
            at.insert(remark.address.clone(), gathered.len());
            gathered.push(remark);
        }
        self.remarks = gathered;
    }
}
