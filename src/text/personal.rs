//! What points at a person: telephone numbers, mail addresses, dates of birth.

use std::ops::Range;

use super::fold::fold_char;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// 044-200-0000, 090(1234)5678
    Phone,
    /// taro@example.jp
    Mail,
    /// 昭和40年3月2日生, 生年月日：1965年3月2日
    Birth,
}

/// Words that say that a number or an address is there to be used.
const PUBLIC: [&str; 8] = ["連絡先", "問合せ", "問い合わせ", "問合わせ", "窓口", "代表", "事務局", "相談先"];

/// Everything in a line that points at a person. Contacts of offices are none.
#[must_use]
pub fn personal(line: &str) -> Vec<(Range<usize>, Personal)> {
    // Nearly all lines of a site end here, before anything is folded.
    let digits = line.chars().filter(|c| matches!(c, '0'..='9' | '０'..='９')).take(10).count();
    if digits < 10 && !line.contains(['@', '＠', '生']) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let mut found = births(line, &chars);
    if !PUBLIC.iter().any(|word| line.contains(word)) {
        found.extend(phones(line, &chars));
        found.extend(mails(line, &chars));
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn range(line: &str, chars: &[(usize, char)], from: usize, to: usize) -> Range<usize> {
    let at = |index: usize| chars.get(index).map_or(line.len(), |(at, _)| *at);
    at(from)..at(to)
}

/// 0 and nine or ten digits in three groups.
fn phones(line: &str, chars: &[(usize, char)]) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let before = from.checked_sub(1).and_then(|before| chars.get(before)).map(|(_, c)| *c);
        let opens = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | ',' | '/' | '#'));
        match phone(chars.get(from..).unwrap_or_default()).filter(|_| opens) {
            Some(length) => {
                found.push((range(line, chars, from, from + length), Personal::Phone));
                from += length;
            }
            None => from += 1,
        }
    }
    found
}

fn phone(chars: &[(usize, char)]) -> Option<usize> {
    let char = |at: usize| chars.get(at).map(|(_, c)| *c);
    let digits = |at: usize| chars.iter().skip(at).take_while(|(_, c)| c.is_ascii_digit()).count();
    let mut at = 0;
    let mut groups = Vec::new();
    if char(at)? == '(' {
        at += 1;
        if char(at + digits(at)) != Some(')') {
            return None;
        }
    }
    if char(at)? != '0' {
        return None;
    }
    loop {
        let count = digits(at);
        groups.push(count);
        at += count;
        let separator = char(at).is_some_and(|c| matches!(c, '-' | '(' | ')'));
        if groups.len() == 3 || !separator || digits(at + 1) == 0 {
            break;
        }
        at += 1;
    }
    let sum: usize = groups.iter().sum();
    let grouped = matches!(groups.as_slice(), [2..=5, 1..=4, 3..=4]);
    (grouped && (10..=11).contains(&sum) && char(at) != Some('-')).then_some(at)
}

/// A name, @, and a host with a dot.
fn mails(line: &str, chars: &[(usize, char)]) -> Vec<(Range<usize>, Personal)> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let ats = chars.iter().enumerate().filter(|(_, (_, c))| *c == '@').map(|(index, _)| index);
    ats.filter_map(|at| {
        let left = chars.iter().take(at).rev().take_while(|(_, c)| word(*c)).count();
        let right: String = chars.iter().skip(at + 1).map(|(_, c)| *c).take_while(|c| word(*c)).collect();
        let host = right.trim_end_matches(['.', '-']);
        let named = host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())
        });
        (left > 0 && named).then(|| (range(line, chars, at - left, at + 1 + host.chars().count()), Personal::Mail))
    })
    .collect()
}

/// A day after 生年月日, or before 生 or 生まれ.
fn births(line: &str, chars: &[(usize, char)]) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    for (word, length) in [("生年月日", 4), ("誕生日", 3)] {
        for (at, _) in line.match_indices(word) {
            let Ok(start) = chars.binary_search_by_key(&at, |(at, _)| *at) else { continue };
            let after: String = chars.iter().skip(start + length).map(|(_, c)| *c).take(12).collect();
            let near = after.trim_start_matches([':', ' ', '\u{3000}', '|', 'は', '(']);
            let era = ["明治", "大正", "昭和", "平成", "令和", "M", "T", "S", "H", "R", "19", "20"];
            if era.iter().any(|era| near.starts_with(era)) && near.chars().any(|c| c.is_ascii_digit()) {
                found.push((range(line, chars, start, start + length), Personal::Birth));
            }
        }
    }
    for (at, _) in line.match_indices("日生") {
        let Ok(end) = chars.binary_search_by_key(&at, |(at, _)| *at) else { continue };
        let day = chars.iter().take(end).rev().take_while(|(_, c)| c.is_ascii_digit()).count();
        let month = end.checked_sub(day + 1).and_then(|at| chars.get(at)).is_some_and(|(_, c)| *c == '月');
        // 2日生活した is no birth, and neither is 2日生まれ変わった.
        let rest = line.get(at + "日生".len()..).unwrap_or_default();
        let rest = rest.strip_prefix("まれ").filter(|rest| rest.starts_with('変')).unwrap_or(rest);
        let told = rest.chars().next().is_none_or(|c| "まれの）)、。 \u{3000}|".contains(c));
        if (1..=2).contains(&day) && month && told {
            found.push((range(line, chars, end - day, end + 2), Personal::Birth));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Personal::{Birth, Mail, Phone};
    use super::*;

    #[test]
    fn what_points_at_a_person_is_found() {
        let cases: &[(&str, &[(&str, Personal)])] = &[
            ("電話は044-200-0000です", &[("044-200-0000", Phone)]),
            ("０９０－１２３４－５６７８", &[("０９０－１２３４－５６７８", Phone)]),
            ("本人（090-1234-5678）に", &[("090-1234-5678", Phone)]),
            ("(044)200-0000", &[("(044)200-0000", Phone)]),
            ("03(1234)5678", &[("03(1234)5678", Phone)]),
            ("連絡先：044-200-0000", &[]),
            ("〒210-8577、2021-04-01、1,539,946人、0.10、2021-0401-0000", &[]),
            ("事業番号 14-0120-000-111-2", &[]),
            ("taro.yamada@example.jp へ", &[("taro.yamada@example.jp", Mail)]),
            ("ｔａｒｏ＠example.jp", &[("ｔａｒｏ＠example.jp", Mail)]),
            ("問い合わせは nenpo@example.jp", &[]),
            ("@mention、a@b、3@4.5", &[]),
            ("昭和40年3月2日生", &[("2日生", Birth)]),
            ("1965年3月12日生まれの男性", &[("12日生", Birth)]),
            ("生年月日：昭和40年3月2日", &[("生年月日", Birth)]),
            ("生年月日を確かめる。7人に聞いた。", &[]),
            ("3月2日生活支援員が訪ねた", &[]),
            ("毎月2日生まれ変わる", &[]),
        ];
        for (line, expected) in cases {
            let found: Vec<(&str, Personal)> =
                personal(line).into_iter().map(|(range, kind)| (&line[range], kind)).collect();
            assert_eq!(found, *expected, "{line}");
        }
    }
}
