//! The columns that all long tables share, explained once for the site, for machines and for people.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::compare::progress::{DirectionSource, Standing};
use crate::model::Document;
use crate::source::StaticWords;
use crate::text::csv::bulleted;
use crate::text::{Decimal, era};
use crate::value::Direction;

use super::entry::{Attainment, direction_id, direction_word};
use super::file::paths;
use super::{Observation, Scope, Status, prefecture};

/// What is in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Type {
    /// Words, without line breaks except in running text.
    Text,
    /// Six digits, as text: the first may be 0.
    Code,
    /// A whole number in digits.
    Integer,
    /// A decimal number without separators of thousands.
    Number,
    /// The word or id of a [`Status`].
    Status,
    /// One of what may come of a target.
    Standing,
}

/// A column, declared once: every table, the JSON of a document and the descriptions of both come from this.
pub struct DataColumn {
    /// Its head in an English file, and its name in JSON.
    pub id: &'static str,
    /// Its head in a Japanese file.
    pub name: &'static str,
    /// What is in its cells.
    pub kind: Type,
    /// What its cells say.
    pub meaning: StaticWords,
    /// What is under its name in an answer of the JSON; nothing where the JSON has it elsewhere.
    pub(super) json: Option<Json>,
    /// The tables that have it.
    tables: Tables,
    /// Finds the text of a cell.
    cell: Accessor,
}

/// What an answer of the JSON holds under the name of a column.
pub(super) enum Json {
    /// What the cells of the column hold.
    Kind,
    /// A whole number from 1.
    Index,
    /// A list of texts, from the outside in.
    Steps,
    /// A time in words and in ISO 8601.
    Time,
    /// One of these ids.
    OneOf(fn() -> Vec<&'static str>),
}

/// The tables that have a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tables {
    /// Both the long and the wide tables.
    Both,
    /// A row for each entry.
    Long,
    /// A row for each sheet.
    Wide,
}

/// How a cell is found.
enum Accessor {
    /// In what all rows of a document begin with.
    Document(for<'r> fn(&'r LeadingCells<'r>) -> Cow<'r, str>),
    /// In what an entry says.
    Entry(for<'r> fn(&RowOfTable<'r>) -> Cow<'r, str>),
}

/// A row of a long table: an entry and its document.
struct RowOfTable<'r> {
    of: &'r LeadingCells<'r>,
    entry: &'r Observation<'r>,
}

impl<'r> RowOfTable<'r> {
    /// A cell of what came of a target; empty where the entry has none.
    fn of_target(&self, cell: impl FnOnce(&'r Attainment) -> Cow<'r, str>) -> Cow<'r, str> {
        self.entry.attainment.as_deref().map_or(Cow::Borrowed(""), cell)
    }
}

/// Declares the columns: those of a document with the tables that have them, then those of an entry with what the JSON has
/// under their names; each with what is in its cells.
macro_rules! columns {
    (
        documents { $($id:literal $name:literal $kind:ident $tables:ident, $ja:literal, $en:literal, |$of:ident| $cell:expr;)+ }
        entries { $($id_e:literal $name_e:literal $kind_e:ident $json:expr, $ja_e:literal, $en_e:literal, |$row:ident| $cell_e:expr;)+ }
    ) => {
        const COLUMNS: &[DataColumn] = &[
            $(DataColumn {
                id: $id,
                name: $name,
                kind: Type::$kind,
                meaning: StaticWords::new($ja, $en),
                json: None,
                tables: Tables::$tables,
                cell: Accessor::Document(|$of| $cell),
            },)+
            $(DataColumn {
                id: $id_e,
                name: $name_e,
                kind: Type::$kind_e,
                meaning: StaticWords::new($ja_e, $en_e),
                json: $json,
                tables: Tables::Long,
                cell: Accessor::Entry(|$row| $cell_e),
            },)+
        ];
    };
}

