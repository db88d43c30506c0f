//! The columns that all long tables share, explained once for the site, for machines and for people.

use std::borrow::Cow;

use crate::compare::progress::{DirectionSource, Standing};
use crate::model::Document;
use crate::source::{Words, words};
use crate::text::csv::bulleted;
use crate::text::{Decimal, era};
use crate::value::Direction;

use super::entry::{Attainment, direction_id, direction_word};
use super::files::paths;
use super::{Entry, Scope, Status, prefecture};

/// What is in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// Six digits, as text: the first may be 0.
    Code,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// One of the statuses.
    Status,
    /// One of what may come of a target.
    Standing,
}

/// A column, declared once: every table, the JSON of a document and the descriptions of both are made from this.
pub struct Column {
    /// Its head in an English file, and its name in JSON.
    pub id: &'static str,
    /// Its head in a Japanese file.
    pub name: &'static str,
    /// What is in its cells.
    pub kind: Type,
    /// What it says, in Japanese and in English.
    meaning: (&'static str, &'static str),
    /// What is under its name in an answer of the JSON; nothing where the JSON has it elsewhere.
    pub(super) json: Option<Json>,
    /// Where it stands.
    tables: Tables,
    /// What is in a cell.
    cell: Accessor,
}

/// What an answer of the JSON holds under the name of a column.
pub(super) enum Json {
    /// What the cells of the column hold.
    Kind,
    /// A whole number from 1.
    Index,
    /// A list of steps.
    Steps,
    /// A time in words and in ISO 8601.
    Time,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
}

/// The tables that have a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tables {
    Both,
    /// A row for each entry.
    Long,
    /// A row for each sheet.
    Wide,
}

/// How a cell is found.
enum Accessor {
    /// In what all rows of a document begin with.
    Document(for<'r> fn(&'r Origin<'r>) -> Cow<'r, str>),
    /// In what an entry says.
    Entry(for<'r> fn(&RowOfTable<'r>) -> Cow<'r, str>),
}

/// A row of a long table: an entry and its document.
struct RowOfTable<'r> {
    of: &'r Origin<'r>,
    entry: &'r Entry<'r>,
}

impl<'r> RowOfTable<'r> {
    /// What came of a target, where the entry tells it.
    fn told(&self, cell: impl FnOnce(&'r Attainment) -> Cow<'r, str>) -> Cow<'r, str> {
        self.entry.attainment.as_deref().map_or(Cow::Borrowed(""), cell)
    }
}

