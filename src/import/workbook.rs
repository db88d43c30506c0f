//! Workbooks of Excel (SpreadsheetML).

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use crate::workbook::address;

use super::drawing::{self, GroupTransform};
use super::fault::ImportFault;
use super::number_format::{built_in, shown};
use super::package::{Package, PartRelation};
use super::received::{DrawnArea, DrawnOval, Received, ReceivedCell, ReceivedRemark, lines};
use super::xml::{self, at, attribute, children, is_on, name, named, number, text};

/// The most cells with text of a workbook.
const CELLS: usize = 200_000;
/// The most cells without text that are looked at in a sheet.
const BLANKS: usize = 20_000;
/// The most cells that are joined to one.
const MERGES: usize = 50_000;
/// The last row and column of Excel.
const LAST: (u32, u32) = (1_048_576, 16_384);
/// The height of a row and the width of a column where nothing is said, in English Metric Units.
const ROW: i64 = 238_125;
const COLUMN: i64 = 609_600;
/// More text of something hidden is not told.
const HIDDEN: usize = 400;

/// What all sheets of a workbook share.
struct Shared {
    strings: Vec<String>,
    /// The codes of the formats, by the numbers of the styles.
    formats: Vec<String>,
    is_1904: bool,
}

/// The part that lists the sheets.
const BOOK: &str = "xl/workbook.xml";

impl Shared {
    fn read(
        root: Node<'_, '_>,
        relations: &BTreeMap<String, PartRelation>,
        package: &mut Package<'_>,
    ) -> Result<Shared, ImportFault> {
        let part = |sort: &str| {
            relations.values().find(|relation| relation.sort == sort).map(|relation| relation.target.clone())
        };
        let strings = match part("sharedStrings").map(|path| package.text(&path)).transpose()?.flatten() {
            Some(text) => strings(&text)?,
            None => Vec::new(),
        };
        let formats = match part("styles").map(|path| package.text(&path)).transpose()?.flatten() {
            Some(text) => formats(&text)?,
            None => Vec::new(),
        };
        let is_1904 = at(root, &["workbookPr"]).is_some_and(|properties| is_on(properties, "date1904"));
        Ok(Shared { strings, formats, is_1904 })
    }
}

/// A row and a column, from 0.
pub type Corner = (u32, u32);

/// The texts of cells, with what makes them doubtful.
pub type RawCells = BTreeMap<Corner, (String, Option<String>)>;

/// A sheet of a workbook, whether it is shown or not.
#[derive(Debug, Default)]
pub struct RawSheet {
    /// The name on its tab.
    pub title: String,
    /// Whether nobody is shown it.
    pub hidden: bool,
    /// The texts of its cells, with what makes them doubtful.
    pub cells: RawCells,
}

/// A workbook as it is: its names with what they refer to, and its sheets with all their cells.
#[derive(Debug, Default)]
pub struct RawBook {
    /// The names of the whole workbook.
    pub names: BTreeMap<String, String>,
    /// The sheets in the order of their tabs.
    pub sheets: Vec<RawSheet>,
}

/// Reads a workbook as it is, if it has a sheet of this name.
pub fn raw(package: &mut Package<'_>, with_sheet: &str) -> Result<Option<RawBook>, ImportFault> {
    let Some(book) = package.text(BOOK)? else { return Ok(None) };
    let book = xml::parse(&book, BOOK)?;
    let root = book.root_element();
    let sheets = at(root, &["sheets"]).map(|sheets| named(sheets, "sheet")).unwrap_or_default();
    if !sheets.iter().any(|sheet| attribute(*sheet, "name") == Some(with_sheet)) {
        return Ok(None);
    }
    let relations = package.relations(BOOK)?;
    let shared = Shared::read(root, &relations, package)?;
    let names = at(root, &["definedNames"]).map(|names| named(names, "definedName")).unwrap_or_default();
    let names = names.into_iter().filter(|name| attribute(*name, "localSheetId").is_none());
    let names = names.filter_map(|name| Some((attribute(name, "name")?.to_owned(), text(name))));
    let mut raw = RawBook { names: names.collect(), sheets: Vec::new() };
    let mut count = 0;
    for sheet in sheets {
        let relation = sheet.attributes().filter(|own| own.name() == "id").find_map(|own| relations.get(own.value()));
        let Some(relation) = relation.filter(|relation| relation.sort == "worksheet" && !relation.external) else {
            continue;
        };
        let Some(part) = package.text(&relation.target)? else { continue };
        let document = xml::parse(&part, &relation.target)?;
        let title = attribute(sheet, "name").unwrap_or_default();
        let reader = SheetReader { title, surface: 0, shared: &shared };
        let cells = reader.all_cells(document.root_element())?;
        count += cells.len();
        if count > CELLS {
            return Err(ImportFault::Cells);
        }
        let hidden = attribute(sheet, "state").is_some_and(|state| state != "visible");
        raw.sheets.push(RawSheet { title: title.to_owned(), hidden, cells });
    }
    Ok(Some(raw))
}

