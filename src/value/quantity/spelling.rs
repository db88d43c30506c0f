//! Which words after a number may be a unit, and which spellings of units mean the same.

use std::borrow::Cow;

use crate::text::{fold, japanese};

/// 1か所, 1カ所 and 1ヶ所: the small word between a number and the thing counted.
const COUNTING: &[&str] = &["カ", "ヶ", "ケ", "ヵ", "箇", "個"];

/// What is counted with か: 所, 月, 国, 年, 条.
const COUNTED: &[char] = &['所', '月', '国', '年', '村', '町'];

/// Counters that are complete in themselves, so that 回中止 is recognised as something else than a unit.
const COUNTERS: &[&str] = &["回", "件", "人", "名", "床", "か所", "%"];

/// Words that number a thing instead of counting: a 3月, a 3期 and a 3回目 are not three.
const ORDINALS: &[&str] = &["年度", "時", "期", "号", "版", "条", "項", "位", "級", "次", "番", "学年", "年生"];

/// Whether folded text after a number looks like a unit.
pub(super) fn spelled(text: &str) -> bool {
    // Chosen by trying on the content: longer words after a number are no units.
    const MAX_CHARACTERS: usize = 8;
    let unit = folded(text);
    let bare = unit.strip_prefix('か').unwrap_or(&unit);
    let extra = COUNTERS.iter().find_map(|counter| unit.strip_prefix(counter)).map_or(0, |rest| rest.chars().count());
    let spelled =
        bare.chars().all(|c| (c.is_alphabetic() && !japanese::is_hiragana(c)) || matches!(c, '%' | '‰' | '°'));
    // Statistics mark a figure with one letter: r for a revised one, p for a preliminary one.
    let mark = match unit.as_bytes() {
        [one] => one.is_ascii_alphabetic(),
        [one, other] => one.is_ascii_lowercase() && other.is_ascii_lowercase(),
        [one, other, ..] => one.is_ascii_lowercase() && !other.is_ascii(),
        [] => false,
    };
    (1..=MAX_CHARACTERS).contains(&unit.chars().count())
        && (spelled || unit == "つ")
        && !mark
        && !matches!(unit.as_str(), "十" | "百" | "千")
        // 人分 is a unit of one letter more than a counter, 人程度 is not.
        && (extra < 2 || unit == "%ポイント")
        && !unit.contains(['未', '不', '非', '無', '頃'])
        && !unit.starts_with('月')
        && !unit.ends_with('目')
        && !ORDINALS.contains(&unit.as_str())
}

/// One spelling for comparing.
pub(super) fn folded(unit: &str) -> String {
    let unit: String = fold(unit).split(' ').collect();
    // 人・日 is also written 人日.
    let unit: Cow<'_, str> = if unit.contains(['²', '³', 'µ', '・']) {
        unit.replace('²', "2").replace('³', "3").replace('µ', "μ").replace('・', "").into()
    } else {
        unit.into()
    };
    let counted = COUNTING.iter().find_map(|word| unit.strip_prefix(word)).filter(|rest| rest.starts_with(COUNTED));
    match (counted, unit.as_ref()) {
        (Some(rest), _) => format!("か{rest}"),
        (None, "パーセント" | "percent") => "%".to_owned(),
        _ => unit.into_owned(),
    }
}