/// All columns: those of a document, then those of an entry.
const COLUMNS: &[Column] = &[
    Column {
        id: "code",
        name: "団体コード",
        kind: Type::Code,
        meaning: ("全国地方公共団体コード（6桁）", "Code of the local government, six digits."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.document.place.code.as_str().into()),
    },
    Column {
        id: "prefecture",
        name: "都道府県",
        kind: Type::Text,
        meaning: ("都道府県の名前", "Its prefecture."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.prefecture.into()),
    },
    Column {
        id: "place",
        name: "自治体",
        kind: Type::Text,
        meaning: ("自治体の名前", "Its name."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.document.place.name.as_str().into()),
    },
    Column {
        id: "category",
        name: "区分",
        kind: Type::Text,
        meaning: ("区分", "What kind of local government it is."),
        json: None,
        tables: Tables::Wide,
        cell: Accessor::Document(|of| of.document.place.category.label().into()),
    },
    Column {
        id: "year",
        name: "年度",
        kind: Type::Integer,
        meaning: ("年度（西暦）", "Fiscal year."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.year.as_str().into()),
    },
    Column {
        id: "era_year",
        name: "和暦",
        kind: Type::Text,
        meaning: ("年度（和暦）", "Fiscal year as counted in Japan."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.era.as_str().into()),
    },
    Column {
        id: "document",
        name: "文書",
        kind: Type::Text,
        meaning: ("文書のファイル名。sheet は年度のシート", "Name of the document; `sheet` is the yearly sheet."),
        json: None,
        tables: Tables::Long,
        cell: Accessor::Document(|of| of.document.name.as_str().into()),
    },
    Column {
        id: "form",
        name: "様式",
        kind: Type::Text,
        meaning: ("様式の id", "Id of the form."),
        json: None,
        tables: Tables::Both,
        cell: Accessor::Document(|of| of.document.form.id.as_str().into()),
    },
    Column {
        id: "title",
        name: "題名",
        kind: Type::Text,
        meaning: ("題名", "Title of the document."),
        json: None,
        tables: Tables::Wide,
        cell: Accessor::Document(|of| text(of.document.title.as_deref())),
    },
    Column {
        id: "page",
        name: "ページ",
        kind: Type::Text,
        meaning: ("ページの場所", "The page of the document."),
        json: None,
        tables: Tables::Wide,
        cell: Accessor::Document(|of| of.document.page.as_str().into()),
    },
    Column {
        id: "json",
        name: "JSON",
        kind: Type::Text,
        meaning: ("文書の JSON の場所", "The JSON of the document."),
        json: None,
        tables: Tables::Wide,
        cell: Accessor::Document(|of| paths(of.document).json.into()),
    },
    Column {
        id: "field",
        name: "項目",
        kind: Type::Text,
        meaning: ("項目の id。様式が変わっても同じ", "Id of the field, the same in all forms."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.entry.field.into()),
    },
    Column {
        id: "label",
        name: "項目名",
        kind: Type::Text,
        meaning: ("様式に印刷されている項目の名前", "The form's words for the field."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.entry.label.into()),
    },
    Column {
        id: "definition",
        name: "定義",
        kind: Type::Text,
        meaning: ("何を数えるか。様式が示しているとき", "What exactly is counted, where the form says so."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.definition)),
    },
    Column {
        id: "row",
        name: "行",
        kind: Type::Integer,
        meaning: ("表や指標の何行目か（1から）", "Row of a table, from 1."),
        json: Some(Json::Index),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| whole(row.entry.row)),
    },
    Column {
        id: "row_id",
        name: "行のid",
        kind: Type::Text,
        meaning: ("行の id。年度をまたいで同じ", "Id of the row, the same over the years."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.row_id)),
    },
    Column {
        id: "row_name",
        name: "行の見出し",
        kind: Type::Text,
        meaning: ("指標の名前、課題、表の見出し", "What the row is about: the indicator, the issue."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.row_name.as_deref())),
    },
    Column {
        id: "from",
        name: "引き継ぎ元",
        kind: Type::Text,
        meaning: (
            "この行が続きとなる、前の年度の行。「2021#2」は2021年度の2行目",
            "The row of an earlier sheet that it goes on with.",
        ),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.from.as_deref())),
    },
    Column {
        id: "part",
        name: "内訳",
        kind: Type::Text,
        meaning: ("内訳、時点、列などの id。外から順に／で区切る", "Part, point or column as ids, parted by ／."),
        json: Some(Json::Steps),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| steps(&row.entry.part)),
    },
    Column {
        id: "part_label",
        name: "内訳名",
        kind: Type::Text,
        meaning: ("同じものを様式の言葉で", "The same in the form's words."),
        json: Some(Json::Steps),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| steps(&row.entry.part_label)),
    },
    Column {
        id: "value",
        name: "値",
        kind: Type::Number,
        meaning: ("数。幅のある数や、数がないときは空", "The number; empty where there is not exactly one."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| number(row.entry.value)),
    },
    Column {
        id: "low",
        name: "下限",
        kind: Type::Number,
        meaning: ("幅のある数の下限", "The least it may be."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| number(row.entry.low)),
    },
    Column {
        id: "high",
        name: "上限",
        kind: Type::Number,
        meaning: ("幅のある数の上限", "The most it may be."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| number(row.entry.high)),
    },
    Column {
        id: "unit",
        name: "単位",
        kind: Type::Text,
        meaning: ("数の単位", "Its unit."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.unit)),
    },
    Column {
        id: "per",
        name: "当たり",
        kind: Type::Text,
        meaning: ("「回／年」の「年」", "`年` in `回／年`."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.per)),
    },
    Column {
        id: "status",
        name: "状態",
        kind: Type::Status,
        meaning: ("数があるか、なければなぜか", "Whether there is a value, and why not."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.entry.status.shown(row.of.scope).into()),
    },
    Column {
        id: "written",
        name: "記載",
        kind: Type::Text,
        meaning: ("シートに書かれているとおりの言葉", "As the sheet has it."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| written(row.entry)),
    },
    Column {
        id: "date",
        name: "日付",
        kind: Type::Text,
        meaning: ("日付や期間（ISO 8601）", "What a date or period means, in ISO 8601."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.date.as_deref())),
    },
    Column {
        id: "as_of",
        name: "時点",
        kind: Type::Text,
        meaning: ("いつの値か（ISO 8601）", "When it was true, in ISO 8601."),
        json: Some(Json::Time),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.as_of.as_ref().and_then(|when| when.iso.as_deref()))),
    },
    Column {
        id: "as_of_text",
        name: "時点の記載",
        kind: Type::Text,
        meaning: ("いつの値かを、ページに示す言葉で", "When it was true, in words."),
        json: None,
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.as_of.as_ref().map(|when| when.text.as_str()))),
    },
    Column {
        id: "source",
        name: "出典",
        kind: Type::Text,
        meaning: ("値の出どころ", "Where it comes from."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.source)),
    },
    Column {
        id: "scope",
        name: "範囲",
        kind: Type::Text,
        meaning: ("自治体の区域と異なるときの範囲", "What it covers, where that is not the place."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.scope)),
    },
    Column {
        id: "note",
        name: "注記",
        kind: Type::Text,
        meaning: ("値への注記", "Remarks."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| text(row.entry.note.as_deref())),
    },
    Column {
        id: "standing",
        name: "達成状況",
        kind: Type::Standing,
        meaning: (
            "目標がどうなったか。指標の実績値の行にある。様式が実績値を尋ねないときは、目標値の行にある",
            "What came of the target; in the row of the result, or of the target where no result is asked for.",
        ),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| standing_word(row.of.scope, told.standing).into())),
    },
    Column {
        id: "ratio",
        name: "達成率",
        kind: Type::Number,
        meaning: (
            "実績÷目標（％）。向きが分からないときは、目標に対する割合。少ないほどよい指標と、割合（％）の指標にはない",
            "The result as a share of the target, in per cent; none where less is better, and none of percentages.",
        ),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| number(told.ratio))),
    },
    Column {
        id: "progress_rate",
        name: "進捗率",
        kind: Type::Number,
        meaning: (
            "現状値から目標値までのうち、進んだ割合（％）",
            "How much of the way from the baseline to the target is gone, in per cent.",
        ),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| number(told.progress_rate))),
    },
    Column {
        id: "gap",
        name: "目標との差",
        kind: Type::Number,
        meaning: ("実績−目標", "The result less the target."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| number(told.gap))),
    },
    Column {
        id: "direction",
        name: "よい向き",
        kind: Type::Text,
        meaning: ("多いほどよいか、少ないほどよいか", "Which way is better: more, less or keep."),
        json: Some(Json::OneOf(direction_ids)),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| text(told.direction.map(|way| direction(row.of.scope, way))))),
    },
    Column {
        id: "direction_source",
        name: "向きの根拠",
        kind: Type::Text,
        meaning: ("向きを何によって決めたか", "What says which way is better: target, row, form, baseline or zero."),
        json: Some(Json::OneOf(source_ids)),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| {
            row.told(|told| {
                told.direction_source.map_or(Cow::Borrowed(""), |source| source_word(row.of.scope, source).into())
            })
        }),
    },
    Column {
        id: "baseline",
        name: "比べた現状値",
        kind: Type::Number,
        meaning: ("計算に使った現状値", "The baseline that was reckoned with."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| number(told.baseline))),
    },
    Column {
        id: "baseline_year",
        name: "現状値の年度",
        kind: Type::Integer,
        meaning: ("計算に使った現状値の年度（西暦）", "Fiscal year of that baseline."),
        json: Some(Json::Kind),
        tables: Tables::Long,
        cell: Accessor::Entry(|row| row.told(|told| whole(told.baseline_year))),
    },
];

