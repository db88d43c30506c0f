//! What points at a person: telephone numbers, mail addresses, dates of birth, numbers of cards and insurances.

mod birth;
mod line;
mod mail;
mod number;
mod phone;
#[cfg(test)]
mod tests;

use std::ops::Range;

use line::Line;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// 044-200-0000, 090(1234)5678, 044ー200ー0000, 09012345678, +81 44 200 0000
    Phone,
    /// taro@example.jp
    Mail,
    /// 昭和40年3月2日生, 1955/4/1生まれ, 生年月日：1965年3月2日
    Birth,
    /// マイナンバー 1234 5678 9012, 基礎年金番号：1234-567890
    Number,
}

/// Words that say that a number or an address is there to be used.
const PUBLIC: [&str; 8] = ["連絡先", "問合せ", "問い合わせ", "問合わせ", "窓口", "代表", "事務局", "相談先"];

/// Everything in a line that points at a person. Contacts of offices are none.
#[must_use]
pub fn personal(text: &str) -> Vec<(Range<usize>, Personal)> {
    // Nearly all lines of a site end here, before anything is folded.
    let digits = text.chars().filter(|c| line::is_digit_of_some_kind(*c)).take(10).count();
    let numbered = digits >= 6 && number::MARK.iter().any(|mark| text.contains(mark));
    if digits < 10 && !numbered && !text.contains(['@', '＠', '生']) && !mail::is_spelled(text) {
        return Vec::new();
    }
    let line = Line::of(text);
    let mut found = birth::find(&line);
    found.extend(number::find(&line));
    if !PUBLIC.iter().any(|word| text.contains(word)) {
        found.extend(phone::find(&line));
        found.extend(mail::find(&line));
    }
    found.sort_by_key(|(range, kind)| (range.start, *kind != Personal::Number));
    // Digits after the name of a number are that number, whatever else they may look like.
    let mut end = 0;
    found.retain(|(range, _)| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}
