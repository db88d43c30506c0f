//! What people write, and what it means.

use super::*;
use crate::text::number::Decimal;
use proptest::prelude::*;

/// One line for a reading: meaning, then unit, `/per`, `[label]`, `(note)`.
fn line(quantity: &Quantity) -> String {
    let plain = Decimal::to_plain;
    let meaning = match quantity.meaning {
        Meaning::Amount(Amount::Exact(number)) => plain(number),
        Meaning::Amount(Amount::About(number)) => format!("~{}", plain(number)),
        Meaning::Amount(Amount::AtLeast(number)) => format!(">={}", plain(number)),
        Meaning::Amount(Amount::AtMost(number)) => format!("<={}", plain(number)),
        Meaning::Amount(Amount::Below(number)) => format!("<{}", plain(number)),
        Meaning::Amount(Amount::Above(number)) => format!(">{}", plain(number)),
        Meaning::Amount(Amount::Range(low, high)) => format!("{}..{}", plain(low), plain(high)),
        Meaning::Direction(direction) => format!("{direction:?}"),
        Meaning::Absent(absence) => absence.id().to_owned(),
        Meaning::Words => "words".to_owned(),
    };
    let part = |open: &str, part: &Option<Box<str>>, close: &str| {
        part.as_ref().map(|part| format!("{open}{part}{close}")).unwrap_or_default()
    };
    let unit = part(" ", &quantity.unit, "");
    let per = part("/", &quantity.per, "");
    meaning + &unit + &per + &part(" [", &quantity.label, "]") + &part(" (", &quantity.note, ")")
}

