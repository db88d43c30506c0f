//! What sheets say: every figure by its path, with its unit, its scope and its date.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

use nenpo::compare::Figure;
use nenpo::form::FormColumn;
use nenpo::model::Document;
use nenpo::restrict::Restricted;
use nenpo::text::SiteLanguage;
use nenpo::value::table::TableCell;
use nenpo::value::{Answer, Circumstances, FigureOf, Item, Meaning, Quantity, When, number};

use crate::page::fold;

/// A figure of a sheet.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub quantity: Quantity,
    pub written: String,
    pub number: Option<String>,
    pub unit: Option<String>,
    pub scope: Option<String>,
    /// In the language of the site.
    pub as_of: Option<String>,
}

/// All figures of a site, by the page of their sheet and their path.
pub struct Leaves {
    sheets: BTreeMap<String, BTreeMap<String, Leaf>>,
    /// The page of the document that each page of a record belongs to.
    owners: BTreeMap<String, String>,
    /// Figures that no other sentence says by chance: numbers of at least three digits, each with its units, folded.
    known: BTreeMap<String, BTreeSet<String>>,
    /// All that authors wrote, folded.
    written: String,
}

impl Leaves {
    pub fn get_key_value(&self, page: &str) -> Option<(&String, &BTreeMap<String, Leaf>)> {
        self.sheets.get_key_value(self.owners.get(page).map_or(page, String::as_str))
    }

    /// The first figure in a folded text.
    pub fn figure_in(&self, text: &str) -> Option<String> {
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let number = &rest[at..];
            let end = number.find(|c: char| !is_number(c)).unwrap_or(number.len());
            let (number, after) = number.split_at(end);
            let units = self.known.get(&number.replace(',', ""));
            if let Some(unit) = units.and_then(|units| units.iter().find(|unit| after.starts_with(unit.as_str()))) {
                return Some(format!("{number}{unit}"));
            }
            rest = after;
        }
        None
    }

    /// Whether a text stands in a sheet word for word, and says more than a figure.
    pub fn is_written(&self, text: &str) -> bool {
        self.figure_in(text).as_deref() != Some(text) && self.written.contains(text)
    }
}

impl Index<&str> for Leaves {
    type Output = BTreeMap<String, Leaf>;

    fn index(&self, page: &str) -> &BTreeMap<String, Leaf> {
        &self.sheets[page]
    }
}

/// The path of a figure that a measure names: rates alone mean the last point.
pub fn at(site: &Restricted, page: &str, path: &str) -> Option<String> {
    let document = site.documents.iter().find(|document| document.page == page)?;
    Figure::of(document, path).map(|figure| figure.path())
}

/// The figures of a site; `written` is all that its authors wrote, folded.
pub fn leaves(site: &Restricted, written: String) -> Leaves {
    let language = SiteLanguage::parse(&site.settings.language);
    let (mut sheets, mut known, mut owners) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for document in &site.documents {
        let mut gatherer = Gatherer { document, language, leaves: BTreeMap::new() };
        for (_, field, answer) in document.answers() {
            gatherer.answer(&field.id, answer, &[]);
        }
        for leaf in gatherer.leaves.values() {
            let (Some(number), Some(unit)) = (&leaf.number, &leaf.unit) else { continue };
            if super::digits(number).trim_start_matches('0').len() >= 3 {
                known.entry(number.clone()).or_insert_with(BTreeSet::new).insert(fold(unit));
            }
        }
        owners.extend(document.record_pages.values().map(|page| (page.clone(), document.page.clone())));
        sheets.insert(document.page.clone(), gatherer.leaves);
    }
    Leaves { sheets, owners, known, written }
}

struct Gatherer<'a> {
    document: &'a Document,
    language: SiteLanguage,
    leaves: BTreeMap<String, Leaf>,
}

