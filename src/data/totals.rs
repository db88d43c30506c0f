//! The measures over all places: sums where the editor allows them, and how many answered what. As tables and as JSON.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::compare::measure::said_of;
use crate::compare::total::{NotAdded, PlacesInTotal, Total, groups};
use crate::digest::ValueDigest;
use crate::error::{Error, Result};
use crate::model::{Measure, PlaceGroup, SiteDigests};
use crate::sink::{Sink, SitePart};
use crate::source::StaticWords;
use crate::text::{Decimal, era};

use super::file::{DataFile, FOLDER};
use super::table::DataTable;
use super::{Scope, Status, Type};

/// A column of a table: its head, what is in it, and what that means.
pub(super) type TotalsColumn = (StaticWords, Type, StaticWords);

/// The columns with which both tables begin.
const LEADING: [TotalsColumn; 6] = [
    (
        StaticWords::new("数値", "measure"),
        Type::Text,
        StaticWords::new("比べる数値の id（measures.yaml）", "Id of the measure."),
    ),
    (StaticWords::new("数値名", "label"), Type::Text, StaticWords::new("比べる数値の名前", "Its name.")),
    (
        StaticWords::new("都道府県", "prefecture"),
        Type::Text,
        StaticWords::new("どの都道府県の中か。空なら、すべて", "Within which prefecture; of all where it is empty."),
    ),
    (
        StaticWords::new("区分", "group"),
        Type::Text,
        StaticWords::new("都道府県、市区町村、または主体の区分", "Prefectures, municipalities, or bodies of a kind."),
    ),
    (StaticWords::new("年度", "year"), Type::Integer, StaticWords::new("年度（西暦）", "Fiscal year.")),
    (
        StaticWords::new("和暦", "era_year"),
        Type::Text,
        StaticWords::new("年度（和暦）", "Fiscal year as counted in Japan."),
    ),
];

/// The other columns of the table of sums.
const SUMS: [TotalsColumn; 7] = [
    (
        StaticWords::new("合計", "value"),
        Type::Number,
        StaticWords::new(
            "公表されている数の合計。含まないものがあれば、全体の数ではない",
            "The sum of the published figures.",
        ),
    ),
    (StaticWords::new("単位", "unit"), Type::Text, StaticWords::new("合計の単位", "Its unit.")),
    (
        StaticWords::new("状態", "status"),
        Type::Status,
        StaticWords::new(
            "数値か、約か。合計する数がなければ「未回答」",
            "Exact or about; unanswered where there is no figure.",
        ),
    ),
    (
        StaticWords::new("合計した数", "added"),
        Type::Integer,
        StaticWords::new("いくつの数の合計か", "How many figures are in it."),
    ),
    (
        StaticWords::new("含まない数", "not_added"),
        Type::Integer,
        StaticWords::new("含まれるはずで、含まない数", "How many should be in it, and are not."),
    ),
    (
        StaticWords::new("含まない理由", "left_out"),
        Type::Text,
        StaticWords::new("理由ごとの数", "How many for which reason."),
    ),
    (
        StaticWords::new("該当なし", "not_applicable"),
        Type::Integer,
        StaticWords::new("当てはまらない自治体の数", "How many it does not apply to."),
    ),
];

/// The other columns of the table of counts.
const COUNTS: [TotalsColumn; 4] = [
    (
        StaticWords::new("答え", "answer"),
        Type::Text,
        StaticWords::new(
            "選択肢の id、yes（有）、no（無）。答えのないものは、その状態",
            "Id of the choice, yes or no; else the status.",
        ),
    ),
    (StaticWords::new("答えの言葉", "answer_label"), Type::Text, StaticWords::new("様式の言葉", "The form's words.")),
    (
        StaticWords::new("状態", "status"),
        Type::Status,
        StaticWords::new("答えか、答えのない理由", "An answer, or why there is none."),
    ),
    (StaticWords::new("数", "count"), Type::Integer, StaticWords::new("そう答えた数", "How many answered so.")),
];

/// The name of a table of these in `data/`, with its columns.
pub(super) fn columns(name: &str) -> impl Iterator<Item = &'static TotalsColumn> {
    let more: &[TotalsColumn] = if name == "totals" { &SUMS } else { &COUNTS };
    LEADING.iter().chain(more)
}