/// The sheet and the corners of a range that a name refers to, rows and columns from 0; nothing where it is there no more.
pub fn range(reference: &str) -> Option<(String, Corner, Corner)> {
    let (title, range) = reference.rsplit_once('!')?;
    let title = title.trim_start_matches('$');
    let bare = title.strip_prefix('\'').and_then(|title| title.strip_suffix('\'')).unwrap_or(title);
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some((bare.replace("''", "'"), position(first)?, position(last)?))
}

/// Reads a workbook: its sheets as grids with their shapes and pictures, hidden ones as remarks.
pub fn read(package: &mut Package<'_>) -> Result<Received, ImportFault> {
    let mut received = Received::default();
    let relations = package.relations(BOOK)?;
    let book = package.text(BOOK)?.ok_or_else(|| ImportFault::Part(BOOK.to_owned()))?;
    let book = xml::parse(&book, BOOK)?;
    let root = book.root_element();
    let shared = Shared::read(root, &relations, package)?;
    let sheets = at(root, &["sheets"]).map(|sheets| named(sheets, "sheet")).unwrap_or_default();
    for (surface, sheet) in sheets.into_iter().enumerate() {
        let title = attribute(sheet, "name").unwrap_or_default();
        let hidden = attribute(sheet, "state").is_some_and(|state| state != "visible");
        let relation = sheet.attributes().filter(|own| own.name() == "id").find_map(|own| relations.get(own.value()));
        let Some(relation) = relation.filter(|relation| relation.sort == "worksheet" && !relation.external) else {
            continue;
        };
        let Some(text) = package.text(&relation.target)? else { continue };
        let document = xml::parse(&text, &relation.target)?;
        received.tabs.extend((!hidden).then(|| (surface, title.to_owned())));
        let reader = SheetReader { title, surface, shared: &shared };
        reader.read(document.root_element(), &relation.target, hidden, package, &mut received)?;
    }
    Ok(received)
}

/// The texts that cells refer to, without the readings that Excel keeps of what was typed.
fn strings(part: &str) -> Result<Vec<String>, ImportFault> {
    let document = xml::parse(part, "xl/sharedStrings.xml")?;
    Ok(named(document.root_element(), "si").into_iter().map(rich_text).collect())
}

fn rich_text(item: Node<'_, '_>) -> String {
    let pieces = children(item).into_iter().map(|piece| match name(piece) {
        "t" => text(piece),
        "r" => at(piece, &["t"]).map(text).unwrap_or_default(),
        _ => String::new(),
    });
    unescaped(&pieces.collect::<String>())
}

/// Characters that XML cannot hold are written as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let length = if c.is_some() { 7 } else { 2 };
        match c {
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = from.get(length..).unwrap_or_default();
    }
    out + rest
}

