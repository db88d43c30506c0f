//! The typos of a Japanese keyboard in YAML: one list, each with what is wrong and what to write.

use crate::source::Example::Front;
use crate::source::{Code, Finding, Position, StaticWords, WhyByHand, Words};

/// A typo of one kind. Its message is the title of its code.
pub(super) struct Typo {
    pub(super) code: &'static Code,
    hint: StaticWords,
}

impl Typo {
    /// Reports this typo at a position.
    pub(super) fn finding(&self, position: Position) -> Finding {
        Finding::new(self.code, position, self.code.title.into()).hint(self.hint())
    }

    /// What to write instead.
    pub(super) fn hint(&self) -> Words {
        self.hint.into()
    }
}

/// The codes of all typos.
pub(super) const CODES: &[Code] = &[
    *IDEOGRAPHIC_INDENT.code,
    *NO_BREAK_INDENT.code,
    *TAB_INDENT.code,
    *IDEOGRAPHIC_SPACE.code,
    *FULLWIDTH_COLON.code,
    *COLON_SPACE.code,
    *FULLWIDTH_DASH.code,
    *DASH_SPACE.code,
    *FULLWIDTH_COMMENT.code,
    *CURLY_QUOTES.code,
    *LONE_DASH.code,
    *TAB.code,
    *FULLWIDTH_MARK.code,
    *HASH.code,
    *CONTINUED.code,
    *PASTED_ROWS.code,
    *ROW_DASH.code,
    *KEY_MARK.code,
];

pub(super) const IDEOGRAPHIC_INDENT: Typo = Typo {
    code: &Code::error(
        "yaml-ideographic-indent",
        ("字下げに全角の空白が使われています。", "The line is indented with ideographic spaces."),
        (
            "前書きは、行の始めにある半角の空白の数で、どの項目の下に属するかを表します。全角の空白は字下げになりません。",
            "In front matter the number of ASCII spaces before a key says what it belongs to; ideographic spaces do not count.",
        ),
        Front("入院精神障害者数:\n　合計: 344人"),
        Front("入院精神障害者数:\n  合計: 344人"),
    )
.by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new(
        "半角の空白で字下げしてください（全角1つは半角2つ）。",
        "Indent with ASCII spaces, two for each ideographic one.",
    ),
};

