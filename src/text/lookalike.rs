//! Characters that are mistaken for one another on the screen: 口 and ロ, 一 and ー, へ and ヘ, 0 and O.

/// A text with every character replaced by the first of those that look like it; for comparing, never for display.
#[must_use]
pub fn looks(text: &str) -> String {
    text.chars()
        .map(|c| ALIKE.iter().find(|alike| alike.contains(c)).and_then(|a| a.chars().next()).unwrap_or(c))
        .collect()
}

/// A character as the katakana that looks like it: 力 is カ, ー is every dash of its kind. Others stay.
#[must_use]
pub fn kana(c: char) -> char {
    if is_kana(c) {
        return c;
    }
    let alike = ALIKE.iter().find(|alike| alike.contains(c));
    alike.and_then(|alike| alike.chars().find(|c| is_kana(*c))).unwrap_or(c)
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

const ALIKE: [&str; 30] = [
    "口ロ囗",
    "一ー－―-ｰ_",
    "二ニ",
    "三ミ",
    "力カ",
    "工エ",
    "夕タ",
    "卜ト",
    "八ハ",
    "千チ",
    "又ヌ",
    "才オ",
    "了ア",
    "へヘ",
    "べベ",
    "ぺペ",
    "りリ",
    "日曰目",
    "末未",
    "土士",
    "己已巳",
    "態熊",
    "待侍",
    "間問",
    "0OoＯ〇○",
    "1lI|",
    "5S",
    "8B",
    "，,、",
    "．.。",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        for (one, other, alike) in [
            ("人口", "人ロ", true),
            ("ヘルパー", "へルパ一", true),
            ("beds", "beds", true),
            ("人口", "人工", false),
            ("病床", "病院", false),
        ] {
            assert_eq!(looks(one) == looks(other), alike, "{one} {other}");
        }
    }
}
