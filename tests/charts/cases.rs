//! The cases of `tests/charts/*.yaml`: inputs as people write them, and the page that shows what becomes of each.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use nenpo::charts::composition::{Composition, Part, composition};
use nenpo::charts::composition_years::{Year as CompositionYear, composition_years};
use nenpo::charts::issues::{Issue, issues};
use nenpo::charts::places::{Place, Places, places};
use nenpo::charts::progress::{Progress, progress};
use nenpo::charts::rates::{Earlier, Point, Range, Rates, rates};
use nenpo::charts::schedule::{Entry, months_of, schedule};
use nenpo::charts::sparkline::sparkline;
use nenpo::charts::years::{Year, years};
use nenpo::charts::{Figure, Frame, Reason};
use nenpo::text::number::Decimal;
use nenpo::text::period::Period;
use nenpo::value::Quantity;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// All kinds of charts that have cases, in the order of the gallery.
pub const KINDS: [&str; 9] =
    ["composition", "composition-years", "rates", "progress", "places", "years", "issues", "schedule", "sparkline"];

/// Where the cases are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts")
}

/// A case, drawn.
pub struct Case {
    pub name: String,
    pub outcome: Result<Figure, Reason>,
}

/// The cases of one kind of chart; each id starts with the kind, so that all can stand on one page.
pub fn cases(kind: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join(format!("{kind}.yaml"))).expect("a file of cases");
    match kind {
        "composition" => each(kind, &text, draw_composition),
        "composition-years" => each(kind, &text, draw_composition_years),
        "rates" => each(kind, &text, draw_rates),
        "progress" => each(kind, &text, draw_progress),
        "places" => each(kind, &text, draw_places),
        "years" => each(kind, &text, draw_years),
        "issues" => each(kind, &text, draw_issues),
        "schedule" => each(kind, &text, draw_schedule),
        _ => each(kind, &text, draw_sparkline),
    }
}

/// What stands around every case; the rest is the chart's own.
#[derive(Deserialize)]
struct Framed<T> {
    case: String,
    #[serde(default)]
    what: String,
    #[serde(default = "kawasaki")]
    place: String,
    #[serde(default = "this_year")]
    year: String,
    as_of: Option<String>,
    scope: Option<String>,
    #[serde(default)]
    unit: String,
    #[serde(flatten)]
    input: T,
}

fn kawasaki() -> String {
    "川崎市".to_owned()
}

fn this_year() -> String {
    "令和3年度（2021年度）".to_owned()
}

type Draw<T> = fn(&Frame<'_>, &str, &T) -> Result<Figure, Reason>;

fn each<T: DeserializeOwned>(kind: &str, text: &str, draw: Draw<T>) -> Vec<Case> {
    let cases: Vec<Framed<T>> = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{kind}: {error}"));
    let mut drawn = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let id = format!("{kind}-{}", index + 1);
        let frame = Frame {
            id: &id,
            what: &case.what,
            place: &case.place,
            year: &case.year,
            as_of: case.as_of.as_deref(),
            scope: case.scope.as_deref(),
            table: None,
        };
        drawn.push(Case { name: case.case.clone(), outcome: draw(&frame, &case.unit, &case.input) });
    }
    drawn
}

fn read(text: &str, unit: &str) -> Quantity {
    Quantity::read(text, Some(unit).filter(|unit| !unit.is_empty()))
}

#[derive(Deserialize)]
struct PartCase {
    label: String,
    is: String,
    #[serde(default)]
    parts: Vec<PartCase>,
}

#[derive(Deserialize)]
struct CompositionCase {
    total: Option<String>,
    parts: Vec<PartCase>,
}

/// Quantities of parts, kept beside them so that charts can borrow both.
struct Held<'a> {
    case: &'a PartCase,
    quantity: Quantity,
    parts: Vec<Held<'a>>,
}

fn hold<'a>(parts: &'a [PartCase], unit: &str) -> Vec<Held<'a>> {
    parts.iter().map(|case| Held { case, quantity: read(&case.is, unit), parts: hold(&case.parts, unit) }).collect()
}

