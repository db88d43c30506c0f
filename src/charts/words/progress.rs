//! The words of progress. Each sentence names the figures that it was calculated from.

use std::cmp::Ordering;

use crate::compare::progress::{
    Baseline, BaselineProgress, Calculation, FutureTarget, Mismatch, Progress, Standing, TargetDirection,
    standing as standing_of,
};
use crate::source::StaticWords;
use crate::text::SiteLanguage::{self, English, Japanese};
use crate::text::number::Decimal;
use crate::text::period::Period;
use crate::value::{Amount, Direction, Meaning, Quantity};

use super::{quantity, sentence, written};

/// Before a baseline in a chart.
pub const BASELINE: StaticWords = StaticWords::new("現状", "Baseline");
/// The label before the figure of a target.
pub const TARGET: StaticWords = StaticWords::new("目標", "Target");
/// The label before the figure of a result.
pub const ACTUAL: StaticWords = StaticWords::new("実績", "Result");
/// The head of the column of outcomes.
pub const HEAD: StaticWords = StaticWords::new("進み", "Outcome");
/// After an amount that is on another scale than the target.
pub const APART: StaticWords = StaticWords::new("（比較なし）", " (not compared)");
/// After a target that less is better than.
pub const TO_FALL: StaticWords = StaticWords::new("（少ないほどよい）", " (the less, the better)");

/// What came of one thing counted, with the arithmetic.
pub fn outcome(language: SiteLanguage, progress: &Progress<'_>) -> String {
    let mut parts: Vec<String> = progress.future_target.iter().map(|one| ahead(language, one)).collect();
    match (progress.standing, &progress.calculation, &progress.mismatch) {
        (_, _, Some(mismatch)) => parts.push(unlike(language, mismatch)),
        (_, Some(reckoning), _) => parts.extend(comparison(language, progress, reckoning)),
        (Standing::NoTarget, ..) => parts.extend(no_target(language, progress)),
        (Standing::Pending | Standing::NoActual, ..) if progress.future_target.is_none() => {
            parts.push(open(language, progress));
        }
        _ => parts.extend(toward(language, progress)),
    }
    let parts = language.list(&parts);
    let Some(baseline) = progress.other_baseline else { return parts };
    let baseline = quantity(language, baseline, "");
    parts
        + &sentence!(language, "（現状値{baseline}とは比べていません）", " (not compared with the baseline {baseline})")
}

