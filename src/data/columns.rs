//! The columns that all long tables share, explained once for the site, for machines and for people.

use std::borrow::Cow;

use crate::compare::progress::{DirectionSource, Standing};
use crate::model::Document;
use crate::source::{Words, words};
use crate::text::csv::bulleted;
use crate::text::{Decimal, era};
use crate::value::Direction;

use super::entry::{Attainment, direction_id, direction_word};
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

/// A column.
pub struct Column {
    /// Its head in an English file, and its name in JSON.
    pub id: &'static str,
    /// Its head in a Japanese file.
    pub name: &'static str,
    /// What is in its cells.
    pub kind: Type,
    /// What it says, in Japanese and in English.
    meaning: (&'static str, &'static str),
}

macro_rules! column {
    ($id:literal, $name:literal, $kind:ident, $ja:literal, $en:literal) => {
        Column { id: $id, name: $name, kind: Type::$kind, meaning: ($ja, $en) }
    };
}

/// The columns in their order.
pub const COLUMNS: &[Column] = &[
    column!("code", "団体コード", Code, "全国地方公共団体コード（6桁）", "Code of the local government, six digits."),
    column!("prefecture", "都道府県", Text, "都道府県の名前", "Its prefecture."),
    column!("place", "自治体", Text, "自治体の名前", "Its name."),
    column!("year", "年度", Integer, "年度（西暦）", "Fiscal year."),
    column!("era_year", "和暦", Text, "年度（和暦）", "Fiscal year as counted in Japan."),
    column!(
        "document",
        "文書",
        Text,
        "文書のファイル名。sheet は年度のシート",
        "Name of the document; `sheet` is the yearly sheet."
    ),
    column!("form", "様式", Text, "様式の id", "Id of the form."),
    column!("field", "項目", Text, "項目の id。様式が変わっても同じ", "Id of the field, the same in all forms."),
    column!("label", "項目名", Text, "様式に印刷されている項目の名前", "The form's words for the field."),
    column!(
        "definition",
        "定義",
        Text,
        "何を数えるか。様式が示しているとき",
        "What exactly is counted, where the form says so."
    ),
    column!("row", "行", Integer, "表や指標の何行目か（1から）", "Row of a table, from 1."),
    column!("row_id", "行のid", Text, "行の id。年度をまたいで同じ", "Id of the row, the same over the years."),
    column!(
        "row_name",
        "行の見出し",
        Text,
        "指標の名前、課題、表の見出し",
        "What the row is about: the indicator, the issue."
    ),
    column!(
        "from",
        "引き継ぎ元",
        Text,
        "この行が続きとなる、前の年度の行。「2021#2」は2021年度の2行目",
        "The row of an earlier sheet that it goes on with."
    ),
    column!(
        "part",
        "内訳",
        Text,
        "内訳、時点、列などの id。外から順に／で区切る",
        "Part, point or column as ids, parted by ／."
    ),
    column!("part_label", "内訳名", Text, "同じものを様式の言葉で", "The same in the form's words."),
    column!(
        "value",
        "値",
        Number,
        "数。幅のある数や、数がないときは空",
        "The number; empty where there is not exactly one."
    ),
    column!("low", "下限", Number, "幅のある数の下限", "The least it may be."),
    column!("high", "上限", Number, "幅のある数の上限", "The most it may be."),
    column!("unit", "単位", Text, "数の単位", "Its unit."),
    column!("per", "当たり", Text, "「回／年」の「年」", "`年` in `回／年`."),
    column!("status", "状態", Status, "数があるか、なければなぜか", "Whether there is a value, and why not."),
    column!("written", "記載", Text, "シートに書かれているとおりの言葉", "As the sheet has it."),
    column!("date", "日付", Text, "日付や期間（ISO 8601）", "What a date or period means, in ISO 8601."),
    column!("as_of", "時点", Text, "いつの値か（ISO 8601）", "When it was true, in ISO 8601."),
    column!("as_of_text", "時点の記載", Text, "いつの値かを、ページに示す言葉で", "When it was true, in words."),
    column!("source", "出典", Text, "値の出どころ", "Where it comes from."),
    column!("scope", "範囲", Text, "自治体の区域と異なるときの範囲", "What it covers, where that is not the place."),
    column!("note", "注記", Text, "値への注記", "Remarks."),
    column!(
        "standing",
        "達成状況",
        Standing,
        "目標がどうなったか。指標の実績値の行にある。様式が実績値を尋ねないときは、目標値の行にある",
        "What came of the target; in the row of the result, or of the target where no result is asked for."
    ),
    column!(
        "ratio",
        "達成率",
        Number,
        "実績÷目標（％）。向きが分からないときは、目標に対する割合。少ないほどよい指標と、割合（％）の指標にはない",
        "The result as a share of the target, in per cent; none where less is better, and none of percentages."
    ),
    column!(
        "progress_rate",
        "進捗率",
        Number,
        "現状値から目標値までのうち、進んだ割合（％）",
        "How much of the way from the baseline to the target is gone, in per cent."
    ),
    column!("gap", "目標との差", Number, "実績−目標", "The result less the target."),
    column!(
        "direction",
        "よい向き",
        Text,
        "多いほどよいか、少ないほどよいか",
        "Which way is better: more, less or keep."
    ),
    column!(
        "direction_source",
        "向きの根拠",
        Text,
        "向きを何によって決めたか",
        "What says which way is better: target, row, form, baseline or zero."
    ),
    column!("baseline", "比べた現状値", Number, "計算に使った現状値", "The baseline that was reckoned with."),
    column!(
        "baseline_year",
        "現状値の年度",
        Integer,
        "計算に使った現状値の年度（西暦）",
        "Fiscal year of that baseline."
    ),
];

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

    /// The cells of an entry, in the order of [`COLUMNS`].
    pub fn cells<'e>(&'e self, entry: &'e Entry<'_>) -> [Cow<'e, str>; COLUMNS.len()] {
        let document = self.document;
        let text = |text: Option<&'e str>| Cow::Borrowed(text.unwrap_or_default());
        let told = entry.attainment.as_deref();
        let of = |cell: &dyn Fn(&Attainment) -> Cow<'static, str>| told.map_or(Cow::Borrowed(""), cell);
        [
            document.place.code.as_str().into(),
            self.prefecture.into(),
            document.place.name.as_str().into(),
            self.year.as_str().into(),
            self.era.as_str().into(),
            document.name.as_str().into(),
            document.form.id.as_str().into(),
            entry.field.into(),
            entry.label.into(),
            text(entry.definition),
            entry.row.map_or(Cow::Borrowed(""), |row| row.to_string().into()),
            text(entry.row_id),
            text(entry.row_name.as_deref()),
            text(entry.from.as_deref()),
            steps(&entry.part),
            steps(&entry.part_label),
            number(entry.value),
            number(entry.low),
            number(entry.high),
            text(entry.unit),
            text(entry.per),
            entry.status.shown(self.scope).into(),
            written(entry),
            text(entry.date.as_deref()),
            text(entry.as_of.as_ref().and_then(|when| when.iso.as_deref())),
            text(entry.as_of.as_ref().map(|when| when.text.as_str())),
            text(entry.source),
            text(entry.scope),
            text(entry.note.as_deref()),
            of(&|told| standing_word(self.scope, told.standing).into()),
            of(&|told| number(told.ratio)),
            of(&|told| number(told.progress_rate)),
            of(&|told| number(told.gap)),
            of(&|told| told.direction.map_or(Cow::Borrowed(""), |way| direction(self.scope, way).into())),
            of(&|told| {
                told.direction_source.map_or(Cow::Borrowed(""), |source| source_word(self.scope, source).into())
            }),
            of(&|told| number(told.baseline)),
            of(&|told| told.baseline_year.map_or(Cow::Borrowed(""), |year| year.to_string().into())),
        ]
    }
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