columns! {
    documents {
        "code" "団体コード" Code Both, "全国地方公共団体コード（6桁）。学校などの主体では、その主体のコードか、空", "Code of the local government, six digits; of a body its own code, or nothing.",
            |of| of.document.place.code.as_str().into();
        "prefecture" "都道府県" Text Both, "都道府県の名前", "Its prefecture.",
            |of| of.prefecture.into();
        "place" "自治体" Text Both, "自治体の名前", "Its name.",
            |of| of.document.place.name.as_str().into();
        "category" "区分" Text Wide, "区分", "What kind of local government it is.",
            |of| of.document.place.category.label().into();
        "year" "年度" Integer Both, "年度（西暦）", "Fiscal year.",
            |of| of.year.as_str().into();
        "era_year" "和暦" Text Both, "年度（和暦）", "Fiscal year as counted in Japan.",
            |of| of.era.as_str().into();
        "document" "文書" Text Long, "文書のファイル名。sheet は年度のシート", "Name of the document; `sheet` is the yearly sheet.",
            |of| of.document.name.as_str().into();
        "form" "様式" Text Both, "様式の id", "Id of the form.",
            |of| of.document.form.id.as_str().into();
        "title" "題名" Text Wide, "題名", "Title of the document.",
            |of| text(of.document.title.as_deref());
        "page" "ページ" Text Wide, "ページの場所", "The page of the document.",
            |of| of.document.page.as_str().into();
        "json" "JSON" Text Wide, "文書の JSON の場所", "The JSON of the document.",
            |of| paths(of.document).json.into();
    }
    entries {
        "field" "項目" Text Some(Json::Kind), "項目の id。様式が変わっても同じ", "Id of the field, the same in all forms.",
            |row| row.entry.field.into();
        "label" "項目名" Text Some(Json::Kind), "様式に印刷されている項目の名前", "The form's words for the field.",
            |row| row.entry.label.into();
        "definition" "定義" Text Some(Json::Kind), "何を数えるか。様式が示しているとき", "What exactly is counted, where the form says so.",
            |row| text(row.entry.definition);
        "row" "行" Integer Some(Json::Index), "表や指標の何行目か、何番目のまとまりか（1から）", "Row of a table or number of a record, from 1.",
            |row| integer(row.entry.row);
        "row_id" "行のid" Text Some(Json::Kind), "行の id。年度をまたいで同じ", "Id of the row, the same over the years.",
            |row| text(row.entry.row_id);
        "row_name" "行の見出し" Text Some(Json::Kind), "指標の名前、課題、表の見出し、まとまりの名前", "What the row is about: the indicator, the issue, the record.",
            |row| text(row.entry.row_name.as_deref());
        "from" "引き継ぎ元" Text Some(Json::Kind), "この行が続きとなる、前の年度の行。「2021#2」は2021年度の2行目", "The row of an earlier sheet that it goes on with.",
            |row| text(row.entry.from.as_deref());
        "part" "内訳" Text Some(Json::Steps), "内訳、時点、列などの id。外から順に／で区切る", "Part, point or column as ids, parted by ／.",
            |row| steps(&row.entry.part);
        "part_label" "内訳名" Text Some(Json::Steps), "同じものを様式の言葉で", "The same in the form's words.",
            |row| steps(&row.entry.part_label);
        "value" "値" Number Some(Json::Kind), "数。幅のある数や、数がないときは空", "The number; empty where there is not exactly one.",
            |row| number(row.entry.value);
        "low" "下限" Number Some(Json::Kind), "幅のある数の下限", "The least it may be.",
            |row| number(row.entry.low);
        "high" "上限" Number Some(Json::Kind), "幅のある数の上限", "The most it may be.",
            |row| number(row.entry.high);
        "unit" "単位" Text Some(Json::Kind), "数の単位", "Its unit.",
            |row| text(row.entry.unit);
        "per" "当たり" Text Some(Json::Kind), "「回／年」の「年」", "`年` in `回／年`.",
            |row| text(row.entry.per);
        "status" "状態" Status Some(Json::Kind), "数があるか、なければなぜか", "Whether there is a value, and why not.",
            |row| row.entry.status.shown(row.of.scope).into();
        "written" "記載" Text Some(Json::Kind), "シートに書かれているとおりの言葉", "As the sheet has it.",
            |row| written(row.entry);
        "choice" "選択肢" Text Some(Json::Steps), "選んだ選択肢の id。いくつもあれば／で区切る", "What was chosen, as ids parted by ／.",
            |row| steps(&row.entry.choice);
        "date" "日付" Text Some(Json::Kind), "日付や期間（ISO 8601）", "What a date or period means, in ISO 8601.",
            |row| text(row.entry.date.as_deref());
        "as_of" "時点" Text Some(Json::Time), "いつの値か（ISO 8601）", "When it was true, in ISO 8601.",
            |row| text(row.entry.as_of.as_ref().and_then(|when| when.iso.as_deref()));
        "as_of_text" "時点の記載" Text None, "いつの値かを、ページに示す言葉で", "When it was true, in words.",
            |row| text(row.entry.as_of.as_ref().map(|when| when.text.as_str()));
        "source" "出典" Text Some(Json::Kind), "値の出どころ", "Where it comes from.",
            |row| text(row.entry.source);
        "scope" "範囲" Text Some(Json::Kind), "自治体の区域と異なるときの範囲", "What it covers, where that is not the place.",
            |row| text(row.entry.scope);
        "note" "注記" Text Some(Json::Kind), "値への注記", "Remarks.",
            |row| text(row.entry.note.as_deref());
        "standing" "達成状況" Standing Some(Json::Kind), "目標がどうなったか。指標の実績値の行にある。様式が実績値を尋ねないときは、目標値の行にある", "What came of the target; in the row of the result, or of the target where no result is asked for.",
            |row| row.of_target(|target| standing_word(row.of.scope, target.standing).into());
        "ratio" "達成率" Number Some(Json::Kind), "実績÷目標（％）。向きが分からないときは、目標に対する割合。少ないほどよい指標と、割合（％）の指標にはない", "The result as a share of the target, in per cent; none where less is better, and none of percentages.",
            |row| row.of_target(|target| number(target.ratio));
        "progress_rate" "進捗率" Number Some(Json::Kind), "現状値から目標値までのうち、進んだ割合（％）", "How much of the way from the baseline to the target is gone, in per cent.",
            |row| row.of_target(|target| number(target.progress_rate));
        "gap" "目標との差" Number Some(Json::Kind), "実績−目標", "The result less the target.",
            |row| row.of_target(|target| number(target.gap));
        "direction" "よい向き" Text Some(Json::OneOf(direction_ids)), "多いほどよいか、少ないほどよいか", "Which way is better: more, less or keep.",
            |row| row.of_target(|target| text(target.direction.map(|way| direction(row.of.scope, way))));
        "direction_source" "向きの根拠" Text Some(Json::OneOf(source_ids)), "向きを何によって決めたか", "What says which way is better: target, row, form, baseline or zero.",
            |row| row.of_target(|target| text(target.direction_source.map(|source| source_word(row.of.scope, source))));
        "baseline" "比べた現状値" Number Some(Json::Kind), "計算に使った現状値", "The baseline that was reckoned with.",
            |row| row.of_target(|target| number(target.baseline));
        "baseline_year" "現状値の年度" Integer Some(Json::Kind), "計算に使った現状値の年度（西暦）", "Fiscal year of that baseline.",
            |row| row.of_target(|target| integer(target.baseline_year));
    }
}