/// What came of an indicator: of the one thing counted, or of several together.
pub fn outcome_of_all(language: SiteLanguage, name: &str, lines: &[Progress<'_>]) -> String {
    match lines {
        [] if language == English => format!("There are no figures of {name}."),
        [] => super::no_numbers(language, name),
        [only] => outcome(language, only),
        // Nothing was counted, so there is nothing to count.
        [first, ..] if matches!(standing_of(lines), Standing::Incomparable | Standing::NoTarget) => {
            outcome(language, first)
        }
        several => self::several(language, several),
    }
}

/// Which way is better, and what says so: 多いほどよい（様式による）.
pub fn aim(language: SiteLanguage, aim: TargetDirection) -> String {
    let (ja, en) = match aim.direction {
        Direction::Increase => ("多いほどよい", "the more, the better"),
        Direction::Decrease => ("少ないほどよい", "the less, the better"),
        Direction::Keep => ("保つ", "to be kept"),
    };
    let source = aim.source.word();
    let source = source.in_language(language);
    sentence!(language, "{ja}（{source}による）", "{en} (by {source})")
}

/// The finding of several lines: how many of them are reached.
pub fn several(language: SiteLanguage, several: &[Progress<'_>]) -> String {
    let count = |standing| several.iter().filter(|one| one.standing == standing).count();
    let (all, reached) = (several.len(), count(Standing::Reached));
    if count(Standing::Pending) == all {
        return sentence!(language, "{all}項目の実績はこれから", "The results of {all} items are still to come");
    }
    sentence!(language, "{all}項目のうち{reached}項目が目標に到達", "{reached} of {all} items reached their targets")
}

/// A target for a time that is still to come.
fn ahead(language: SiteLanguage, ahead: &FutureTarget) -> String {
    let due = language.period(ahead.due);
    if ahead.due.end.fiscal_year() > ahead.result_date.fiscal_year() {
        return sentence!(language, "目標の年度（{due}）の前", "before the year of the target ({due})");
    }
    let seen = language.period(Period { start: ahead.result_date, end: ahead.result_date });
    sentence!(
        language,
        "目標の時期（{due}）の前の{seen}の数",
        "a figure of {seen}, before the time of the target ({due})"
    )
}

fn unlike(language: SiteLanguage, mismatch: &Mismatch) -> String {
    let per = |per: &Option<String>| match per {
        None => sentence!(language, "期間の書かれていない数", "a figure without a period"),
        Some(per) => sentence!(language, "1{per}あたりの数", "a figure per {per}"),
    };
    match mismatch {
        Mismatch::Units(one, other) => sentence!(
            language,
            "単位が異なるため（{one}と{other}）、比べていません",
            "not compared, as the units differ ({one} and {other})"
        ),
        Mismatch::Periods(one, other) => {
            let (one, other) = (per(one), per(other));
            sentence!(language, "{one}と{other}は、比べていません", "{one} is not compared with {other}")
        }
        Mismatch::Countings => sentence!(
            language,
            "累計の数とそうでない数は、比べていません",
            "a cumulative figure is not compared with one that is not"
        ),
        Mismatch::Areas => sentence!(
            language,
            "範囲が異なるため、比べていません",
            "not compared, as the figures are for different areas"
        ),
        Mismatch::TargetInWords => sentence!(
            language,
            "目標が言葉で書かれているため、数値では比べていません",
            "the target is in words, so nothing is compared"
        ),
        Mismatch::ActualInWords => sentence!(
            language,
            "実績が言葉で書かれているため、数値では比べていません",
            "the result is in words, so nothing is compared"
        ),
        Mismatch::NothingToStartFrom => sentence!(
            language,
            "比べるもとの数値がないため、増減を示していません",
            "there is no baseline in numbers, so no change is given"
        ),
    }
}

/// There is no number reached, and why.
fn open(language: SiteLanguage, progress: &Progress<'_>) -> String {
    let Some(actual) = progress.figures.actual else {
        return sentence!(language, "実績はこれから", "the result is still to come");
    };
    let word = quantity(language, actual, "");
    sentence!(language, "実績は{word}", "the result is: {word}")
}

/// Why there is no target, and what changed.
fn no_target(language: SiteLanguage, progress: &Progress<'_>) -> Vec<String> {
    let target = progress.figures.target.map(|target| {
        let word = quantity(language, target, "");
        sentence!(language, "目標は{word}", "the target is: {word}")
    });
    target.into_iter().chain([change(language, progress).unwrap_or_else(|| open(language, progress))]).collect()
}

/// From the baseline to the actual.
fn change(language: SiteLanguage, progress: &Progress<'_>) -> Option<String> {
    let Meaning::Amount(Amount::Exact(is)) = progress.figures.actual?.meaning else { return None };
    let Baseline { value: was, time } = progress.baseline.as_ref()?;
    let (unit, gap) = (&progress.unit, is.checked_sub(*was)?);
    let (gap, start) = (signed(language, gap, unit), start(language, *time));
    Some(sentence!(
        language,
        "{start}{was}{unit}に対し実績{is}{unit}（{gap}）",
        "from {start} {was}{unit} to {is}{unit} ({gap})"
    ))
}

/// A goal that only points somewhere.
fn toward(language: SiteLanguage, progress: &Progress<'_>) -> Option<String> {
    let (ja, en) = match progress.aim?.direction {
        Direction::Increase => ("増やす目標", "a target to rise"),
        Direction::Decrease => ("減らす目標", "a target to fall"),
        Direction::Keep => ("保つ目標", "a target to keep"),
    };
    let reached = progress.future_target.map_or(progress.standing, |ahead| ahead.so_far) == Standing::Reached;
    let (end_ja, end_en) = if reached { ("のとおり", "met") } else { ("に届かず", "not met") };
    let change = change(language, progress)?;
    Some(sentence!(language, "{ja}{end_ja}：{change}", "{en}, {end_en}: {change}"))
}

/// The results of comparing the figures, each with its arithmetic.
fn comparison(language: SiteLanguage, progress: &Progress<'_>, reckoning: &Calculation) -> Vec<String> {
    let so_far = progress.future_target.map_or(progress.standing, |ahead| ahead.so_far);
    let both = reckoning.actual.zip(reckoning.target);
    let same = both.is_some_and(|(actual, target)| actual == target);
    let is_range =
        matches!(progress.figures.target.map(|target| &target.meaning), Some(Meaning::Amount(Amount::Range(..))));
    let now = progress.future_target.is_some() && progress.standing != Standing::Reached;
    let verdict = match so_far {
        Standing::Reached if now && same => Some(("いまは目標のとおり", "as planned so far")),
        Standing::Reached if now => Some(("いまは目標に到達", "target reached so far")),
        Standing::Reached if is_range && reckoning.within => Some(("目標の範囲内", "within the target")),
        Standing::Reached if same => Some(("目標のとおり", "as planned")),
        Standing::Reached => Some(("目標に到達", "target reached")),
        Standing::Below => Some(("目標を下回る（向きは不明）", "below the target (direction unknown)")),
        Standing::Above => Some(("目標を上回る（向きは不明）", "above the target (direction unknown)")),
        Standing::Inexact if reckoning.actual.is_none() => Some((
            "数値に幅があるため、到達したかどうかを示していません",
            "as a figure is a span, nothing is said of reaching the target",
        )),
        Standing::Inexact if same => Some(("目標とほぼ同じ", "about the target")),
        Standing::Missed if reckoning.actual.is_none() || same => Some(("目標に届いていない", "target not reached")),
        _ => None,
    };
    let mut parts: Vec<String> =
        verdict.iter().map(|(ja, en)| StaticWords::new(ja, en).in_language(language).to_owned()).collect();
    if let Some((actual, target)) = both.filter(|_| !same && !reckoning.within) {
        parts.extend(way(language, progress, reckoning));
        parts.extend(ratio(language, progress, reckoning, (actual, target)));
        parts.extend(reckoning.gap.map(|gap| {
            let gap = signed(language, gap, &progress.unit);
            sentence!(language, "目標との差{gap}", "{gap} from the target")
        }));
    }
    parts
}

/// How far on the way: 現状値（令和元年度）から目標までの62.5％（5件÷8件）
fn way(language: SiteLanguage, progress: &Progress<'_>, reckoning: &Calculation) -> Option<String> {
    let baseline = progress.baseline.as_ref()?;
    let unit = &progress.unit;
    let start = start(language, baseline.time);
    Some(match reckoning.from_baseline? {
        BaselineProgress::None => sentence!(language, "{start}は目標に達していた", "{start} had reached the target"),
        BaselineProgress::Back(change) => {
            let change = signed(language, change, unit);
            sentence!(language, "{start}より{change}、目標から遠ざかる", "{change} from {start}, away from the target")
        }
        // From zero the way is the share of the target, which is said already.
        BaselineProgress::Part { .. } if baseline.value == Decimal::ZERO && reckoning.ratio.is_some() => return None,
        BaselineProgress::Part { rate, done, whole } => {
            let (about, points) = (about(language, reckoning), points(language, unit));
            sentence!(
                language,
                "{start}から目標までの{about}{rate}％（{done}{points}÷{whole}{points}）",
                "{about}{rate}% of the way from {start} ({done}{points} ÷ {whole}{points})"
            )
        }
    })
}

/// 達成率95.1％（58件÷61件）; where the direction is not known it is only a share.
fn ratio(
    language: SiteLanguage,
    progress: &Progress<'_>,
    reckoning: &Calculation,
    (actual, target): (Decimal, Decimal),
) -> Option<String> {
    let share = reckoning.ratio?;
    let unit = &progress.unit;
    let known = progress.aim.is_some_and(|aim| aim.direction == Direction::Increase);
    let name = if known { "達成率" } else { "実績は目標の" };
    let about = about(language, reckoning);
    Some(sentence!(
        language,
        "{name}{about}{share}％（{actual}{unit}÷{target}{unit}）",
        "{about}{share}% of the target ({actual}{unit} ÷ {target}{unit})"
    ))
}

fn about(language: SiteLanguage, reckoning: &Calculation) -> &'static str {
    if reckoning.about { StaticWords::new("約", "about ").in_language(language) } else { "" }
}

/// The baseline with its time.
fn start(language: SiteLanguage, time: Option<Period>) -> String {
    let time = time.map(|time| language.bracketed(&language.period(time))).unwrap_or_default();
    sentence!(language, "現状値{time}", "the baseline{time}")
}

/// A difference with its sign; of percentages it is in points.
fn signed(language: SiteLanguage, gap: Decimal, unit: &str) -> String {
    let sign = match gap.cmp(&Decimal::ZERO) {
        Ordering::Less => "",
        Ordering::Equal => "±",
        Ordering::Greater => "＋",
    };
    let sign = if language == English && sign == "＋" { "+" } else { sign };
    format!("{sign}{gap}{}", points(language, unit))
}

fn points(language: SiteLanguage, unit: &str) -> &str {
    if unit == "％" { StaticWords::new("ポイント", " points").in_language(language) } else { unit }
}

/// The finding of one line.
pub fn headline(language: SiteLanguage, progress: &Progress<'_>) -> String {
    let figures = [progress.figures.baseline, progress.figures.target, progress.figures.actual];
    let [baseline, target, actual] = figures.map(|figure| figure.map(|figure| quantity(language, figure, "")));
    let words = outcome(language, progress);
    let directed = matches!(progress.figures.target.map(|target| &target.meaning), Some(Meaning::Direction(_)));
    match (progress.standing, baseline.filter(|_| progress.amounts[0].is_some()), target, actual) {
        // A target without a number has its finding in the words.
        (Standing::Reached | Standing::Missed, ..) if directed => words,
        (Standing::Reached, _, Some(target), Some(actual)) => {
            sentence!(language, "目標{target}に到達（実績{actual}）", "Target {target} reached (result {actual})")
        }
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
        ) if progress.standing != Standing::Pending || progress.future_target.is_some() => {
            let standing = progress.standing.word();
            let standing = standing.in_language(language);
            sentence!(
                language,
                "目標{target}に対し実績{actual}、{standing}",
                "Target {target}, result {actual}: {standing}"
            )
        }
        (Standing::Pending | Standing::NoActual, Some(baseline), Some(target), _) => sentence!(
            language,
            "現状{baseline}、目標{target}、{words}",
            "Baseline {baseline}, target {target}, {words}"
        ),
        (Standing::Pending | Standing::NoActual, None, Some(target), _) => {
            sentence!(language, "目標{target}、{words}", "Target {target}, {words}")
        }
        _ => words,
    }
}

