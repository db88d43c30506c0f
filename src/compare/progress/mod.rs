//! The progress of indicators: what came of each target, as a fact that charts, lists, sentences and data all take from here.
//!
//! `docs/progress.md` states the rules, and the tables in it are the cases that test them. An indicator is judged by its own
//! row and by what its form says of it, so it gets the same verdict wherever it is shown.

mod assessment;
mod calculation;
mod time;

use crate::form::{Better, IndicatorColumns};
use crate::source::StaticWords;
use crate::text::date::Date;
use crate::text::fold;
use crate::text::number::Decimal;
use crate::text::period::Period;
use crate::value::{Amount, Answer, Circumstances, Direction, FigureNote, Indicator, Meaning, Quantity};

use self::assessment::{Assessment, in_one_unit};
use self::time::{Times, counting, is_counting};
pub use self::time::{is_counted_up, is_cumulative};

macro_rules! standings {
    ($($name:ident $id:literal $ja:literal, $en:literal, $doc:literal;)+) => {
        /// What came of a target.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Standing { $(#[doc = $doc] $name,)+ }

        const STANDINGS: &[(Standing, &str, &str, &str)] = &[$((Standing::$name, $id, $ja, $en),)+];
    };
}

standings! {
    Reached "reached" "達成", "reached", "The target is reached, or exceeded in the direction meant.";
    Missed "missed" "未達成", "not reached", "It is not reached.";
    Below "below" "目標を下回る（向きは不明）", "below the target (direction unknown)", "Below it, and nothing says which way is better.";
    Above "above" "目標を上回る（向きは不明）", "above the target (direction unknown)", "Above it, and nothing says which way is better.";
    Inexact "inexact" "数に幅があり判断できない", "too inexact to tell", "One of the figures is about, a bound or a range that leaves it open.";
    Mixed "mixed" "項目により異なる", "differs by item", "Several things are counted, and not all came to the same.";
    Early "early" "目標の年度の前", "before the year of the target", "The year of the target is still to come.";
    Pending "pending" "実績待ち", "result to come", "There is a target, and the result is still to come.";
    NoActual "no_actual" "実績の数値なし", "no result in numbers", "There is a target, and no number that could be compared with it.";
    NoTarget "no_target" "目標の数値なし", "no target in numbers", "There is no target in numbers.";
    Incomparable "incomparable" "比べられない", "not comparable", "Target and result are not of one kind.";
}

impl Standing {
    /// All standings, in the order of summaries.
    pub fn all() -> impl Iterator<Item = Standing> {
        STANDINGS.iter().map(|(standing, ..)| *standing)
    }

    /// Its name in data, in templates and in filters.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.line().map_or("", |line| line.1)
    }

    /// What readers are shown, in Japanese and English.
    #[must_use]
    pub fn word(self) -> StaticWords {
        self.line().map_or_else(StaticWords::default, |line| StaticWords::new(line.2, line.3))
    }

    fn line(self) -> Option<&'static (Standing, &'static str, &'static str, &'static str)> {
        STANDINGS.iter().find(|(standing, ..)| *standing == self)
    }
}

/// What says which way a target points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectionSource {
    /// The words of the target: 30人以上, 前年度増.
    Target,
    /// The key `better` of the row.
    Row,
    /// The key `better` of the form.
    Form,
    /// The baseline of the row, on one side of the target.
    Baseline,
    /// The target is zero, and there is nothing below it.
    Zero,
}

impl DirectionSource {
    /// All sources, the strongest first.
    pub const ALL: [DirectionSource; 5] = [
        DirectionSource::Target,
        DirectionSource::Row,
        DirectionSource::Form,
        DirectionSource::Baseline,
        DirectionSource::Zero,
    ];

    /// Its name in data.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            DirectionSource::Target => "target",
            DirectionSource::Row => "row",
            DirectionSource::Form => "form",
            DirectionSource::Baseline => "baseline",
            DirectionSource::Zero => "zero",
        }
    }

    /// How it is called where a page explains a direction, in Japanese and English.
    #[must_use]
    pub fn word(self) -> StaticWords {
        match self {
            DirectionSource::Target => StaticWords::new("目標の言葉", "the words of the target"),
            DirectionSource::Row => StaticWords::new("シート", "the sheet"),
            DirectionSource::Form => StaticWords::new("様式", "the form"),
            DirectionSource::Baseline => StaticWords::new("現状値と目標値", "baseline and target"),
            DirectionSource::Zero => StaticWords::new("0より下のない目標", "a target with nothing below it"),
        }
    }
}

/// Which way a target points, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetDirection {
    /// Whether more, less or the same is aimed at.
    pub direction: Direction,
    /// What the direction was read from.
    pub source: DirectionSource,
}

/// The figures of one thing counted; `None` where the form has no such column.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Where things stood: 現状値.
    pub baseline: Option<&'a Quantity>,
    /// Where they are to be: 目標値.
    pub target: Option<&'a Quantity>,
    /// Where they are: 実績値.
    pub actual: Option<&'a Quantity>,
}

