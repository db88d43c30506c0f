//! Telephone numbers of Japan: 0 and nine digits, or ten where the number is a mobile one, however they are separated.

use std::ops::Range;

use super::Personal;
use super::line::PersonalLine;

/// Words that say that digits are a telephone number.
const PHONE: [&str; 12] =
    ["電話", "でんわ", "TEL", "PHONE", "携帯", "ケータイ", "スマホ", "FAX", "ファクス", "ファックス", "☎", "連絡"];
/// Words that say that they are a number of something else.
const OTHER: [&str; 6] = ["番号", "コード", "記号", "ID", "NO", "№"];

/// What parts the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DigitSeparator {
    /// Nothing: all digits stand in one run.
    Whole,
    /// A space, as in 044 200 0000.
    Space,
    /// A full stop, as in 044.200.0000; decimals and dates have them, too.
    Stop,
    /// A dash, a bracket, a dot of Japanese, or the word that reads it.
    Dash,
}

/// A number that was read.
struct PhoneDigits {
    end: usize,
    style: DigitSeparator,
}

/// All numbers of a line.
pub(super) fn find(line: &PersonalLine) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    let (mut from, mut last) = (0, None);
    while from < line.len() {
        match number(line, from).filter(|number| opens(line, from, number, last)) {
            Some(number) => {
                found.push((line.range(from, number.end), Personal::Phone));
                (from, last) = (number.end, Some(number.end));
            }
            None => from += 1,
        }
    }
    found
}

/// Whether a number begins here and does not only go on.
fn opens(line: &PersonalLine, from: usize, number: &PhoneDigits, last: Option<usize>) -> bool {
    // One number follows another.
    if last.is_some_and(|last| last < from && line.skip(last, 3, &[' ', ',', '/', '.']) == from) {
        return true;
    }
    // Who writes a link to be dialled means the number to be used.
    if ["](tel:", "<tel:"].iter().any(|link| from >= link.len() && line.is(from - link.len(), link)) {
        return false;
    }
    match line.before(from) {
        None => true,
        // A column of figures is no number.
        Some(' ') if number.style == DigitSeparator::Space => {
            let gap = line.rest(0).iter().take(from).rev().take_while(|c| **c == ' ').count();
            !line.before(from - gap).is_some_and(|c| c.is_ascii_digit())
        }
        Some(c) if c.is_ascii_alphabetic() => {
            let before = line.words_before(from, 6);
            let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            matches!(word, "TEL" | "T" | "FAX" | "F" | "PHONE" | "MOBILE" | "M")
        }
        Some(c) => !c.is_ascii_digit() && !matches!(c, '-' | '.' | ',' | '/' | '#' | '_' | '='),
    }
}

fn number(line: &PersonalLine, from: usize) -> Option<PhoneDigits> {
    let mut at = from;
    // Abroad the first 0 is not dialled.
    let mut digits = String::new();
    match line.at(at)? {
        '+' if line.is(at + 1, "81") => {
            digits.push('0');
            at = line.skip(at + 3, 2, &[' ', '-', ')']);
            if line.is(at, "(0)") {
                at = line.skip(at + 3, 2, &[' ', '-']);
            }
            if line.at(at) == Some('(') {
                at += 1;
            }
        }
        '(' if line.at(at + 1) == Some('0') => {
            at += 1;
            (line.at(at + line.digits(at)) == Some(')')).then_some(())?;
        }
        '0' => {}
        _ => return None,
    }
    let (mut groups, mut style) = (Vec::new(), DigitSeparator::Whole);
    loop {
        let count = line.digits(at);
        let virtual_zero = usize::from(groups.is_empty() && !digits.is_empty());
        digits.extend(line.rest(at).iter().take(count));
        groups.push(count + virtual_zero);
        at += count;
        if digits.len() >= length(&digits) {
            break;
        }
        let (next, parted) = separator(line, at)?;
        let mixed = style != DigitSeparator::Whole
            && parted != style
            && style != DigitSeparator::Dash
            && parted != DigitSeparator::Dash;
        if mixed {
            return None;
        }
        style = if style == DigitSeparator::Dash { style } else { parted };
        at = next;
    }
    let planned = digits.len() == length(&digits) && !digits.starts_with("00") && digits.starts_with('0');
    (planned && fits(line, from, &digits, &groups, style) && ends(line, at, style))
        .then_some(PhoneDigits { end: at, style })
}

/// How many digits a number has that begins so.
fn length(digits: &str) -> usize {
    let mobile = matches!(digits.get(..3), Some("020" | "050" | "060" | "070" | "080" | "090"));
    if mobile || digits.starts_with("0800") { 11 } else { 10 }
}

/// Whether the groups are those of a number.
fn fits(line: &PersonalLine, from: usize, digits: &str, groups: &[usize], style: DigitSeparator) -> bool {
    let abroad = line.at(from) == Some('+');
    match groups {
        [_] => {
            let before = line.words_before(from, 10);
            let says = |words: &[&str]| words.iter().any(|word| before.contains(word));
            // Offices have numbers of ten digits with a 0 before them as well.
            says(&PHONE) || abroad || digits.len() == 11 && !says(&OTHER)
        }
        _ if digits.len() == 11 => {
            // A mobile number, however it is grouped; more or shorter groups are a list of small numbers.
            groups.len() <= 5
                && groups.first().is_some_and(|first| *first >= 3)
                && groups.iter().all(|group| *group >= 2)
        }
        // Two groups may be any two numbers; only a dash or a bracket between joins them.
        [2..=6, 4..=8] => style == DigitSeparator::Dash || abroad,
        // 0120-123-456, and 市外局番, 市内局番 and 加入者番号 of the numbering plan (総務省).
        [4, 3, 3] | [2..=5, 1..=4, 4] => true,
        _ => false,
    }
}

/// Past what parts two groups of digits.
fn separator(line: &PersonalLine, from: usize) -> Option<(usize, DigitSeparator)> {
    let mut style = DigitSeparator::Space;
    let mut marks = 0;
    let mut at = from;
    while let Some(c) = line.at(at).filter(|c| !c.is_ascii_digit()) {
        match c {
            ' ' => {}
            '(' | ')' => style = DigitSeparator::Dash,
            '-' | '・' | 'の' => (style, marks) = (DigitSeparator::Dash, marks + 1),
            '.' => (style, marks) = (DigitSeparator::Stop, marks + 1),
            _ => return None,
        }
        at += 1;
        // One mark with a space on each side at most; two marks are a list or a range.
        if marks > 1 || at - from > 3 {
            return None;
        }
    }
    (at > from && line.at(at).is_some()).then_some((at, style))
}

/// Whether a number ends here and does not go on as something longer.
fn ends(line: &PersonalLine, at: usize, style: DigitSeparator) -> bool {
    let digit = |index: usize| line.at(index).filter(char::is_ascii_digit);
    match line.at(at) {
        Some('-' | '.') => digit(at + 1).is_none(),
        Some(' ') if style == DigitSeparator::Space => digit(line.skip(at, 3, &[' '])).is_none_or(|c| c == '0'),
        Some(c) => !(style == DigitSeparator::Whole && c.is_ascii_alphanumeric()),
        None => true,
    }
}