/// The columns of the long tables, in their order.
pub fn long_columns() -> impl Iterator<Item = &'static Column> + Clone {
    COLUMNS.iter().filter(|column| column.tables != Tables::Wide)
}

/// The columns that the wide tables begin with.
pub(super) fn wide_columns() -> impl Iterator<Item = &'static Column> + Clone {
    COLUMNS.iter().filter(|column| column.tables != Tables::Long)
}

impl Column {
    /// Its head in the files of a site.
    pub fn head(&self, scope: Scope<'_>) -> &'static str {
        if scope.japanese() { self.name } else { self.id }
    }

    /// What it says.
    pub fn meaning(&self) -> Words {
        words(self.meaning.0, self.meaning.1)
    }
}

impl Status {
    /// The word for it in the files of a site.
    pub fn shown(self, scope: Scope<'_>) -> &'static str {
        if scope.japanese() { self.word() } else { self.id() }
    }
}

/// The cells that all rows of a document begin with.
pub(super) struct Origin<'a> {
    scope: Scope<'a>,
    document: &'a Document,
    prefecture: &'a str,
    year: String,
    era: String,
}

impl<'a> Origin<'a> {
    pub fn of(scope: Scope<'a>, document: &'a Document) -> Origin<'a> {
        let (year, era) = (document.year.to_string(), era::fiscal_year(document.year));
        Origin { scope, document, prefecture: prefecture(scope, document), year, era }
    }

