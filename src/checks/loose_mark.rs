//! Marks of Markdown that mean nothing, because they are full-width or lack a partner.

use crate::markdown::IntendedMark;
use crate::model::Site;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, Words, words};

use super::{Check, MarkdownText, Rule};

const MARKDOWN_MARK: Code = Code::warning(
    "markdown-mark",
    ("Markdown の印になっていません。", "This is no mark of Markdown."),
    (
        "「・」や「１．」の行は一行につながり、全角の ＊＊ や （ ） は文字のまま表示されます。印は半角で書きます。",
        "Lines that begin with `・` become one line, and full-width marks are shown as they are. Write ASCII marks.",
    ),
    Body("## 取組の経緯\n\n・協議の場を設けた。\n・研修を開いた。"),
    Body("## 取組の経緯\n\n- 協議の場を設けた。\n- 研修を開いた。"),
);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports one code.
pub const RULE: Rule = Rule { codes: &[MARKDOWN_MARK], check: Check::Text(check) };

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    for near_miss in &text.prose.outline().near_misses {
        let (message, hint) = told(near_miss.meant);
        let finding = Finding::new(&MARKDOWN_MARK, text.position(near_miss.range.clone()), message);
        findings.push(finding.hint(hint));
    }
}

fn told(meant: IntendedMark) -> (Words, Words) {
    let (message, hint) = match meant {
        IntendedMark::List => (
            ("箇条書きにならず、前後の行と一行につながります。", "This is no list; the lines become one."),
            (
                "各行を半角の「- 」または「1. 」で始めてください。中の段は半角の空白2つで字下げします。",
                "Begin each line with `- ` or `1. `; indent inner ones by two spaces.",
            ),
        ),
        IntendedMark::Table => (
            ("表として読めません。", "This is not read as a table."),
            (
                "半角の | で区切り、見出しの次の行に「|---|---|」を書いてください。",
                "Separate by ASCII `|`, and write `|---|---|` below the head.",
            ),
        ),
        IntendedMark::Link => (
            ("リンクとして読めません。", "This is not read as a link."),
            (
                "「[言葉](アドレス)」のように、半角の括弧を ] のすぐ後に書いてください。",
                "Write `[words](address)`, with ASCII brackets and no space between.",
            ),
        ),
        IntendedMark::Image => (
            ("画像ではなくリンクになります。", "This becomes a link, not an image."),
            ("半角の ! で「![説明](ファイル名)」と書いてください。", "Write `![words](file)` with an ASCII `!`."),
        ),
        IntendedMark::Emphasis => (
            ("強調にならず、印がそのまま表示されます。", "This is no emphasis; the marks are shown."),
            (
                "強調する言葉の前後を半角の ** で囲んでください。文字として見せるときは \\* と書きます。",
                "Put ASCII `**` on both sides of the words; to show the mark write `\\*`.",
            ),
        ),
        IntendedMark::Indent => (
            ("字下げした文が、文章ではなく囲みの中の文字になります。", "Indented text becomes a block of code."),
            ("行の初めの空白を消してください。", "Delete the spaces at the start of the line."),
        ),
    };
    (words(message.0, message.1), words(hint.0, hint.1))
}