/// Text and reading; a form's unit where the text has `|`.
const CASES: &[(&str, &str)] = &[
    // As in the documents.
    ("1,539,946人", "1539946 人"),
    ("1,539,946 人", "1539946 人"),
    ("５３件（R１年度）", "53 件 (R１年度)"),
    ("６１件", "61 件"),
    ("29.5％", "29.5 ％"),
    ("29.5 ％", "29.5 ％"),
    ("48.0％", "48.0 ％"),
    ("２～３回", "2..3 回"),
    ("１回／年", "1 回/年"),
    ("3 回／年", "3 回/年"),
    ("６回／年", "6 回/年"),
    ("2回/年", "2 回/年"),
    ("11か所（政令市を除く）", "11 か所 (政令市を除く)"),
    ("１１か所\n（政令市を除く）", "11 か所 (政令市を除く)"),
    ("３か所（政令市を除く）※コロナ禍による影響", "3 か所 (政令市を除く、コロナ禍による影響)"),
    ("３か所\n（政令市を除く）\n\n※コロナ禍によ\nる影響", "3 か所 (政令市を除く、コロナ禍によ\nる影響)"),
    ("１（7支所）か所", "1 か所 (7支所)"),
    ("１（7支所）|か所", "1 か所 (7支所)"),
    ("８か所", "8 か所"),
    ("前年度増", "Increase"),
    ("4人", "4 人"),
    ("令和3上半期調査", "pending"),
    ("令和3上半期\n調査", "pending"),
    ("事例検討数44人", "44 人 [事例検討数]"),
    ("退院者数14人", "14 人 [退院者数]"),
    ("事例検討数：非公表", "suppressed [事例検討数]"),
    ("・退院者数: 不明|人", "unknown 人 [退院者数]"),
    ("退院者数：－|回／年", "not_applicable 回/年 [退院者数]"),
    ("退院者数：", "words"),
    ("研修は：不明", "words"),
    ("時間：会場：不明", "words"),
    ("事例検討数44人\n退院者数14人", "words"),
    ("9件", "9 件"),
    ("20カ所", "20 カ所"),
    ("４ヶ所", "4 ヶ所"),
    ("「川口市精神保健福祉地域連携票」の活用(9件)", "words"),
    ("・近隣精神科医療機関訪問の実施(20カ所)", "words"),
    ("・市内精神科病院内で病院職員を対象とした研修の開催(1回)", "words"),
    ("協議の場2回開催", "2 回 [協議の場]"),
    ("・委員へのヒアリング4回実施", "4 回 [委員へのヒアリング]"),
    ("年4回程度", "~4 回/年"),
    ("年4回程度開催予定", "~4 回/年"),
    ("4回程度開催予定", "~4 回"),
    ("部会開催：6回／年", "6 回/年 [部会開催]"),
    ("事務局会議開催7回／年", "7 回/年 [事務局会議開催]"),
    ("部会開催：6回／年、事務局会議開催7回／年", "words"),
    ("452人（29.5％）", "452 人 (29.5％)"),
    ("1 市町村", "1 市町村"),
    ("2病院", "2 病院"),
    ("1,758床", "1758 床"),
    ("計62名", "62 名 [計]"),
    ("計62名参加", "62 名 [計]"),
    ("計2回開催、計62名参加", "words"),
    ("登録ピアサポーター数：51人", "51 人 [登録ピアサポーター数]"),
    ("（R２年度登録ピアサポーター数：51人）", "words"),
    ("県域８か所、保健所設置市３か所", "words"),
    ("－", "not_applicable"),
    ("同上", "words"),
    // The form's unit.
    ("1539946|人", "1539946 人"),
    ("3|回／年", "3 回/年"),
    ("3回|回／年", "3 回/年"),
    ("3日|回／年", "3 日"),
    ("１（7支所）", "1 (7支所)"),
    ("29.5|％", "29.5 ％"),
    ("20カ所|か所", "20 か所"),
    ("120|万円", "120 万円"),
    ("120万円|万円", "120 万円"),
    ("記載なし|人", "blank 人"),
    ("|人", "blank 人"),
    ("退院者数14|人", "14 人 [退院者数]"),
    // Roughly, bounds, ranges.
    ("約30人", "~30 人"),
    ("約３割", "~3 割"),
    ("概ね3回", "~3 回"),
    ("おおむね３回", "~3 回"),
    ("100人前後", "~100 人"),
    ("30人くらい", "~30 人"),
    ("4割弱", "~4 割"),
    ("30人以上", ">=30 人"),
    ("30人以下", "<=30 人"),
    ("30人以内", "<=30 人"),
    ("30人未満", "<30 人"),
    ("30人超", ">30 人"),
    ("30人を超える", ">30 人"),
    ("年2回以上", ">=2 回/年"),
    ("2回以上／年", ">=2 回/年"),
    ("30人～", ">=30 人"),
    ("～30人", "<=30 人"),
    ("最大30人", "<=30 人"),
    ("最低２回", ">=2 回"),
    ("2回～3回", "2..3 回"),
    ("２〜３回／年", "2..3 回/年"),
    ("約2～3回", "2..3 回"),
    ("2-3回", "2..3 回"),
    ("2から3回", "2..3 回"),
    ("2～3回程度", "2..3 回"),
    ("2～3万円", "20000..30000 円"),
    ("5～3回", "words"),
    ("2回～3人", "words"),
    ("2～3～4回", "words"),
    ("30人以上50人未満", "words"),
    ("2～3回以上", "words"),
    // Frequencies.
    ("2回/月", "2 回/月"),
    ("週1回", "1 回/週"),
    ("月1回", "1 回/月"),
    ("毎月1回", "1 回/月"),
    ("年に４回", "4 回/年"),
    ("約年4回", "~4 回/年"),
    ("年約4回", "~4 回/年"),
    ("1日2回", "2 回/日"),
    ("1か月に3回", "3 回/月"),
    ("3か所／圏域", "3 か所/圏域"),
    // Large and small.
    ("1億2,000万円", "120000000 円"),
    ("3.5億円", "350000000 円"),
    ("2万5千人", "25000 人"),
    ("1億2千万円", "120000000 円"),
    ("1,200千円", "1200 千円"),
    ("1.5倍", "1.5 倍"),
    ("０人", "0 人"),
    ("0|人", "0 人"),
    ("▲5.2ポイント", "-5.2 ポイント"),
    ("−3人", "-3 人"),
    ("△１", "-1"),
    ("100㎡", "100 ㎡"),
    ("3つ", "3 つ"),
    ("９９９９９９９９９９９９９９９９９９９９人", "words"),
    ("1.5兆9223372036854775807人", "words"),
    // What is counted.
    ("延べ120人", "120 人 [延べ]"),
    ("約延べ120人", "~120 人 [延べ]"),
    ("・研修：3回", "3 回 [研修]"),
    ("延べ約120人", "~120 人 [延べ]"),
    ("全3回", "3 回 [全]"),
    ("研修（市民向け）：3回", "3 回 [研修] (市民向け)"),
    // Directions.
    ("増加", "Increase"),
    ("前年度より増加", "Increase"),
    ("前年度比5％増", "Increase ％ [前年度比]"),
    ("10件増", "Increase 件"),
    ("前年度減", "Decrease"),
    ("減少", "Decrease"),
    ("維持", "Keep"),
    ("現状維持", "Keep"),
    ("前年度並み", "Keep"),
    ("前年度と同数", "Keep"),
    ("前年度増（10件程度）", "Increase (10件程度)"),
    // Absences.
    ("不明（調査対象外の病院を含む）", "unknown (調査対象外の病院を含む)"),
    ("ー", "not_applicable"),
    ("−", "not_applicable"),
    ("非公表", "suppressed"),
    ("未報告", "not_reported"),
    ("集計中", "pending"),
    ("※集計中", "words"),
    // Words.
    ("有", "words"),
    ("研修を3回実施した", "words"),
    ("3回実施した", "words"),
    ("3回中止", "words"),
    ("第3回", "words"),
    ("3回目", "words"),
    ("令和3年度", "words"),
    ("R3年度", "words"),
    ("H29", "words"),
    ("2021年", "words"),
    ("2021-04", "words"),
    ("4月", "words"),
    ("令和4年5月20日", "words"),
    ("044-200-1234", "words"),
    ("1-2", "words"),
    ("１／１", "words"),
    ("ver. 2.1", "words"),
    ("12 34人", "words"),
    ("1,53人", "words"),
    ("①5件", "words"),
    ("三回", "words"),
    ("5件（うち新規2件", "words"),
    ("5件）", "words"),
    ("随時", "words"),
    ("〇", "words"),
    ("2か所中1か所", "words"),
    ("令和4年度3回", "words"),
    ("15／19", "words"),
    ("5人（前年度4人）", "5 人 (前年度4人)"),
    ("5件以上増加", "Increase 件"),
    ("約1,500人／年", "~1500 人/年"),
    ("３割以上", ">=3 割"),
    ("0件（なし）", "0 件 (なし)"),
    ("3回。", "3 回"),
    ("2021-04～2021-06", "words"),
    ("9月～10月", "words"),
    ("R3年4月～5月", "words"),
    ("2～3", "2..3"),
    ("2～3|回／年", "2..3 回/年"),
    ("5 ", "5"),
];