/// Why a result is not compared with its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The two units, which cannot be converted: 件 and 人.
    Units(String, String),
    /// A figure per year, and one per month or without a period.
    Periods(Option<String>, Option<String>),
    /// A cumulative figure and one of a year.
    Countings,
    /// Figures for different areas.
    Areas,
    /// The target is written in words without a number.
    TargetInWords,
    /// The result is written in words without a number.
    ActualInWords,
    /// The target says 前年度増, and the row has no baseline in numbers.
    NothingToStartFrom,
}

/// The baseline that progress was computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// Its number, in the unit of the target.
    pub value: Decimal,
    /// When things stood there, where the row or the form says so.
    pub time: Option<Period>,
}

/// How far the way from the baseline to the target is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineProgress {
    /// The baseline had reached the target.
    None,
    /// Away from the target, by so much.
    Back(Decimal),
    /// Part of the distance from the baseline to the target.
    Part {
        /// In per cent, to one decimal.
        rate: Decimal,
        /// From the baseline to the result.
        done: Decimal,
        /// From the baseline to the target.
        whole: Decimal,
    },
}

/// What is computed from a target in numbers and a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculation {
    /// The one number of the result; nothing for bounds and ranges.
    pub actual: Option<Decimal>,
    /// The number of the target that it is measured against: of a range the nearer end.
    pub target: Option<Decimal>,
    /// Whether the result lies within the target, which may be a span.
    pub within: bool,
    /// Whether one of the two is about (約).
    pub about: bool,
    /// The result as a share of the target, in per cent to one decimal.
    pub ratio: Option<Decimal>,
    /// The result less the target; of percentages in points.
    pub gap: Option<Decimal>,
    /// The way from the baseline.
    pub from_baseline: Option<BaselineProgress>,
}

/// A target whose time comes after the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureTarget {
    /// The time of the target.
    pub due: Period,
    /// When the result was true.
    pub result_date: Date,
    /// What came of it so far.
    pub so_far: Standing,
}

/// What came of the target of one thing counted.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// What is counted, where a cell counts several things: 事例検討数.
    pub label: Option<&'a str>,
    /// Its figures as the sheet has them.
    pub figures: Figures<'a>,
    /// How far the target is reached.
    pub standing: Standing,
    /// Which way is meant, where that is known.
    pub aim: Option<TargetDirection>,
    /// Why nothing is compared.
    pub mismatch: Option<Mismatch>,
    /// Where things stood, if that is known exactly and of one kind with the rest.
    pub baseline: Option<Baseline>,
    /// A baseline that is of another kind than the target.
    pub other_baseline: Option<&'a Quantity>,
    /// The amounts of baseline, target and actual as numbers of one unit; nothing for what cannot stand on one scale.
    pub amounts: [Option<Amount>; 3],
    /// What is computed; none where nothing is compared.
    pub calculation: Option<Calculation>,
    /// The target's time, where that comes after the result.
    pub future_target: Option<FutureTarget>,
    /// The unit that figures are compared in: 件, 回／年; empty where there is none.
    pub unit: String,
}

/// What stands for a figure that is asked for and not there.
static UNANSWERED: Quantity = Quantity::unanswered();

/// When the results of an answer were true that do not say so themselves: as the answer says of all of them, else as the form
/// does, else in the year of the document.
#[must_use]
pub fn default_result_date(answer: &Answer, year: i32) -> Date {
    let as_of = answer.circumstances.as_of().and_then(|when| when.period);
    let asked = || Period::parse(answer.field.as_of.as_deref()?, Some(year));
    as_of.or_else(asked).map_or(Date::FiscalYear { year, word: "" }, |period| period.end)
}

/// What came of an indicator: one item for each thing that its cells count. `result_date` is the date of a
/// result that gives none itself, see [`default_result_date`].
#[must_use]
pub fn assess<'a>(indicator: &'a Indicator, columns: &'a IndicatorColumns, result_date: Date) -> Vec<Progress<'a>> {
    let cells = [
        (indicator.baseline.as_ref(), columns.baseline.as_ref()),
        (indicator.target.as_ref(), columns.target.as_ref()),
        (indicator.actual.as_ref(), columns.actual.as_ref()),
    ];
    let asked = cells.map(|(cell, head)| {
        let missing = if head.is_some() { std::slice::from_ref(&UNANSWERED) } else { &[] };
        cell.map_or(missing, |cell| cell.quantities.as_slice())
    });
    let declared = |better: Option<Better>, source: DirectionSource| {
        let direction = match better? {
            Better::More => Direction::Increase,
            Better::Less => Direction::Decrease,
        };
        Some(TargetDirection { direction, source })
    };
    let declared =
        declared(indicator.better, DirectionSource::Row).or_else(|| declared(columns.better, DirectionSource::Form));
    let lines = match_figures(asked).into_iter().map(|(label, figures)| {
        let [baseline, target, actual] = cells;
        let figure_in = |(cell, head), quantity| (cell, quantity, head);
        let each = [
            figure_in(baseline, figures.baseline),
            figure_in(target, figures.target),
            figure_in(actual, figures.actual),
        ];
        let countings = each.map(|(_, quantity, head)| counting(quantity, indicator, head));
        let times = Times::of(each, indicator, result_date);
        Assessment {
            label,
            figures,
            in_one_unit: in_one_unit(figures),
            declared,
            times,
            countings,
            name: &indicator.name,
        }
        .assess()
    });
    lines.collect()
}

