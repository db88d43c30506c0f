//! What a cell may be the label of: its words without the number before them, the brackets around them, and the time, the unit or
//! the remark in brackets behind them.

use crate::text::fold;
use crate::text::list_mark::ListMark;

/// A text as the label that it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelReading {
    /// Its letters and digits, folded.
    pub letters: String,
    /// How much was left out of the text: the less, the surer.
    pub rank: u8,
    /// What stood in brackets behind it: R3年4月時点, 人.
    pub remark: Option<String>,
}

/// The letters and digits of a text, folded: two labels with the same ones are the same label.
#[must_use]
pub fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All that a text may be the label of, the surest first.
#[must_use]
pub fn readings(text: &str) -> Vec<LabelReading> {
    let whole = fold(text);
    let whole = whole.trim_end_matches([':', '*', ' ']);
    let bare = unmarked(whole);
    let mut all: Vec<LabelReading> = Vec::new();
    let mut add = |text: &str, rank: u8, remark: Option<&str>| {
        let letters = letters(text);
        if !letters.is_empty() && all.iter().all(|own| own.letters != letters) {
            all.push(LabelReading { letters, rank, remark: remark.map(str::to_owned) });
        }
    };
    add(whole, 0, None);
    add(bare, 1, None);
    // The part of a sum is printed with うち or without it.
    let part = bare.strip_prefix("うち").map(|part| part.trim_start_matches([' ', '、', ',', ':']));
    add(part.unwrap_or_default(), 6, None);
    for (text, rank) in [(whole, 2), (bare, 3), (part.unwrap_or_default(), 7)] {
        let Some((outside, inside)) = without_brackets(text) else { continue };
        add(outside, rank, Some(inside));
        // 人口（人）（R3年4月）
        if let Some((outer, unit)) = without_brackets(outside) {
            let both = format!("{unit}、{inside}");
            add(outer, rank + 2, Some(&both));
        }
    }
    all
}

/// A folded text without the mark or the number that an item of a list begins with.
fn unmarked(text: &str) -> &str {
    let mark = ListMark::of(text).map_or(0, |mark| mark.length);
    let rest = text.get(mark..).unwrap_or(text).trim_start();
    if rest.is_empty() { text } else { rest }
}

/// A folded text before the brackets at its end, and what stands in them.
fn without_brackets(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let close = text.chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        '】' => '【',
        '〕' => '〔',
        '>' => '<',
        '〉' => '〈',
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth -= 1;
            if depth == 0 {
                let outside = text.get(..at)?.trim_end();
                let inside = text.get(at + open.len_utf8()..text.len() - close.len_utf8())?;
                return (!outside.is_empty()).then_some((outside, inside.trim()));
            }
        }
    }
    None
}

/// Where a line may be cut into a label and its answer: the byte where the label ends, and that where the answer begins.
#[must_use]
pub fn cuts(line: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut blanks = 0;
    for (at, c) in line.char_indices() {
        match c {
            '：' | ':' | '\u{3000}' | '\t' => cuts.push((at, at + c.len_utf8())),
            ' ' if blanks == 1 => cuts.push((at - 1, at + 1)),
            '】' | '＞' | '》' => cuts.push((at + c.len_utf8(), at + c.len_utf8())),
            _ => {}
        }
        blanks = if c == ' ' { blanks + 1 } else { 0 };
    }
    // 医療： with nothing behind it is a label, too.
    cuts.retain(|(end, from)| {
        line.get(*from..).is_some_and(|rest| !rest.trim().is_empty())
            || line.get(*end..*from).is_some_and(|sign| matches!(sign, "：" | ":"))
    });
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_dress() {
        for (text, label) in [
            ("人口（R3年4月時点）", "人口"),
            ("　人 　口", "人口"),
            ("人口（人）", "人口"),
            ("人口（人）（R3年4月1日）", "人口"),
            ("（１）人口", "人口"),
            ("①　人口", "人口"),
            ("■人口", "人口"),
            ("【特徴（強み）】", "特徴（強み）"),
            ("＜令和２年度までの成果・効果＞", "令和2年度までの成果・効果"),
            ("３か月未満\n（％：構成割合）", "３か月未満"),
            ("１年以上", "１年以上"),
            ("１　県又は政令市の基礎情報", "県又は政令市の基礎情報"),
            ("自立支援協議会の開催頻度", "（自立支援）協議会の開催頻度"),
            ("人口：", "人口"),
            ("うち 65歳以上", "うち６５歳以上"),
            ("　うち、生活系ごみ（ｔ）", "生活系ごみ"),
            ("(1) 人口", "人口"),
            ("２．計画", "計画"),
        ] {
            let letters = letters(label);
            assert!(readings(text).iter().any(|own| own.letters == letters), "{text}: {:?}", readings(text));
        }
        assert!(readings("３か月未満").iter().all(|own| own.letters != "か月未満"));
        assert_eq!(
            readings("人口（R3年4月時点）").last().and_then(|own| own.remark.clone()),
            Some("R3年4月時点".to_owned())
        );
    }
}
