//! The codes of the suppression of small numbers.

use crate::source::Example::Files;
use crate::source::{Code, WhyByHand};

const SITE: &str = "title: 浜の年報\npublisher: 潮見県\nsmall_numbers: { tiers: [{ shown_from: 10 }] }\n";

/// It cannot be told how many persons there are.
pub const COUNT_UNCLEAR: Code = Code::error(
        "count-unclear",
        ("何人かを読み取れません。", "It cannot be told how many persons there are."),
        (
            "small_numbers を設けたサイトで、人数を書く欄の言葉から人数を読み取れないと、少ない人数かどうかが分かりません。そのまま公開するわけにはいかないので、止めます。",
            "With `small_numbers`, words where persons are counted that give no count may hide a small one, so they are not published.",
        ),
        Files(&[
            ("site.yaml", SITE),
            ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 604,894人\n入院精神障害者数: { 合計: 数人 }\n---\n"),
        ]),
        Files(&[
            ("site.yaml", SITE),
            ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 604,894人\n入院精神障害者数: { 合計: 13人 }\n---\n"),
        ]),
    )
.by_hand(WhyByHand::Original)
    .privacy();

/// A count that is withheld is told in the text.
pub const WITHHELD_IN_TEXT: Code = Code::warning(
        "withheld-in-text",
        ("非公表とした人数が、文章に書かれています。", "A count that is withheld is told in the text."),
        (
            "small_numbers を設けたサイトでは、少ない人数を表、図、データから除きます。文章は書いた人のものなので、そのまま公開されます。",
            "With `small_numbers` small counts are taken out of tables, charts and data. Running text is the author's own and stays.",
        ),
        Files(&[
            ("site.yaml", SITE),
            (
                "2021/kitahama/sheet.md",
                "---\nform: sheet\n人口: 604,894人\n入院精神障害者数: { 合計: 34人, １年未満: 4人, １年以上: 30人 }\n---\n\n## 取組の経緯\n\n4人が退院した。\n",
            ),
        ]),
        Files(&[
            ("site.yaml", SITE),
            (
                "2021/kitahama/sheet.md",
                "---\nform: sheet\n人口: 604,894人\n入院精神障害者数: { 合計: 34人, １年未満: 4人, １年以上: 30人 }\n---\n\n## 取組の経緯\n\n退院が進んだ。\n",
            ),
        ]),
    )
.by_hand(WhyByHand::Public)
    .privacy();

/// The codes of the findings of suppression.
pub const CODES: &[Code] = &[COUNT_UNCLEAR, WITHHELD_IN_TEXT];