/// The columns of the long tables, in their order.
pub fn long_columns() -> impl Iterator<Item = &'static DataColumn> + Clone {
    COLUMNS.iter().filter(|column| column.tables != Tables::Wide)
}

/// The columns that the wide tables begin with.
pub(super) fn wide_columns() -> impl Iterator<Item = &'static DataColumn> + Clone {
    COLUMNS.iter().filter(|column| column.tables != Tables::Long)
}

impl DataColumn {
    /// Its head in the files of a site.
    pub fn head(&self, scope: Scope<'_>) -> &'static str {
        StaticWords::new(self.name, self.id).in_language(scope.language())
    }
}

impl Status {
    /// The word for it in the files of a site.
    pub fn shown(self, scope: Scope<'_>) -> &'static str {
        StaticWords::new(self.word(), self.id()).in_language(scope.language())
    }
}

/// The cells that all rows of a document begin with: its place, year and form.
pub(super) struct LeadingCells<'a> {
    scope: Scope<'a>,
    document: &'a Document,
    prefecture: &'a str,
    year: String,
    era: String,
}

impl<'a> LeadingCells<'a> {
    /// Those of one document.
    pub fn new(scope: Scope<'a>, document: &'a Document) -> LeadingCells<'a> {
        let (year, era) = (document.year.to_string(), era::fiscal_year(document.year));
        LeadingCells { scope, document, prefecture: prefecture(scope, document), year, era }
    }

