//! `nenpo-data.xlsx`: all tables in one workbook, a sheet for each, with what they are and what their columns mean on the first.
//!
//! Rows come packed. A table with more of them than a sheet takes goes on in another sheet.

use crate::error::Result;
use crate::sink::Sink;
use crate::source::{StaticWords, Words, words};
use crate::text::Decimal;
use crate::workbook::{
    COLUMNS, CellStyle, ROWS, Workbook, Worksheet, WorksheetCell, WorksheetRow, end_of_table, frame, part_of_sheet,
    sheet, sheet_titles, start_of_table,
};

use super::archive::{self, Archive};
use super::file::{DataFile, Listed};
use super::packed_rows::{RowsIndex, SheetRun, WORKBOOK, sheet_runs};
use super::runs::PackedRun;
use super::table::DataTable;
use super::{Scope, Status, Type, long_columns};

/// The most rows of a sheet besides the heads.
pub(super) const MOST_ROWS: usize = ROWS - 1;

/// The sheets of a table.
pub(super) struct TableSheets {
    title: String,
    meaning: String,
    columns: Vec<(String, Type)>,
    /// The most rows of a sheet.
    most: usize,
    sheets: Vec<PackedSheet>,
}

/// The rows of a sheet, packed, with what they are called.
#[derive(Default)]
struct PackedSheet {
    runs: Vec<(String, SheetRun)>,
    rows: usize,
}

impl TableSheets {
    /// A table without rows: what it is called, what is in it, and the head and type of each column.
    pub fn new(title: String, meaning: String, columns: Vec<(String, Type)>) -> TableSheets {
        TableSheets { title, meaning, columns, most: MOST_ROWS, sheets: Vec::new() }
    }

    /// A table that is held as a whole.
    fn of_table(title: String, meaning: String, table: &DataTable) -> TableSheets {
        let mut sheets = TableSheets::new(title, meaning, table.columns.clone());
        sheet_runs(&table.sheet_rows(), MOST_ROWS).into_iter().for_each(|run| sheets.add(&table.name, run));
        sheets
    }

    /// Adds rows of this name, [`MOST_ROWS`] at most; they begin another sheet where the last has no room for them.
    pub fn add(&mut self, name: &str, run: SheetRun) {
        // No program opens a sheet with more columns; the CSV has them.
        if self.columns.len() > COLUMNS {
            return;
        }
        if self.sheets.last().is_none_or(|sheet| sheet.rows + run.rows > self.most) {
            self.sheets.push(PackedSheet::default());
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows += run.rows;
            sheet.runs.push((name.to_owned(), run));
        }
    }

    /// The sheet without rows.
    fn frame(&self) -> Worksheet {
        let width = |(head, kind): &(String, Type)| {
            let least: usize = match kind {
                Type::Code | Type::Integer => 9,
                Type::Number | Type::Status | Type::Standing => 12,
                Type::Text => 16,
            };
            least.max(head.chars().count() * 2 + 3).min(40) as f64
        };
        Worksheet {
            is_plain: true,
            widths: self.columns.iter().map(width).collect(),
            frozen: 1,
            head: Some(0),
            ..Worksheet::default()
        }
    }
}

/// The title of a table in the workbook, and what is in it, by its name.
pub(super) fn told(scope: Scope<'_>, name: &str) -> (String, String) {
    const TABLES: [(&str, StaticWords, StaticWords); 8] = [
        (
            "figures",
            StaticWords::new("数値など", "Figures"),
            StaticWords::new("数値、有無、日付、一行の言葉。一つの値が1行", "Figures and words; a row for each value."),
        ),
        (
            "indicators",
            StaticWords::new("指標", "Indicators"),
            StaticWords::new(
                "指標の現状値、目標値、実績値、成果・効果。一つの値が1行",
                "Baselines, targets and results.",
            ),
        ),
        (
            "issues",
            StaticWords::new("課題", "Issues"),
            StaticWords::new("課題の表の記載。一つの記載が1行", "What the tables of issues say."),
        ),
        (
            "totals",
            StaticWords::new("自治体の合計", "Totals"),
            StaticWords::new("合計してよい数値の、都道府県ごとと全体の合計", "Sums over places."),
        ),
        (
            "counts",
            StaticWords::new("答えごとの数", "Counts of answers"),
            StaticWords::new("選択肢と有無の、答えごとの数", "How many chose what."),
        ),
        (
            "checks",
            StaticWords::new("数値の検査", "Checks"),
            StaticWords::new("様式に示した関係の検査の結果", "How the relations of forms hold."),
        ),
        (
            "attachments",
            StaticWords::new("添付", "Attachments"),
            StaticWords::new("添付のファイルの一覧", "The attached files."),
        ),
        (
            "sheets",
            StaticWords::new("シートの一覧表", "Sheets"),
            StaticWords::new(
                "その年度のシートの一覧。一つのシートが1行、一つの値が1列",
                "A row for each sheet of a year.",
            ),
        ),
    ];
    let found = TABLES.iter().find(|(own, ..)| *own == name);
    let (title, meaning) =
        found.map_or((StaticWords::new("", ""), StaticWords::new("", "")), |(_, title, meaning)| (*title, *meaning));
    (title.in_language(scope.language()).to_owned(), meaning.in_language(scope.language()).to_owned())
}

