//! Where a line of Japanese may break without tearing a phrase (文節): 協議の場の | 開催の | 回数.
//!
//! A linear model over the characters around a boundary tells, as BudouX does it (<https://github.com/google/budoux>); the
//! model is theirs (`phrases/LICENSES.md`). The one crate for it has an older model and has not been kept since 2022.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::era::ERAS;
use super::japanese::{is_east_asian, not_at_line_start};

const MODEL: &str = include_str!("phrases/ja.json");

/// The features of a boundary, which are one (U), two (B) or three (T) characters in a row: name in the model, and where the first
/// stands, counted from the one after the boundary.
const FEATURES: [(&str, isize); 13] = [
    ("UW1", -3),
    ("UW2", -2),
    ("UW3", -1),
    ("UW4", 0),
    ("UW5", 1),
    ("UW6", 2),
    ("BW1", -2),
    ("BW2", -1),
    ("BW3", 0),
    ("TW1", -3),
    ("TW2", -2),
    ("TW3", -1),
    ("TW4", 0),
];
/// How many characters in a row have a weight at most.
const LONGEST: usize = 3;

struct Model {
    /// The weights of up to three characters in a row: where the first of them stands, counted from the one after the boundary, and
    /// the weight that they have there.
    weights: HashMap<u64, Vec<(isize, i32)>>,
    /// The sum of all weights: a boundary needs more than half of it.
    all: i32,
}

static JAPANESE: LazyLock<Model> = LazyLock::new(|| {
    // The file is a part of the program, and a test reads it.
    let read: HashMap<String, HashMap<String, i32>> = serde_json::from_str(MODEL).unwrap_or_default();
    let mut weights: HashMap<u64, Vec<(isize, i32)>> = HashMap::new();
    for (name, first) in FEATURES {
        for (chars, weight) in read.get(name).into_iter().flatten() {
            weights.entry(packed(chars.chars())).or_default().push((first, *weight));
        }
    }
    let all = weights.values().flatten().map(|(_, weight)| weight).sum();
    Model { weights, all }
});

/// Up to three characters as a number.
fn packed(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0, |packed, c| packed << 21 | u64::from(u32::from(c)))
}

/// The phrases of a line, which together are the line. Only Japanese has boundaries, and none of them parts a number from its
/// unit, or brings a mark to the start of a line that must not stand there.
#[must_use]
pub fn phrases(line: &str) -> Vec<&str> {
    parted(line, |is_boundary, _| is_boundary)
}

/// The same of a figure with the words before it: 事例検討数 | 44人.
#[must_use]
pub fn phrases_of_figure(line: &str) -> Vec<&str> {
    parted(line, |is_boundary, after| after.is_ascii_digit() || is_boundary)
}

/// A line in parts, given whether it is parted where the model says that there is a boundary, or none, before a character.
fn parted(line: &str, parts: impl Fn(bool, char) -> bool) -> Vec<&str> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    // Most figures are too short to be parted at all.
    let boundaries = LazyCell::new(|| boundaries(&chars));
    let mut phrases = Vec::new();
    let mut start = 0;
    for (at, &(offset, after)) in chars.iter().enumerate().skip(1) {
        let before = chars.get(at - 1).map_or(' ', |(_, c)| *c);
        let is_counter = is_counter_mark(before) && at >= 2 && chars.get(at - 2).is_some_and(|(_, c)| counts(*c));
        let may_part = may_part(before, after) && !is_counter && !is_in_date(&chars, at);
        // A long date may have its month and day in the next line.
        let is_month = before == '年' && after.is_ascii_digit();
        if may_part && (is_month || parts(boundaries.get(at) == Some(&true), after)) {
            phrases.extend(line.get(start..offset));
            start = offset;
        }
    }
    phrases.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    phrases
}

/// Whether the rules of Japanese typesetting allow a break.
fn may_part(before: char, after: char) -> bool {
    is_east_asian(before)
        && (is_east_asian(after) || after.is_ascii_digit())
        && !before.is_numeric()
        && !not_at_line_start(after)
        && !matches!(before, '「' | '『' | '（' | '［' | '｛' | '【' | '〈' | '《' | '〔' | '第' | '約' | '，' | '．')
        && (before != '年' || after.is_ascii_digit())
}

/// Whether a character may be the first of a unit such as か所 and か月: the model takes it for a particle.
fn is_counter_mark(c: char) -> bool {
    matches!(c, 'か' | 'ヶ' | 'ヵ' | 'ケ' | 'カ' | '箇' | '個')
}

/// Whether a unit may follow a character: digits, and what is asked or counted without them.
fn counts(c: char) -> bool {
    c.is_numeric() || "一二三四五六七八九十百千万数何幾".contains(c)
}

/// Whether a boundary lies in a date, which is read as one: 令和 6年度, 令和6年度 末, 4月 1日.
fn is_in_date(chars: &[(usize, char)], at: usize) -> bool {
    let back = |distance: usize| at.checked_sub(distance).and_then(|at| chars.get(at)).map_or(' ', |(_, c)| *c);
    let after = chars.get(at).map_or(' ', |(_, c)| *c);
    match (back(2), back(1)) {
        ('年', '度') => "末当初中内".contains(after),
        (before, '月') if before.is_numeric() => after.is_numeric() || "末上中下初".contains(after),
        (first, second) => {
            let is_era = |name: &str| name.chars().eq([first, second]);
            (after.is_numeric() || after == '元') && ERAS.iter().any(|era| is_era(era.name))
        }
    }
}

/// Whether there is a boundary before each character of a line.
fn boundaries(chars: &[(usize, char)]) -> Vec<bool> {
    let model = &*JAPANESE;
    let mut scores = vec![0; chars.len()];
    for start in 0..chars.len() {
        for length in 1..=LONGEST {
            let Some(row) = chars.get(start..start + length) else { break };
            for (first, weight) in model.weights.get(&packed(row.iter().map(|(_, c)| *c))).into_iter().flatten() {
                let score = start.checked_add_signed(-first).and_then(|at| scores.get_mut(at));
                score.into_iter().for_each(|score| *score += weight);
            }
        }
    }
    scores.into_iter().map(|score| score * 2 > model.all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_phrases() {
        for parted in [
            "協議の|場の|開催の|回数",
            "精神障害にも|対応した|地域包括ケアシステムの|構築に|向けた",
            "課題解決の|達成度を|測る|指標",
            "退院後の|住まいが|見つからず、|入院が|長引く|人が|いる",
            "１年以上が|48.0％|（1,530人中734人）",
            "令和5年度",
            // The unit stays whole.
            "3か月以上|1年未満",
            "三か月以上の|入院",
            "相談支援事業所数7.1か所",
            "１，５３９，９４６人",
            "Integrated community care",
            "",
        ] {
            let line = parted.replace('|', "");
            assert_eq!(phrases(&line).join("|"), parted);
        }
        assert_eq!(phrases_of_figure("事例検討数44人"), ["事例検討数", "44人"]);
        assert_eq!(phrases_of_figure("約44人"), ["約44人"]);
        for parted in ["令和6年度末", "令和元年度当初", "平成31年|4月1日", "令和６年度中", "R4年|3月末"]
        {
            let date = parted.replace('|', "");
            assert_eq!(phrases(&date).join("|"), parted);
            assert_eq!(phrases_of_figure(&date).join("|"), parted);
        }
        assert_eq!(phrases_of_figure("目標値（令和8年度末）"), ["目標値", "（令和8年度末）"]);
    }
}
