//! The codes of reading answers.

use crate::source::Example::Front;
use crate::source::Explained;

/// The codes of the findings of answers.
pub const CODES: &[Explained] = &[
    Explained::error(
        "one-line",
        ("ここには一行の文字を書きます。", "One line of words is expected here."),
        ("一行の欄に箇条書きや項目の並びは入りません。", "A field of one line holds no list and no keys."),
        Front("担当部署: [健康課, 福祉課]"),
        Front("担当部署: 健康課、福祉課"),
    ),
    Explained::error(
        "one-quantity",
        ("ここには数量を一つ書きます。", "One quantity is expected here."),
        (
            "一つの欄に二つの数があると、図にも比較にも使えません。",
            "With two numbers in one field it can neither be drawn nor compared.",
        ),
        Front("人口: [604,894人, 605,000人]"),
        Front("人口: 604,894人"),
    ),
    Explained::error(
        "presence",
        ("有・無として読めません。", "This cannot be read as yes or no."),
        (
            "有無の欄には、有、無のほか、分からないことを表す言葉（不明、記載なし）を書けます。",
            "The field takes 有 (yes), 無 (no), and words that say why neither is known.",
        ),
        Front("部会の有無: ○"),
        Front("部会の有無: 有"),
    ),
    Explained::error(
        "prose",
        ("ここには文章を書きます。", "Running text is expected here."),
        (
            "文章の欄に「項目名: 値」の並びは入りません。「|」の次の行から、字下げして文章を書きます。",
            "A field of text holds no keys. Write `|` and the text on the next lines, indented.",
        ),
        Front("備考:\n  概要: 順調に進んだ。"),
        Front("備考: |\n  概要：順調に進んだ。"),
    ),
    Explained::error(
        "rows",
        ("ここには行を並べて書きます。", "A list of rows is expected here."),
        ("表の欄では、一行ごとに「- 」で始めます。", "In a table each row begins with `- `."),
        Front("今年度の予定: 隔月で部会を開く"),
        Front("今年度の予定:\n  - { 時期: 通年, 項目: 隔月で部会を開く }"),
    ),
    Explained::warning(
        "to-be-answered",
        ("まだ答えがありません。", "This is still to be answered."),
        (
            "項目名だけの行は、これから書くところです。原資料が空欄なら「記載なし」、分からなければ「不明」と書きます。",
            "A key alone is work that waits. Write 記載なし if the source is blank, 不明 if nobody knows.",
        ),
        Front("人口:"),
        Front("人口: 記載なし"),
    ),
];