/// The workbook, under way.
pub(super) struct DataBook<'a> {
    scope: Scope<'a>,
    tables: Vec<TableSheets>,
}

impl<'a> DataBook<'a> {
    /// A workbook without tables.
    pub fn new(scope: Scope<'a>) -> DataBook<'a> {
        DataBook { scope, tables: Vec::new() }
    }

    /// Adds a table whose rows have all come.
    pub fn add(&mut self, table: TableSheets) {
        self.tables.push(table);
    }

    /// Adds a table that is held as a whole.
    pub fn add_table(&mut self, table: &DataTable) {
        let (title, meaning) = told(self.scope, &table.name);
        self.add(TableSheets::of_table(title, meaning, table));
    }

    /// Hands the workbook on.
    pub fn put(self, sink: &dyn Sink, index: &mut RowsIndex) -> Result<Listed> {
        let contents = self.scope.language();
        let wanted: Vec<String> = self
            .tables
            .iter()
            .flat_map(|table| {
                (1..=table.sheets.len()).map(move |number| match number {
                    1 => table.title.clone(),
                    _ => table.title.clone() + &contents.bracketed(&number.to_string()),
                })
            })
            .collect();
        let first = StaticWords::new("説明", "About").in_language(contents);
        let titles = sheet_titles(std::iter::once(first).chain(wanted.iter().map(String::as_str)));
        let frames = self.tables.iter().flat_map(|table| table.sheets.iter().map(|_| table.frame()));
        let empty = std::iter::once(Worksheet::default()).chain(frames);
        let sheets: Vec<Worksheet> =
            empty.zip(&titles).map(|(frame, title)| Worksheet { title: title.clone(), ..frame }).collect();
        let workbook = Workbook { title: self.scope.site.settings.title.clone(), sheets, ..Workbook::default() };
        let mut archive = Archive::begin(WORKBOOK.to_owned(), None, sink)?;
        let about = (part_of_sheet(1), sheet(&self.about(&titles), true));
        let frame = frame(&workbook).into_iter().map(|(name, xml)| (name.to_owned(), xml)).chain([about]);
        let parts: Vec<DataFile> = frame.map(|(name, xml)| DataFile::new(name, xml)).collect();
        archive.add(archive::part("", &parts))?;
        let sheets = self.tables.into_iter().flat_map(|table| {
            let frame = table.frame();
            let columns = table.columns;
            table.sheets.into_iter().map(move |sheet| {
                let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
                let start = PackedRun::pack(start_of_table(&frame, &heads, false).as_bytes());
                let end = PackedRun::pack(end_of_table(&frame, columns.len(), sheet.rows).as_bytes());
                (start, sheet.runs, end)
            })
        });
        for (number, (start, rows, end)) in (2..).zip(sheets) {
            let (named, rows): (Vec<(String, usize)>, Vec<PackedRun>) =
                rows.into_iter().map(|(name, SheetRun { run, rows })| ((name, rows), run)).unzip();
            let runs: Vec<PackedRun> = std::iter::once(start).chain(rows).chain([end, PackedRun::end()]).collect();
            let places = archive.add_runs(&part_of_sheet(number), &runs)?;
            let places = places.into_iter().skip(1);
            named.iter().zip(places).for_each(|((name, rows), place)| index.add_workbook(name, place, *rows));
        }
        archive.end()
    }

    /// The first sheet: what the workbook is, what is on its sheets, and what their columns and words mean.
    fn about(&self, titles: &[String]) -> Worksheet {
        let language = self.scope.language();
        let settings = &self.scope.site.settings;
        let word = |ja: &'static str, en: &'static str| StaticWords::new(ja, en).in_language(language).to_owned();
        let mut rows = vec![row(&[&settings.title], CellStyle::Title)];
        let mut line = |head: String, text: &str| rows.push(row(&[&head, text], CellStyle::Text));
        line(word("発行", "Publisher"), &settings.publisher);
        settings.licence.iter().for_each(|licence| {
            let url = licence.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
            line(word("利用条件", "Licence"), &(licence.name.clone() + &url));
        });
        settings.base_url.iter().for_each(|url| line(word("サイト", "Web site"), url));
        for rule in RULES {
            rows.push(row(&[rule.in_language(language)], CellStyle::Text));
        }
        rows.push(WorksheetRow::default());
        rows.push(row(
            &[&word("シート", "Sheet"), &word("行", "Rows"), &word("中身", "What is in it")],
            CellStyle::Head,
        ));
        let mut own = titles.iter().skip(1);
        for table in &self.tables {
            if table.sheets.is_empty() {
                rows.push(row(&[&table.title, "", too_wide(table).in_language(language)], CellStyle::Text));
            }
            for (sheet, title) in table.sheets.iter().zip(own.by_ref()) {
                let mut cells = row(&[title, "", &table.meaning], CellStyle::Text);
                let count = i64::try_from(sheet.rows).map(Decimal::from).unwrap_or_default();
                cells.cells.insert(1, WorksheetCell::number(1, count, false));
                rows.push(cells);
            }
        }
        rows.push(WorksheetRow::default());
        rows.push(row(&[&word("列", "Column"), "", &word("意味", "Meaning")], CellStyle::Head));
        for column in long_columns() {
            rows.push(row(&[column.head(self.scope), "", column.meaning.in_language(language)], CellStyle::Text));
        }
        rows.push(WorksheetRow::default());
        rows.push(row(&[&word("状態", "Status"), "", &word("意味", "Meaning")], CellStyle::Head));
        for status in Status::all() {
            rows.push(row(&[status.shown(self.scope), "", status.meaning().in_language(language)], CellStyle::Text));
        }
        Worksheet {
            title: titles.first().cloned().unwrap_or_default(),
            is_plain: true,
            widths: vec![30.0, 12.0, 100.0],
            rows,
            ..Worksheet::default()
        }
    }
}

/// What holds for all sheets.
const RULES: [StaticWords; 3] = [
    StaticWords::new(
        "数がないことは、0ではありません。値の列は空で、理由が「状態」の列にあります。",
        "Where there is no number, its cell is empty, which is not 0; the status says why.",
    ),
    StaticWords::new(
        "団体コードと、15桁を超える数は、文字です。",
        "Codes, and numbers of more than 15 digits, are text.",
    ),
    StaticWords::new(
        "一つのセルに入らない長い文字（32,767字を超えるもの）は、その行の最後の列の右に続きます。1,048,575行を超える表は、次のシートに続きます。",
        "A text of more than 32,767 characters goes on behind the last column of its row; a table of more than 1,048,575 rows in the next sheet.",
    ),
];

/// What is said of a table that has more columns than a sheet takes.
fn too_wide(table: &TableSheets) -> Words {
    let columns = table.columns.len();
    words!(
        "列が {columns} あり、{COLUMNS} を超えるため、シートにできません。CSV にあります。",
        "It has {columns} columns, more than {COLUMNS}; the CSV has them."
    )
}

/// A row of the first sheet.
fn row(texts: &[&str], style: CellStyle) -> WorksheetRow {
    let cells = (0..).zip(texts).filter(|(_, text)| !text.is_empty() || style == CellStyle::Head);
    let cells = cells.map(|(column, text)| WorksheetCell::new(column, *text, style));
    WorksheetRow { cells: cells.collect(), ..WorksheetRow::default() }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::data::table::SheetRows;

    #[test]
    fn a_table_that_is_too_long_goes_on_in_the_next_sheet() {
        let mut sheets = TableSheets::new("表".to_owned(), String::new(), vec![("値".to_owned(), Type::Integer)]);
        sheets.most = 3;
        let mut rows = SheetRows::default();
        (0..5).for_each(|number| rows.add(std::iter::once((Type::Integer, number.to_string().as_str()))));
        for name in ["one", "other"] {
            sheet_runs(&rows, 3).into_iter().for_each(|run| sheets.add(name, run));
        }
        let xml = |sheet: PackedSheet| {
            let mut xml = String::new();
            for (_, SheetRun { run, .. }) in sheet.runs {
                let packed = [run.packed(), PackedRun::end().packed()].concat();
                flate2::read::DeflateDecoder::new(packed.as_slice()).read_to_string(&mut xml).unwrap();
            }
            let values = xml.split("<v>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
            (sheet.rows, values.collect::<String>())
        };
        let all: Vec<(usize, String)> = sheets.sheets.into_iter().map(xml).collect();
        let wanted = [(3, "012"), (2, "34"), (3, "012"), (2, "34")];
        assert_eq!(all, wanted.map(|(rows, text)| (rows, text.to_owned())));
    }
}
