//! Numbers of persons among words, and what else a number there may count.

use std::ops::Range;

use crate::text::era::ERAS;
use crate::text::japanese::is_hiragana;
use crate::text::numerals::{Numeral, NumeralLetter, is_numeral, letters, numeral_at};
use crate::value::Absence;

use super::constraints::Interval;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Persons: 人 or 名 follows.
    Persons,
    /// No unit follows: うち新規7.
    Bare,
    /// A share of a total: ％, ‰ or 割 follows.
    Share,
    /// Something else, or nothing: 3年, 5件, 第7, R3.
    Other,
}

/// A number in a text, with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextNumber {
    /// Its bytes, with its unit where that is 人, 名 or ％.
    pub range: Range<usize>,
    /// The numbers that it leaves possible: 3 to 3, from 3 on, up to 3.
    pub reported: Interval,
    /// Whether it is exactly one number, without words such as 以上.
    pub exact: bool,
    /// What it counts by its unit.
    pub unit: Unit,
}

/// Words of a number that is not exactly itself.
const BOUNDS: [(&str, NumberBound); 8] = [
    ("以上", NumberBound::Least),
    ("を超", NumberBound::Least),
    ("超", NumberBound::Least),
    ("以下", NumberBound::Most),
    ("以内", NumberBound::Most),
    ("まで", NumberBound::Most),
    ("未満", NumberBound::Below),
    ("に満たない", NumberBound::Below),
];

/// How a number bounds what is meant.
#[derive(Clone, Copy)]
enum NumberBound {
    Least,
    Most,
    Below,
}

/// What may follow a count at once without being its unit: words of amount and change, and the labels of the next count.
const NO_UNITS: [&str; 21] = [
    "増", "減", "以上", "以下", "以内", "未満", "超", "前後", "程度", "弱", "強", "余", "内外", "男", "女", "計",
    "不明", "他", "再掲", "新規", "継続",
];

/// What 人 and 名 begin besides a unit: 人口, 人材, 名称.
const COMPOUNDS: [char; 13] = ['口', '材', '称', '前', '目', '簿', '格', '権', '件', '費', '工', '道', '類'];

/// What follows 一人 where nobody is counted.
const ALONE: [&str; 5] = ["一人", "ひとり", "暮", "親", "っ子"];

/// Where the unit of the second number is that of the first, too.
const JOINED: [&str; 9] = ["~", "-", "から", "ないし", "か", "/", "→", "⇒", "➡"];

/// A number that is being read.
struct NumberReader {
    numeral: Numeral,
    unit: Unit,
    /// Behind the unit, in letters.
    end: usize,
}

/// All numbers of a text that are read as such, in order.
pub fn numbers_in(text: &str) -> Vec<TextNumber> {
    if !text.chars().any(is_numeral) {
        return Vec::new();
    }
    let letters = letters(text);
    let mut found: Vec<NumberReader> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some(numeral) = numeral_at(&letters, at) else {
            at += 1;
            continue;
        };
        at = numeral.letters.end;
        let (unit, end) = unit(&letters, &numeral);
        if !numeral.ideographs || unit == Unit::Persons || unit == Unit::Bare && stands_alone(&letters, &numeral) {
            found.push(NumberReader { numeral, unit, end });
        }
    }
    join(&letters, &mut found);
    found.into_iter().filter_map(|found| number(&letters, &found)).collect()
}

/// The numbers of persons in a text.
pub fn persons_in(text: &str) -> Vec<TextNumber> {
    // Most texts count nobody.
    if !text.contains(['人', '名', '⼈']) {
        return Vec::new();
    }
    let mut numbers = numbers_in(text);
    numbers.retain(|number| number.unit == Unit::Persons);
    numbers
}

fn number(letters: &[NumeralLetter], found: &NumberReader) -> Option<TextNumber> {
    let Numeral { low, high, .. } = found.numeral;
    let after = text_of(letters, found.end, 5);
    let bound = BOUNDS.iter().find(|(word, _)| after.starts_with(word)).map(|(_, bound)| *bound);
    let reported = match bound {
        None => Interval { low, high: Some(high) },
        Some(NumberBound::Least) => Interval { low, high: None },
        Some(NumberBound::Most) => Interval { low: 0, high: Some(high) },
        Some(NumberBound::Below) => Interval { low: 0, high: Some((high - 1).max(0)) },
    };
    let exact = bound.is_none() && low == high && !found.numeral.fraction;
    let unit = if found.numeral.fraction && found.unit != Unit::Share { Unit::Other } else { found.unit };
    let end = if matches!(unit, Unit::Persons | Unit::Share) { found.end } else { found.numeral.letters.end };
    let range = letters.get(found.numeral.letters.start)?.start..letters.get(end.checked_sub(1)?)?.end;
    Some(TextNumber { range, reported, exact, unit })
}