#[test]
fn reads_what_people_write() {
    for (text, expected) in CASES {
        let (text, unit) = text.split_once('|').map_or((*text, None), |(text, unit)| (text, Some(unit)));
        let quantity = Quantity::read(text, unit);
        assert_eq!(line(&quantity), *expected, "{text}");
        assert_eq!(quantity.written, text);
    }
}

#[test]
fn answers_with_numbers_only_where_there_are_some() {
    let number = |text: &str| Decimal::parse(text);
    for (text, one, bounds) in [
        ("61件", number("61"), Some((number("61"), number("61")))),
        ("約30人", number("30"), Some((number("30"), number("30")))),
        ("30人以上", None, Some((number("30"), None))),
        ("30人未満", None, Some((None, number("30")))),
        ("２～３回", None, Some((number("2"), number("3")))),
        ("前年度増", None, None),
        ("記載なし", None, None),
        ("なし", None, None),
    ] {
        let quantity = Quantity::read(text, None);
        assert_eq!((quantity.number(), quantity.bounds()), (one, bounds), "{text}");
    }
    assert!(Quantity::read("記載なし", None).is_blank());
    assert_eq!(Quantity::read("不明", None).absence(), Some(Absence::Unknown));
}

#[test]
fn reads_the_share_beside_an_amount() {
    for (text, share) in [
        ("452人（29.5％）", Some("29.5")),
        ("452人（政令市を除く）（構成割合29.5%）", Some("29.5")),
        ("452人（うち女性200人）", None),
        ("452人", None),
        ("29.5％", None),
    ] {
        assert_eq!(Quantity::read(text, Some("人")).share(), share.and_then(Decimal::parse), "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics_and_keeps_what_was_written(
        text in "\\PC{0,30}|[0-9０-９,，.．約延べ年月人件か所回％%／/～~（）()※−▲億万千以上未満程度増減 \n]{0,16}",
        unit in proptest::option::of("[人回／年%]{0,4}"),
    ) {
        let quantity = Quantity::read(&text, unit.as_deref());
        prop_assert_eq!(&quantity.written, &text);
        if let Some((Some(low), Some(high))) = quantity.bounds() {
            prop_assert!(low <= high);
        }
        let _ = (quantity.number(), quantity.share());
    }
}