fn formats(part: &str) -> Result<Vec<String>, ImportFault> {
    let document = xml::parse(part, "xl/styles.xml")?;
    let root = document.root_element();
    let own = at(root, &["numFmts"]).map(|formats| named(formats, "numFmt")).unwrap_or_default();
    let own: BTreeMap<&str, &str> = own
        .into_iter()
        .filter_map(|format| Some((attribute(format, "numFmtId")?, attribute(format, "formatCode")?)))
        .collect();
    let styles = at(root, &["cellXfs"]).map(|styles| named(styles, "xf")).unwrap_or_default();
    let code = |style: Node<'_, '_>| {
        let id = attribute(style, "numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| built_in(id.parse().unwrap_or(0)).to_owned(), |code| (*code).to_owned())
    };
    Ok(styles.into_iter().map(code).collect())
}

/// Row and column of an address such as `AA12`, from 0.
fn position(address: &str) -> Option<(u32, u32)> {
    let address = address.trim().trim_start_matches('$');
    let end = address.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = address.split_at(end);
    let digits = digits.trim_start_matches('$');
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = digits.parse().ok()?;
    ((1..=LAST.0).contains(&row) && (1..=LAST.1).contains(&column)).then(|| (row - 1, column - 1))
}

/// Where rows or columns begin, in English Metric Units.
struct Ruler {
    usual: i64,
    /// Lengths that differ, in order: the first and the last place, the length, and how much more than usual all before it take.
    other: Vec<(u32, u32, i64, i64)>,
}

impl Ruler {
    fn new(usual: i64, mut lengths: Vec<(u32, u32, i64)>) -> Ruler {
        lengths.sort_unstable();
        let mut more = 0;
        let other = lengths.into_iter().map(|(first, last, length)| {
            let before = more;
            more += i64::from(last.saturating_sub(first).saturating_add(1)) * (length - usual);
            (first, last, length, before)
        });
        Ruler { usual, other: other.collect() }
    }

    fn begin(&self, at: u32) -> i64 {
        let usual = i64::from(at) * self.usual;
        let after = self.other.partition_point(|(first, ..)| *first < at);
        let own = after.checked_sub(1).and_then(|before| self.other.get(before));
        own.map_or(usual, |(first, last, length, before)| {
            let covered = at.min(last.saturating_add(1)).saturating_sub(*first);
            usual + before + i64::from(covered) * (length - self.usual)
        })
    }
}

/// Reads one sheet of a workbook: its cells as they are shown, with merged ones and hidden rows.
struct SheetReader<'s> {
    title: &'s str,
    surface: usize,
    shared: &'s Shared,
}

