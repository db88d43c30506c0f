//! The codes of what a review of a form finds.

use crate::source::Example::Files;
use crate::source::{Code, WhyByHand};

/// The heading of a section begins as another.
pub(super) const FORM_HEADINGS: Code = Code::warning(
    "form-headings",
    ("見出しが、ほかの節の見出しの初めと同じです。", "The heading of a section begins another one."),
    (
        "シートの見出しは、様式の見出しと照らし合わせて節を決めます。一方が他方の初めと同じだと、書く人も読む人も取り違えます。",
        "Headings of sheets are matched with those of the form. Where one begins as another, writers and readers take one for the other.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: work, heading: 取組, narrative: true }\n  - { id: results, heading: 取組の結果, narrative: true }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: work, heading: 今年度の取組, narrative: true }\n  - { id: results, heading: 取組の結果, narrative: true }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// Two labels of a form look alike.
pub(super) const FORM_LABELS: Code = Code::warning(
    "form-labels",
    ("見た目の似た名前があります。", "Two names look alike."),
    (
        "同じところにある項目、列、行、選択肢の名前が、記号や、見た目の似た文字だけで違うと、シートを書く人が取り違えます。",
        "Where fields, columns, rows or choices of one place differ only in marks or in letters that look alike, writers of sheets take one for the other.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields:\n      a: { label: 相談件数（電話）, kind: number, unit: 件 }\n      b: { label: 相談件数・電話, kind: number, unit: 件 }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields:\n      a: { label: 相談件数（電話）, kind: number, unit: 件 }\n      b: { label: 相談件数（来所）, kind: number, unit: 件 }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// Numbers have no unit.
pub(super) const FORM_UNIT: Code = Code::warning(
    "form-unit",
    ("数に単位がありません。", "Numbers have no unit."),
    (
        "単位のない数は、円と千円、人と件のどれか分からず、単位の違う答えを検査できません。指数のように単位のない数なら、そのままでかまいません。",
        "Nobody can tell what a number without a unit counts, and answers in another unit are not found. An index has none, and may stay as it is.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields: { calls: { label: 相談, kind: number } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields: { calls: { label: 相談, kind: number, unit: 件 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// Nobody can tell of what a percentage is one.
pub(super) const FORM_PERCENTAGE: Code = Code::warning(
    "form-percentage",
    ("何に対する割合か分かりません。", "Nobody can tell of what a percentage is one."),
    (
        "割合は、分母が違えば比べられません。note か definition に分母を書くか、checks の ratio で、もとの二つの数と結び付けます。",
        "Percentages of different wholes cannot be compared. Say the whole in `note` or `definition`, or tie it to two figures by a `ratio` in `checks`.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 健診\n    fields: { checked: { label: 受診率, kind: number, unit: ％ } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 健診\n    fields: { checked: { label: 受診率, kind: number, unit: ％, note: 40歳から74歳までの国民健康保険の加入者に対する割合 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A total is not tied to its parts.
pub(super) const FORM_TOTAL: Code = Code::warning(
    "form-total",
    ("合計と内訳が結び付いていません。", "A total is not tied to its parts."),
    (
        "「合計」や「うち」と書かれた数も、様式が足し算や上限を示さなければ検査しません。行と列の数では sum、表では checks の sum、「うち」の数では at_most を書きます。composition には合計がはじめからあります。",
        "A figure called a total, or one of which it says “of which”, is checked only where the form says so: by `sum` in a matrix, by `sum` in `checks` for a table, by `at_most`. A `composition` has its total already.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 人口\n    fields:\n      people: { label: 人口, kind: number, unit: 人 }\n      elderly: { label: うち65歳以上, kind: number, unit: 人 }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 人口\n    fields:\n      people: { label: 人口, kind: number, unit: 人 }\n      elderly: { label: うち65歳以上, kind: number, unit: 人, at_most: people }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A key figure shows nothing.
pub(super) const FORM_KEY_FIGURE: Code = Code::warning(
    "form-key-figure",
    ("主な数値として表示されない項目です。", "A key figure shows nothing."),
    (
        "key_figures のうちページに並ぶのは、公開する number、composition、rates、choice の項目です。ほかの種類や公開しない項目は、並べても出ません。",
        "Of `key_figures`, pages show fields of the kinds `number`, `composition`, `rates` and `choice` that are public. Others are not shown.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nkey_figures: [office]\nsections:\n  - { id: base, heading: 基礎情報, fields: { office: { label: 担当課, kind: text } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nkey_figures: [calls]\nsections:\n  - { id: base, heading: 基礎情報, fields: { office: { label: 担当課, kind: text }, calls: { label: 相談, kind: number, unit: 件 } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The codes of what a review finds.
pub const REVIEW_CODES: &[Code] =
    &[FORM_HEADINGS, FORM_LABELS, FORM_UNIT, FORM_PERCENTAGE, FORM_TOTAL, FORM_KEY_FIGURE];
