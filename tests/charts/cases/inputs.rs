//! The inputs of cases: what stands in the YAML files, and the chart it is for.

use nenpo::charts;
use nenpo::charts::attainment::AttainmentChart;
use nenpo::charts::composition::{ChartPart, CompositionChart};
use nenpo::charts::composition_years::YearComposition as CompositionYear;
use nenpo::charts::dumbbell::{DumbbellChart, DumbbellRow};
use nenpo::charts::issues::{self, IssueRow};
use nenpo::charts::number_grid::{GridColumn, GridRow, NumberGrid};
use nenpo::charts::places::{PlaceFigure, PlacesChart};
use nenpo::charts::position::PositionChart;
use nenpo::charts::progress::ProgressChart;
use nenpo::charts::rates::{ChartPoint, EarlierRates, Range, RatesChart};
use nenpo::charts::schedule::{ScheduleBar, months_of};
use nenpo::charts::target_path::TargetPathChart;
use nenpo::charts::trend::TrendPoint;
use nenpo::charts::{ChartFrame, Coverage, DrawnChart, Reason};
use nenpo::compare::progress::assess;
use nenpo::form::{Better, ColumnHead, IndicatorColumns};
use nenpo::text::date::Date;
use nenpo::text::number::Decimal;
use nenpo::text::period::Period;
use nenpo::value::indicators::IndicatorCell;
use nenpo::value::{Absence, Indicator, Quantity};
use serde::Deserialize;

use super::{Case, each};

/// Reads the cases of a chart: a line for each, with what draws its input.
pub fn read(chart: &str, text: &str) -> Vec<Case> {
    match chart {
        "composition" => each(chart, text, composition),
        "composition-years" => each(chart, text, composition_years),
        "composition-places" => each(chart, text, composition_places),
        "rates" => each(chart, text, rates),
        "progress" => each(chart, text, progress),
        "target-path" => each(chart, text, target_path),
        "need-supply" => each(chart, text, need_supply),
        "places" => each(chart, text, places),
        "lines" => each(chart, text, lines),
        "stacked" => each(chart, text, stacked_bars),
        "pyramid" => each(chart, text, pyramid),
        "heat" => each(chart, text, heat),
        "issues" => each(chart, text, issues),
        "schedule" => each(chart, text, schedule),
        "attainment" => each(chart, text, attainment),
        "dumbbell" => each(chart, text, dumbbell),
        "trend" => each(chart, text, trend),
        "position" => each(chart, text, position),
        _ => panic!("nothing reads the cases of `{chart}`"),
    }
}

#[derive(Deserialize)]
struct GridRowCase {
    label: String,
    unit: Option<String>,
    #[serde(default)]
    sum: bool,
    is: Vec<String>,
}

#[derive(Deserialize)]
struct GridCase {
    columns: Vec<String>,
    rows: Vec<GridRowCase>,
}

/// Draws numbers over rows and columns; an empty text is a cell that the sheet does not mention.
fn grid(
    frame: &ChartFrame<'_>,
    unit: &str,
    case: &GridCase,
    draw: fn(&ChartFrame<'_>, &NumberGrid<'_>) -> Result<DrawnChart, Reason>,
) -> Result<DrawnChart, Reason> {
    let unit_of = |row: &'_ GridRowCase| row.unit.clone().unwrap_or_else(|| unit.to_owned());
    let units: Vec<String> = case.rows.iter().map(unit_of).collect();
    let numbers: Vec<Vec<Option<Quantity>>> = case
        .rows
        .iter()
        .zip(&units)
        .map(|(row, unit)| row.is.iter().map(|text| (!text.is_empty()).then(|| quantity(text, unit))).collect())
        .collect();
    let rows = case.rows.iter().zip(&units).zip(&numbers);
    let rows = rows.map(|((row, unit), numbers)| GridRow {
        label: &row.label,
        unit,
        is_sum: row.sum,
        numbers: numbers.iter().map(Option::as_ref).collect(),
    });
    let columns = case.columns.iter().map(|label| {
        let (label, short) = label.split_once('=').unwrap_or((label, label));
        GridColumn { label, short: short.to_owned() }
    });
    draw(frame, &NumberGrid { rows: rows.collect(), columns: columns.collect() })
}

fn lines(frame: &ChartFrame<'_>, unit: &str, case: &GridCase) -> Result<DrawnChart, Reason> {
    grid(frame, unit, case, charts::lines::lines)
}

