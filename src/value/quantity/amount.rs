//! Amounts: a number with what stands before it (約, 延べ, 年) and after it (人, 以上, ／年, 程度開催予定).

use super::compound::Compound;
use super::numbers::{AmountBound, Numbers};
use super::read::change;
use super::unit::{comparable_units, is_unit, same_unit, without_multiplier};
use super::{Absence, Amount, Direction, Meaning};
use crate::text::era::ERAS;
use crate::text::japanese::is_hiragana;
use crate::text::number::Decimal;

const ABOUT_BEFORE: &[&str] = &["約", "およそ", "おおよそ", "凡そ", "概ね", "おおむね", "ほぼ", "≒", "≈"];
const BOUNDS_BEFORE: &[(&str, AmountBound)] = &[
    ("最低", Amount::AtLeast),
    ("少なくとも", Amount::AtLeast),
    ("最大", Amount::AtMost),
    ("多くて", Amount::AtMost),
    ("~", Amount::AtMost),
    ("<=", Amount::AtMost),
    ("≦", Amount::AtMost),
    ("≤", Amount::AtMost),
    ("<", Amount::Below),
    (">=", Amount::AtLeast),
    ("≧", Amount::AtLeast),
    ("≥", Amount::AtLeast),
    (">", Amount::Above),
];
const BOUNDS_AFTER: &[(&str, AmountBound)] = &[
    ("程度", Amount::About),
    ("前後", Amount::About),
    ("くらい", Amount::About),
    ("ぐらい", Amount::About),
    ("ほど", Amount::About),
    ("弱", Amount::About),
    ("強", Amount::About),
    ("余り", Amount::About),
    ("余", Amount::About),
    ("以上", Amount::AtLeast),
    ("以下", Amount::AtMost),
    ("以内", Amount::AtMost),
    ("まで", Amount::AtMost),
    ("未満", Amount::Below),
    ("を超える", Amount::Above),
    ("超", Amount::Above),
];

/// What is done so often, which changes nothing about the amount.
const ACTIONS: &[&str] = &[
    "を予定",
    "の予定",
    "予定",
    "開催",
    "実施",
    "参加",
    "見込み",
    "見込",
    "を目標",
    "目標",
    "設置",
    "配置",
    "訪問",
    "。",
];

/// Spans of time that an amount is for.
const TIMES: &[(&str, &str)] = &[
    ("年", "年"),
    ("年に", "年"),
    ("年間", "年"),
    ("毎年", "年"),
    ("1年に", "年"),
    ("1年間に", "年"),
    ("月", "月"),
    ("月に", "月"),
    ("毎月", "月"),
    ("1か月に", "月"),
    ("1ヶ月に", "月"),
    ("隔月", "隔月"),
    ("週", "週"),
    ("週に", "週"),
    ("毎週", "週"),
    ("1週", "週"),
    ("1週間に", "週"),
    ("隔週", "隔週"),
    ("日に", "日"),
    ("毎日", "日"),
    ("1日", "日"),
    ("1日に", "日"),
    ("一日", "日"),
];

/// What was understood of a text; the words as written.
pub(super) struct Reading {
    pub meaning: Meaning,
    pub unit: Option<String>,
    /// What of the unit is left to the form.
    pub unwritten: Option<String>,
    pub per: Option<String>,
    pub label: Option<String>,
}

impl Reading {
    /// A reading with a meaning and no unit or note.
    pub fn of(meaning: Meaning) -> Reading {
        Reading { meaning, unit: None, unwritten: None, per: None, label: None }
    }

    /// Reads what is counted and, after a colon, why there is no number of it: 事例検討数：非公表.
    pub fn absence(written: &[char], folded: &[char]) -> Option<Reading> {
        let colon = folded.iter().rposition(|c| *c == ':')?;
        let text_of = |range: &[char]| range.iter().collect::<String>();
        let absence = Absence::parse(&text_of(folded.get(colon + 1..)?)).filter(|_| colon + 1 < folded.len())?;
        let label = NumberPrefix::read(folded.get(..=colon)?)?.label?;
        let label = Some(slice(written, label.start, label.end));
        Some(Reading { label, ..Reading::of(Meaning::Absent(absence)) })
    }

