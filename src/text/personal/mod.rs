//! What points at a person: telephone numbers, mail addresses, dates of birth, numbers of cards and insurances.

mod birth;
mod line;
mod mail;
mod number;
mod phone;
#[cfg(test)]
mod tests;

use std::ops::Range;

use line::PersonalLine;

/// What a text tells of a person (個人情報の保護に関する法律 article 2: what identifies somebody).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// A telephone number: 044-200-0000, 090(1234)5678, 044ー200ー0000, 09012345678, +81 44 200 0000.
    Phone,
    /// An address of mail: taro@example.jp.
    Mail,
    /// A date of birth: 昭和40年3月2日生, 1955/4/1生まれ, 生年月日：1965年3月2日.
    Birth,
    /// A number that one person has: マイナンバー 1234 5678 9012, 基礎年金番号：1234-567890.
    Number,
}

/// Words that say that a number or an address is there to be used.
const PUBLIC: [&str; 8] = ["連絡先", "問合せ", "問い合わせ", "問合わせ", "窓口", "代表", "事務局", "相談先"];

/// What a line has that tells of persons. All lines of a site are passed here, and nearly none has enough.
#[derive(Default)]
struct Signs {
    digits: usize,
    /// Whether a word names a number of persons: 番号, マイナンバー.
    named: bool,
    /// Whether it has a sign of an address of mail: @, （at）.
    addressed: bool,
    /// Whether it has a word of birth: 生, うまれ.
    born: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let (mut signs, mut before) = (Signs::default(), ' ');
        for c in text.chars() {
            match (before, c) {
                ('番', '号') | ('ン', 'バ') => signs.named = true,
                (_, '@' | '＠') | ('t' | 'ｔ' | 'T' | 'Ｔ', ')' | ']' | '）' | '］') => signs.addressed = true,
                (_, '生') | ('ま', 'れ') => signs.born = true,
                // 昭和十年十月
                (_, '十' | '元') => signs.digits += 1,
                _ => signs.digits += usize::from(line::is_digit_of_some_kind(c)),
            }
            before = c;
        }
        signs
    }
}

/// Everything in a line that points at a person. Contacts of offices are none.
#[must_use]
pub fn personal(text: &str) -> Vec<(Range<usize>, Personal)> {
    let signs = Signs::of(text);
    // The shortest that each can be: ten digits that are dialled, four of a 手帳番号, a day and a month.
    let may_be_phone = signs.digits >= 10;
    let may_be_number = signs.named && signs.digits >= 4;
    let may_be_birth = signs.born && signs.digits >= 2;
    if !(may_be_phone || may_be_number || may_be_birth || signs.addressed) {
        return Vec::new();
    }
    let line = PersonalLine::of(text);
    let mut found = if may_be_birth { birth::find(&line) } else { Vec::new() };
    if may_be_number {
        found.extend(number::find(&line));
    }
    if !PUBLIC.iter().any(|word| text.contains(word)) {
        if may_be_phone {
            found.extend(phone::find(&line));
        }
        if signs.addressed {
            found.extend(mail::find(&line));
        }
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