    /// The cells of an entry, in the order of [`long_columns`].
    pub fn cells<'e>(&'e self, entry: &'e Observation<'e>) -> impl Iterator<Item = Cow<'e, str>> {
        let row = RowOfTable { of: self, entry };
        long_columns().map(move |column| match column.cell {
            Accessor::Document(cell) => cell(self),
            Accessor::Entry(cell) => cell(&row),
        })
    }

    /// The cells that the row of the document in the wide table begins with.
    pub fn first_cells(&self) -> Vec<String> {
        let cells = wide_columns().filter_map(|column| match column.cell {
            Accessor::Document(cell) => Some(cell(self).into_owned()),
            Accessor::Entry(_) => None,
        });
        cells.collect()
    }
}

/// A text in a cell, empty for none.
fn text(text: Option<&str>) -> Cow<'_, str> {
    Cow::Borrowed(text.unwrap_or_default())
}

/// A whole number in a cell, empty for none.
fn integer(number: Option<impl ToString>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| number.to_string().into())
}

fn direction_ids() -> Vec<&'static str> {
    [Direction::Increase, Direction::Decrease, Direction::Keep].map(direction_id).to_vec()
}

fn source_ids() -> Vec<&'static str> {
    DirectionSource::ALL.map(DirectionSource::id).to_vec()
}

/// A decimal number in a cell, empty for none.
fn number(number: Option<Decimal>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| number.to_plain().into())
}

/// The word for what came of a target in the files of a site.
pub(super) fn standing_word(scope: Scope<'_>, standing: Standing) -> &'static str {
    StaticWords::new(standing.word().ja, standing.id()).in_language(scope.language())
}

/// The word for the better direction in the files of a site.
fn direction(scope: Scope<'_>, direction: Direction) -> &'static str {
    StaticWords::new(direction_word(direction), direction_id(direction)).in_language(scope.language())
}

/// The word for what says which direction is better, in the files of a site.
fn source_word(scope: Scope<'_>, source: DirectionSource) -> &'static str {
    StaticWords::new(source.word().ja, source.id()).in_language(scope.language())
}

/// Several texts in one cell.
fn steps<'e>(steps: &'e [Cow<'_, str>]) -> Cow<'e, str> {
    match steps {
        [] => "".into(),
        [step] => step.as_ref().into(),
        several => several.join(BETWEEN).into(),
    }
}

/// Between the steps of a part.
pub(super) const BETWEEN: &str = "／";

/// The words of a cell: lists have bullets that no spreadsheet reads as a formula.
pub(super) fn written<'e>(entry: &'e Observation<'_>) -> Cow<'e, str> {
    if entry.status == Status::Text { bulleted(&entry.written).into() } else { entry.written.as_str().into() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_manual_explains_every_column() {
        let manual = std::fs::read_to_string("docs/data.md").unwrap();
        let rows: Vec<&str> = manual.lines().filter(|line| line.starts_with("| ")).collect();
        let is_explained = |column: &super::DataColumn| {
            rows.iter().any(|row| {
                let mut cells = row.trim_matches('|').split('|').map(str::trim);
                cells.next().is_some_and(|names| names.split('、').any(|name| name == column.name))
                    && (column.json.is_none() || row.contains(&format!("`{}`", column.id)))
            })
        };
        let missing: Vec<&str> =
            super::long_columns().filter(|column| !is_explained(column)).map(|one| one.id).collect();
        assert!(missing.is_empty(), "docs/data.md does not explain {missing:?}");
    }
}
