//! What a field asks for inside, besides the columns and fields that have kinds of their own, and what the form sets for it.

use crate::form::matrix::heads_of_year;
use crate::form::{Field, FormLimit, IndicatorColumns, MatrixHead, MatrixSettings, RecordSettings};
use crate::source::{Words, words};
use crate::text::era;

use super::OutlinedName;

/// Names of one sort with a word for what they are: rows, parts, choices.
type Held = (Words, Vec<OutlinedName>);

/// What a field holds, in the order in which it is told. Years that follow that of the sheet are those of a sheet of `year`, the last
/// that the form is for.
pub(super) fn of(field: &Field, year: Option<i32>) -> Vec<Held> {
    let kind = &field.kind;
    let mut all = vec![parts(field), choices(field), formats(field)];
    all.extend(kind.indicators().into_iter().flat_map(|columns| indicators(columns, year)));
    all.extend(kind.schedule().map(|columns| {
        let all = [("period", &columns.period), ("item", &columns.item), ("detail", &columns.detail)];
        (words("列", "columns"), all.iter().map(|(id, label)| OutlinedName::new(id, label)).collect())
    }));
    if let Some(settings) = kind.table() {
        let rows = settings.rows.iter().map(|row| OutlinedName::new(&row.id, &row.label));
        all.push((words("行", "rows"), rows.collect()));
        all.extend(settings.columns.iter().map(|column| {
            let label = &column.field.label;
            let sectors = column.by.iter().map(|sector| OutlinedName::new(&sector.id, &sector.label));
            (words!("「{label}」の部門", "sectors of `{label}`"), sectors.collect())
        }));
    }
    all.extend(kind.matrix().into_iter().flat_map(|settings| matrix(settings, year)));
    all.extend(kind.records().into_iter().flat_map(records));
    all.extend(limits(field));
    all.retain(|(_, names)| !names.is_empty());
    all
}

fn parts(field: &Field) -> Held {
    let kind = &field.kind;
    let word = if kind.composition().is_some() {
        words("内訳", "parts")
    } else if kind.rates().is_some() {
        words("時点", "points")
    } else {
        words("段階", "levels")
    };
    let names = kind.names();
    (word, names.ids().zip(names.labels()).map(|(id, label)| OutlinedName::new(id, label)).collect())
}

fn choices(field: &Field) -> Held {
    let Some(settings) = field.kind.choice() else { return (words("選択肢", "choices"), Vec::new()) };
    let word = match (settings.several, settings.ordered) {
        (true, _) => words("選択肢（いくつでも）", "choices (several)"),
        (false, true) => words("選択肢（順序あり）", "choices (ordered)"),
        (false, false) => words("選択肢", "choices"),
    };
    (word, settings.choices.iter().map(|choice| OutlinedName::new(&choice.id, &choice.label)).collect())
}

fn formats(field: &Field) -> Held {
    let formats = field.kind.files().into_iter().flatten();
    let names = formats.map(|kind| OutlinedName::new(kind.ending(), kind.name()));
    (words("ファイルの種類", "formats"), names.collect())
}

fn indicators(columns: &IndicatorColumns, year: Option<i32>) -> Vec<Held> {
    let is_told = |id: &str| columns.others.iter().all(|column| column.field.id != id);
    let heads = columns.heads().filter(|head| is_told(head.id));
    let mut all = vec![(words("列", "columns"), heads.map(|head| OutlinedName::new(head.id, head.label)).collect())];
    all.extend(columns.heads().filter_map(|head| {
        let year = year?;
        let times = head.years?.years(year).into_iter();
        let word = words!("「{}」の年度", "years of `{}`", head.label);
        let names = times.map(|time| OutlinedName::new(&time.id(), &time.label()));
        Some((on_a_sheet(word, year), names.collect()))
    }));
    all.push((
        words("よい向き", "better"),
        columns.better.iter().map(|better| OutlinedName::new(better.id(), better.word())).collect(),
    ));
    all
}

fn matrix(settings: &MatrixSettings, year: Option<i32>) -> Vec<Held> {
    let mut all = Vec::new();
    for (word, heads) in [(words("行", "rows"), &settings.rows), (words("列", "columns"), &settings.columns)] {
        let follows = heads.iter().any(|head| head.series.is_some());
        let computed = words(format!("計算する{}", word.ja), format!("computed {}", word.en));
        let word = match year.filter(|_| follows) {
            Some(year) => on_a_sheet(word, year),
            None => word,
        };
        let heads = year.map_or_else(|| heads.clone(), |year| heads_of_year(heads, year));
        let name = |head: &MatrixHead| OutlinedName::new(&head.id, &head.full_label());
        all.push((word, heads.iter().map(name).collect()));
        all.push((computed, heads.iter().filter(|head| head.computed.is_some()).map(name).collect()));
    }
    all
}

fn records(settings: &RecordSettings) -> Vec<Held> {
    let fields = |ids: &[String]| -> Vec<OutlinedName> {
        let named = settings.fields.iter().filter(|field| ids.contains(&field.id));
        named.map(|field| OutlinedName::new(&field.id, &field.label)).collect()
    };
    let overview: Vec<String> = settings.overview().iter().map(|field| field.id.clone()).collect();
    let address = settings.own_page.then(|| OutlinedName::new("own_page", "own_page"));
    vec![
        (words("名前", "name"), vec![OutlinedName::new("name", &settings.name)]),
        (words("一覧の列", "columns of the overview"), fields(&overview)),
        (words("一覧の合計", "totals of the overview"), fields(&settings.totals)),
        (words("一覧の小計", "subtotals by"), fields(settings.group_by.as_slice())),
        (words("まとまりごとのページ", "pages of their own"), address.into_iter().collect()),
    ]
}

/// What its figure must not be above, and what it is not above as a rule.
fn limits(field: &Field) -> Vec<Held> {
    let limits = [
        (words("上限", "at most"), &field.at_most),
        (words("ふつうの上限", "usually at most"), &field.usually_at_most),
    ];
    let told = limits.into_iter().map(|(word, limit)| {
        let name = limit.iter().map(|limit| match limit {
            FormLimit::Number(number) => OutlinedName::new(&number.to_string(), &number.to_string()),
            FormLimit::Figure(path) => OutlinedName::new(path, path),
        });
        (word, name.collect())
    });
    told.collect()
}

/// Years follow that of the sheet: those of the last year that the form is for are an example.
fn on_a_sheet(word: Words, year: i32) -> Words {
    words(format!("{}（{}のシート）", word.ja, era::fiscal_year(year)), format!("{} (on a sheet of {year})", word.en))
}
