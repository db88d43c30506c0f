//! Numbers that belong to one person: they are told by the word before them.

use std::ops::Range;

use super::Personal;
use super::line::PersonalLine;

/// Names of numbers, and how many digits they have at least and at most.
const NAMED: [(&str, usize, usize); 9] = [
    ("マイナンバー", 12, 12),
    ("個人番号", 12, 12),
    ("基礎年金番号", 10, 10),
    ("被保険者番号", 6, 12),
    ("受給者番号", 6, 12),
    ("受給者証番号", 6, 12),
    ("手帳番号", 4, 12),
    ("口座番号", 7, 8),
    ("免許証番号", 12, 12),
];

/// All numbers of a line.
pub(super) fn find(line: &PersonalLine) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    for at in 0..line.len() {
        let Some((word, least, most)) = NAMED.iter().find(|(word, ..)| line.is(at, word)) else { continue };
        let after = at + word.chars().count();
        let from = line.skip(after, 4, &[' ', ':', '=', 'は', 'が', '(', '「', '|', '、', '-']);
        let (mut to, mut count) = (from, 0);
        loop {
            let digits = line.digits(to);
            count += digits;
            to += digits;
            let next = line.skip(to, 1, &[' ', '-']);
            if digits == 0 || next == to || line.digits(next) < 2 {
                break;
            }
            to = next;
        }
        let figure = matches!(line.at(to), Some('人' | '件' | '名' | ',' | '%' | '枚'));
        if (*least..=*most).contains(&count) && !figure {
            found.push((line.range(from, to), Personal::Number));
        }
    }
    found
}
