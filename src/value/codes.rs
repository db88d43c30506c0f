//! The codes of reading answers.

use crate::source::Example::{Files, Front};
use crate::source::{Code, WhyByHand};

/// One line of words is expected here.
pub const ONE_LINE: Code = Code::error(
    "one-line",
    ("ここには一行の文字を書きます。", "One line of words is expected here."),
    ("一行の欄に箇条書きや項目の並びは入りません。", "A field of one line holds no list and no keys."),
    Front("担当部署: [健康課, 福祉課]"),
    Front("担当部署: 健康課、福祉課"),
)
.by_hand(WhyByHand::Reading);

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
)
.by_hand(WhyByHand::Reading);

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
.by_hand(WhyByHand::Original)
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
.by_hand(WhyByHand::Original)
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
)
.by_hand(WhyByHand::Original);

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
)
.by_hand(WhyByHand::Original);

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
)
.by_hand(WhyByHand::Reading);

const WASTE: &str = "title: ごみの状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: ごみの量\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系, office: 事業系 }, columns: { years: { last: 2 } } }\n";
const WASTE_RIGHT: &str = "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事業系 | 640 | 655 |\n---\n";

/// The table of a matrix is not recognised.
pub const MATRIX_TABLE: Code = Code::error(
    "matrix-table",
    ("行と列の表として読めません。", "This is not read as a table of rows and columns."),
    (
        "行と列の数の項目には、見出しのある表を書きます。行と列が入れ替わっていてもかまいません。",
        "A field of rows and columns takes a table with its heads; rows and columns may be exchanged.",
    ),
    Files(&[("forms/waste.yaml", WASTE), ("2021/kitahama/sheet.md", "---\nform: waste\nごみの量: 1,953トン\n---\n")]),
    Files(&[("forms/waste.yaml", WASTE), ("2021/kitahama/sheet.md", WASTE_RIGHT)]),
)
.by_hand(WhyByHand::Original);

/// A head of a table is none of the form's, or is there twice.
pub const MATRIX_HEAD: Code = Code::error(
    "matrix-head",
    ("表の見出しが、様式にないか、二度あります。", "A head of the table is none of the form's, or is there twice."),
    (
        "見出しで、その数がどの行と列のものかが決まります。年度は「R3」「2021年度」「令和3年度」のどれでもかまいません。",
        "Heads tell of which row and column a number is. Years may be written as `R3`, `2021年度` or `令和3年度`.",
    ),
    Files(&[
        ("forms/waste.yaml", WASTE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事務系 | 640 | 655 |\n---\n",
        ),
    ]),
    Files(&[("forms/waste.yaml", WASTE), ("2021/kitahama/sheet.md", WASTE_RIGHT)]),
)
.by_hand(WhyByHand::Original);

/// The file that a sheet names is not there.
pub const MATRIX_FILE: Code = Code::error(
    "matrix-file",
    ("名前を書いた表のファイルがありません。", "The file of a table is not there."),
    (
        "行と列の数は、シートと同じフォルダーの CSV にも書けます。1行目と1列目は見出しです。",
        "Numbers over rows and columns may stand in a CSV beside the sheet, with heads in its first row and column.",
    ),
    Files(&[
        ("forms/waste.yaml", WASTE),
        ("2021/kitahama/waste.csv", "区分,R2,R3\n家庭系,1320,1298\n事業系,640,655\n"),
        ("2021/kitahama/sheet.md", "---\nform: waste\nごみの量: wast.csv\n---\n"),
    ]),
    Files(&[
        ("forms/waste.yaml", WASTE),
        ("2021/kitahama/waste.csv", "区分,R2,R3\n家庭系,1320,1298\n事業系,640,655\n"),
        ("2021/kitahama/sheet.md", "---\nform: waste\nごみの量: waste.csv\n---\n"),
    ]),
)
.by_hand(WhyByHand::Files);