/// The characters from a letter on, without white space.
fn text_of(letters: &[NumeralLetter], from: usize, length: usize) -> String {
    let rest = letters.get(from..).unwrap_or_default().iter();
    rest.map(|letter| letter.c).filter(|c| !c.is_whitespace()).take(length).collect()
}

/// What a number counts, and where its unit ends.
fn unit(letters: &[NumeralLetter], numeral: &Numeral) -> (Unit, usize) {
    let end = numeral.letters.end;
    let gap = letters.get(end..).unwrap_or_default().iter().take_while(|letter| letter.c.is_whitespace()).count();
    let next = end + gap;
    let at = |place: usize| letters.get(place).map(|letter| letter.c);
    match at(next) {
        Some('人' | '名') => {
            let alone = numeral.ideographs && numeral.high == 1 && {
                let after = text_of(letters, next + 1, 3);
                ALONE.iter().any(|word| after.starts_with(word))
            };
            if alone || at(next + 1).is_some_and(|c| COMPOUNDS.contains(&c)) {
                return (Unit::Other, end);
            }
            return (Unit::Persons, next + 1);
        }
        Some('%' | '‰' | '割') => return (Unit::Share, next + 1),
        _ => {}
    }
    // The five letters of the word, which no table of signs has.
    if text_of(letters, next, 5) == "パーセント" {
        return (Unit::Share, next + 5);
    }
    if is_numbered(letters, numeral.letters.start) || has_unit(letters, next, gap > 0) {
        return (Unit::Other, end);
    }
    (Unit::Bare, end)
}

/// Whether what stands before a number makes it one in a row or a calendar: 第7, 令和3, R3, №7, 3.4.1.
fn is_numbered(letters: &[NumeralLetter], start: usize) -> bool {
    let before: String = letters.get(..start).unwrap_or_default().iter().rev().take(4).map(|letter| letter.c).collect();
    let before: String = before.trim_start().chars().rev().collect();
    let mut back = before.chars().rev();
    let (last, second) = (back.next(), back.next());
    let letter = last.is_some_and(|c| c.is_ascii_alphabetic()) && !second.is_some_and(|c| c.is_ascii_alphabetic());
    let point = last == Some('.') && second.is_some_and(|c| c.is_ascii_alphanumeric());
    matches!(last, Some('第' | '#' | '№' | '¥' | '$' | '〒' | '℡'))
        || letter
        || point
        || ERAS.iter().any(|era| before.ends_with(era.name))
}

/// Whether a unit or another word of a thing follows: 3年, 5件, 2か所, 7つ.
fn has_unit(letters: &[NumeralLetter], next: usize, apart: bool) -> bool {
    let rest = letters.get(next..).unwrap_or_default();
    let c = |at: usize| rest.get(at).map(|letter| letter.c);
    let counter = matches!(c(0), Some('つ')) || c(0) == Some('か') && c(1).is_some_and(|c| "所月国年村町".contains(c));
    if counter || matches!(c(0), Some('°' | '℃' | '㎡' | '円')) {
        return true;
    }
    let run: String = rest
        .iter()
        .map(|letter| letter.c)
        .take_while(|c| c.is_alphabetic() && !is_hiragana(*c) && !is_numeral(*c))
        .collect();
    // 7 再入院: words apart from a number name the next one, but 7 月 is a month.
    let word = apart && run.chars().count() > 2;
    !(run.is_empty() || word || NO_UNITS.iter().any(|word| run.starts_with(word)))
}

/// Whether a kanji numeral without a unit is a number rather than part of a word: 女七, but not 統一 and 第三.
fn stands_alone(letters: &[NumeralLetter], numeral: &Numeral) -> bool {
    let before = numeral.letters.start.checked_sub(1).and_then(|at| letters.get(at)).map(|letter| letter.c);
    let after = letters.get(numeral.letters.end).map(|letter| letter.c);
    let ideograph = |c: char| c.is_alphabetic() && !is_hiragana(c) && !matches!(c, '男' | '女' | '計' | '数' | '者');
    let closed = after.is_none_or(|c| !c.is_alphanumeric() || matches!(c, '男' | '女' | '計' | '増' | '減'));
    // One ideograph after another makes a word with 一 often, with other numbers hardly ever.
    closed && !(before.is_some_and(ideograph) && numeral.high <= 1)
}

