//! The codes of reading a file, besides those of [`typo`](super::typo): fences, keys, values, headings.

use crate::source::Example::{Body, Files, Front, Told};
use crate::source::{Code, WhyByHand};

/// The file is too large.
pub const FILE_SIZE: Code = Code::error(
    "file-size",
    ("ファイルが大きすぎます。", "The file is too large."),
    (
        "シートは数十キロバイトあれば足ります。4 MiB を超えるのは、画像などを名前だけ変えて置いたときです。",
        "A sheet needs some tens of kilobytes; one of more than 4 MiB is an image or the like under a wrong name.",
    ),
    Told("sheet.md が 50 MB ある。", "`sheet.md` has 50 MB."),
    Told("画像は sheet.md の隣に、別のファイルとして置く。", "Images are files of their own beside `sheet.md`."),
)
.by_hand(WhyByHand::Files);

/// The file is not in UTF-8.
pub const ENCODING: Code = Code::error(
    "encoding",
    ("文字コードが UTF-8 ではありません。", "The file is not in UTF-8."),
    (
        "Shift_JIS などで保存したファイルは、ほかの環境で文字が化けます。推測して読みますが、公開はしません。`nenpo fix` で直せます。",
        "Files in Shift_JIS and the like turn into gibberish elsewhere. They are read by guess, but not published. `nenpo fix` converts them.",
    ),
    Told("メモ帳で「ANSI」を選んで保存した sheet.md。", "`sheet.md` saved as `ANSI`."),
    Told("「UTF-8」を選んで保存した sheet.md。", "`sheet.md` saved as UTF-8."),
)
.by_hand(WhyByHand::Original)
    .mended_sometimes();

/// There is a character that was lost.
pub const GARBLED: Code = Code::error(
    "garbled",
    ("文字化けした文字があります。", "There is a character that was lost."),
    (
        "� は、文字コードの変換で失われた文字の跡です。元の文字は、このファイルには残っていません。",
        "`�` stands where a character was lost when the file was converted. The file no longer tells which.",
    ),
    Front("備考: 地域移�支援の会議"),
    Front("備考: 地域移行支援の会議"),
)
.by_hand(WhyByHand::Original);

/// The `---` around the front matter is not right.
pub const FRONT_MATTER_FENCE: Code = Code::error(
    "front-matter-fence",
    ("前書きを囲む「---」の行が正しくありません。", "The `---` around the front matter is not right."),
    (
        "ファイルの先頭と前書きの終わりに「---」だけの行があることで、前書きと本文が分かれます。",
        "A line of `---` at the start and one at the end part the front matter from the body.",
    ),
    Files(&[("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 604,894人\n\n## 取組の経緯\n\n協議の場を設けた。\n")]),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: sheet\n人口: 604,894人\n---\n\n## 取組の経緯\n\n協議の場を設けた。\n",
    )]),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// A block or a comment is not closed.
pub const BLOCK_NOT_CLOSED: Code = Code::error(
    "block-not-closed",
    ("囲みや覚え書きが閉じていません。", "A block or a comment is not closed."),
    (
        "「```」や「<!--」を閉じないと、後の見出しがすべて囲みの中の文になり、公開しない節の文章も前の節に入ります。",
        "Without its end all headings below become text of the block, and a section for advisors a part of a public one.",
    ),
    Body("## 取組の経緯\n\n```\n協議の場を設けた。\n\n会議を始めた。"),
    Body("## 取組の経緯\n\n```\n協議の場を設けた。\n```\n\n会議を始めた。"),
)
.by_hand(WhyByHand::Reading);

