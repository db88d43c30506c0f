//! Dates of birth: a day, or a month of a year, with a word that says so before or after it.

use std::ops::Range;

use super::Personal;
use super::line::PersonalLine;

/// Words before a date of birth.
const LABELS: [&str; 4] = ["生年月日", "誕生日", "生年月", "出生日"];
const ERAS: [&str; 10] = ["明治", "大正", "昭和", "平成", "令和", "明", "大", "昭", "平", "令"];

/// All dates of birth of a line.
pub(super) fn find(line: &PersonalLine) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let labelled = LABELS.iter().find(|label| line.is(at, label)).and_then(|label| {
            let after = at + label.chars().count();
            date(line, line.skip(after, 6, &[' ', ':', '|', '=', 'は', 'が', '(', '「', '、', '-', '*']))
        });
        let born = || date(line, at).filter(|_| opens(line, at)).and_then(|end| born(line, end));
        match labelled.or_else(born) {
            Some(end) => {
                found.push((line.range(at, end), Personal::Birth));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a date does not begin in the middle of a number or a word.
fn opens(line: &PersonalLine, at: usize) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric();
    line.before(at).is_none_or(|before| !letter(before) && !matches!(before, '.' | '/' | '-'))
}

/// Past 生 or 生まれ after a date. 2日生活した is no birth, and neither is 2日生まれ変わった.
fn born(line: &PersonalLine, end: usize) -> Option<usize> {
    let at = line.skip(end, 2, &[' ', ')', '(']);
    let word = ["生まれ", "産まれ", "うまれ", "生れ"].iter().find(|word| line.is(at, word));
    if let Some(word) = word {
        let end = at + word.chars().count();
        return (!line.is(end, "変") && !line.is(end, "かわ")).then_some(end);
    }
    // A particle, a mark, or who was born; any other letter makes another word of it.
    let ends_word = |c: char| "の)(、。, |」』・;:/*男女でとがはもや".contains(c);
    (line.at(at) == Some('生') && line.at(at + 1).is_none_or(ends_word)).then_some(at + 1)
}

/// Past a date: a day of a year, a month of a year, or a day of any year. A year alone tells little.
fn date(line: &PersonalLine, from: usize) -> Option<usize> {
    let past = |at: usize, word: char| if line.at(at) == Some(word) { at + 1 } else { at };
    let Some((at, packed)) = year(line, from) else {
        let (_, at) = value(line, from, 12)?;
        let (_, at) = value(line, (line.at(at) == Some('月')).then_some(at + 1)?, 31)?;
        return (line.at(at) == Some('日')).then_some(at + 1);
    };
    // 19550401 and S300401
    if packed && line.digits(at) == 4 {
        return Some(at + 4);
    }
    let (_, at) = value(line, part(line, at, '年')?, 12)?;
    let day = part(line, at, '月').and_then(|at| value(line, at, 31));
    Some(day.map_or(past(at, '月'), |(_, at)| past(at, '日')))
}

/// Past a year, and whether a month and a day may follow without anything between.
fn year(line: &PersonalLine, from: usize) -> Option<(usize, bool)> {
    let beside = |at: usize| {
        // 1955(昭和30)年, 昭和30(1955)年
        let inner = line.rest(at).iter().take(10).position(|c| *c == ')');
        inner.filter(|_| line.at(at) == Some('(')).map_or(at, |close| at + close + 1)
    };
    let digits = line.digits(from);
    if digits >= 4 {
        let century = line.is(from, "18") || line.is(from, "19") || line.is(from, "20");
        // 1955, or 19550401 in one run.
        return (century && matches!(digits, 4 | 8)).then(|| (beside(from + 4), digits == 8));
    }
    let letter = line.at(from).filter(|c| matches!(c.to_ascii_uppercase(), 'M' | 'T' | 'S' | 'H' | 'R')).map(|_| 1);
    let era = ERAS.iter().find(|era| line.is(from, era)).map(|era| era.chars().count());
    let at = line.skip(from + letter.or(era)?, 2, &[' ', '.']);
    // S300401: year, month and day of the era, two digits each.
    if line.digits(at) == 6 {
        return Some((at + 2, true));
    }
    let at = if line.at(at) == Some('元') { at + 1 } else { value(line, at, 99)?.1 };
    Some((beside(at), false))
}

/// Past what stands between two parts of a date.
fn part(line: &PersonalLine, at: usize, word: char) -> Option<usize> {
    let after = line.skip(at, 1, &[word, '.', '/', '-', '・', '、']);
    (after > at).then(|| line.skip(after, 1, &[' ']))
}

/// A number of one or two digits, or in words: 12, 十二, 三十一.
fn value(line: &PersonalLine, from: usize, most: u32) -> Option<(u32, usize)> {
    let digits = line.digits(from);
    let (value, end) = if digits > 0 {
        let text: String = line.rest(from).iter().take(digits.min(3)).collect();
        (text.parse().ok()?, from + digits)
    } else {
        let words: String = line.rest(from).iter().take_while(|c| "〇一二三四五六七八九十".contains(**c)).collect();
        (in_words(&words)?, from + words.chars().count())
    };
    (1..=most).contains(&value).then_some((value, end))
}

fn in_words(words: &str) -> Option<u32> {
    let digit =
        |text: &str| "〇一二三四五六七八九".chars().position(|c| text.chars().eq([c])).map(|value| value as u32);
    match words.split_once('十') {
        None => digit(words),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}