    /// Reads an amount from characters as written and the same characters folded.
    pub fn amount(written: &[char], folded: &[char], form: &FormUnit<'_>) -> Option<Reading> {
        let text: String = folded.iter().collect();
        let start = opening(&text);
        let first = start.length + folded.iter().skip(start.length).position(char::is_ascii_digit)?;
        let sign = first.checked_sub(1).filter(|at| matches!(folded.get(*at), Some('▲' | '△' | '+')));
        let sign = sign.or_else(|| (first == 1 && folded.first() == Some(&'-')).then_some(0));
        let first = sign.unwrap_or(first);

        let before = NumberPrefix::read(folded.get(start.length..first)?)?;
        let label =
            before.label.clone().map(|range| slice(written, start.length + range.start, start.length + range.end));
        let rest = folded.get(first..)?;
        let (mut reading, multiplied) = match Reading::number(rest, form, before.bound) {
            Some((number, multiplied)) => (number.at(written, first), multiplied),
            // 8分36秒 says one time in two numbers.
            None => (Compound::read(rest, form)?.reading(before.bound), false),
        };
        let joined = label.as_deref().zip(reading.unit.as_deref()).map(|(label, unit)| format!("{label}{unit}"));
        let (unit, unwritten, label) = if joined.is_some_and(|joined| comparable_units(&joined, form.unit)) {
            // The form counts 延べ人, and the sheet has 延べ120人.
            (None, None, None)
        } else if reading.unit.is_some() || form.unit.is_empty() {
            (reading.unit.take(), None, label)
        } else {
            // 3.5億 where the form counts 千円 is money, but no number of thousands; 1,200千 is one.
            let bare = without_multiplier(form.unit).filter(|_| multiplied || reading.unwritten.is_some());
            let unit = bare.filter(|_| multiplied).map(str::to_owned);
            (unit, Some(bare.unwrap_or(form.unit).to_owned()), label)
        };
        if label.as_deref().is_some_and(|label| unit.is_none() && !counts(label)) {
            return None;
        }
        Some(Reading { unit, unwritten, per: reading.per.or(before.per).or(start.per), label, ..reading })
    }

    /// Reads the number and what follows it, and whether it has words for powers of ten.
    fn number(folded: &[char], form: &FormUnit<'_>, before: Option<AmountBound>) -> Option<(PlacedAmount, bool)> {
        let numbers = Numbers::read(folded, form.unit)?;
        let after = Following::read(folded.get(numbers.length..)?, form)?;
        if is_position(&numbers, folded.get(numbers.length..)?.get(after.unit.clone())?) {
            return None;
        }
        let meaning = if let Some(direction) = after.change {
            Meaning::Direction(direction)
        } else {
            Meaning::Amount(numbers.bounded(after.bound.or(before))?)
        };
        Some((PlacedAmount { meaning, at: numbers.length, after }, numbers.multiplied))
    }
}

/// An amount with the position of its unit.
struct PlacedAmount {
    meaning: Meaning,
    at: usize,
    after: Following,
}

impl PlacedAmount {
    /// With its unit as written, where its first digit is this one.
    fn at(self, written: &[char], first: usize) -> Reading {
        let slice = |from: usize, to: usize| {
            Some(slice(written, first + self.at + from, first + self.at + to)).filter(|text| !text.is_empty())
        };
        let unit = slice(self.after.unit.start, self.after.unit.end);
        let per = slice(self.after.per.start, self.after.per.end);
        let unwritten = self.after.power_alone.then(String::new);
        Reading { unit, unwritten, per, ..Reading::of(self.meaning) }
    }
}

