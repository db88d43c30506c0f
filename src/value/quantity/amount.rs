//! Amounts: a number with what stands before it (約, 延べ, 年) and after it (人, 以上, ／年, 程度開催予定).

use super::numbers::{Bound, Numbers};
use super::read::change;
use super::unit::is_unit;
use super::{Absence, Amount, Direction, Meaning};
use crate::text::era::ERAS;
use crate::text::japanese::is_hiragana;
use crate::text::number::Decimal;

const ABOUT_BEFORE: &[&str] = &["約", "およそ", "おおよそ", "凡そ", "概ね", "おおむね", "ほぼ"];
const BOUNDS_BEFORE: &[(&str, Bound)] = &[
    ("最低", Amount::AtLeast),
    ("少なくとも", Amount::AtLeast),
    ("最大", Amount::AtMost),
    ("多くて", Amount::AtMost),
    ("~", Amount::AtMost),
];
const BOUNDS_AFTER: &[(&str, Bound)] = &[
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
const DEEDS: &[&str] = &[
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
    pub per: Option<String>,
    pub label: Option<String>,
}

impl Reading {
    /// A meaning alone.
    pub fn of(meaning: Meaning) -> Reading {
        Reading { meaning, unit: None, per: None, label: None }
    }

    /// Reads what is counted and, after a colon, why there is no number of it: 事例検討数：非公表.
    pub fn absence(written: &[char], folded: &[char]) -> Option<Reading> {
        let colon = folded.iter().rposition(|c| *c == ':')?;
        let said = |range: &[char]| range.iter().collect::<String>();
        let absence = Absence::parse(&said(folded.get(colon + 1..)?)).filter(|_| colon + 1 < folded.len())?;
        let label = Before::read(folded.get(..=colon)?)?.label?;
        let label = Some(slice(written, label.start, label.end));
        Some(Reading { meaning: Meaning::Absent(absence), unit: None, per: None, label })
    }

    /// Reads an amount from characters as written and the same characters folded.
    pub fn amount(written: &[char], folded: &[char], form_unit: &str) -> Option<Reading> {
        let text: String = folded.iter().collect();
        let start = opening(&text);
        let first = start.length + folded.iter().skip(start.length).position(char::is_ascii_digit)?;
        let sign = first.checked_sub(1).filter(|at| matches!(folded.get(*at), Some('▲' | '△' | '+')));
        let sign = sign.or_else(|| (first == 1 && folded.first() == Some(&'-')).then_some(0));
        let first = sign.unwrap_or(first);

        let before = Before::read(folded.get(start.length..first)?)?;
        let numbers = Numbers::read(folded.get(first..)?, form_unit)?;
        let tail_at = first + numbers.length;
        let after = After::read(folded.get(tail_at..)?)?;
        let label =
            before.label.clone().map(|range| slice(written, start.length + range.start, start.length + range.end));
        let unit = Some(slice(written, tail_at, tail_at + after.unit)).filter(|unit| !unit.is_empty());
        let per_at = tail_at + after.per.start;
        let per = Some(slice(written, per_at, tail_at + after.per.end)).filter(|per| !per.is_empty());

        if label.as_deref().is_some_and(|label| unit.is_none() && !counts(label)) || is_place(&numbers, unit.as_deref())
        {
            return None;
        }
        let meaning = if let Some(direction) = after.change {
            Meaning::Direction(direction)
        } else {
            Meaning::Amount(numbers.bounded(after.bound.or(before.bound))?)
        };
        Some(Reading { meaning, unit, per: per.or(before.per).or(start.per), label })
    }
}

/// 1日2回, 1か月に3回: a span of time that begins with a number of its own.
struct Opening {
    length: usize,
    per: Option<String>,
}

fn opening(text: &str) -> Opening {
    let known = TIMES.iter().filter(|(spelling, _)| spelling.starts_with('1')).find(|(spelling, _)| {
        let rest = text.strip_prefix(spelling).map(|rest| strip_any(rest, ABOUT_BEFORE).unwrap_or(rest));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    match known {
        Some((spelling, per)) => Opening { length: spelling.chars().count(), per: Some((*per).to_owned()) },
        None => Opening { length: 0, per: None },
    }
}

/// What stands before the number.
#[derive(Default)]
struct Before {
    bound: Option<Bound>,
    per: Option<String>,
    /// Where the label stands, in characters.
    label: Option<std::ops::Range<usize>>,
}

impl Before {
    fn read(folded: &[char]) -> Option<Before> {
        let whole: String = folded.iter().collect();
        let mut text = whole.as_str();
        let mut before = Before::default();
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
        let skipped = whole.split_once(label).map_or(0, |(skipped, _)| skipped.chars().count());
        before.label = Some(skipped..skipped + label.chars().count());
        is_label(label).then_some(before)
    }
}

/// Whether the words before a number name what is counted (事例検討数) rather than begin a sentence (研修を).
fn is_label(text: &str) -> bool {
    const LONGEST: usize = 24;
    const SENTENCE: &[char] = &['を', 'は', 'が', 'に', 'で', 'へ', 'と', 'も', 'や', 'た', 'す', 'だ'];
    let bare = ["への", "での", "との", "など"].iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    text.chars().count() <= LONGEST
        && bare.chars().all(|c| c.is_alphabetic() || c == '・')
        && !bare.contains(SENTENCE)
        && !text.starts_with('第')
        && !ERAS.iter().any(|era| text.contains(era.name))
}

/// Whether a label alone tells that a number follows, so that no unit is needed: 退院者数14, but not H29 or ver2.
fn counts(label: &str) -> bool {
    label.ends_with(['数', '率', '計', '額', '者', 'べ']) || label.chars().all(is_hiragana)
}

/// 2021年 is a place in the calendar and 1-2 may be one in a document; neither is an amount.
fn is_place(numbers: &Numbers, unit: Option<&str>) -> bool {
    let year = unit == Some("年") && numbers.low >= Decimal::from(1868);
    year || (numbers.hyphen && unit.is_none())
}

/// What stands after the number, in characters from it.
#[derive(Default)]
struct After {
    unit: usize,
    per: std::ops::Range<usize>,
    bound: Option<Bound>,
    change: Option<Direction>,
}

impl After {
    fn read(folded: &[char]) -> Option<After> {
        let whole: String = folded.iter().collect();
        let mut text = whole.strip_prefix('~').unwrap_or(&whole).to_owned();
        let mut after = After::default();
        if let Some((word, direction)) = change(&text) {
            after.change = Some(direction);
            text.truncate(text.len() - word.len());
        }
        after.strip(&mut text)?;
        if let Some((unit, per)) = text.clone().split_once('/') {
            // 月 is no unit of amounts, but one of time.
            if !is_unit(per) && per != "月" {
                return None;
            }
            let at = unit.chars().count() + 1;
            after.per = at..at + per.chars().count();
            unit.clone_into(&mut text);
            after.strip(&mut text)?;
        }
        text.truncate(text.trim_end_matches('~').len());
        after.unit = text.chars().count();
        (text.is_empty() || is_unit(&text)).then_some(after)
    }

    /// Takes deeds and one bound from the end.
    fn strip(&mut self, text: &mut String) -> Option<()> {
        loop {
            if let Some(deed) = DEEDS.iter().find(|deed| text.ends_with(**deed)) {
                text.truncate(text.len() - deed.len());
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
