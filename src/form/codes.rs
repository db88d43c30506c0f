//! The codes of reading forms.

use crate::source::Example::Files;
use crate::source::{Code, WhyByHand};

/// The form to extend is missing.
pub const FORM_EXTENDS: Code = Code::error(
    "form-extends",
    ("元にする様式がありません。", "The form to extend is missing."),
    (
        "extends は、ほかの様式の節を受け継ぐ指定です。ない様式や、互いに受け継ぎ合う様式は読めません。",
        "`extends` takes the sections of another form; that form must be there and must not extend this one.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nextends: shet\nsections:\n  - { id: base, heading: 基礎情報 }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nextends: sheet\nsections:\n  - { id: base, heading: 基礎情報 }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// These are no fiscal years of a form.
pub const FORM_YEARS: Code = Code::error(
    "form-years",
    ("様式の年度として読めません。", "These are no fiscal years of a form."),
    (
        "様式は使う年度を years に書きます。シートのフォルダーの年度と照らし合わせるためです。",
        "`years` says in which fiscal years a form is used; the folders of sheets are compared with it.",
    ),
    Files(&[("forms/city.yaml", "title: 市のシート\nyears: 毎年\nsections:\n  - { id: base, heading: 基礎情報 }\n")]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021-2023\nsections:\n  - { id: base, heading: 基礎情報 }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The part in `headline` is not in the composition.
pub const HEADLINE_PART: Code = Code::error(
    "headline-part",
    ("headline の区分が、内訳にありません。", "The part in `headline` is not in the composition."),
    (
        "headline は、図の見出しで何の割合を言うかを決めます。言えるのは、一段目の区分の割合だけです。",
        "A headline tells the share of one part of the first level, which `headline` names.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      ages: { label: 年齢, kind: composition, unit: 人, headline: elder, parts: { young: 若年, elderly: 高齢 } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      ages: { label: 年齢, kind: composition, unit: 人, headline: elderly, parts: { young: 若年, elderly: 高齢 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// An id that no column of indicators can have.
pub const INDICATOR_COLUMN: Code = Code::error(
    "indicator-column",
    ("指標の列の id に使えない名前です。", "No column of indicators can have this id."),
    (
        "baseline、target、actual、effect のほかの列には、自由に id を付けられます。ただし、この四つの打ち間違いと見える id と、シートの行で別の意味に使う名前（id、better、count、due）は使えません。",
        "Columns besides `baseline`, `target`, `actual` and `effect` have ids of their own, but none that looks like a slip for one of these, and none that rows of sheets have with another meaning (`id`, `better`, `count`, `due`).",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 数値目標\n    fields:\n      goals: { label: 数値目標, kind: indicators, columns: { targets: 目標値, actual: 実績値 } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 数値目標\n    fields:\n      goals: { label: 数値目標, kind: indicators, columns: { target: 目標値, actual: 実績値, owner: 担当課 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// There is no such kind of field.
pub const FIELD_KIND: Code = Code::error(
    "field-kind",
    ("欄の種類がありません。", "There is no such kind of field."),
    (
        "欄の種類は決まっていて、値の読み方、検査、見せ方を決めます。",
        "Kinds are a fixed set; they decide how a value is read, checked and shown.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: nummer } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: number } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// `at_most` or `usually_at_most` is neither a number nor a figure.
pub const FORM_LIMIT: Code = Code::error(
    "form-limit",
    (
        "at_most や usually_at_most が、数でも数の項目でもありません。",
        "`at_most` or `usually_at_most` is neither a number nor a figure.",
    ),
    (
        "at_most は、その数が超えることのない数か、ほかの項目を示します。usually_at_most は、ふつう超えないものを示します。",
        "`at_most` gives a number, or another figure, that this one never exceeds; `usually_at_most` one that it seldom exceeds.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { elderly: { label: 65歳以上人口, kind: number, at_most: populaton } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: number }, elderly: { label: 65歳以上人口, kind: number, at_most: population } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// `allowance` is no number of zero or more.
pub const FORM_ALLOWANCE: Code = Code::error(
    "form-allowance",
    ("allowance が0以上の数ではありません。", "`allowance` is no number of zero or more."),
    (
        "allowance は、内訳の和が合計とどこまで違ってよいかを、その項目の単位で示します。",
        "`allowance` says how far the sum of parts may be from the total, in the unit of the field.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { cost: { label: 事業費, kind: composition, allowance: 少し, parts: { own: 一般財源, other: その他 } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { cost: { label: 事業費, kind: composition, allowance: 1, parts: { own: 一般財源, other: その他 } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A check of a form cannot be understood.
pub const FORM_CHECK: Code = Code::error(
    "form-check",
    ("様式の checks の書き方が正しくありません。", "A check of a form cannot be understood."),
    (
        "checks は、様式の値の関係を示します。値は「項目」「項目.内訳」「表.行.列」のように指し、「*」はすべての行や列を表します。",
        "`checks` say how values of a form stand to each other. A value is named as `field`, `field.part`, `table.row.column`; `*` stands for every row or column.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { elderly: { label: 65歳以上人口, kind: number }, population: { label: 人口, kind: number } }\nchecks:\n  elderly: { of: elderly, at_most: populaton }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { elderly: { label: 65歳以上人口, kind: number }, population: { label: 人口, kind: number } }\nchecks:\n  elderly: { of: elderly, at_most: population }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A condition of a form cannot be understood, or never holds.
pub const FORM_CONDITION: Code = Code::error(
    "form-condition",
    ("尋ねる条件（asked_if）が正しくありません。", "A condition of a form (`asked_if`) cannot be understood."),
    (
        "条件は、様式のほかの項目の答えを見ます。ない項目、なることのない答え、互いに待ち合う条件では、いつ尋ねるかが決まりません。公開する項目を、公開しない答えで決めると、その答えが分かってしまいます。",
        "A condition looks at the answer to another field. With a field that is not there, an answer that can never be, or a circle, nobody knows when to ask; and something public must not depend on what is not.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      center: { label: センターの有無, kind: presence }\n      staff: { label: センターの職員数, kind: number, unit: 人, asked_if: { field: centre, is: 有 } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      center: { label: センターの有無, kind: presence }\n      staff: { label: センターの職員数, kind: number, unit: 人, asked_if: { field: center, is: 有 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// An id is used twice in a form.
pub const FORM_ID_TWICE: Code = Code::error(
    "form-id-twice",
    ("様式の中で id が二度使われています。", "An id is used twice in a form."),
    (
        "id は、シートの項目名とページの中の番地になります。同じものが二つあると、どちらを指すか決まりません。",
        "Ids are keys of sheets and addresses on pages; one that is there twice points nowhere.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: base, heading: 基礎情報 }\n  - { id: base, heading: 取組の概要 }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: base, heading: 基礎情報 }\n  - { id: outline, heading: 取組の概要 }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// This id cannot be used.
pub const FORM_ID: Code = Code::error(
    "form-id",
    ("この id は使えません。", "This id cannot be used."),
    (
        "節と項目の id は、ページの中の番地になります。「_」で始まる番地は、ページの部品のものです。",
        "Ids are addresses on pages. Those that begin with `_` are of the page's own parts.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: _notes, heading: 備考, narrative: true }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - { id: notes, heading: 備考, narrative: true }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// Two fields of a form in one place have the same words.
pub const FORM_LABEL_TWICE: Code = Code::error(
    "form-label-twice",
    ("様式の同じところに、同じ名前の項目があります。", "Two fields of a form in one place have the same words."),
    (
        "シートは様式の言葉で答えます。同じ節の同じ名前の項目は、どちらへの答えか決まりません。節か group が違えば、同じ名前でかまいません。",
        "Sheets answer in the form's words, so two fields of one section and group cannot share them. In different sections or groups they may.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields:\n      a: { label: 件数, kind: number }\n      b: { label: 件数, kind: number }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 相談\n    fields:\n      a: { label: 件数, kind: number, group: 来所 }\n      b: { label: 件数, kind: number, group: 訪問 }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The kind of a column does not fit into a cell.
pub const COLUMN_KIND: Code = Code::error(
    "column-kind",
    ("列の種類が、表の欄に入りません。", "The kind of a column does not fit into a cell."),
    (
        "表の一つの欄に入るのは、短い答えと文章だけです。内訳や表は、別の項目にします。",
        "A cell holds a short answer or text. A composition or a table is a field of its own.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      offices: { label: 事業所, kind: table, columns: { rates: { label: 退院率, kind: rates, points: { a: 三か月 } } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      offices: { label: 事業所, kind: table, columns: { staff: { label: 職員数, kind: number } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The choices of a field cannot be told apart, or there are none.
pub const FORM_CHOICES: Code = Code::error(
    "form-choices",
    ("選択肢がないか、見分けられません。", "The choices of a field cannot be told apart, or there are none."),
    (
        "シートは、選択肢の言葉、印、id のどれかで答えます。全角と半角、大文字と小文字、空白、〇と○のような似た印は同じものとして読むので、それだけが違う選択肢はどちらの答えか決まりません。",
        "Sheets answer by the words, the mark or the id of a choice. Widths, case, blanks and marks that look alike are the same, so choices must differ in more.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { grade: { label: 評価, kind: choice, choices: { a: ○, b: 〇, c: × } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { grade: { label: 評価, kind: choice, choices: { a: ◎, b: ○, c: × } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A computation of a matrix names a row or column that is not there.
pub const MATRIX_REFERENCE: Code = Code::error(
    "matrix-reference",
    ("計算に書かれた行や列がありません。", "A computation of a matrix names a row or column that is not there."),
    (
        "sum、difference、of などには、その項目の行か列の id、同じ group の見出し、年度や月の並びの id を書きます。",
        "`sum`, `difference`, `of` and the like name a row or a column of the field, a group, or years in succession by their ids.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系, office: 事業系, total: { label: 合計, sum: [home, offices] } }, columns: { years: { last: 3 } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系, office: 事業系, total: { label: 合計, sum: [home, office] } }, columns: { years: { last: 3 } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// These are no years or months in succession.
pub const MATRIX_SERIES: Code = Code::error(
    "matrix-series",
    ("年度や月の並びとして読めません。", "These are no years or months in succession."),
    (
        "last はシートの年度までの年数（100まで）、years は年度の範囲、months は月です。",
        "`last` is a number of years up to that of the sheet (at most 100), `years` a range of years, `months` are months.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系 }, columns: { years: { last: 五年 } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系 }, columns: { years: { last: 5 } } }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// Records stand inside of records.
pub const RECORDS_IN_RECORDS: Code = Code::error(
    "records-in-records",
    ("まとまりの中に、まとまりがあります。", "Records stand inside of records."),
    (
        "まとまり（records）は、事業や施設ごとに同じ項目を繰り返します。その中で繰り返すものは、表（table）にします。",
        "`records` repeats the same fields for each programme or facility. What repeats inside of one is a `table`.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        fields:\n          works: { label: 取組, kind: records, name: 取組名, fields: { note: { label: 内容, kind: prose } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        fields:\n          works: { label: 取組, kind: table, columns: { work: 取組名, note: { label: 内容, kind: prose } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The overview of records names what cannot be a column of it.
pub const OVERVIEW_FIELD: Code = Code::error(
    "overview-field",
    (
        "一覧の列や合計にできない項目があります。",
        "The overview of records names what cannot be a column or a total of it.",
    ),
    (
        "overview は、まとまりの一覧の列にする項目の id を並べます。列にできるのは、短い答えと内訳です。totals は足してよい数、group_by は小計で分ける言葉（text か、一つを選ぶ choice）の項目の id です。",
        "`overview` lists the fields that are columns of the overview: short answers and compositions. `totals` lists the figures that may be added up, `group_by` names the text or the choice of one that parts the overview.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        overview: [costs]\n        fields: { cost: { label: 事業費, kind: number, unit: 千円 } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        overview: [cost]\n        fields: { cost: { label: 事業費, kind: number, unit: 千円 } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The key figures name a field the form does not have.
pub const KEY_FIGURE: Code = Code::error(
    "key-figure",
    ("主な数値に、様式にない項目があります。", "The key figures name a field the form does not have."),
    (
        "key_figures には、その様式の項目の id を並べます。綴りが違うと、ページに出ません。",
        "`key_figures` lists ids of fields of the form; a misspelt one would not be shown.",
    ),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nkey_figures: [populations]\nsections:\n  - { id: base, heading: 基礎情報, fields: { population: { label: 人口, kind: number } } }\n",
    )]),
    Files(&[(
        "forms/city.yaml",
        "title: 市のシート\nyears: 2021\nkey_figures: [population]\nsections:\n  - { id: base, heading: 基礎情報, fields: { population: { label: 人口, kind: number } } }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The codes of the findings of forms.
pub const CODES: &[Code] = &[
    FORM_EXTENDS,
    FORM_YEARS,
    HEADLINE_PART,
    FIELD_KIND,
    INDICATOR_COLUMN,
    FORM_LIMIT,
    FORM_ALLOWANCE,
    FORM_CHECK,
    FORM_CONDITION,
    FORM_ID_TWICE,
    FORM_ID,
    FORM_LABEL_TWICE,
    COLUMN_KIND,
    FORM_CHOICES,
    MATRIX_REFERENCE,
    MATRIX_SERIES,
    RECORDS_IN_RECORDS,
    OVERVIEW_FIELD,
    KEY_FIGURE,
];