/// The heading is on the wrong level.
pub const HEADING_LEVEL: Code = Code::warning(
    "heading-level",
    ("本文の見出しの段が違います。", "The heading is on the wrong level."),
    (
        "# はページの題に使われます。本文の節は ##、その中は ### から始めます。",
        "`#` is the page's title. Sections of the body begin with `##`, parts of them with `###`.",
    ),
    Body("# 取組の経緯"),
    Body("## 取組の経緯\n\n平成30年度に協議の場を設けた。"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// A line below a text makes a heading of it.
pub const HEADING_UNDERLINE: Code = Code::warning(
    "heading-underline",
    ("下の行の「---」が、上の文を見出しにします。", "A line of `---` makes a heading of the text above it."),
    (
        "区切りの線のつもりの「---」も、文のすぐ下にあると、その段落の全体を見出しにします。見出しは「## 」で書きます。",
        "Meant as a rule, `---` right below a text makes a heading of the whole paragraph. Headings are written with `##`.",
    ),
    Body("## 取組の経緯\n\n協議の場を設けた。\n\n### 背景\n\n- 会議を始めた。\n  ---"),
    Body("## 取組の経緯\n\n協議の場を設けた。\n\n---\n\n会議を始めた。"),
)
.by_hand(WhyByHand::Meant);

/// This is not read as a heading.
pub const HEADING_MARK: Code = Code::error(
    "heading-mark",
    ("見出しとして読めません。", "This is not read as a heading."),
    (
        "全角の ＃ や、空白のない ## は見出しにならず、節の文章が前の節に入ってしまいます。",
        "Full-width ＃, or `##` without a space, make no heading; the text would fall to the section before.",
    ),
    Body("＃＃ 取組の経緯"),
    Body("## 取組の経緯\n\n平成30年度に協議の場を設けた。"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// A key is there twice.
pub const DUPLICATE_KEY: Code = Code::error(
    "duplicate-key",
    ("同じ項目が二度あります。", "A key is there twice."),
    (
        "どちらの値が正しいか、プログラムには分かりません。項目名と英字の id を両方書いたときも同じです。",
        "The program cannot know which of the two is right. A label and its id are the same key.",
    ),
    Front("人口: 604,894人\npopulation: 604,900人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

/// A key that must be there is missing.
pub const MISSING_KEY: Code = Code::error(
    "missing-key",
    ("なくてはならない項目がありません。", "A key that must be there is missing."),
    ("この項目がないと、ほかの値の意味が決まりません。", "Without it the other values have no meaning."),
    Front("成果・効果:\n  - { 目標値: 10人, 実績値: 12人 }"),
    Front("成果・効果:\n  - { 指標: 退院者数, 目標値: 10人, 実績値: 12人 }"),
)
.by_hand(WhyByHand::Wording);

/// There is no such key here.
pub const UNKNOWN_KEY: Code = Code::error(
    "unknown-key",
    ("様式にない項目です。", "There is no such key here."),
    (
        "書き間違えた項目名の値は、どこにも表示されずに失われます。近い名前があれば示します。",
        "The value of a misspelt key would be shown nowhere. The nearest known key is named.",
    ),
    Front("人工: 604,894人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Reading);

/// The key does not say which field is answered.
pub const AMBIGUOUS_KEY: Code = Code::error(
    "ambiguous-key",
    ("どこの項目の答えか決まりません。", "The key does not say which field is answered."),
    (
        "様式の別の節や内訳に、同じ名前の項目があります。「節の見出し／項目」のように書くか、節の見出しの下に字下げして書きます。",
        "Two sections or parts of the form have fields of this name. Write the heading and the name with a slash between, or the name below the heading.",
    ),
    Files(&[
        (
            "forms/shared.yaml",
            "title: 相談のまとめ\nyears: 2021\nsections:\n  - { id: results, heading: 成果, fields: { a: { label: 実績, kind: number } } }\n  - { id: plan, heading: 計画, fields: { b: { label: 実績, kind: number } } }\n",
        ),
        ("2021/kitahama/talks.md", "---\nform: shared\n実績: 5件\n---\n"),
    ]),
    Files(&[
        (
            "forms/shared.yaml",
            "title: 相談のまとめ\nyears: 2021\nsections:\n  - { id: results, heading: 成果, fields: { a: { label: 実績, kind: number } } }\n  - { id: plan, heading: 計画, fields: { b: { label: 実績, kind: number } } }\n",
        ),
        ("2021/kitahama/talks.md", "---\nform: shared\n成果／実績: 5件\n---\n"),
    ]),
)
.by_hand(WhyByHand::Reading);

/// The value has the wrong shape.
pub const WRONG_SHAPE: Code = Code::error(
    "wrong-shape",
    ("値の形が違います。", "The value has the wrong shape."),
    (
        "一つの値、箇条書き、「項目名: 値」の並びは、それぞれ書き方が違います。",
        "One value, a list, and keys with values are written in different ways.",
    ),
    Front("入院精神障害者数: 344人"),
    Front("入院精神障害者数:\n  合計: 344人"),
)
.by_hand(WhyByHand::Reading);

/// This value cannot be chosen.
pub const WRONG_VALUE: Code = Code::error(
    "wrong-value",
    ("この値は選べません。", "This value cannot be chosen."),
    ("決まった言葉から選ぶ項目です。", "Only certain words have a meaning here."),
    Front("下書き: たぶん"),
    Front("下書き: はい"),
)
.by_hand(WhyByHand::Reading);

/// There is no value.
pub const BLANK_VALUE: Code = Code::error(
    "blank-value",
    ("値が書かれていません。", "There is no value."),
    (
        "様式の名前のように、なければ先へ進めない値が書かれていません。",
        "A value is missing without which nothing can be read, such as the name of the form.",
    ),
    Files(&[("2021/kitahama/plan.md", "---\nform:\n---\n")]),
    Files(&[("2021/kitahama/plan.md", "---\nform: sheet\n---\n")]),
)
.by_hand(WhyByHand::Wording);

/// This may be one number or two values.
pub const YAML_COMMA: Code = Code::error(
    "yaml-comma",
    ("一つの数か二つの値か分かりません。", "This may be one number or two values."),
    (
        "[ ] の中では , が区切りになるので、桁区切りのある数は引用符で囲みます。",
        "Between brackets a comma separates, so a number with commas needs quotes.",
    ),
    Front("今年度の指標:\n  - { 指標: 相談件数, 目標値: [1,539件, 1,600件] }"),
    Front("今年度の指標:\n  - { 指標: 相談件数, 目標値: [\"1,539件\", \"1,600件\"] }"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// The key is not a text.
pub const YAML_KEY: Code = Code::error(
    "yaml-key",
    ("項目名が文字ではありません。", "The key is not a text."),
    (
        "括弧から始まる値は、項目の並びや箇条書きとして読まれます。",
        "A value that begins with a bracket is read as keys or as a list.",
    ),
    Front("備考: {{place}}"),
    Front("備考: \"{{place}}\""),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// There are several documents in one file.
pub const YAML_DOCUMENTS: Code = Code::error(
    "yaml-documents",
    ("一つのファイルに複数の文書があります。", "There are several documents in one file."),
    (
        "前書きの途中の「---」や「...」より後は読まれません。一つのファイルには一つの文書を書きます。",
        "What follows a `---` or `...` within the front matter is not read. One file holds one document.",
    ),
    Front("人口: 604,894人\n...\n備考: なし"),
    Front("人口: 604,894人\n備考: なし"),
)
.by_hand(WhyByHand::Reading)
.mended_sometimes();

/// There are too many values.
pub const YAML_SIZE: Code = Code::error(
    "yaml-size",
    ("値が多すぎます。", "There are too many values."),
    (
        "シート一枚の値は数百個です。20万個を超えるのは、データをそのまま貼り付けたときです。",
        "A sheet has some hundreds of values; 200,000 are a mistake.",
    ),
    Told("前書きに30万行の一覧がある。", "The front matter holds a list of 300,000 lines."),
    Told("一覧は別のファイルで配る。", "Such a list is a file of its own."),
)
.by_hand(WhyByHand::Wording);

/// The codes of reading texts and front matter.
pub const CODES: &[Code] = &[
    FILE_SIZE,
    ENCODING,
    GARBLED,
    FRONT_MATTER_FENCE,
    BLOCK_NOT_CLOSED,
    HEADING_LEVEL,
    HEADING_UNDERLINE,
    HEADING_MARK,
    DUPLICATE_KEY,
    MISSING_KEY,
    UNKNOWN_KEY,
    AMBIGUOUS_KEY,
    WRONG_SHAPE,
    WRONG_VALUE,
    BLANK_VALUE,
    YAML_COMMA,
    YAML_KEY,
    YAML_DOCUMENTS,
    YAML_SIZE,
];