fn need_supply(frame: &ChartFrame<'_>, unit: &str, case: &GridCase) -> Result<DrawnChart, Reason> {
    grid(frame, unit, case, charts::need_supply::need_supply)
}

fn stacked_bars(frame: &ChartFrame<'_>, unit: &str, case: &GridCase) -> Result<DrawnChart, Reason> {
    grid(frame, unit, case, charts::stacked::stacked)
}

fn pyramid(frame: &ChartFrame<'_>, unit: &str, case: &GridCase) -> Result<DrawnChart, Reason> {
    grid(frame, unit, case, charts::pyramid::pyramid)
}

fn heat(frame: &ChartFrame<'_>, unit: &str, case: &GridCase) -> Result<DrawnChart, Reason> {
    grid(frame, unit, case, charts::heat::heat)
}

fn quantity(text: &str, unit: &str) -> Quantity {
    Quantity::read(text, Some(unit).filter(|unit| !unit.is_empty()))
}

#[derive(Deserialize)]
struct PartCase {
    label: String,
    is: String,
    #[serde(default)]
    headline: bool,
    #[serde(default)]
    parts: Vec<PartCase>,
}

#[derive(Deserialize)]
struct CompositionCase {
    total: Option<String>,
    parts: Vec<PartCase>,
}

/// A part with its quantity: charts borrow both.
struct OwnedPart<'a> {
    case: &'a PartCase,
    quantity: Quantity,
    parts: Vec<OwnedPart<'a>>,
}

fn own_parts<'a>(parts: &'a [PartCase], unit: &str) -> Vec<OwnedPart<'a>> {
    parts
        .iter()
        .map(|case| OwnedPart { case, quantity: quantity(&case.is, unit), parts: own_parts(&case.parts, unit) })
        .collect()
}

