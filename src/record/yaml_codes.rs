//! The codes of what the YAML parser complains about; see [`syntax`](super::syntax).

use crate::source::Example::Front;
use crate::source::{Code, WhyByHand};

/// Quotes do not match.
pub const YAML_QUOTE: Code = Code::error(
    "yaml-quote",
    ("引用符の始まりと終わりが合いません。", "Quotes do not match."),
    (
        "閉じ忘れた引用符は、次の引用符までの行をすべて値に取り込みます。",
        "A quote that is not closed swallows all lines up to the next one.",
    ),
    Front("title: \"ピア\"サポーターとともに"),
    Front("title: 「ピア」サポーターとともに"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// A backslash between double quotes is not understood.
pub const YAML_ESCAPE: Code = Code::error(
    "yaml-escape",
    ("\" \" の中の \\（円記号）が読めません。", "A backslash between double quotes is not understood."),
    (
        "\" \" の中の \\ は、次の文字と合わせて特別な意味を持ちます。",
        "Between double quotes a backslash gives the next character another meaning.",
    ),
    Front("備考: \"C:\\書類\""),
    Front("備考: 'C:\\書類'"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// Brackets do not match.
pub const YAML_BRACKET: Code = Code::error(
    "yaml-bracket",
    ("括弧の始まりと終わりが合いません。", "Brackets do not match."),
    (
        "{ } と [ ] は、項目の並びと箇条書きを一行に書くための印です。閉じないと後の行まで取り込みます。",
        "`{ }` and `[ ]` hold keys and lists on one line; unclosed, they swallow the lines that follow.",
    ),
    Front("人口: { 値: 604,894人, 時点: R3年4月"),
    Front("人口: { 値: 604,894人, 時点: R3年4月 }"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// The nesting is too deep.
pub const YAML_DEPTH: Code = Code::error(
    "yaml-depth",
    ("入れ子が深すぎます。", "The nesting is too deep."),
    (
        "どの様式も数段の入れ子で足ります。深い入れ子は、括弧の打ち間違いです。",
        "No form needs more than a few levels; deeper ones are slips.",
    ),
    Front("備考: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"),
    Front("備考: なし"),
)
.by_hand(WhyByHand::Reading);

/// `: ` cannot stand here.
pub const YAML_COLON: Code = Code::error(
    "yaml-colon",
    ("ここに「: 」は書けません。", "`: ` cannot stand here."),
    (
        "「: 」は項目名と値を分ける印なので、値の中に書くときは全体を引用符で囲みます。",
        "`: ` parts a key from its value, so a value that holds one needs quotes.",
    ),
    Front("title: 目標: 地域移行"),
    Front("title: \"目標: 地域移行\""),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// This is not of the form `key: value`.
pub const YAML_MISSING_COLON: Code = Code::error(
    "yaml-missing-colon",
    ("「項目名: 値」の形になっていません。", "This is not of the form `key: value`."),
    ("コロンのない行は、どの項目の値か分かりません。", "A line without a colon belongs to no key."),
    Front("人口 604,894人\n備考: なし"),
    Front("人口: 604,894人\n備考: なし"),
)
.by_hand(WhyByHand::Reading);

/// List items and keys are mixed.
pub const YAML_LIST: Code = Code::error(
    "yaml-list",
    ("箇条書きと項目が混ざっています。", "List items and keys are mixed."),
    ("同じ段には、箇条書きか「項目名: 値」のどちらかだけを並べます。", "One level holds either list items or keys."),
    Front("転記の注記:\n  - 図は省いた。\n  備考: なし"),
    Front("転記の注記:\n  - 図は省いた。\n備考: なし"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// The indentation does not match.
pub const YAML_INDENT: Code = Code::error(
    "yaml-indent",
    ("字下げが揃っていません。", "The indentation does not match."),
    (
        "同じ段の項目は、同じ数の半角の空白で始めます。ずれると別の項目の下に入ります。",
        "Keys of one level begin with as many spaces; else they fall under another key.",
    ),
    Front("入院精神障害者数:\n    合計: 344人\n  １年以上: 187人"),
    Front("入院精神障害者数:\n  合計: 344人\n  １年以上: 187人"),
)
.by_hand(WhyByHand::Reading);

/// `&` and `*` are not supported.
pub const YAML_ALIAS: Code = Code::error(
    "yaml-alias",
    ("& や * は使えません。", "`&` and `*` are not supported."),
    (
        "YAML では & と * が参照を表します。小さなファイルから莫大な値を作れるため、使えないことにしています。",
        "In YAML they are references, from which a small file can make a huge value; so they are not supported.",
    ),
    Front("title: *重要な取組*"),
    Front("title: \"*重要な取組*\""),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// Tags (`!`) are not supported.
pub const YAML_TAG: Code = Code::error(
    "yaml-tag",
    ("! による型の指定は使えません。", "Tags (`!`) are not supported."),
    ("値の種類は様式が決めます。", "The form says of what kind a value is."),
    Front("備考: !!str なし"),
    Front("備考: なし"),
)
.by_hand(WhyByHand::Reading);

/// A value cannot start with this mark.
pub const YAML_SPECIAL: Code = Code::error(
    "yaml-special",
    ("値を記号（@ ` % ! | > など）で始めることはできません。", "A value cannot start with this mark."),
    (
        "これらの記号は YAML で特別な意味を持ちます。引用符で囲めば、そのまま書けます。",
        "These marks have a meaning in YAML; in quotes they are text.",
    ),
    Front("title: @北浜"),
    Front("title: \"@北浜\""),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// A comment interrupts a text.
pub const YAML_COMMENT: Code = Code::error(
    "yaml-comment",
    ("文章の途中に注釈（#）があります。", "A comment interrupts a text."),
    (
        "空白の後の # から行末までは注釈で、そこで文章が終わります。",
        "From a `#` after a space to the end of the line is a comment, which ends the text.",
    ),
    Front("備考: 一行目 # 下書き\n  二行目"),
    Front("# 下書き\n備考: 一行目\n  二行目"),
)
.by_hand(WhyByHand::Original);

/// This is not YAML.
pub const YAML_SYNTAX: Code = Code::error(
    "yaml-syntax",
    ("YAML として読めません。", "This is not YAML."),
    (
        "前書きは YAML という書き方に従います。この行か前の行の記号、字下げ、引用符に誤りがあります。",
        "Front matter is YAML. A mark, an indentation or a quote is wrong here or on the line before.",
    ),
    Front("... 人口"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Reading);

pub(super) const CODES: &[Code] = &[
    YAML_QUOTE,
    YAML_ESCAPE,
    YAML_BRACKET,
    YAML_DEPTH,
    YAML_COLON,
    YAML_MISSING_COLON,
    YAML_LIST,
    YAML_INDENT,
    YAML_ALIAS,
    YAML_TAG,
    YAML_SPECIAL,
    YAML_COMMENT,
    YAML_SYNTAX,
];