impl SheetReader<'_> {
    fn read(
        &self,
        root: Node<'_, '_>,
        part: &str,
        hidden: bool,
        package: &mut Package<'_>,
        received: &mut Received,
    ) -> Result<(), ImportFault> {
        let (columns, hidden_columns) = columns(root);
        let (rows, hidden_rows) = rows(root);
        let merges = merges(root)?;
        let covers: BTreeMap<(u32, u32), (u32, u32)> = merges.iter().map(|(begin, end)| (*begin, *end)).collect();
        let grid = received.add_grid(false);
        let mut cells: BTreeMap<(u32, u32), ReceivedCell> = BTreeMap::new();
        let mut unseen: Vec<String> = Vec::new();
        let place = |row: u32, column: u32, lines: Vec<String>, doubt: Option<String>| {
            let (last_row, last_column) = covers.get(&(row, column)).copied().unwrap_or((row, column));
            let area = DrawnArea {
                surface: self.surface,
                left: columns.begin(column),
                top: rows.begin(row),
                right: columns.begin(last_column + 1),
                bottom: rows.begin(last_row + 1),
            };
            ReceivedCell {
                grid,
                row,
                column,
                rows: last_row - row + 1,
                columns: last_column - column + 1,
                lines,
                address: self.address(row, column),
                area: Some(area),
                drawn: false,
                doubt,
            }
        };
        let all_rows = at(root, &["sheetData"]).map(|data| named(data, "row")).unwrap_or_default();
        let (mut next_row, mut blanks) = (0, 0);
        for own in all_rows {
            let row = number(own, "r").and_then(|row| u32::try_from(row - 1).ok()).unwrap_or(next_row);
            if row >= LAST.0 {
                return Err(ImportFault::Cells);
            }
            next_row = row + 1;
            let mut next_column = 0;
            for cell in named(own, "c") {
                let (row, column) = match attribute(cell, "r") {
                    Some(written) => position(written).ok_or(ImportFault::Cells)?,
                    None => (row, next_column),
                };
                next_column = column + 1;
                let (text, doubt) = self.text(cell);
                let lines = lines(&text);
                if lines.is_empty() && doubt.is_none() {
                    // A cell with a frame and nothing in it: nobody answered. Whole columns may have one.
                    blanks += 1;
                    if blanks > BLANKS || hidden || attribute(cell, "s").is_none() {
                        continue;
                    }
                }
                let unlooked = hidden
                    || hidden_rows.contains(&row)
                    || hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
                if unlooked {
                    unseen.extend((!lines.is_empty()).then(|| lines.join(" ")));
                    continue;
                }
                // Text below a cell that covers it is not seen.
                cells.insert((row, column), place(row, column, lines, doubt));
                if cells.len() + received.cells.len() > CELLS {
                    return Err(ImportFault::Cells);
                }
            }
        }
        if !hidden {
            for ((row, column), _) in &merges {
                let seen = !hidden_rows.contains(row)
                    && !hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(column));
                if seen {
                    cells.entry((*row, *column)).or_insert_with(|| place(*row, *column, Vec::new(), None));
                }
            }
        }
        received.cells.extend(cells.into_values());
        if !unseen.is_empty() {
            let address = if hidden {
                format!("非表示のシート「{}」", self.title)
            } else {
                format!("「{}」の非表示の行と列", self.title)
            };
            received.remarks.push(ReceivedRemark { address, text: told(&unseen) });
        }
        self.drawings(root, part, (&columns, &rows), hidden, package, received)
    }

    /// The cells with text, shown or not.
    fn all_cells(&self, root: Node<'_, '_>) -> Result<RawCells, ImportFault> {
        let rows = at(root, &["sheetData"]).map(|data| named(data, "row")).unwrap_or_default();
        let mut cells = BTreeMap::new();
        let mut next_row = 0;
        for own in rows {
            let row = number(own, "r").and_then(|row| u32::try_from(row - 1).ok()).unwrap_or(next_row);
            next_row = row.saturating_add(1);
            let mut next_column = 0;
            for cell in named(own, "c") {
                let place = match attribute(cell, "r") {
                    Some(written) => position(written).ok_or(ImportFault::Cells)?,
                    None => (row, next_column),
                };
                next_column = place.1 + 1;
                let (text, doubt) = self.text(cell);
                if !text.is_empty() || doubt.is_some() {
                    cells.insert(place, (text, doubt));
                }
                if cells.len() > CELLS {
                    return Err(ImportFault::Cells);
                }
            }
        }
        Ok(cells)
    }

    fn address(&self, row: u32, column: u32) -> String {
        format!("「{}」{}", self.title, address(row, column))
    }

    /// What a cell shows, and why that may not be what was meant.
    fn text(&self, cell: Node<'_, '_>) -> (String, Option<String>) {
        let value = at(cell, &["v"]).map(text);
        let formula = at(cell, &["f"]).is_some();
        let Some(value) = value.filter(|value| !formula || !value.trim().is_empty()) else {
            if attribute(cell, "t") == Some("inlineStr") {
                return (at(cell, &["is"]).map(rich_text).unwrap_or_default(), None);
            }
            let missing = formula
                .then(|| "式の計算結果がファイルに入っていません。Excel で開いて保存し直してください".to_owned());
            return (String::new(), missing);
        };
        match attribute(cell, "t").unwrap_or("n") {
            "s" => {
                let at = value.trim().parse::<usize>().ok();
                (at.and_then(|at| self.shared.strings.get(at)).cloned().unwrap_or_default(), None)
            }
            "str" => (unescaped(&value), None),
            "b" => (if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(), None),
            "e" => {
                let doubt = format!("式の計算が「{}」というエラーになっています", value.trim());
                (value, Some(doubt))
            }
            "d" => (value.trim_end_matches("T00:00:00").replace('T', " "), None),
            _ => {
                let style = number(cell, "s").and_then(|style| usize::try_from(style).ok()).unwrap_or(0);
                let format = self.shared.formats.get(style).map_or("General", String::as_str);
                let shown = shown(&value, format, self.shared.is_1904);
                let doubt = (!shown.known)
                    .then(|| format!("セルの表示形式「{format}」のとおりには読めないので、保存されている数です"));
                (shown.text, doubt)
            }
        }
    }

    /// Shapes and pictures that lie on the sheet.
    fn drawings(
        &self,
        root: Node<'_, '_>,
        part: &str,
        rulers: (&Ruler, &Ruler),
        hidden: bool,
        package: &mut Package<'_>,
        received: &mut Received,
    ) -> Result<(), ImportFault> {
        if at(root, &["drawing"]).is_none() {
            return Ok(());
        }
        let paths = package.relations(part)?;
        for path in paths.into_values().filter(|relation| relation.sort == "drawing").map(|relation| relation.target) {
            let Some(text) = package.text(&path)? else { continue };
            let relations = package.relations(&path)?;
            let document = xml::parse(&text, &path)?;
            let mut shapes =
                SheetShapes { reader: self, relations, package, texts: Vec::new(), received: &mut *received };
            for anchor in children(document.root_element()).into_iter().filter(|_| !hidden) {
                let Some(area) = anchored(anchor, rulers, self.surface) else { continue };
                for shape in children(anchor) {
                    shapes.shape(shape, area, false);
                }
            }
            let texts = shapes.texts;
            let corner = |area: &DrawnArea| (cell_at(rulers.1, area.top), cell_at(rulers.0, area.left));
            let texts = texts
                .into_iter()
                .map(|(area, lines, drawn)| (area, lines, drawn, self.address_of(corner(&area))))
                .collect();
            super::slides::add_texts(texts, received);
        }
        Ok(())
    }

    fn address_of(&self, (row, column): (u32, u32)) -> String {
        format!("「{}」{} の文字枠", self.title, address(row, column))
    }
}