fn borrow_parts<'a>(owned: &'a [OwnedPart<'a>]) -> Vec<ChartPart<'a>> {
    let part = |owned: &'a OwnedPart<'a>| ChartPart {
        label: &owned.case.label,
        quantity: &owned.quantity,
        share: owned.quantity.share(),
        headline: owned.case.headline,
        parts: borrow_parts(&owned.parts),
    };
    owned.iter().map(part).collect()
}

fn composition(frame: &ChartFrame<'_>, unit: &str, case: &CompositionCase) -> Result<DrawnChart, Reason> {
    let total = case.total.as_ref().map(|total| quantity(total, unit));
    let owned = own_parts(&case.parts, unit);
    charts::composition::composition(
        frame,
        &CompositionChart { total: total.as_ref(), parts: &borrow_parts(&owned), unit },
    )
}

#[derive(Deserialize)]
struct CompositionYearsCase {
    #[serde(alias = "places")]
    years: Vec<CompositionYearCase>,
    /// Whether the parts are choices in order.
    #[serde(default)]
    ordered: bool,
}

#[derive(Deserialize)]
struct CompositionYearCase {
    label: String,
    total: Option<String>,
    parts: Option<Vec<PartCase>>,
    apart: Option<String>,
    as_of: Option<String>,
    scope: Option<String>,
}

fn composition_years(frame: &ChartFrame<'_>, unit: &str, case: &CompositionYearsCase) -> Result<DrawnChart, Reason> {
    let draw = if case.ordered {
        charts::composition_years::ordered_choices
    } else {
        charts::composition_years::composition_years
    };
    stacked(unit, case, |years| draw(frame, years))
}

fn composition_places(frame: &ChartFrame<'_>, unit: &str, case: &CompositionYearsCase) -> Result<DrawnChart, Reason> {
    stacked(unit, case, |places| charts::composition_years::composition_places(frame, places))
}

fn stacked(
    unit: &str,
    case: &CompositionYearsCase,
    draw: impl Fn(&[CompositionYear<'_>]) -> Result<DrawnChart, Reason>,
) -> Result<DrawnChart, Reason> {
    let totals: Vec<Option<Quantity>> =
        case.years.iter().map(|year| year.total.as_ref().map(|total| quantity(total, unit))).collect();
    let owned: Vec<Option<Vec<OwnedPart<'_>>>> =
        case.years.iter().map(|year| year.parts.as_ref().map(|parts| own_parts(parts, unit))).collect();
    let lent: Vec<Option<Vec<ChartPart<'_>>>> =
        owned.iter().map(|owned| owned.as_ref().map(|owned| borrow_parts(owned))).collect();
    let years: Vec<CompositionYear<'_>> = case
        .years
        .iter()
        .zip(&totals)
        .zip(&lent)
        .map(|((year, total), parts)| CompositionYear {
            label: &year.label,
            composition: parts.as_ref().map(|parts| CompositionChart { total: total.as_ref(), parts, unit }),
            apart: year.apart.as_deref(),
            coverage: Coverage { as_of: year.as_of.as_deref(), scope: year.scope.as_deref() },
        })
        .collect();
    draw(&years)
}

#[derive(Deserialize)]
struct Labelled {
    label: String,
    #[serde(default)]
    short: String,
    is: Option<String>,
    apart: Option<String>,
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
    as_of: Option<String>,
    values: Vec<Option<String>>,
}

#[derive(Deserialize)]
struct RangeCase {
    label: String,
    spans: Vec<Option<(String, String)>>,
}

fn rates(frame: &ChartFrame<'_>, unit: &str, case: &RatesCase) -> Result<DrawnChart, Reason> {
    let owned: Vec<Quantity> =
        case.points.iter().map(|point| quantity(point.is.as_deref().unwrap_or(""), unit)).collect();
    let points: Vec<ChartPoint<'_>> =
        case.points.iter().zip(&owned).map(|(point, quantity)| ChartPoint { label: &point.label, quantity }).collect();
    let earlier: Vec<Vec<Option<Quantity>>> = case
        .earlier
        .iter()
        .map(|year| year.values.iter().map(|value| value.as_ref().map(|value| quantity(value, unit))).collect())
        .collect();
    let earlier: Vec<EarlierRates<'_>> = case
        .earlier
        .iter()
        .zip(&earlier)
        .map(|(year, values)| EarlierRates {
            year: &year.year,
            as_of: year.as_of.as_deref(),
            values: values.iter().map(Option::as_ref).collect(),
        })
        .collect();
    let range = case.range.as_ref().map(|range| Range {
        label: &range.label,
        spans: range
            .spans
            .iter()
            .map(|span| span.as_ref().and_then(|(least, most)| Decimal::parse(least).zip(Decimal::parse(most))))
            .collect(),
    });
    charts::rates::rates(
        frame,
        &RatesChart { points: &points, unit, earlier: &earlier, range: range.as_ref(), headline: None },
    )
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CellCase {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct ProgressCase {
    better: Option<String>,
    baseline: Option<CellCase>,
    target: Option<CellCase>,
    actual: Option<CellCase>,
}

fn progress(frame: &ChartFrame<'_>, unit: &str, case: &ProgressCase) -> Result<DrawnChart, Reason> {
    let cell = |cell: &Option<CellCase>| match cell {
        None => Vec::new(),
        Some(CellCase::One(text)) => vec![quantity(text, unit)],
        Some(CellCase::Several(texts)) => texts.iter().map(|text| quantity(text, unit)).collect(),
    };
    let heads = ["現状値（今年度当初）", "目標値（令和３年度末）", "実績値（令和３年度末）"];
    let better = match case.better.as_deref() {
        Some("less") => Some(Better::Less),
        Some(_) => Some(Better::More),
        None => None,
    };
    let (indicator, columns) =
        indicator(frame.what, better, [cell(&case.baseline), cell(&case.target), cell(&case.actual)]);
    let lines = assess(&indicator, &columns, Date::FiscalYear { year: 2021, word: "" });
    charts::progress::progress(frame, &ProgressChart { name: frame.what, heads, lines: &lines })
}

#[derive(Deserialize)]
struct TargetPathCase {
    years: Vec<String>,
    better: Option<String>,
    #[serde(default)]
    baseline: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    actual: Vec<String>,
    judged: ProgressCase,
}

fn target_path(frame: &ChartFrame<'_>, unit: &str, case: &TargetPathCase) -> Result<DrawnChart, Reason> {
    let one = |cell: &Option<CellCase>| match cell {
        Some(CellCase::One(text)) => vec![quantity(text, unit)],
        _ => Vec::new(),
    };
    let better = case.better.as_deref().map(|better| if better == "less" { Better::Less } else { Better::More });
    let judged = [&case.judged.baseline, &case.judged.target, &case.judged.actual].map(one);
    let (indicator, columns) = indicator(frame.what, better, judged);
    let lines = assess(&indicator, &columns, Date::FiscalYear { year: 2021, word: "" });
    let read = |texts: &[String]| -> Vec<Option<Quantity>> {
        texts.iter().map(|text| (!text.is_empty()).then(|| quantity(text, unit))).collect()
    };
    let numbers = [&case.baseline, &case.target, &case.actual].map(|texts| read(texts));
    let [baseline, target, actual] = [0, 1, 2].map(|at| {
        let label = ["基準値", "目標値", "実績値"][at];
        let numbers: Vec<Option<&Quantity>> = numbers[at].iter().map(Option::as_ref).collect();
        (!numbers.is_empty()).then_some(GridRow { label, unit, is_sum: false, numbers })
    });
    let years = case.years.iter().map(|label| {
        let (label, short) = label.split_once('=').unwrap_or((label, label));
        GridColumn { label, short: short.to_owned() }
    });
    let input = TargetPathChart { progress: &lines[0], baseline, target, actual, years: years.collect() };
    charts::target_path::target_path(frame, &input)
}

/// An indicator with these figures, and columns for those it has.
pub fn indicator(
    name: &str,
    better: Option<Better>,
    [baseline, target, actual]: [Vec<Quantity>; 3],
) -> (Indicator, IndicatorColumns) {
    let cell = |quantities: Vec<Quantity>| {
        Some(IndicatorCell { quantities, ..IndicatorCell::default() }).filter(|cell| !cell.quantities.is_empty())
    };
    let (baseline, target, actual) = (cell(baseline), cell(target), cell(actual));
    let head = |cell: &Option<IndicatorCell>, label: &str| {
        cell.as_ref().map(|_| ColumnHead { label: label.to_owned(), as_of: None, count: None, years: None })
    };
    let columns = IndicatorColumns {
        baseline: head(&baseline, "現状値"),
        target: head(&target, "目標値"),
        actual: head(&actual, "実績値"),
        ..IndicatorColumns::default()
    };
    (Indicator { name: name.to_owned(), better, baseline, target, actual, ..Indicator::default() }, columns)
}

#[derive(Deserialize)]
struct PlacesCase {
    #[serde(default)]
    places: Vec<Labelled>,
    /// So many places with figures around 50, instead of a list.
    count: Option<u32>,
    this: Option<usize>,
}

fn places(frame: &ChartFrame<'_>, unit: &str, case: &PlacesCase) -> Result<DrawnChart, Reason> {
    let mut owned: Vec<(String, Quantity)> = case
        .places
        .iter()
        .map(|place| (place.label.clone(), quantity(place.is.as_deref().unwrap_or(""), unit)))
        .collect();
    let mut state = 7_u32;
    for index in 0..case.count.unwrap_or(0) {
        // The sum of four throws lies around the middle; the numbers are the same on every machine.
        let mut sum = 0;
        for _ in 0..4 {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            sum += (state >> 16) % 250;
        }
        owned.push((format!("第{}市", index + 1), quantity(&format!("{}.{}", sum / 10, sum % 10), unit)));
    }
    let list: Vec<PlaceFigure<'_>> = owned.iter().map(|(name, quantity)| PlaceFigure { name, quantity }).collect();
    charts::places::places(frame, &PlacesChart { places: &list, this: case.this, unit, reach: None })
}

#[derive(Deserialize)]
struct YearsCase {
    years: Vec<Labelled>,
}

#[derive(Deserialize)]
struct IssuesCase {
    sectors: Vec<String>,
    issues: Vec<IssueCase>,
}

#[derive(Deserialize)]
struct IssueCase {
    label: String,
    involved: Vec<Involved>,
}

/// `true`, `false` for a blank cell, or the word in its place.
#[derive(Deserialize)]
#[serde(untagged)]
enum Involved {
    Known(bool),
    Word(String),
}

impl From<&Involved> for issues::SectorPart {
    fn from(involved: &Involved) -> issues::SectorPart {
        match involved {
            Involved::Known(true) => issues::SectorPart::Involved,
            Involved::Known(false) => issues::SectorPart::Absent(Absence::Blank),
            Involved::Word(word) => issues::SectorPart::Absent(Absence::parse(word).expect("a word of absence")),
        }
    }
}

fn issues(frame: &ChartFrame<'_>, _unit: &str, case: &IssuesCase) -> Result<DrawnChart, Reason> {
    let sectors: Vec<&str> = case.sectors.iter().map(String::as_str).collect();
    let list: Vec<IssueRow<'_>> = case
        .issues
        .iter()
        .map(|issue| IssueRow { label: &issue.label, involved: issue.involved.iter().map(Into::into).collect() })
        .collect();
    issues::issues(frame, &sectors, &list)
}

#[derive(Deserialize)]
struct ScheduleCase {
    entries: Vec<(String, String)>,
}

fn schedule(frame: &ChartFrame<'_>, _unit: &str, case: &ScheduleCase) -> Result<DrawnChart, Reason> {
    let entries: Vec<ScheduleBar<'_>> = case
        .entries
        .iter()
        .map(|(period, item)| ScheduleBar {
            period,
            months: Period::parse(period, Some(2021)).and_then(|period| months_of(&period, 2021)),
            item,
        })
        .collect();
    charts::schedule::schedule(frame, &entries)
}

#[derive(Deserialize)]
struct AttainmentCase {
    target: String,
    actual: String,
}

fn attainment(frame: &ChartFrame<'_>, unit: &str, case: &AttainmentCase) -> Result<DrawnChart, Reason> {
    let [target, actual] = [&case.target, &case.actual].map(|text| quantity(text, unit).number().expect("a number"));
    let svg = charts::attainment::attainment(frame.language, &AttainmentChart { target, actual, unit })?;
    // It is no figure of its own; here it stands in one.
    Ok(DrawnChart { id: frame.id.to_owned(), headline: frame.what.to_owned(), svg, ..DrawnChart::default() })
}

#[derive(Deserialize)]
struct DumbbellRowCase {
    label: String,
    first: Option<String>,
    last: Option<String>,
    #[serde(default)]
    apart: bool,
}

#[derive(Deserialize)]
struct DumbbellCase {
    places: Vec<DumbbellRowCase>,
    /// More places with made-up names.
    count: Option<usize>,
    first: Option<(String, String)>,
    last: (String, String),
}

fn dumbbell(frame: &ChartFrame<'_>, unit: &str, case: &DumbbellCase) -> Result<DrawnChart, Reason> {
    let read = |text: &Option<String>| text.as_ref().map(|text| quantity(text, unit));
    let mut owned: Vec<(String, Option<Quantity>, Option<Quantity>, bool)> =
        case.places.iter().map(|row| (row.label.clone(), read(&row.first), read(&row.last), row.apart)).collect();
    for at in 0..case.count.unwrap_or(0) {
        let text = |number: usize| Some(quantity(&number.to_string(), unit));
        owned.push((format!("第{}町", at + 1), text(100 + at * 7 % 50), text(110 + at * 5 % 40), false));
    }
    let anchors: Vec<String> = (0..owned.len()).map(|at| format!("{}-{at}", frame.id)).collect();
    let places: Vec<DumbbellRow<'_>> = owned
        .iter()
        .zip(&anchors)
        .map(|((name, first, last, apart), anchor)| DumbbellRow {
            name,
            anchor: Some(anchor),
            first: first.as_ref(),
            last: last.as_ref(),
            apart: *apart,
        })
        .collect();
    let input = DumbbellChart {
        places: &places,
        first: case.first.as_ref().map(|(name, short)| (name.as_str(), short.as_str())),
        last: (&case.last.0, &case.last.1),
        unit,
    };
    charts::dumbbell::dumbbell(frame, &input)
}

fn trend(frame: &ChartFrame<'_>, unit: &str, case: &YearsCase) -> Result<DrawnChart, Reason> {
    let numbers = case.years.iter().map(|year| year.is.as_ref().and_then(|text| quantity(text, unit).number()));
    let points: Vec<TrendPoint<'_>> = case
        .years
        .iter()
        .zip(numbers)
        .map(|(year, number)| TrendPoint { year: &year.label, short: &year.short, number, apart: year.apart.is_some() })
        .collect();
    let svg = charts::trend::trend(frame.language, frame.what, &points, unit)?;
    Ok(DrawnChart { id: frame.id.to_owned(), headline: frame.what.to_owned(), svg, ..DrawnChart::default() })
}

fn position(frame: &ChartFrame<'_>, unit: &str, case: &PlacesCase) -> Result<DrawnChart, Reason> {
    let mut all: Vec<Decimal> =
        case.places.iter().filter_map(|place| quantity(place.is.as_deref()?, unit).number()).collect();
    let this = &case.places[case.this.expect("a place that the chart is about")];
    let own = quantity(this.is.as_deref().expect("its figure"), unit).number().expect("a number");
    all.sort_unstable();
    let median = charts::places::median(&all).expect("numbers");
    let input = PositionChart { place: &this.label, own, all: &all, median, unit };
    let svg = charts::position::position(frame.language, frame.what, &input)?;
    Ok(DrawnChart { id: frame.id.to_owned(), headline: frame.what.to_owned(), svg, ..DrawnChart::default() })
}