/// Numbers that belong to each other: the first of 2～3人 and of 7／52人 counts persons, those of 2021/4/1 nobody.
fn join(letters: &[NumeralLetter], found: &mut [NumberReader]) {
    let between: Vec<String> = found
        .windows(2)
        .map(|two| match two {
            [one, other] => {
                let gap = letters.get(one.end..other.numeral.letters.start).unwrap_or_default();
                gap.iter().map(|letter| letter.c).filter(|c| !c.is_whitespace()).collect()
            }
            _ => String::new(),
        })
        .collect();
    // From the end, so that what the last one counts reaches the first.
    for (at, sign) in between.iter().enumerate().rev() {
        let (Some(one), Some(other)) = (found.get(at), found.get(at + 1)) else { continue };
        let follows = other.numeral.low == one.numeral.low + 1 && matches!(sign.as_str(), "、" | "," | "・");
        if one.unit == Unit::Bare && other.unit != Unit::Bare && (follows || JOINED.contains(&sign.as_str())) {
            let unit = other.unit;
            if let Some(one) = found.get_mut(at) {
                one.unit = unit;
            }
        }
    }
    // Three in a row with one sign are a date, or the number of a telephone.
    for (at, signs) in between.windows(2).enumerate() {
        let [one, other] = signs else { continue };
        let places = at..at + 3;
        let bare = found.get(places.clone()).is_some_and(|three| three.iter().all(|found| found.unit == Unit::Bare));
        if one == other && matches!(one.as_str(), "-" | "/" | ".") && bare {
            found.get_mut(places).unwrap_or_default().iter_mut().for_each(|found| found.unit = Unit::Other);
        }
    }
}

/// A text with every number that is read written in plain digits, and without invisible characters.
pub fn in_plain_digits(text: &str) -> String {
    let letters = letters(text);
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let numeral = numeral_at(&letters, at).filter(|numeral| numeral.ideographs);
        let numeral = numeral.filter(|numeral| {
            let (unit, _) = unit(&letters, numeral);
            unit == Unit::Persons || unit == Unit::Bare && stands_alone(&letters, numeral)
        });
        if let Some(numeral) = numeral {
            plain.push_str(&numeral.high.to_string());
            at = numeral.letters.end;
        } else {
            plain.push(letter.c);
            at += 1;
        }
    }
    plain
}

/// What stands in brackets or after ※ in a quantity.
pub fn remarks(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ')' | '）' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    ranges.push(start..at + c.len_utf8());
                }
            }
            '※' if depth == 0 => {
                ranges.push(at..text.len());
                return ranges;
            }
            _ => {}
        }
    }
    if depth > 0 {
        ranges.push(start..text.len());
    }
    ranges
}

/// How many counts of a remark its author has suppressed: one in （男74人、女非公表）.
pub fn suppressed_by_author(remark: &str) -> usize {
    let parts = remark.split(|c: char| c.is_whitespace() || "、,，・;；/／()（）[]［］※".contains(c));
    // The label stands before the word.
    let is_suppressed = |part: &&str| {
        part.char_indices()
            .any(|(at, _)| part.get(at..).is_some_and(|word| matches!(Absence::parse(word), Some(Absence::Suppressed))))
    };
    parts.filter(is_suppressed).count()
}

/// A quantity without what stands in brackets or after ※.
pub fn without_remarks(text: &str) -> String {
    let (mut left, mut done) = (String::new(), 0);
    for remark in remarks(text) {
        left.push_str(text.get(done..remark.start).unwrap_or_default());
        done = remark.end;
    }
    (left + text.get(done..).unwrap_or_default()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers with a letter for what they count.
    fn read(text: &str) -> String {
        let letter = |unit| match unit {
            Unit::Persons => "p",
            Unit::Bare => "b",
            Unit::Share => "s",
            Unit::Other => "o",
        };
        let all = numbers_in(text);
        all.iter().map(|n| format!("{}{}", n.reported.low, letter(n.unit))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_told_by_what_they_count() {
        for (text, expected) in [
            ("うち5人は市外", "5p"),
            ("退院者５名、1,530人のうち", "5p 1530p"),
            ("3 人", "3p"),
            ("人口1,539,946人", "1539946p"),
            ("5人口", "5o"),
            ("3名称", "3o"),
            ("1.5人", "1o"),
            ("5件", "5o"),
            ("", ""),
            ("七人が退院した", "7p"),
            ("一人ひとりの暮らし、一人暮らし", ""),
            ("一人が退院", "1p"),
            ("男45・女7", "45b 7b"),
            ("男45女7", "45b 7b"),
            ("うち新規7", "7b"),
            ("うち新規7 再入院3", "7b 3b"),
            ("うち新規七", "7b"),
            ("前年と同一", ""),
            ("第三者の七つの会", ""),
            ("7／52人", "7p 52p"),
            ("7→16人", "7p 16p"),
            ("2,3人", "2p 3p"),
            ("2、3人", "2p 3p"),
            ("2～3人", "2p 3p"),
            ("7人増", "7p"),
            ("12％（7/52人）", "12s 7p 52p"),
            ("630調査", "630o"),
            ("令和3年6月末時点", "3o 6o"),
            ("R3.4.1現在", "3o 1o"),
            ("2021/4/1時点", "2021o 4o 1o"),
            ("2021-04-01", "2021o 4o 1o"),
            ("4～6月", "4o 6o"),
            ("65歳以上", "65o"),
            ("2か所", "2o"),
            ("3割", "3s"),
            ("2万人", "20000p"),
            ("10人未満", "0p"),
            ("五十三人（うち新規七人）", "53p 7p"),
            ("①5人", "1b 5p"),
            ("\u{202D}3\u{202C}人", "3p"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