/// The cell in which a point lies.
fn cell_at(ruler: &Ruler, point: i64) -> u32 {
    let (mut low, mut high) = (0, LAST.0);
    while low + 1 < high {
        let middle = u32::midpoint(low, high);
        if ruler.begin(middle) > point { high = middle } else { low = middle }
    }
    low
}

/// The shapes of a sheet.
struct SheetShapes<'s, 'b> {
    reader: &'s SheetReader<'s>,
    relations: BTreeMap<String, PartRelation>,
    package: &'s mut Package<'b>,
    texts: Vec<(DrawnArea, Vec<String>, bool)>,
    received: &'s mut Received,
}

impl SheetShapes<'_, '_> {
    fn shape(&mut self, shape: Node<'_, '_>, area: DrawnArea, grouped: bool) {
        match name(shape) {
            "sp" => {
                let outline = drawing::outline(shape);
                let lines = at(shape, &["txBody"]).map(drawing::body_lines).unwrap_or_default();
                let own = at(shape, &["spPr", "xfrm"]).filter(|_| grouped);
                let own =
                    own.and_then(|frame| drawing::area(frame, GroupTransform::NONE, area.surface)).unwrap_or(area);
                if lines.is_empty() {
                    if drawing::is_oval(outline) {
                        let address = format!("「{}」の楕円", self.reader.title);
                        self.received.ovals.push(DrawnOval { area: own, address });
                    }
                } else {
                    self.texts.push((own, lines, grouped || !drawing::is_box(outline)));
                }
            }
            "grpSp" => children(shape).into_iter().for_each(|inner| self.shape(inner, area, true)),
            "pic" => {
                let address = format!("「{}」の画像", self.reader.title);
                self.received.pictures.extend(drawing::picture(shape, &self.relations, self.package, address));
            }
            "graphicFrame" => {
                let address = format!("「{}」", self.reader.title);
                self.received
                    .remarks
                    .push(ReceivedRemark {
                        address, text: "グラフか図（中の文字は読みません）".to_owned()
                    });
            }
            _ => {}
        }
    }
}

