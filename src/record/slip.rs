//! The slips of a Japanese keyboard in YAML: one list, each with what is wrong and what to write.

use crate::source::{Finding, Position, words};

/// A slip of one kind.
pub(super) struct Slip {
    code: &'static str,
    message: (&'static str, &'static str),
    hint: (&'static str, &'static str),
}

impl Slip {
    /// Reports this slip at a place.
    pub(super) fn at(&self, position: Position) -> Finding {
        let pair = |(ja, en): (&str, &str)| words(ja, en);
        Finding::error(self.code, position, pair(self.message)).hint(pair(self.hint))
    }
}

pub(super) const IDEOGRAPHIC_INDENT: Slip = Slip {
    code: "yaml-ideographic-indent",
    message: ("字下げに全角の空白が使われています。", "The line is indented with ideographic spaces."),
    hint: (
        "半角の空白で字下げしてください（全角1つは半角2つ）。",
        "Indent with ASCII spaces, two for each ideographic one.",
    ),
};

pub(super) const NO_BREAK_INDENT: Slip = Slip {
    code: "yaml-no-break-indent",
    message: ("字下げに改行しない空白（U+00A0）が使われています。", "The line is indented with no-break spaces."),
    hint: ("半角の空白で字下げしてください。", "Indent with ASCII spaces."),
};

pub(super) const TAB_INDENT: Slip = Slip {
    code: "yaml-tab-indent",
    message: ("字下げにタブが使われています。", "The line is indented with a tab."),
    hint: ("半角の空白2つで字下げしてください。", "Indent with two spaces."),
};

pub(super) const INVISIBLE: Slip = Slip {
    code: "yaml-invisible",
    message: ("行の初めに目に見えない文字があります。", "An invisible character stands at the start of the line."),
    hint: ("この行を打ち直してください。", "Type the line anew."),
};

pub(super) const IDEOGRAPHIC_SPACE: Slip = Slip {
    code: "yaml-ideographic-space",
    message: ("記号の後の空白が全角です。", "The space after the mark is not an ASCII space."),
    hint: ("「: 」「- 」のように半角の空白を1つ入れてください。", "Write one ASCII space, as in `: ` and `- `."),
};

pub(super) const FULLWIDTH_COLON: Slip = Slip {
    code: "yaml-fullwidth-colon",
    message: ("項目名の後のコロンが全角です。", "The colon after the key is full-width."),
    hint: (
        "半角のコロンと空白「: 」にしてください。文章なら全体を \" で囲んでください。",
        "Write `: `, or put the whole in quotes if it is a text.",
    ),
};

pub(super) const COLON_SPACE: Slip = Slip {
    code: "yaml-colon-space",
    message: ("項目名のコロンの後に空白がありません。", "There is no space after the colon of the key."),
    hint: (
        "「: 」のように半角の空白を入れてください。文章なら全体を \" で囲んでください。",
        "Write `: `, or put the whole in quotes if it is a text.",
    ),
};

pub(super) const FULLWIDTH_DASH: Slip = Slip {
    code: "yaml-fullwidth-dash",
    message: ("箇条書きの印が半角のハイフンではありません。", "The mark of the list item is not an ASCII hyphen."),
    hint: ("半角のハイフンと空白「- 」にしてください。", "Write `- `."),
};

pub(super) const DASH_SPACE: Slip = Slip {
    code: "yaml-dash-space",
    message: ("箇条書きのハイフンの後に空白がありません。", "There is no space after the hyphen of the list item."),
    hint: ("「- 」のように半角の空白を入れてください。", "Write `- `."),
};

pub(super) const FULLWIDTH_COMMENT: Slip = Slip {
    code: "yaml-fullwidth-comment",
    message: ("注釈の印 ＃ が全角です。", "The mark ＃ of the comment is full-width."),
    hint: ("半角の # にしてください。", "Write `#`."),
};

pub(super) const CURLY_QUOTES: Slip = Slip {
    code: "yaml-curly-quotes",
    message: ("値が全角の引用符で囲まれています。", "The value is enclosed in curly quotes."),
    hint: (
        "半角の \" で囲んでください。引用符も見せたいときは「」を使うか、外側を \" で囲んでください。",
        "Use straight quotes; to show the curly ones, put straight ones around them.",
    ),
};

pub(super) const LONE_DASH: Slip = Slip {
    code: "yaml-lone-dash",
    message: ("値が半角のハイフンだけです。", "The value is a lone hyphen."),
    hint: ("「該当なし」または全角の「－」と書いてください。", "Write `該当なし`, or `－`."),
};