/// The form's unit, folded: 回 and 年 of 回／年.
pub(super) struct FormUnit<'a> {
    /// What is counted; empty where the form says nothing.
    pub unit: &'a str,
    /// What it is counted for.
    pub per: Option<&'a str>,
}

impl FormUnit<'_> {
    /// Whether a text is the form's unit, whatever its letters are.
    pub fn is(&self, text: &str) -> bool {
        !self.unit.is_empty() && same_unit(text, self.unit)
    }
}

/// 1日2回, 1か月に3回: a span of time that begins with a number of its own.
struct SpanOpening {
    length: usize,
    per: Option<String>,
}

fn opening(text: &str) -> SpanOpening {
    let known = TIMES.iter().filter(|(spelling, _)| spelling.starts_with('1')).find(|(spelling, _)| {
        let rest = text.strip_prefix(spelling).map(|rest| strip_any(rest, ABOUT_BEFORE).unwrap_or(rest));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    match known {
        Some((spelling, per)) => SpanOpening { length: spelling.chars().count(), per: Some((*per).to_owned()) },
        None => SpanOpening { length: 0, per: None },
    }
}

/// What comes before the number: 約, 延べ, a span of time, a label.
#[derive(Default)]
struct NumberPrefix {
    bound: Option<AmountBound>,
    per: Option<String>,
    /// The range of the label, in characters.
    label: Option<std::ops::Range<usize>>,
}

impl NumberPrefix {
    fn read(folded: &[char]) -> Option<NumberPrefix> {
        let joined: String = folded.iter().collect();
        let mut text = joined.as_str();
        let mut before = NumberPrefix::default();
        while let Some(rest) = ABOUT_BEFORE.iter().find_map(|word| text.strip_suffix(word)) {
            text = rest;
            before.bound = Some(Amount::About);
        }
        if let Some((rest, bound)) =
            BOUNDS_BEFORE.iter().find_map(|(word, bound)| Some((text.strip_suffix(word)?, bound)))
        {
            (text, before.bound) = (rest, Some(*bound));
        }
        text = strip_any(text, ABOUT_BEFORE).inspect(|_| before.bound = Some(Amount::About)).unwrap_or(text);
        if let Some((_, per)) = TIMES.iter().find(|(spelling, _)| *spelling == text) {
            before.per = Some((*per).to_owned());
            return Some(before);
        }
        // A bullet before the label and a colon after it are not its own.
        let label = text.trim_start_matches('・').trim_end_matches(':');
        if label.is_empty() {
            return Some(before);
        }
        let skipped = joined.split_once(label).map_or(0, |(skipped, _)| skipped.chars().count());
        before.label = Some(skipped..skipped + label.chars().count());
        is_label(label).then_some(before)
    }
}

/// Whether the words before a number name what is counted (事例検討数) rather than begin a sentence (研修を).
fn is_label(text: &str) -> bool {
    // Chosen by trying on the content: longer texts before a number are sentences.
    const MAX_CHARACTERS: usize = 24;
    const SENTENCE: &[char] = &['を', 'は', 'が', 'に', 'で', 'へ', 'と', 'も', 'や', 'た', 'す', 'だ'];
    let bare = ["への", "での", "との", "など"].iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    // R7.6 is a month, r123 a revised figure, and ー5 a number below zero.
    let mark = text.chars().all(|c| c.is_ascii_alphabetic() || c == 'ー') && text.chars().count() <= 2;
    !mark
        && text.chars().count() <= MAX_CHARACTERS
        && bare.chars().all(|c| c.is_alphabetic() || c == '・')
        && !bare.contains(SENTENCE)
        && !text.starts_with('第')
        && !ERAS.iter().any(|era| text.contains(era.name))
}

/// Whether a label alone tells that a number follows, so that no unit is needed: 退院者数14, but not H29 or ver2.
fn counts(label: &str) -> bool {
    label.ends_with(['数', '率', '計', '額', '者', 'べ']) || label.chars().all(is_hiragana)
}

/// 2021年 is a position in the calendar and 1-2 may be one in a document; neither is an amount. Fiscal years
/// begin with Meiji (1868).
fn is_position(numbers: &Numbers, unit: &[char]) -> bool {
    let year = unit == ['年'] && numbers.low >= Decimal::from(1868);
    year || (numbers.hyphen && unit.is_empty())
}

/// What follows the number, in characters from it.
#[derive(Default)]
struct Following {
    unit: std::ops::Range<usize>,
    /// Whether the unit is only the form's word for a power of ten: 千 of 千円.
    power_alone: bool,
    per: std::ops::Range<usize>,
    bound: Option<AmountBound>,
    change: Option<Direction>,
}

impl Following {
    fn read(folded: &[char], form: &FormUnit<'_>) -> Option<Following> {
        let joined: String = folded.iter().collect();
        let mut text = joined.strip_prefix('~').unwrap_or(&joined).to_owned();
        let mut start = folded.len() - text.chars().count();
        let mut after = Following::default();
        // What the form prints is a unit, even where it ends like an action or a bound.
        if form.is(&text) {
            after.unit = start..folded.len();
            return Some(after);
        }
        if let Some((word, direction)) = change(&text) {
            after.change = Some(direction);
            text.truncate(text.len() - word.len());
        }
        after.strip(&mut text)?;
        if let Some((unit, per)) = text.clone().split_once('/') {
            // 月 is no unit of amounts, but one of time.
            if !is_unit(per, form.per.unwrap_or_default()) && per != "月" {
                return None;
            }
            let at = start + unit.chars().count() + 1;
            after.per = at..at + per.chars().count();
            unit.clone_into(&mut text);
            after.strip(&mut text)?;
        }
        text.truncate(text.trim_end_matches('~').len());
        // 8.5以下％ has the bound before the unit.
        let mut long = BOUNDS_AFTER.iter().filter(|(word, _)| word.chars().count() > 1);
        let early = long.find_map(|(word, bound)| Some((text.strip_prefix(word)?.to_owned(), *bound)));
        if let Some((rest, bound)) = early.filter(|(rest, _)| after.bound.is_none() && is_unit(rest, form.unit)) {
            start += text.chars().count() - rest.chars().count();
            (text, after.bound) = (rest, Some(bound));
        }
        // 1,200千 where the form counts 千円 is as good as no unit.
        after.power_alone =
            without_multiplier(form.unit).is_some_and(|rest| form.unit.strip_prefix(text.as_str()) == Some(rest));
        if !text.is_empty() && !after.power_alone && !is_unit(&text, form.unit) {
            return None;
        }
        let length = if after.power_alone { 0 } else { text.chars().count() };
        after.unit = start..start + length;
        Some(after)
    }

    /// Removes words of actions and one bound from the end.
    fn strip(&mut self, text: &mut String) -> Option<()> {
        loop {
            if let Some(action) = ACTIONS.iter().find(|action| text.ends_with(**action)) {
                text.truncate(text.len() - action.len());
            } else if let Some((word, bound)) = BOUNDS_AFTER.iter().find(|(word, _)| text.ends_with(word)) {
                text.truncate(text.len() - word.len());
                if self.bound.replace(*bound).is_some() {
                    return None;
                }
            } else {
                return Some(());
            }
        }
    }
}

/// A form's unit 回／年 as 回 and 年.
pub(super) fn split_per(unit: &str) -> (String, Option<String>) {
    match unit.split_once(['/', '／']) {
        Some((unit, per)) => (unit.trim().to_owned(), Some(per.trim().to_owned())),
        None => (unit.trim().to_owned(), None),
    }
}

fn strip_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

fn slice(written: &[char], start: usize, end: usize) -> String {
    written.get(start..end).unwrap_or_default().iter().collect()
}