pub(super) const NO_BREAK_INDENT: Typo = Typo {
    code: &Code::error(
        "yaml-no-break-indent",
        ("字下げに改行しない空白（U+00A0）が使われています。", "The line is indented with no-break spaces."),
        (
            "ウェブページやワープロから貼り付けた文には、見た目が半角の空白と同じ別の文字が混じることがあります。",
            "Text pasted from web pages or word processors may hold a character that only looks like a space.",
        ),
        Front("入院精神障害者数:\n\u{A0}\u{A0}合計: 344人"),
        Front("入院精神障害者数:\n  合計: 344人"),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new("半角の空白で字下げしてください。", "Indent with ASCII spaces."),
};

pub(super) const TAB_INDENT: Typo = Typo {
    code: &Code::error(
        "yaml-tab-indent",
        ("字下げにタブが使われています。", "The line is indented with a tab."),
        (
            "タブの幅は環境によって違うため、字下げには使えません。",
            "Tabs are as wide as each program likes, so they cannot indent.",
        ),
        Front("入院精神障害者数:\n\t合計: 344人"),
        Front("入院精神障害者数:\n  合計: 344人"),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new("半角の空白2つで字下げしてください。", "Indent with two spaces."),
};

pub(super) const IDEOGRAPHIC_SPACE: Typo = Typo {
    code: &Code::error(
        "yaml-ideographic-space",
        ("記号の後の空白が半角ではありません。", "The space after the mark is not an ASCII space."),
        (
            "コロンやハイフンが区切りになるのは、すぐ後に半角の空白があるときだけです。",
            "A colon or a hyphen only separates when an ASCII space follows.",
        ),
        Front("人口:　604,894人"),
        Front("人口: 604,894人"),
    )
    .mended(),
    hint: StaticWords::new(
        "「: 」「- 」のように半角の空白を1つ入れてください。",
        "Write one ASCII space, as in `: ` and `- `.",
    ),
};

pub(super) const FULLWIDTH_COLON: Typo = Typo {
    code: &Code::error(
        "yaml-fullwidth-colon",
        ("項目名の後のコロンが全角です。", "The colon after the key is full-width."),
        (
            "全角のコロンは文字として扱われ、項目名と値を分けません。",
            "A full-width colon is text and does not part a key from its value.",
        ),
        Front("人口：604,894人"),
        Front("人口: 604,894人"),
    )
    .mended(),
    hint: StaticWords::new(
        "半角のコロンと空白「: 」にしてください。文章なら全体を \" で囲んでください。",
        "Write `: `, or put the whole in quotes if it is a text.",
    ),
};

pub(super) const COLON_SPACE: Typo = Typo {
    code: &Code::error(
        "yaml-colon-space",
        ("項目名のコロンの後に空白がありません。", "There is no space after the colon of the key."),
        (
            "空白のないコロンは、時刻やアドレスのコロンと同じく文字として扱われます。",
            "A colon without a space is text, as in times and addresses.",
        ),
        Front("人口:604,894人"),
        Front("人口: 604,894人"),
    )
    .mended(),
    hint: StaticWords::new(
        "「: 」のように半角の空白を入れてください。文章なら全体を \" で囲んでください。",
        "Write `: `, or put the whole in quotes if it is a text.",
    ),
};

pub(super) const FULLWIDTH_DASH: Typo = Typo {
    code: &Code::error(
        "yaml-fullwidth-dash",
        ("箇条書きの印が半角のハイフンではありません。", "The mark of the list item is not an ASCII hyphen."),
        (
            "全角のハイフンや長い棒、「・」「●」「*」は文字として扱われ、箇条書きになりません。",
            "Full-width hyphens, dashes and bullets such as `・` and `*` are text and make no list.",
        ),
        Front("転記の注記:\n  － 図は省いた。"),
        Front("転記の注記:\n  - 図は省いた。"),
    )
    .mended(),
    hint: StaticWords::new("半角のハイフンと空白「- 」にしてください。", "Write `- `."),
};

pub(super) const DASH_SPACE: Typo = Typo {
    code: &Code::error(
        "yaml-dash-space",
        ("箇条書きのハイフンの後に空白がありません。", "There is no space after the hyphen of the list item."),
        (
            "空白のないハイフンは、負の数や語の一部と区別できません。",
            "A hyphen without a space cannot be told from a minus sign or a part of a word.",
        ),
        Front("転記の注記:\n  -図は省いた。"),
        Front("転記の注記:\n  - 図は省いた。"),
    )
    .mended(),
    hint: StaticWords::new("「- 」のように半角の空白を入れてください。", "Write `- `."),
};

pub(super) const FULLWIDTH_COMMENT: Typo = Typo {
    code: &Code::error(
        "yaml-fullwidth-comment",
        ("注釈の印 ＃ が全角です。", "The mark ＃ of the comment is full-width."),
        ("全角の ＃ は注釈の印にならず、文字として扱われます。", "A full-width ＃ is text and begins no comment."),
        Front("＃ 令和5年4月に確認\n人口: 604,894人"),
        Front("# 令和5年4月に確認\n人口: 604,894人"),
    )
    .mended(),
    hint: StaticWords::new("半角の # にしてください。", "Write `#`."),
};

pub(super) const CURLY_QUOTES: Typo = Typo {
    code: &Code::error(
        "yaml-curly-quotes",
        ("値が全角の引用符で囲まれています。", "The value is enclosed in curly quotes."),
        (
            "全角の引用符は囲みの印にならず、そのまま表示されます。",
            "Curly quotes enclose nothing; they would be shown as they are.",
        ),
        Front("title: “ともに暮らすまち”"),
        Front("title: \"ともに暮らすまち\""),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new(
        "半角の \" で囲んでください。引用符も見せたいときは「」を使うか、外側を \" で囲んでください。",
        "Use straight quotes; to show the curly ones, put straight ones around them.",
    ),
};

pub(super) const LONE_DASH: Typo = Typo {
    code: &Code::error(
        "yaml-lone-dash",
        ("値が半角のハイフンだけです。", "The value is a lone hyphen."),
        (
            "半角のハイフンは箇条書きの印です。該当がないことは言葉か全角の「－」で表します。",
            "A hyphen is the mark of a list item. That something does not apply is said in words or by `－`.",
        ),
        Front("担当部署: -"),
        Front("担当部署: －"),
    )
    .mended(),
    hint: StaticWords::new("「該当なし」または全角の「－」と書いてください。", "Write `該当なし`, or `－`."),
};

pub(super) const TAB: Typo = Typo {
    code: &Code::error(
        "yaml-tab",
        ("ここにタブは使えません。", "A tab cannot stand here."),
        ("記号の後には半角の空白を置きます。", "After a mark there is an ASCII space."),
        Front("人口:\t604,894人"),
        Front("人口: 604,894人"),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new("半角の空白にしてください。", "Write a space."),
};

pub(super) const FULLWIDTH_MARK: Typo = Typo {
    code: &Code::error(
        "yaml-fullwidth-mark",
        (
            "値の括弧や「｜」が、半角の { }、[ ]、| ではありません。",
            "The brackets or the bar of the value are not `{ }`, `[ ]` or `|`.",
        ),
        (
            "全角の ｛ ｝、［ ］、｜ や丸括弧は文字として扱われ、項目の並びや文章の始まりになりません。",
            "Full-width and round brackets and full-width bars are text; they hold no keys and begin no text.",
        ),
        Front("人口: ｛ 値: 604894人, 時点: R3年4月 ｝"),
        Front("人口: { 値: 604894人, 時点: R3年4月 }"),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new(
        "半角の { }、[ ]、| にしてください。そのまま見せる文なら全体を \" で囲んでください。",
        "Write `{ }`, `[ ]` or `|`; put a text that is shown as it is in quotes.",
    ),
};

pub(super) const HASH: Typo = Typo {
    code: &Code::error(
        "yaml-hash",
        ("「#」から後ろが読み飛ばされます。", "What follows the `#` is not read."),
        (
            "空白の後の # から行末までは覚え書きで、値になりません。番号などの # は、値の一部なら引用符で囲みます。",
            "After a space, `#` begins a comment, which is no part of the value. A `#` of a number needs quotes.",
        ),
        Front("担当部署: 健康課 #2"),
        Front("担当部署: \"健康課 #2\""),
    )
    .by_hand(WhyByHand::Original),
    hint: StaticWords::new(
        "値の一部なら全体を \" で囲み、覚え書きなら「# 」のように # の後に半角の空白を入れてください。",
        "Put the value in quotes; if it is a comment, write a space after `#`.",
    ),
};

pub(super) const CONTINUED: Typo = Typo {
    code: &Code::error(
        "yaml-continued",
        ("値の続きの行が字下げされていません。", "A line that goes on a value is not indented."),
        (
            "項目名と同じ位置から始まる行は、別の項目として読まれます。何行かの文章は「|」の次の行から字下げして書きます。",
            "A line in the column of its key is read as another key. A text of several lines stands below `|`, indented.",
        ),
        Front("備考: 圏域ごとに協議の場を設けた。\n研修も開いた。"),
        Front("備考: |\n  圏域ごとに協議の場を設けた。\n  研修も開いた。"),
    )
.by_hand(WhyByHand::Reading).mended_sometimes(),
    hint: StaticWords::new(
        "「項目名: |」と書いて改行し、値のすべての行を半角の空白2つで字下げしてください。",
        "Write `|` after the key, and all lines of the value below, indented by two spaces.",
    ),
};

pub(super) const PASTED_ROWS: Typo = Typo {
    code: &Code::error(
        "yaml-pasted-rows",
        ("貼り付けた表の前に「|」がありません。", "There is no `|` before a table that was pasted."),
        (
            "表計算ソフトから貼り付けた行（タブ区切り）は、「|」の次の行から字下げすれば、そのまま表や行として読まれます。",
            "Rows pasted from a spreadsheet, with tabs between the cells, are read as they are below `|`, indented.",
        ),
        Front("備考:\n年度\t件数\nR3年度\t12件"),
        Front("備考: |\n  年度と件数\n  R3年度 12件"),
    )
.by_hand(WhyByHand::Reading).mended_sometimes(),
    hint: StaticWords::new(
        "「項目名: |」と書いて改行し、表のすべての行を半角の空白2つで字下げしてください。",
        "Write `|` after the key, and all rows below, indented by two spaces.",
    ),
};

pub(super) const ROW_DASH: Typo = Typo {
    code: &Code::error(
        "yaml-row-dash",
        ("行の始めに「- 」がありません。", "The row does not begin with `- `."),
        (
            "表の行は、最初の項目の前の「- 」で始まります。「- 」がないと、前の行に同じ項目が二度あることになります。",
            "A row begins with `- ` before its first key; without it the row above has the same key twice.",
        ),
        Front("今年度の指標:\n  - 指標: 相談件数\n    目標値: 12件\n    指標: 研修の回数\n    目標値: 3回"),
        Front("今年度の指標:\n  - 指標: 相談件数\n    目標値: 12件\n  - 指標: 研修の回数\n    目標値: 3回"),
    )
    .by_hand(WhyByHand::Reading)
    .mended_sometimes(),
    hint: StaticWords::new(
        "この行の始めを「- 」にし、行のほかの項目の字下げを揃えてください。",
        "Begin this line with `- `, and align the other keys of the row.",
    ),
};

pub(super) const KEY_MARK: Typo = Typo {
    code: &Code::error(
        "yaml-key-mark",
        ("項目名の前に、箇条書きの印があります。", "There is the mark of a list item before the key."),
        (
            "前書きの項目は、印を付けずに並べます。印があると、上の項目の続きか、箇条書きとして扱われます。",
            "Keys of the front matter stand without a mark; with one they are text of the key above, or items of a list.",
        ),
        Front("担当部署: 障害福祉課\n・人口: 604,894人"),
        Front("担当部署: 障害福祉課\n人口: 604,894人"),
    )
    .mended(),
    hint: StaticWords::new("印を消して、項目名から書き始めてください。", "Delete the mark."),
};