/// Where something lies that is fastened to cells.
fn anchored(anchor: Node<'_, '_>, (columns, rows): (&Ruler, &Ruler), surface: usize) -> Option<DrawnArea> {
    let point = |corner: Node<'_, '_>| {
        let whole = |step: &str| at(corner, &[step]).and_then(|own| text(own).trim().parse::<i64>().ok()).unwrap_or(0);
        let place = |step: &str, most: u32| u32::try_from(whole(step)).unwrap_or(0).min(most);
        let offset = |step: &str| whole(step).clamp(-(1 << 40), 1 << 40);
        (columns.begin(place("col", LAST.1)) + offset("colOff"), rows.begin(place("row", LAST.0)) + offset("rowOff"))
    };
    let from = at(anchor, &["from"]).map(point);
    let length = |node: Node<'_, '_>, axis: &str| number(node, axis).unwrap_or(0).clamp(0, 1 << 40);
    let (left, top) = match from {
        Some(from) => from,
        None => at(anchor, &["pos"]).map(|pos| (length(pos, "x"), length(pos, "y")))?,
    };
    let (right, bottom) = match (at(anchor, &["to"]).map(point), at(anchor, &["ext"])) {
        (Some(to), _) => to,
        (None, Some(extent)) => (left + length(extent, "cx"), top + length(extent, "cy")),
        _ => return None,
    };
    Some(DrawnArea { surface, left, top, right, bottom })
}

/// The widths of columns, and those that are hidden.
fn columns(root: Node<'_, '_>) -> (Ruler, Vec<(u32, u32)>) {
    /// A column of so many digits: seven pixels to one, five beside them, 9525 units to a pixel.
    fn width(characters: f64) -> i64 {
        (characters.clamp(0.0, 500.0) * 7.0 * 9525.0) as i64 + 5 * 9525
    }

    let (mut other, mut hidden) = (Vec::new(), Vec::new());
    for column in at(root, &["cols"]).map(|columns| named(columns, "col")).unwrap_or_default() {
        let place =
            |which: &str| number(column, which).and_then(|at| u32::try_from(at - 1).ok()).filter(|at| *at < LAST.1);
        let (Some(first), Some(last)) = (place("min"), place("max")) else { continue };
        let own = attribute(column, "width").and_then(|width| width.parse::<f64>().ok());
        if is_on(column, "hidden") {
            hidden.push((first, last));
        }
        other.extend(own.map(|own| (first, last, width(own))));
    }
    (Ruler::new(COLUMN, other), hidden)
}

/// The heights of rows, and those that are hidden.
fn rows(root: Node<'_, '_>) -> (Ruler, BTreeSet<u32>) {
    let height = |points: f64| (points.clamp(0.0, 500.0) * 12_700.0) as i64;
    let usual = at(root, &["sheetFormatPr"]).and_then(|format| attribute(format, "defaultRowHeight")?.parse().ok());
    let (mut other, mut hidden) = (Vec::new(), BTreeSet::new());
    for row in at(root, &["sheetData"]).map(|data| named(data, "row")).unwrap_or_default() {
        let Some(at) = number(row, "r").and_then(|at| u32::try_from(at - 1).ok()) else { continue };
        let own = attribute(row, "ht").and_then(|points| points.parse::<f64>().ok());
        if is_on(row, "hidden") {
            hidden.insert(at);
        }
        other.extend(own.map(|own| (at, at, height(own))));
    }
    (Ruler::new(usual.map_or(ROW, height), other), hidden)
}

/// Cells that are joined: the first of each, and the last.
type Merges = Vec<((u32, u32), (u32, u32))>;

fn merges(root: Node<'_, '_>) -> Result<Merges, ImportFault> {
    let all = at(root, &["mergeCells"]).map(|merges| named(merges, "mergeCell")).unwrap_or_default();
    if all.len() > MERGES {
        return Err(ImportFault::Cells);
    }
    let ends = |merge: Node<'_, '_>| {
        let (first, last) = attribute(merge, "ref")?.split_once(':')?;
        let (first, last) = (position(first)?, position(last)?);
        (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
    };
    Ok(all.into_iter().filter_map(ends).collect())
}

/// What is hidden, shortened: it is told so that nobody misses it, and is no answer.
fn told(texts: &[String]) -> String {
    let all = texts.join("、");
    let shown: String = all.chars().take(HIDDEN).collect();
    if shown.len() < all.len() { format!("{shown}…（{} 欄）", texts.len()) } else { shown }
}
