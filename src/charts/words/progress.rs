//! The words of progress, in Japanese and in English. Each sentence says what was reckoned with what.

use std::cmp::Ordering;

use crate::compare::progress::{
    Ahead, Aim, Baseline, Mismatch, Progress, Reckoning, Standing, Way, standing as standing_of,
};
use crate::source::{Words, words};
use crate::text::Date;
use crate::text::number::Decimal;
use crate::text::period::Period;
use crate::value::{Amount, Direction, Meaning};

use super::{quantity, written};

/// Before a baseline in a chart.
pub const BASELINE: &str = "現状";
/// Before a target.
pub const TARGET: &str = "目標";
/// Before an actual.
pub const ACTUAL: &str = "実績";
/// The head of the column that says what came of it.
pub const HEAD: &str = "進み";
/// After an amount that is on another scale than the target.
pub const APART: &str = "（比較なし）";

/// After a target that less is better than.
pub const TO_FALL: &str = "（少ないほどよい）";

/// What came of one thing counted, with the arithmetic.
pub fn said(progress: &Progress<'_>) -> Words {
    let mut said: Vec<Words> = progress.ahead.iter().map(ahead).collect();
    match (progress.standing, &progress.reckoning, &progress.mismatch) {
        (_, _, Some(mismatch)) => said.push(unlike(mismatch)),
        (_, Some(reckoning), _) => said.extend(reckoned(progress, reckoning)),
        (Standing::NoTarget, ..) => said.extend(no_target(progress)),
        (Standing::Pending | Standing::NoActual, ..) if progress.ahead.is_none() => said.push(open(progress)),
        _ => said.extend(toward(progress)),
    }
    let mut said = joined(&said);
    if let Some(baseline) = progress.apart {
        let baseline = quantity(baseline, "");
        said.ja += &format!("（現状値{baseline}とは比べていません）");
        said.en += &format!(" (not compared with the baseline {baseline})");
    }
    said
}

