//! The codes of reading answers.

use crate::source::Code;
use crate::source::Example::Front;

/// One line of words is expected here.
pub const ONE_LINE: Code = Code::error(
    "one-line",
    ("ここには一行の文字を書きます。", "One line of words is expected here."),
    ("一行の欄に箇条書きや項目の並びは入りません。", "A field of one line holds no list and no keys."),
    Front("担当部署: [健康課, 福祉課]"),
    Front("担当部署: 健康課、福祉課"),
);

/// One quantity is expected here.
pub const ONE_QUANTITY: Code = Code::error(
    "one-quantity",
    ("ここには数量を一つ書きます。", "One quantity is expected here."),
    (
        "一つの欄に二つの数があると、図にも比較にも使えません。",
        "With two numbers in one field it can neither be drawn nor compared.",
    ),
    Front("人口: [604,894人, 605,000人]"),
    Front("人口: 604,894人"),
);

/// This cannot be read as yes or no.
pub const PRESENCE: Code = Code::error(
    "presence",
    ("有・無として読めません。", "This cannot be read as yes or no."),
    (
        "有無の欄には、有、無のほか、分からないことを表す言葉（不明、記載なし）を書けます。",
        "The field takes 有 (yes), 無 (no), and words that say why neither is known.",
    ),
    Front("部会の有無: ○"),
    Front("部会の有無: 有"),
)
.mended_sometimes();

/// This is none of the choices.
pub const CHOICE: Code = Code::error(
    "choice",
    ("選択肢にない答えです。", "This is none of the choices."),
    (
        "選択肢の言葉、その印（◎、Ａなど）だけ、または id で答えます。全角と半角、空白、〇と○のような似た印の違いはかまいません。",
        "Answer by the words of a choice, by its mark alone, or by its id. Widths, blanks and marks that look alike make no difference.",
    ),
    Front("今後の方向性: 拡大"),
    Front("今後の方向性: 拡充"),
)
.mended_sometimes();

/// One choice is asked for, and there are several.
pub const ONE_CHOICE: Code = Code::error(
    "one-choice",
    ("一つを選ぶところに、二つ以上の答えがあります。", "One choice is asked for, and there are several."),
    (
        "様式が一つを選ばせる項目です。二つを選べる項目なら、様式に「several: true」と書きます。",
        "The form asks for one. Where several may be chosen, it says `several: true`.",
    ),
    Front("今後の方向性: □拡充 ■維持 ■縮小"),
    Front("今後の方向性: □拡充 ■維持 □縮小"),
);

/// It cannot be told which choice is marked.
pub const CHOICE_UNMARKED: Code = Code::error(
    "choice-unmarked",
    ("どれを選んだかの印が分かりません。", "It cannot be told which choice is marked."),
    (
        "様式の選択肢を写したときは、選んだものに ■、☑、レ、● などの印が要ります。○ は、ほかに ● や ■ がなければ選んだ印と読みます。",
        "Where the choices of the paper are copied, those chosen need a mark such as ■, ☑ or ●. ○ marks a choice unless there is ● or ■.",
    ),
    Front("今後の方向性: □拡充 □維持 □縮小"),
    Front("今後の方向性: □拡充 ■維持 □縮小"),
);

/// Running text is expected here.
pub const PROSE: Code = Code::error(
    "prose",
    ("ここには文章を書きます。", "Running text is expected here."),
    (
        "文章の欄に「項目名: 値」の並びは入りません。「|」の次の行から、字下げして文章を書きます。",
        "A field of text holds no keys. Write `|` and the text on the next lines, indented.",
    ),
    Front("備考:\n  概要: 順調に進んだ。"),
    Front("備考: |\n  概要：順調に進んだ。"),
);

/// A list of rows is expected here.
pub const ROWS: Code = Code::error(
    "rows",
    ("ここには行を並べて書きます。", "A list of rows is expected here."),
    ("表の欄では、一行ごとに「- 」で始めます。", "In a table each row begins with `- `."),
    Front("今年度の予定: 隔月で部会を開く"),
    Front("今年度の予定:\n  - { 時期: 通年, 項目: 隔月で部会を開く }"),
);

/// This names no row of an earlier year.
pub const ROW_OF_YEAR: Code = Code::error(
    "row-of-year",
    ("前の年度の行を表していません。", "This names no row of an earlier year."),
    (
        "課題がどの年度のどの行から続くかは、年度と行を「#」でつないで書きます。行は、その id か、上から数えた番号です。",
        "What a row goes on with is written as a year, `#`, and the id of the row or its number.",
    ),
    Front("課題と取組方針:\n  - { from: 昨年度の続き, 課題: 住まいの確保, 取組方針: 協議する }"),
    Front("課題と取組方針:\n  - { 課題: 住まいの確保, 取組方針: 協議する }"),
);

/// Something is still to be answered.
pub const TO_BE_ANSWERED: Code = Code::warning(
    "to-be-answered",
    ("まだ答えがありません。", "Something is still to be answered."),
    (
        "項目名だけで答えのない行は、書きかけです。原資料が空欄なら「記載なし」と書き、答えない項目は行を消します。",
        "A key without an answer is unfinished work. Where the source is blank write 記載なし; delete what is not to be answered.",
    ),
    Front("担当部署:"),
    Front("担当部署: 記載なし"),
);

/// The codes of the findings of answers.
pub const CODES: &[Code] =
    &[ONE_LINE, ONE_QUANTITY, PRESENCE, CHOICE, ONE_CHOICE, CHOICE_UNMARKED, PROSE, ROWS, ROW_OF_YEAR, TO_BE_ANSWERED];