/// The fiscal years of the baseline, the target and the result by which an indicator is judged, as far as they are told.
#[must_use]
pub fn years(indicator: &Indicator, columns: &IndicatorColumns, result_date: Date) -> [Option<i32>; 3] {
    let cells = [
        (&indicator.baseline, &columns.baseline),
        (&indicator.target, &columns.target),
        (&indicator.actual, &columns.actual),
    ];
    let [baseline, target, actual] = cells.map(|(cell, head)| {
        let quantity = cell.as_ref().and_then(|cell| cell.quantities.first());
        (cell.as_ref(), quantity, head.as_ref())
    });
    let times = Times::of([baseline, target, actual], indicator, result_date);
    let of_period = |period: Option<Period>| period.map(|period| period.end.fiscal_year());
    [of_period(times.baseline), of_period(times.target), Some(times.actual.fiscal_year())]
}

/// What came of each thing that a row counts, given what holds for all indicators of its field (`around`): nothing is compared
/// where its figures are for different areas.
#[must_use]
pub fn assess_in<'a>(
    indicator: &'a Indicator,
    columns: &'a IndicatorColumns,
    result_date: Date,
    (around, place): (&Circumstances, &str),
) -> Vec<Progress<'a>> {
    let lines = assess(indicator, columns, result_date);
    if areas_differ(indicator, around, place) { without_comparison(lines) } else { lines }
}

/// Whether the figures of an indicator are for different areas, so that none can be assessed by another; `around` is what
/// holds for all indicators of its field.
fn areas_differ(indicator: &Indicator, around: &Circumstances, place: &str) -> bool {
    let cells = [&indicator.baseline, &indicator.target, &indicator.actual];
    let mut areas = cells
        .into_iter()
        .flatten()
        .filter(|cell| cell.time.is_none() || !cell.is_unanswered())
        .map(|cell| FigureNote::of(&[&cell.circumstances, around], None, place).scope.map(fold));
    let first = areas.next();
    areas.any(|area| Some(area) != first)
}

/// The items without their comparison, where [`areas_differ`]: nothing is compared. Why there is no result or no target stays said.
fn without_comparison(mut lines: Vec<Progress<'_>>) -> Vec<Progress<'_>> {
    for line in &mut lines {
        line.baseline = None;
        line.calculation = None;
        if !matches!(line.standing, Standing::Pending | Standing::NoActual | Standing::NoTarget) {
            line.standing = Standing::Incomparable;
            line.mismatch = Some(Mismatch::Areas);
            line.other_baseline = None;
            line.future_target = None;
        }
    }
    lines
}

/// What came of an indicator as a whole.
#[must_use]
pub fn standing(lines: &[Progress<'_>]) -> Standing {
    let Some(first) = lines.first() else { return Standing::NoTarget };
    if lines.iter().all(|line| line.standing == first.standing) {
        first.standing
    } else if lines.iter().any(|line| line.standing == Standing::Missed) {
        // One that fell short is enough to say that not all is reached.
        Standing::Missed
    } else {
        Standing::Mixed
    }
}

/// Puts together what belongs together: by label, else by order. Words alone in their cell (前年度増) are for all.
fn match_figures(columns: [&[Quantity]; 3]) -> Vec<(Option<&str>, Figures<'_>)> {
    fn label(quantity: &Quantity) -> Option<&str> {
        quantity.label.as_deref().filter(|label| !is_counting(label))
    }
    let mut labels: Vec<Option<&str>> = Vec::new();
    for label in columns.iter().flat_map(|column| column.iter()).filter_map(label) {
        if !labels.contains(&Some(label)) {
            labels.push(Some(label));
        }
    }
    if labels.is_empty() {
        labels = vec![None; columns.iter().map(|column| column.len()).max().unwrap_or(0)];
    }
    let pick = |column: &'_ [Quantity], index: usize, own: Option<&str>| match column {
        [] => None,
        [only] if label(only).is_none() && !matches!(only.meaning, Meaning::Amount(_)) => Some(0),
        _ if own.is_some() && column.iter().any(|quantity| label(quantity).is_some()) => {
            Some(column.iter().position(|quantity| label(quantity) == own).unwrap_or(column.len()))
        }
        _ => Some(index),
    };
    let lines = labels.iter().enumerate().map(|(index, own)| {
        let [baseline, target, actual] =
            columns.map(|column| pick(column, index, *own).map(|at| column.get(at).unwrap_or(&UNANSWERED)));
        (*own, Figures { baseline, target, actual })
    });
    lines.collect()
}