/// What came of an indicator: of the one thing counted, or of several together.
pub fn of_all(name: &str, lines: &[Progress<'_>]) -> Words {
    match lines {
        [] => words(super::no_numbers(name), format!("There are no figures of {name}.")),
        [only] => said(only),
        // Nothing was counted, so there is nothing to count.
        [first, ..] if matches!(standing_of(lines), Standing::Incomparable | Standing::NoTarget) => said(first),
        several => counted(several),
    }
}

/// Which way is better, and what says so: 多いほどよい（様式による）.
pub fn aim(aim: Aim) -> Words {
    let (ja, en) = match aim.direction {
        Direction::Increase => ("多いほどよい", "the more, the better"),
        Direction::Decrease => ("少ないほどよい", "the less, the better"),
        Direction::Keep => ("保つ", "to be kept"),
    };
    let source = aim.source.word();
    words(format!("{ja}（{}による）", source.ja), format!("{en} (by {})", source.en))
}

/// How many of several are reached.
fn counted(several: &[Progress<'_>]) -> Words {
    let count = |standing| several.iter().filter(|one| one.standing == standing).count();
    let (all, reached) = (several.len(), count(Standing::Reached));
    if count(Standing::Pending) == all {
        return words(format!("{all}項目の実績はこれから"), format!("The results of {all} items are still to come"));
    }
    words(
        format!("{all}項目のうち{reached}項目が目標に到達"),
        format!("{reached} of {all} items reached their targets"),
    )
}

fn joined(said: &[Words]) -> Words {
    let join = |of: fn(&Words) -> &str, mark: &str| said.iter().map(of).collect::<Vec<_>>().join(mark);
    words(join(|words| &words.ja, "、"), join(|words| &words.en, ", "))
}

/// A target for a time that is still to come.
fn ahead(ahead: &Ahead) -> Words {
    let (due, due_en) = (ahead.due.wareki(), time_en(ahead.due));
    if ahead.due.end.fiscal_year() > ahead.seen.fiscal_year() {
        words(format!("目標の年度（{due}）の前"), format!("before the year of the target ({due_en})"))
    } else {
        let (seen, seen_en) = (ahead.seen.wareki(), time_en(Period { start: ahead.seen, end: ahead.seen }));
        words(
            format!("目標の時期（{due}）の前の{seen}の数"),
            format!("a figure of {seen_en}, before the time of the target ({due_en})"),
        )
    }
}

fn unlike(mismatch: &Mismatch) -> Words {
    let per = |per: &Option<String>| {
        per.as_ref().map_or_else(
            || words("期間の書かれていない数", "a figure without a period"),
            |per| words(format!("1{per}あたりの数"), format!("a figure per {per}")),
        )
    };
    match mismatch {
        Mismatch::Units(one, other) => words(
            format!("単位が異なるため（{one}と{other}）、比べていません"),
            format!("not compared, as the units differ ({one} and {other})"),
        ),
        Mismatch::Periods(one, other) => {
            let (one, other) = (per(one), per(other));
            words(
                format!("{}と{}は、比べていません", one.ja, other.ja),
                format!("{} is not compared with {}", one.en, other.en),
            )
        }
        Mismatch::Countings => words(
            "累計の数とそうでない数は、比べていません",
            "a cumulative figure is not compared with one that is not",
        ),
        Mismatch::Areas => {
            words("範囲が異なるため、比べていません", "not compared, as the figures are for different areas")
        }
        Mismatch::TargetInWords => words(
            "目標が言葉で書かれているため、数値では比べていません",
            "the target is in words, so nothing is compared",
        ),
        Mismatch::ActualInWords => words(
            "実績が言葉で書かれているため、数値では比べていません",
            "the result is in words, so nothing is compared",
        ),
        Mismatch::NothingToStartFrom => words(
            "比べるもとの数値がないため、増減を示していません",
            "there is no baseline in numbers, so no change is given",
        ),
    }
}

/// There is no number reached, and why.
fn open(progress: &Progress<'_>) -> Words {
    match progress.figures.actual {
        None => words("実績はこれから", "the result is still to come"),
        Some(actual) => {
            let word = quantity(actual, "");
            words(format!("実績は{word}"), format!("the result is: {word}"))
        }
    }
}

/// Why there is no target, and what changed.
fn no_target(progress: &Progress<'_>) -> Vec<Words> {
    let target = progress.figures.target.map(|target| {
        let word = quantity(target, "");
        words(format!("目標は{word}"), format!("the target is: {word}"))
    });
    target.into_iter().chain([change(progress).unwrap_or_else(|| open(progress))]).collect()
}

/// From the baseline to the actual.
fn change(progress: &Progress<'_>) -> Option<Words> {
    let Meaning::Amount(Amount::Exact(is)) = progress.figures.actual?.meaning else { return None };
    let Baseline { value: was, time } = progress.baseline.as_ref()?;
    let (unit, gap) = (&progress.unit, is.checked_sub(*was)?);
    let gap = signed(gap, unit);
    let start = start(*time);
    Some(words(
        format!("{}{was}{unit}に対し実績{is}{unit}（{}）", start.ja, gap.ja),
        format!("from {} {was}{unit} to {is}{unit} ({})", start.en, gap.en),
    ))
}

/// A goal that only points somewhere.
fn toward(progress: &Progress<'_>) -> Option<Words> {
    let (ja, en) = match progress.aim?.direction {
        Direction::Increase => ("増やす目標", "a target to rise"),
        Direction::Decrease => ("減らす目標", "a target to fall"),
        Direction::Keep => ("保つ目標", "a target to keep"),
    };
    let reached = progress.ahead.map_or(progress.standing, |ahead| ahead.so_far) == Standing::Reached;
    let (end_ja, end_en) = if reached { ("のとおり", "met") } else { ("に届かず", "not met") };
    let change = change(progress)?;
    Some(words(format!("{ja}{end_ja}：{}", change.ja), format!("{en}, {end_en}: {}", change.en)))
}

/// What is said of figures that were compared.
fn reckoned(progress: &Progress<'_>, reckoning: &Reckoning) -> Vec<Words> {
    let so_far = progress.ahead.map_or(progress.standing, |ahead| ahead.so_far);
    let both = reckoning.actual.zip(reckoning.target);
    let same = both.is_some_and(|(actual, target)| actual == target);
    let is_range =
        matches!(progress.figures.target.map(|target| &target.meaning), Some(Meaning::Amount(Amount::Range(..))));
    let mut said = Vec::new();
    let now = progress.ahead.is_some() && progress.standing != Standing::Reached;
    said.extend(match so_far {
        Standing::Reached if now && same => Some(words("いまは目標のとおり", "as planned so far")),
        Standing::Reached if now => Some(words("いまは目標に到達", "target reached so far")),
        Standing::Reached if is_range && reckoning.within => Some(words("目標の範囲内", "within the target")),
        Standing::Reached if same => Some(words("目標のとおり", "as planned")),
        Standing::Reached => Some(words("目標に到達", "target reached")),
        Standing::Below => Some(words("目標を下回る（向きは不明）", "below the target (direction unknown)")),
        Standing::Above => Some(words("目標を上回る（向きは不明）", "above the target (direction unknown)")),
        Standing::Inexact if reckoning.actual.is_none() => Some(words(
            "数値に幅があるため、到達したかどうかを示していません",
            "as a figure is a span, nothing is said of reaching the target",
        )),
        Standing::Inexact if same => Some(words("目標とほぼ同じ", "about the target")),
        Standing::Missed if reckoning.actual.is_none() || same => {
            Some(words("目標に届いていない", "target not reached"))
        }
        _ => None,
    });
    if let Some((actual, target)) = both.filter(|_| !same && !reckoning.within) {
        said.extend(way(progress, reckoning));
        said.extend(ratio(progress, reckoning, (actual, target)));
        said.extend(reckoning.gap.map(|gap| {
            let gap = signed(gap, &progress.unit);
            words(format!("目標との差{}", gap.ja), format!("{} from the target", gap.en))
        }));
    }
    said
}

/// How far on the way: 現状値（令和元年度）から目標までの62.5％（5件÷8件）
fn way(progress: &Progress<'_>, reckoning: &Reckoning) -> Option<Words> {
    let baseline = progress.baseline.as_ref()?;
    let unit = &progress.unit;
    let start = start(baseline.time);
    Some(match reckoning.way? {
        Way::None => words(format!("{}は目標に達していた", start.ja), format!("{} had reached the target", start.en)),
        Way::Back(change) => {
            let change = signed(change, unit);
            words(
                format!("{}より{}、目標から遠ざかる", start.ja, change.ja),
                format!("{} from {}, away from the target", change.en, start.en),
            )
        }
        // From zero the way is the share of the target, which is said already.
        Way::Part { .. } if baseline.value == Decimal::ZERO && reckoning.ratio.is_some() => return None,
        Way::Part { rate, done, whole } => {
            let (about, roughly) = about(reckoning);
            let points = points(unit);
            words(
                format!("{}から目標までの{about}{rate}％（{done}{}÷{whole}{}）", start.ja, points.ja, points.ja),
                format!("{roughly}{rate}% of the way from {} ({done}{} ÷ {whole}{})", start.en, points.en, points.en),
            )
        }
    })
}

/// 達成率95.1％（58件÷61件）; where the direction is not known it is only a share.
fn ratio(progress: &Progress<'_>, reckoning: &Reckoning, (actual, target): (Decimal, Decimal)) -> Option<Words> {
    let share = reckoning.ratio?;
    let unit = &progress.unit;
    let known = progress.aim.is_some_and(|aim| aim.direction == Direction::Increase);
    let name = if known { "達成率" } else { "実績は目標の" };
    let (about, roughly) = about(reckoning);
    Some(words(
        format!("{name}{about}{share}％（{actual}{unit}÷{target}{unit}）"),
        format!("{roughly}{share}% of the target ({actual}{unit} ÷ {target}{unit})"),
    ))
}

fn about(reckoning: &Reckoning) -> (&'static str, &'static str) {
    if reckoning.about { ("約", "about ") } else { ("", "") }
}

/// The baseline with its time.
fn start(time: Option<Period>) -> Words {
    let Some(time) = time else { return words("現状値", "the baseline") };
    words(format!("現状値（{}）", time.wareki()), format!("the baseline ({})", time_en(time)))
}

/// A time in English.
fn time_en(time: Period) -> String {
    match time.end {
        Date::FiscalYear { year, word: "" } if time.start == time.end => format!("fiscal {year}"),
        Date::FiscalYear { year, word: "末" } if time.start == time.end => format!("end of fiscal {year}"),
        _ => time.iso(),
    }
}

/// A difference with its sign; of percentages it is in points.
fn signed(gap: Decimal, unit: &str) -> Words {
    let sign = match gap.cmp(&Decimal::ZERO) {
        Ordering::Less => "",
        Ordering::Equal => "±",
        Ordering::Greater => "＋",
    };
    let points = points(unit);
    words(format!("{sign}{gap}{}", points.ja), format!("{sign}{gap}{}", points.en))
}

fn points(unit: &str) -> Words {
    if unit == "％" { words("ポイント", " points") } else { words(unit, unit) }
}

/// The finding of one line.
pub fn headline(progress: &Progress<'_>) -> String {
    let figures = [progress.figures.baseline, progress.figures.target, progress.figures.actual];
    let [baseline, target, actual] = figures.map(|figure| figure.map(|figure| quantity(figure, "")));
    let words = said(progress).ja;
    let directed = matches!(progress.figures.target.map(|target| &target.meaning), Some(Meaning::Direction(_)));
    match (progress.standing, baseline.filter(|_| progress.amounts[0].is_some()), target, actual) {
        // A target without a number has its finding in the words.
        (Standing::Reached | Standing::Missed, ..) if directed => words,
        (Standing::Reached, _, Some(target), Some(actual)) => format!("目標{target}に到達（実績{actual}）"),
        (
            Standing::Missed
            | Standing::Below
            | Standing::Above
            | Standing::Inexact
            | Standing::Early
            | Standing::Pending,
            _,
            Some(target),
            Some(actual),
        ) if progress.standing != Standing::Pending || progress.ahead.is_some() => {
            format!("目標{target}に対し実績{actual}、{}", progress.standing.word().ja)
        }
        (Standing::Pending | Standing::NoActual, Some(baseline), Some(target), _) => {
            format!("現状{baseline}、目標{target}、{words}")
        }
        (Standing::Pending | Standing::NoActual, None, Some(target), _) => format!("目標{target}、{words}"),
        _ => words,
    }
}

/// The finding of several lines.
pub fn several(lines: &[Progress<'_>]) -> String {
    counted(lines).ja
}

/// The figures of a line and what came of them, in one sentence.
pub fn line(progress: &Progress<'_>) -> String {
    let words = said(progress).ja;
    let figures =
        [(BASELINE, progress.figures.baseline), (TARGET, progress.figures.target), (ACTUAL, progress.figures.actual)];
    let mut parts: Vec<String> = progress.label.map(str::to_owned).into_iter().collect();
    for (name, figure) in figures {
        let Some(text) = figure.map(|figure| quantity(figure, "")) else { continue };
        // 実績は調査中 says it already.
        if !words.contains(&format!("{name}は{text}")) {
            parts.push(format!("{name}{text}"));
        }
    }
    parts.push(words);
    parts.join("、")
}

/// A figure as the sheet has it.
pub fn cell(figure: Option<&crate::value::Quantity>) -> String {
    figure.map_or(super::NOTHING.to_owned(), written)
}

/// The description.
pub fn desc(name: &str, lines: &[String]) -> String {
    format!("進みを示す図。{name}。{}。", lines.join("。"))
}