/// A cell of a table stands under no head.
pub const MATRIX_CELLS: Code = Code::error(
    "matrix-cells",
    ("表の中に、見出しのないものがあります。", "Something in the table stands under no head."),
    (
        "見出しより右の欄と、表の行でない行は、どこにも出ません。",
        "Cells beyond the heads, and lines that are no rows, would be shown nowhere.",
    ),
    Files(&[
        ("forms/waste.yaml", WASTE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 | 5 |\n  | 事業系 | 640 | 655 |\n---\n",
        ),
    ]),
    Files(&[("forms/waste.yaml", WASTE), ("2021/kitahama/sheet.md", WASTE_RIGHT)]),
)
.by_hand(WhyByHand::Original);

const GOALS: &str = "title: 検証シート\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 数値目標\n    fields:\n      goals: { label: 数値目標, kind: indicators, columns: { actual: { label: 実績値, last: 3 }, target: 目標値 } }\n";

/// The figures of a series are not those of its years.
pub const INDICATOR_YEAR: Code = Code::error(
    "indicator-year",
    ("指標の年度ごとの数が、様式の年度と合いません。", "The years of an indicator are not those of its form."),
    (
        "年度の並ぶ列は、年度を見出しにして書きます。年度のない数や、様式にない年度の数は、どの年度のものか決まりません。",
        "A column of several years is answered year by year. A figure without a year, or of one that the form does not have, belongs to none.",
    ),
    Files(&[
        ("forms/goals.yaml", GOALS),
        (
            "2021/kitahama/sheet.md",
            "---\nform: goals\n数値目標:\n  - { 指標: 移住者数, 実績値: { R2: 40人, R4: 52人 }, 目標値: 60人 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/goals.yaml", GOALS),
        (
            "2021/kitahama/sheet.md",
            "---\nform: goals\n数値目標:\n  - { 指標: 移住者数, 実績値: { R2: 40人, R3: 52人 }, 目標値: 60人 }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

/// A row, a column or a cell of the form is not in the table.
pub const MATRIX_MISSING: Code = Code::warning(
    "matrix-missing",
    ("様式の行、列、欄が、表にありません。", "A row, a column or a cell of the form is not in the table."),
    (
        "写すときに行、列、欄が抜けることがあります。欄が抜けると、後の数がずれます。数がなければ、欄に「記載なし」「不明」「－」などと書きます。",
        "Rows, columns and cells get lost when a table is copied; behind a lost cell the numbers move to other columns. Where there is no number, write 記載なし, 不明 or －.",
    ),
    Files(&[
        ("forms/waste.yaml", WASTE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n---\n",
        ),
    ]),
    Files(&[("forms/waste.yaml", WASTE), ("2021/kitahama/sheet.md", WASTE_RIGHT)]),
)
.by_hand(WhyByHand::Meant);

/// A list of rows is expected here.
pub const ROWS: Code = Code::error(
    "rows",
    ("ここには行を並べて書きます。", "A list of rows is expected here."),
    ("表の欄では、一行ごとに「- 」で始めます。", "In a table each row begins with `- `."),
    Front("今年度の予定: 隔月で部会を開く"),
    Front("今年度の予定:\n  - { 時期: 通年, 項目: 隔月で部会を開く }"),
)
.by_hand(WhyByHand::Reading);

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
)
.by_hand(WhyByHand::Original);

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
)
.by_hand(WhyByHand::Wording);

/// The codes of the findings of answers.
pub const CODES: &[Code] = &[
    MATRIX_TABLE,
    MATRIX_HEAD,
    MATRIX_CELLS,
    MATRIX_FILE,
    MATRIX_MISSING,
    INDICATOR_YEAR,
    ONE_LINE,
    ONE_QUANTITY,
    PRESENCE,
    CHOICE,
    ONE_CHOICE,
    CHOICE_UNMARKED,
    PROSE,
    ROWS,
    ROW_OF_YEAR,
    TO_BE_ANSWERED,
];