    /// The cells of an entry, in the order of [`long_columns`].
    pub fn cells<'e>(&'e self, entry: &'e Entry<'e>) -> impl Iterator<Item = Cow<'e, str>> {
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

fn text(text: Option<&str>) -> Cow<'_, str> {
    Cow::Borrowed(text.unwrap_or_default())
}

/// A whole number in a cell.
fn whole(number: Option<impl ToString>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| number.to_string().into())
}

fn direction_ids() -> Vec<&'static str> {
    [Direction::Increase, Direction::Decrease, Direction::Keep].map(direction_id).to_vec()
}

fn source_ids() -> Vec<&'static str> {
    DirectionSource::ALL.map(DirectionSource::id).to_vec()
}

/// A number in a cell.
fn number(number: Option<Decimal>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| number.to_plain().into())
}

/// The word for what came of a target in the files of a site.
pub(super) fn standing_word(scope: Scope<'_>, standing: Standing) -> String {
    if scope.japanese() { standing.word().ja } else { standing.id().to_owned() }
}

fn direction(scope: Scope<'_>, direction: Direction) -> &'static str {
    if scope.japanese() { direction_word(direction) } else { direction_id(direction) }
}

fn source_word(scope: Scope<'_>, source: DirectionSource) -> String {
    if scope.japanese() { source.word().ja } else { source.id().to_owned() }
}

fn steps<'e>(steps: &'e [Cow<'_, str>]) -> Cow<'e, str> {
    match steps {
        [] => "".into(),
        [step] => step.as_ref().into(),
        several => several.join(BETWEEN).into(),
    }
}

/// Between the steps of a part.
pub(super) const BETWEEN: &str = "／";

/// The words of a cell: lists have bullets that no spreadsheet takes for a formula.
pub(super) fn written<'e>(entry: &'e Entry<'_>) -> Cow<'e, str> {
    if entry.status == Status::Text { bulleted(&entry.written).into() } else { entry.written.as_str().into() }
}
