//! Units: what may be one, and which spellings mean the same.

use crate::text::{fold, japanese};

/// 1か所, 1カ所 and 1ヶ所: the small word between a number and the thing counted.
const COUNTING: &[&str] = &["カ", "ヶ", "ケ", "ヵ", "箇", "個"];

/// What is counted with か: 所, 月, 国, 年, 条.
const COUNTED: &[char] = &['所', '月', '国', '年', '村', '町'];

/// Counters that are complete in themselves, so that 回中止 is recognised as something else than a unit.
const COUNTERS: &[&str] = &["回", "件", "人", "名", "床", "か所", "%"];

/// Words that number a thing instead of counting: a 3月, a 3期 and a 3回目 are not three.
const ORDINALS: &[&str] = &["年度", "時", "期", "号", "版", "条", "項", "位", "級", "次", "番", "学年", "年生"];

/// Whether two units are the same in different spelling: か所 and ヶ所, ％ and %.
#[must_use]
pub fn same_unit(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Whether amounts in two units may be compared: the same unit, or 人 and 名.
#[must_use]
pub fn comparable_units(a: &str, b: &str) -> bool {
    let people = |unit: &str| matches!(folded(unit).as_str(), "人" | "名");
    same_unit(a, b) || (people(a) && people(b))
}

/// Whether folded text after a number is a unit rather than the rest of a sentence.
pub(super) fn is_unit(text: &str) -> bool {
    const LONGEST: usize = 8;
    let unit = folded(text);
    let bare = unit.strip_prefix('か').unwrap_or(&unit);
    let extra = COUNTERS.iter().find_map(|counter| unit.strip_prefix(counter)).map_or(0, |rest| rest.chars().count());
    let spelled =
        bare.chars().all(|c| (c.is_alphabetic() && !japanese::is_hiragana(c)) || matches!(c, '%' | '‰' | '°'));
    (1..=LONGEST).contains(&unit.chars().count())
        && (spelled || matches!(unit.as_str(), "つ" | "m2" | "m3"))
        && (extra < 2 || unit == "%ポイント")
        && !unit.contains(['未', '不', '非', '無'])
        && !unit.starts_with('月')
        && !unit.ends_with('目')
        && !ORDINALS.contains(&unit.as_str())
}

/// One spelling for comparing.
fn folded(unit: &str) -> String {
    let unit: String = fold(unit).split(' ').collect();
    let counted = COUNTING.iter().find_map(|word| unit.strip_prefix(word)).filter(|rest| rest.starts_with(COUNTED));
    match (counted, unit.as_str()) {
        (Some(rest), _) => format!("か{rest}"),
        (None, "パーセント" | "percent") => "%".to_owned(),
        _ => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_twins() {
        for (a, b, same, comparable) in [
            ("か所", "カ所", true, true),
            ("ヶ所", "箇所", true, true),
            ("ｶ所", "ヵ所", true, true),
            ("か月", "ヶ月", true, true),
            ("％", "%", true, true),
            ("人", "名", false, true),
            ("人", "件", false, false),
            ("か所", "か月", false, false),
            ("カメラ", "かメラ", false, false),
        ] {
            assert_eq!((same_unit(a, b), comparable_units(a, b)), (same, comparable), "{a} {b}");
        }
    }

    #[test]
    fn tells_units_from_sentences() {
        for unit in
            ["人", "か所", "カ所", "市町村", "ポイント", "％", "km", "㎡", "グループ", "か月", "つ", "千円", "年間"]
        {
            assert!(is_unit(unit), "{unit}");
        }
        for text in [
            "",
            "回実施した",
            "月",
            "月末",
            "回目",
            "年度",
            "回中止",
            "件未",
            "を目標",
            "人、",
            "回～",
            "人が参加",
            "-04",
        ] {
            assert!(!is_unit(text), "{text}");
        }
    }
}