impl<'a> Gatherer<'a> {
    fn answer(&mut self, at: &str, answer: &'a Answer, outside: &[&'a Circumstances]) {
        let around: Vec<&Circumstances> =
            std::iter::once(&answer.circumstances).chain(outside.iter().copied()).collect();
        let asked = answer.field.as_of.as_deref();
        let value = &answer.value;
        answer.leaves(&mut |leaf| {
            if let (Item::Absent(reason), None) = (leaf.item, leaf.row) {
                self.leaf(at, reason, &around, asked);
            }
        });
        if let Some(quantity) = value.number() {
            self.leaf(at, quantity, &around, asked);
        }
        if let (Some(_), Some(FigureOf { quantity, .. })) = (value.choice(), value.figure(None)) {
            self.leaf(at, quantity, &around, asked);
        }
        // Where a count is given, that is the figure; the word alone stands for the others.
        for level in
            value.presence().into_iter().flat_map(|all| &all.levels).filter(|level| level.value.count.is_none())
        {
            let part = (!level.id.is_empty()).then_some(level.id.as_str());
            let path = part.map_or_else(|| at.to_owned(), |part| format!("{at}.{part}"));
            if let Some(FigureOf { quantity, .. }) = value.figure(part) {
                self.leaf(&path, quantity, &around, asked);
            }
        }
        if let Some((records, _)) = answer.records() {
            for ((number, record), anchor) in (1..).zip(&records.rows).zip(answer.row_anchors()) {
                for inner in &record.answers {
                    self.answer(&format!("{at}.{number}.{}", inner.field.id), inner, &around);
                    // Lists on other pages lead to the anchor.
                    self.answer(&format!("{at}.{anchor}.{}", inner.field.id), inner, &around);
                }
            }
        }
        if let Some(composition) = value.composition() {
            if let Some((total, _)) = &composition.total {
                self.leaf(at, total, &around, asked);
            }
            for part in composition.all_parts() {
                self.leaf(&format!("{at}.{}", part.id), &part.quantity, &around, asked);
            }
        }
        if let Some(rates) = value.rates() {
            for point in &rates.points {
                self.leaf(&format!("{at}.{}", point.id), &point.quantity, &around, asked);
            }
        }
        if let Some(presence) = value.presence() {
            for level in &presence.levels {
                let at = if level.id.is_empty() { at.to_owned() } else { format!("{at}.{}", level.id) };
                let Some((have, of)) = level.value.count else { continue };
                let of = of.map_or(String::new(), |of| of.to_string());
                let quantity = Quantity {
                    unit: level.value.unit.as_deref().map(Into::into),
                    ..Quantity::read(&have.to_string(), None)
                };
                let mut around = around.clone();
                around.insert(0, &level.circumstances);
                self.leaf(&at, &quantity, &around, asked);
                self.leaves.get_mut(&at).unwrap().written += &of;
            }
        }
        if let Some((indicators, columns)) = answer.indicators() {
            for (row, anchor) in indicators.rows.iter().zip(answer.row_anchors()) {
                let baseline = row.baseline.iter().map(|cell| ("baseline", &columns.baseline, cell));
                let targets = row.targets().map(|cell| ("target", &columns.target, cell));
                let cells = baseline.chain(targets).chain(row.actuals().map(|cell| ("actual", &columns.actual, cell)));
                for (id, head, cell) in cells {
                    let Some(head) = head else { continue };
                    // Nobody is asked for results of years to come.
                    if id == "actual" && cell.is_later_than(indicators.year) {
                        continue;
                    }
                    let id = cell.time.map_or_else(|| id.to_owned(), |time| format!("{id}.{}", time.id()));
                    let of_year = cell.time.map(nenpo::form::HeadTime::label);
                    let mut around = around.clone();
                    around.insert(0, &cell.circumstances);
                    for (index, quantity) in cell.quantities.iter().enumerate() {
                        let several = if cell.quantities.len() > 1 { format!(".{}", index + 1) } else { String::new() };
                        self.leaf(
                            &format!("{at}.{anchor}.{id}{several}"),
                            quantity,
                            &around,
                            of_year.as_deref().or(head.as_of.as_deref()),
                        );
                    }
                }
                for (column, cell) in columns.others.iter().zip(&row.others) {
                    self.cell(&format!("{at}.{anchor}.{}", column.field.id), column, cell, &around);
                }
            }
        }
        if let Some(matrix) = value.matrix() {
            for (row_at, row) in matrix.rows.iter().enumerate() {
                for (column_at, (column, cell)) in matrix.columns.iter().zip(&row.cells).enumerate() {
                    let mut around = around.clone();
                    around.insert(0, &cell.circumstances);
                    let place = format!("{at}.{}.{}", row.head.id, column.id);
                    // The heads tell the time.
                    self.leaf(&place, &cell.quantity, &around, None);
                    let leaf = self.leaves.get_mut(&place).unwrap();
                    // They tell the unit, too, where the sheet has that which its form asks for.
                    let told = matrix.unit_at(row_at, column_at).unwrap_or_default();
                    if let Some(bare) = leaf.written.strip_suffix(told) {
                        leaf.written = bare.to_owned();
                    }
                    leaf.unit =
                        leaf.unit.take().filter(|unit| Some(unit.as_str()) != matrix.unit_at(row_at, column_at));
                    // Elsewhere the figure of the year stands for its row.
                    if matrix.standing_column() == Some(column_at) {
                        let whole = format!("{at}.{}", row.head.id);
                        self.leaf(&whole, &cell.quantity, &around, asked);
                        self.leaves.get_mut(&whole).unwrap().written = number::shown(&cell.quantity);
                    }
                }
            }
        }
        if let Some((table, settings)) = answer.table() {
            for (index, row) in table.rows.iter().enumerate() {
                for (column, cell) in settings.columns.iter().zip(&row.cells) {
                    self.cell(&format!("{at}.{}.{}", index + 1, column.field.id), column, cell, &around);
                }
            }
        }
    }

    fn cell(&mut self, at: &str, column: &FormColumn, cell: &'a TableCell, around: &[&'a Circumstances]) {
        match cell {
            TableCell::One(answer) => answer.iter().for_each(|answer| self.answer(at, answer, around)),
            TableCell::BySector(answers) => {
                for (sector, answer) in column.by.iter().zip(answers) {
                    answer.iter().for_each(|answer| self.answer(&format!("{at}.{}", sector.id), answer, around));
                }
            }
        }
    }

    fn leaf(&mut self, at: &str, quantity: &Quantity, around: &[&Circumstances], asked: Option<&str>) {
        let amount = matches!(quantity.meaning, Meaning::Amount(_));
        let as_of = around.iter().find_map(|one| one.as_of().cloned());
        let as_of = as_of.or_else(|| asked.map(|asked| When::parse(asked, self.document.year)));
        let scope = around.iter().find(|one| one.scope().is_some());
        let leaf = Leaf {
            quantity: quantity.clone(),
            written: quantity.written.clone(),
            number: quantity.number().map(nenpo::text::Decimal::to_plain),
            unit: quantity.unit.as_deref().filter(|_| amount).map(str::to_owned),
            scope: scope.and_then(|one| one.scope_other_than(&self.document.place.name)).map(str::to_owned),
            as_of: as_of.map(|when| when.shown_in(self.language)),
        };
        self.leaves.entry(at.to_owned()).or_insert(leaf);
    }
}