/// Why a figure is not in a sum, by its name in JSON.
fn reason(scope: Scope<'_>, why: NotAdded) -> (&'static str, &'static str) {
    let words = |id: &'static str, words: StaticWords| (id, words.in_language(scope.language()));
    match why {
        NotAdded::Absent(absence) => (absence.id(), Status::from(absence).shown(scope)),
        NotAdded::NoNumber => words("no_number", StaticWords::new("一つの数でない", "no single number")),
        NotAdded::Scope => words("scope", StaticWords::new("範囲が違う", "another area")),
        NotAdded::NotAsked => words("not_asked", StaticWords::new("文書か項目がない", "no document or field")),
    }
}

/// What a group of places is called.
fn group_word(scope: Scope<'_>, group: &PlaceGroup) -> String {
    let words = |words: StaticWords| words.in_language(scope.language()).to_owned();
    match group {
        PlaceGroup::Prefectures => words(StaticWords::new("都道府県", "prefectures")),
        PlaceGroup::Municipalities => words(StaticWords::new("市区町村", "municipalities")),
        PlaceGroup::Bodies(word) => word.clone(),
    }
}

/// The tables and their JSON as [`tables`] has them; where digests are given, those of the last time, if they were made from the same.
///
/// # Errors
/// What the sink says.
pub(super) fn kept(
    scope: Scope<'_>,
    digests: Option<&SiteDigests<'_>>,
    sink: &dyn Sink,
) -> Result<Option<(Vec<DataTable>, DataFile)>> {
    // A frozen year is one of several, which are not there.
    if scope.site.frozen.is_some() {
        return Ok(None);
    }
    let Some(digests) = digests else { return Ok(tables(scope)) };
    let site = scope.site;
    let said = |one: (usize, &Measure)| -> Vec<_> {
        site.places.par_iter().map(|place| said_of(site, &place.id, one).digest).collect()
    };
    let said: Vec<Vec<_>> = site.measures.iter().enumerate().map(said).collect();
    let (name, made_from) = ("totals".to_owned(), ValueDigest::of(&(digests.common, said)));
    let note = sink.keep(&name, &made_from, FOLDER)?.map(|kept| kept.note);
    if let Some(known) = note.and_then(|note| serde_json::from_str::<Option<(Vec<DataTable>, String)>>(&note).ok()) {
        return Ok(known.map(|(tables, json)| (tables, DataFile::new(json_path(), json.into_bytes()))));
    }
    let made = tables(scope);
    let text = |file: &DataFile| String::from_utf8_lossy(&file.bytes.clone().into_vec()).into_owned();
    let note =
        serde_json::to_string(&made.as_ref().map(|(tables, json)| (tables, text(json)))).map_err(Error::other)?;
    sink.made(SitePart { name, made_from, files: Vec::new(), note });
    Ok(made)
}

fn json_path() -> String {
    format!("{FOLDER}totals.json")
}