/// The figures of a line and what came of them, in one sentence.
pub fn line(language: SiteLanguage, progress: &Progress<'_>) -> String {
    let words = outcome(language, progress);
    let figures =
        [(BASELINE, progress.figures.baseline), (TARGET, progress.figures.target), (ACTUAL, progress.figures.actual)];
    let mut parts: Vec<String> = progress.label.map(str::to_owned).into_iter().collect();
    for (name, figure) in figures {
        let Some(text) = figure.map(|figure| quantity(language, figure, "")) else { continue };
        let repeated = match language {
            // 実績は調査中 says it already.
            Japanese => format!("{}は{text}", name.in_language(language)),
            English => format!("the {} is: {text}", name.in_language(language).to_lowercase()),
        };
        if !words.contains(&repeated) {
            parts.push(language.named(name.in_language(language), &text));
        }
    }
    parts.push(words);
    language.list(&parts)
}

/// A figure as the sheet has it.
pub fn cell(language: SiteLanguage, figure: Option<&Quantity>) -> String {
    figure.map_or_else(|| super::NOTHING.in_language(language).to_owned(), |figure| written(language, figure))
}

/// The description of the chart: all figures of the indicator in words.
pub fn desc(language: SiteLanguage, name: &str, lines: &[String]) -> String {
    let lines = lines.join(StaticWords::new("。", ". ").in_language(language));
    sentence!(language, "進みを示す図。{name}。{lines}。", "Chart of progress. {name}. {lines}.")
}