fn lend<'a>(held: &'a [Held<'a>]) -> Vec<Part<'a>> {
    let part = |held: &'a Held<'a>| Part {
        label: &held.case.label,
        quantity: &held.quantity,
        share: held.quantity.share(),
        parts: lend(&held.parts),
    };
    held.iter().map(part).collect()
}

fn draw_composition(frame: &Frame<'_>, unit: &str, case: &CompositionCase) -> Result<Figure, Reason> {
    let total = case.total.as_ref().map(|total| read(total, unit));
    let held = hold(&case.parts, unit);
    composition(frame, &Composition { total: total.as_ref(), parts: &lend(&held), unit })
}

#[derive(Deserialize)]
struct CompositionYearsCase {
    years: Vec<CompositionYearCase>,
}

#[derive(Deserialize)]
struct CompositionYearCase {
    label: String,
    total: Option<String>,
    parts: Option<Vec<PartCase>>,
}

fn draw_composition_years(frame: &Frame<'_>, unit: &str, case: &CompositionYearsCase) -> Result<Figure, Reason> {
    let totals: Vec<Option<Quantity>> =
        case.years.iter().map(|year| year.total.as_ref().map(|total| read(total, unit))).collect();
    let held: Vec<Option<Vec<Held<'_>>>> =
        case.years.iter().map(|year| year.parts.as_ref().map(|parts| hold(parts, unit))).collect();
    let lent: Vec<Option<Vec<Part<'_>>>> = held.iter().map(|held| held.as_ref().map(|held| lend(held))).collect();
    let years: Vec<CompositionYear<'_>> = case
        .years
        .iter()
        .zip(&totals)
        .zip(&lent)
        .map(|((year, total), parts)| CompositionYear {
            label: &year.label,
            composition: parts.as_ref().map(|parts| Composition { total: total.as_ref(), parts, unit }),
        })
        .collect();
    composition_years(frame, &years)
}

#[derive(Deserialize)]
struct Labelled {
    label: String,
    #[serde(default)]
    short: String,
    is: Option<String>,
}

#[derive(Deserialize)]
struct RatesCase {
    points: Vec<Labelled>,
    #[serde(default)]
    earlier: Vec<EarlierCase>,
    range: Option<RangeCase>,
}

#[derive(Deserialize)]
struct EarlierCase {
    year: String,
    values: Vec<Option<String>>,
}

#[derive(Deserialize)]
struct RangeCase {
    label: String,
    spans: Vec<Option<(String, String)>>,
}

fn draw_rates(frame: &Frame<'_>, unit: &str, case: &RatesCase) -> Result<Figure, Reason> {
    let held: Vec<Quantity> = case.points.iter().map(|point| read(point.is.as_deref().unwrap_or(""), unit)).collect();
    let points: Vec<Point<'_>> =
        case.points.iter().zip(&held).map(|(point, quantity)| Point { label: &point.label, quantity }).collect();
    let earlier: Vec<Vec<Option<Quantity>>> = case
        .earlier
        .iter()
        .map(|year| year.values.iter().map(|value| value.as_ref().map(|value| read(value, unit))).collect())
        .collect();
    let earlier: Vec<Earlier<'_>> = case
        .earlier
        .iter()
        .zip(&earlier)
        .map(|(year, values)| Earlier { year: &year.year, values: values.iter().map(Option::as_ref).collect() })
        .collect();
    let range = case.range.as_ref().map(|range| Range {
        label: &range.label,
        spans: range
            .spans
            .iter()
            .map(|span| span.as_ref().and_then(|(least, most)| Decimal::parse(least).zip(Decimal::parse(most))))
            .collect(),
    });
    rates(frame, &Rates { points: &points, unit, earlier: &earlier, range: range.as_ref() })
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct ProgressCase {
    baseline: Option<Cell>,
    target: Option<Cell>,
    actual: Option<Cell>,
}

fn draw_progress(frame: &Frame<'_>, unit: &str, case: &ProgressCase) -> Result<Figure, Reason> {
    let cell = |cell: &Option<Cell>| match cell {
        None => Vec::new(),
        Some(Cell::One(text)) => vec![read(text, unit)],
        Some(Cell::Several(texts)) => texts.iter().map(|text| read(text, unit)).collect(),
    };
    let (baseline, target, actual) = (cell(&case.baseline), cell(&case.target), cell(&case.actual));
    let heads = ["現状値（今年度当初）", "目標値（令和３年度末）", "実績値（令和３年度末）"];
    let input = Progress { name: frame.what, baseline: &baseline, target: &target, actual: &actual, heads, unit };
    progress(frame, &input)
}

#[derive(Deserialize)]
struct PlacesCase {
    #[serde(default)]
    places: Vec<Labelled>,
    /// So many places with figures around 50, instead of a list.
    count: Option<u32>,
    this: Option<usize>,
}

fn draw_places(frame: &Frame<'_>, unit: &str, case: &PlacesCase) -> Result<Figure, Reason> {
    let mut held: Vec<(String, Quantity)> =
        case.places.iter().map(|place| (place.label.clone(), read(place.is.as_deref().unwrap_or(""), unit))).collect();
    let mut state = 7_u32;
    for index in 0..case.count.unwrap_or(0) {
        // The sum of four throws lies around the middle; the numbers are the same on every machine.
        let mut sum = 0;
        for _ in 0..4 {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            sum += (state >> 16) % 250;
        }
        held.push((format!("第{}市", index + 1), read(&format!("{}.{}", sum / 10, sum % 10), unit)));
    }
    let list: Vec<Place<'_>> = held.iter().map(|(name, quantity)| Place { name, quantity }).collect();
    places(frame, &Places { places: &list, this: case.this, unit })
}

#[derive(Deserialize)]
struct YearsCase {
    years: Vec<Labelled>,
}

fn draw_years(frame: &Frame<'_>, unit: &str, case: &YearsCase) -> Result<Figure, Reason> {
    let held: Vec<Option<Quantity>> =
        case.years.iter().map(|year| year.is.as_ref().map(|text| read(text, unit))).collect();
    let list: Vec<Year<'_>> = case
        .years
        .iter()
        .zip(&held)
        .map(|(year, quantity)| Year { label: &year.label, short: &year.short, quantity: quantity.as_ref() })
        .collect();
    years(frame, &list, unit)
}

#[derive(Deserialize)]
struct IssuesCase {
    sectors: Vec<String>,
    issues: Vec<IssueCase>,
}

#[derive(Deserialize)]
struct IssueCase {
    label: String,
    involved: Vec<bool>,
}

fn draw_issues(frame: &Frame<'_>, _unit: &str, case: &IssuesCase) -> Result<Figure, Reason> {
    let sectors: Vec<&str> = case.sectors.iter().map(String::as_str).collect();
    let list: Vec<Issue<'_>> =
        case.issues.iter().map(|issue| Issue { label: &issue.label, involved: issue.involved.clone() }).collect();
    issues(frame, &sectors, &list)
}

#[derive(Deserialize)]
struct ScheduleCase {
    entries: Vec<(String, String)>,
}

fn draw_schedule(frame: &Frame<'_>, _unit: &str, case: &ScheduleCase) -> Result<Figure, Reason> {
    let entries: Vec<Entry<'_>> = case
        .entries
        .iter()
        .map(|(period, item)| Entry {
            period,
            months: Period::parse(period, Some(2021)).and_then(|period| months_of(&period, 2021)),
            item,
        })
        .collect();
    schedule(frame, &entries)
}

fn draw_sparkline(frame: &Frame<'_>, unit: &str, case: &YearsCase) -> Result<Figure, Reason> {
    let held: Vec<Option<Quantity>> =
        case.years.iter().map(|year| year.is.as_ref().map(|text| read(text, unit))).collect();
    let list: Vec<(&str, Option<&Quantity>)> =
        case.years.iter().zip(&held).map(|(year, quantity)| (year.label.as_str(), quantity.as_ref())).collect();
    // A sparkline is no figure of its own; here it stands in one.
    let svg = sparkline(frame.what, &list, unit)?;
    Ok(Figure { id: frame.id.to_owned(), headline: frame.what.to_owned(), svg, ..Figure::default() })
}

/// What becomes of a case, as HTML: the drawing line by line, and everything that goes with it.
pub fn html(case: &Case) -> String {
    let mut out = format!("<section><h2>{}</h2>\n", escape(&case.name));
    match &case.outcome {
        Err(reason) => writeln!(out, "<p>{}</p>", escape(&reason.to_string())).expect("a string"),
        Ok(figure) => {
            writeln!(
                out,
                "<figure id=\"{}\"><figcaption><strong>{}</strong><br>{}</figcaption>",
                figure.id,
                escape(&figure.headline),
                escape(&figure.subtitle)
            )
            .expect("a string");
            writeln!(out, "{}", figure.svg.replace("><", ">\n<")).expect("a string");
            if !figure.table.head.is_empty() {
                table(&mut out, figure);
            }
            for note in &figure.notes {
                writeln!(out, "<p>{}</p>", escape(note)).expect("a string");
            }
            out.push_str("</figure>\n");
        }
    }
    out.push_str("</section>\n");
    out
}

fn table(out: &mut String, figure: &Figure) {
    writeln!(out, "<table><caption>{}</caption>", escape(&figure.table.caption)).expect("a string");
    let cells = |cells: &[String]| cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect::<String>();
    let head: String =
        figure.table.head.iter().map(|head| format!("<th scope=\"col\">{}</th>", escape(head))).collect();
    writeln!(out, "<thead><tr>{head}</tr></thead><tbody>").expect("a string");
    for row in &figure.table.rows {
        writeln!(out, "<tr><th scope=\"row\">{}</th>{}</tr>", escape(&row.head), cells(&row.cells)).expect("a string");
    }
    out.push_str("</tbody></table>\n");
}

/// A page of cases that a browser shows as a site would.
pub fn page(title: &str, style: &str, sections: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{style}\n</head><body><main><h1>{title}</h1>\n{sections}</main></body></html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