/// The tables, each of them with its JSON in the file that follows; those without rows are left out.
fn tables(scope: Scope<'_>) -> Option<(Vec<DataTable>, DataFile)> {
    let (mut sums, mut counts) = (Vec::new(), Vec::new());
    let (mut sum_values, mut count_values) = (Vec::new(), Vec::new());
    for measure in &scope.site.measures {
        for places in groups(scope.site, measure) {
            let options = places.options(measure);
            if !measure.total && (options.is_empty() || measure.to.is_some()) || !places.say_something() {
                continue;
            }
            for year in places.years() {
                let (leading, about) = leading(scope, measure, &places, year);
                if measure.total {
                    let total = places.total(year);
                    sums.push(leading.into_iter().chain(sum_cells(scope, &total)).collect::<Vec<String>>());
                    sum_values.push(with(about, sum_value(scope, &total)));
                    continue;
                }
                let distribution = places.distribution(measure, year, &options);
                let mut answers = Vec::new();
                for ((id, label), count) in options.iter().zip(&distribution.counts) {
                    let status = match *id {
                        _ if !is_presence(scope, measure) => Status::Choice,
                        crate::form::YES => Status::Yes,
                        _ => Status::No,
                    };
                    answers.push(((*id).to_owned(), (*label).to_owned(), status, *count));
                }
                for (absence, count) in &distribution.absent {
                    let status = Status::from(*absence);
                    answers.push((absence.id().to_owned(), status.shown(scope).to_owned(), status, *count));
                }
                for (id, label, status, count) in &answers {
                    let cells = [id.clone(), label.clone(), status.shown(scope).to_owned(), count.to_string()];
                    counts.push(leading.iter().cloned().chain(cells).collect());
                }
                let answers = answers.iter().map(|(id, label, status, count)| {
                    json!({ "answer": id, "label": label, "status": status.id(), "count": count })
                });
                let value = json!({ "answered": distribution.answered, "answers": answers.collect::<Vec<_>>() });
                count_values.push(with(about, value));
            }
        }
    }
    let table = |name: &str, rows: Vec<Vec<String>>| {
        let columns = columns(name).map(|(head, kind, _)| (head.in_language(scope.language()).to_owned(), *kind));
        (!rows.is_empty()).then(|| DataTable { name: name.to_owned(), columns: columns.collect(), rows })
    };
    let tables: Vec<DataTable> = table("totals", sums).into_iter().chain(table("counts", counts)).collect();
    let sums = DataFile::json(json_path(), &json!({ "totals": sum_values, "counts": count_values }));
    (!tables.is_empty()).then_some((tables, sums))
}

/// Whether a measure asks whether there is something.
fn is_presence(scope: Scope<'_>, measure: &Measure) -> bool {
    let (id, _) = crate::form::split_path(&measure.of);
    let mut fields = scope.site.forms.iter().flat_map(|form| form.fields());
    fields.any(|(_, field)| field.id == id && field.kind.presence().is_some())
}

/// What a row says first, as cells and as JSON.
fn leading(scope: Scope<'_>, measure: &Measure, places: &PlacesInTotal<'_>, year: i32) -> (Vec<String>, Value) {
    let prefecture = places.prefecture.map(|place| place.name.clone());
    let group = group_word(scope, &places.group);
    let about = json!({
        "measure": measure.id,
        "label": measure.label,
        "prefecture": prefecture,
        "group": group,
        "year": year,
    });
    let cells = vec![
        measure.id.clone(),
        measure.label.clone(),
        prefecture.unwrap_or_default(),
        group,
        year.to_string(),
        era::fiscal_year(year),
    ];
    (cells, about)
}

fn with(mut about: Value, more: Value) -> Value {
    if let (Value::Object(about), Value::Object(more)) = (&mut about, more) {
        about.extend(more);
    }
    about
}

/// The status of a sum; without one, why there is none.
fn status(total: &Total) -> Status {
    let applies = total.all() > 0 || total.not_applicable == 0;
    let without = if applies { Status::Unanswered } else { Status::NotApplicable };
    total.sum.as_ref().map_or(without, |sum| Status::from(&sum.meaning))
}

fn sum_cells(scope: Scope<'_>, total: &Total) -> [String; 7] {
    let number = total.sum.as_ref().and_then(crate::value::Quantity::number);
    let unit = total.sum.as_ref().and_then(|sum| sum.unit.as_deref()).unwrap_or_default();
    let reasons = total.not_added.iter().map(|(why, count)| format!("{} {count}", reason(scope, *why).1));
    [
        number.map(Decimal::to_plain).unwrap_or_default(),
        unit.to_owned(),
        status(total).shown(scope).to_owned(),
        total.added.to_string(),
        (total.all() - total.added).to_string(),
        reasons.collect::<Vec<_>>().join("／"),
        total.not_applicable.to_string(),
    ]
}

fn sum_value(scope: Scope<'_>, total: &Total) -> Value {
    let number = total.sum.as_ref().and_then(crate::value::Quantity::number);
    let number = number.and_then(|number| serde_json::from_str::<Value>(&number.to_plain()).ok());
    let reasons = total.not_added.iter().map(|(why, count)| (reason(scope, *why).0.to_owned(), Value::from(*count)));
    json!({
        "value": number,
        "unit": total.sum.as_ref().and_then(|sum| sum.unit.as_deref()),
        "status": status(total).id(),
        "added": total.added,
        "not_added": reasons.collect::<Map<_, _>>(),
        "not_applicable": total.not_applicable,
    })
}
