//! What stands in Markdown: raw HTML, refused addresses, images without words, footnotes without a partner.

use crate::model::codes;
use std::ops::Range;

use crate::markdown::LinkTarget;
use crate::model::Site;
use crate::record;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, Position, Words, words};
use crate::value::Prose;

use super::{Check, MarkdownText, Rule};

const RAW_HTML: Code = Code::warning(
    "raw-html",
    ("HTML は使えません。", "HTML is not used."),
    (
        "ページに出せるのは Markdown だけです。HTML は書いたとおりの文字で表示されます。",
        "Only Markdown reaches a page; HTML is shown as the text it is.",
    ),
    Body("## 取組の経緯\n\n協議の場を<b>設けた</b>。"),
    Body("## 取組の経緯\n\n協議の場を**設けた**。"),
);

const IMAGE_ALT: Code = Code::error(
    "image-alt",
    ("画像に説明がありません。", "An image has no words."),
    (
        "画像の見えない人と検索は、説明の言葉を読みます。何の図かを短く書きます。",
        "Those who do not see the image, and search engines, read its words.",
    ),
    Body("## 取組の経緯\n\n![](map.png)"),
    Body("## 取組の経緯\n\n![圏域の地図](map.png)"),
);

const FOOTNOTE_UNDEFINED: Code = Code::error(
    "footnote-undefined",
    ("脚注の中身がありません。", "A footnote is not defined."),
    ("脚注の印だけがあると、読む人はたどり着く先を失います。", "A mark without a note leads nowhere."),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。"),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。\n\n[^1]: 平成29年度。"),
);

const FOOTNOTE_UNUSED: Code = Code::warning(
    "footnote-unused",
    ("脚注がどこからも使われていません。", "Nothing refers to a footnote."),
    ("印のない脚注は表示されません。", "A note without a mark is not shown."),
    Body("## 取組の経緯\n\n協議の場を設けた。\n\n[^1]: 平成29年度。"),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。\n\n[^1]: 平成29年度。"),
);

const TABLE_CELLS: Code = Code::error(
    "table-cells",
    ("表の見出しより多い欄があります。", "A row of a table has more cells than its head."),
    (
        "見出しより多い欄はページに出ません。欄の中に「|」を書いただけでも、そこで欄が分かれます。",
        "Cells beyond those of the head are not shown. A `|` within a cell begins a new one, too.",
    ),
    Body("## 取組の経緯\n\n| 年度 | 回数 |\n|---|---|\n| 令和3年度 | 3回 | うち1回はオンライン |"),
    Body("## 取組の経緯\n\n| 年度 | 回数 | 備考 |\n|---|---|---|\n| 令和3年度 | 3回 | うち1回はオンライン |"),
);

const HEADING_EMPTY: Code = Code::error(
    "heading-empty",
    ("見出しに文字がありません。", "A heading has no words."),
    (
        "文字のない見出しは、目次と読み上げで何もないところになります。",
        "In the table of contents and when read aloud there is nothing.",
    ),
    Body("## 取組の経緯\n\n###\n\n協議の場を設けた。"),
    Body("## 取組の経緯\n\n### 協議の場\n\n協議の場を設けた。"),
);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports 7 codes.
pub const RULE: Rule = Rule {
    codes: &[RAW_HTML, codes::REFUSED_LINK, IMAGE_ALT, FOOTNOTE_UNDEFINED, FOOTNOTE_UNUSED, TABLE_CELLS, HEADING_EMPTY],
    check: Check::Text(check),
};

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    look(text.prose, &|range| text.position(range), findings);
    for heading in &text.prose.outline().headings {
        let written = text.prose.text.get(heading.range.clone()).unwrap_or_default();
        if !written.starts_with('#') && written.ends_with('-') {
            findings.push(record::underlined(text.position(heading.range.clone())));
        }
    }
    for spelt in &text.prose.outline().spelt {
        findings.push(record::unseen(text.position(spelt.range.clone()), spelt.character, spelt.kind));
    }
}

fn look(prose: &Prose, at: &dyn Fn(Range<usize>) -> Position, findings: &mut Findings) {
    let outline = prose.outline();
    let mut say = |code: &'static Code, range: &Range<usize>, message: Words, hint: Words| {
        findings.push(Finding::new(code, at(range.clone()), message).hint(hint));
    };
    for range in &outline.raw_html {
        say(
            &RAW_HTML,
            range,
            words(
                "HTML は使えません。書いたとおりの文字で表示します。",
                "HTML is not used; it is shown as the text it is.",
            ),
            words("Markdown で書いてください。", "Write Markdown instead."),
        );
    }
    for link in outline.links.iter().filter(|link| link.kind == LinkTarget::Refused) {
        say(
            &codes::REFUSED_LINK,
            &link.range,
            words!("リンク先「{}」は使えません。", "The address `{}` cannot be used.", link.target),
            words(
                "https:、mailto:、tel:、またはファイルへの相対パスで書いてください。",
                "Write https:, mailto:, tel:, or a relative path of a file.",
            ),
        );
    }
    for image in &outline.images {
        if image.kind != LinkTarget::File {
            say(
                &codes::REFUSED_LINK,
                &image.range,
                words!("画像「{}」は使えません。", "The image `{}` cannot be used.", image.target),
                words(
                    "文書と同じフォルダーに置いた画像を相対パスで書いてください。",
                    "Put the image beside the document and write its relative path.",
                ),
            );
        }
        if image.alt.trim().is_empty() {
            say(
                &IMAGE_ALT,
                &image.range,
                words("画像に説明がありません。", "The image has no words."),
                words("「![何の図かの説明](ファイル名)」のように書いてください。", "Write `![what it shows](file)`."),
            );
        }
    }
    for note in &outline.undefined_notes {
        say(
            &FOOTNOTE_UNDEFINED,
            &note.range,
            words!("脚注「{}」の中身がありません。", "The footnote `{}` is not defined.", note.label),
            words!("「[^{}]: 脚注の文」の行を加えてください。", "Add a line `[^{}]: text`.", note.label),
        );
    }
    for note in &outline.unused_notes {
        let label = &note.label;
        let (message, hint) = if note.repeated {
            (
                words!(
                    "脚注「{label}」の中身が二度あります。二つめは表示されません。",
                    "The footnote `{label}` is defined twice; the second one is not shown."
                ),
                words!(
                    "二つめの名前を「[^{label}-2]」のように変え、本文のその印も同じ名前にしてください。",
                    "Rename the second one, `[^{label}-2]`, and its mark in the text."
                ),
            )
        } else {
            (
                words!(
                    "脚注「{label}」はどこからも使われていません。表示されません。",
                    "Nothing refers to the footnote `{label}`; it is not shown."
                ),
                words!(
                    "本文に「[^{label}]」を置くか、脚注を消してください。",
                    "Put `[^{label}]` into the text, or delete the footnote."
                ),
            )
        };
        say(&FOOTNOTE_UNUSED, &note.range, message, hint);
    }
    for cells in &outline.surplus_cells {
        say(
            &TABLE_CELLS,
            cells,
            words(
                "見出しより多い欄です。ページに出ません。",
                "These cells are beyond those of the head; they are not shown.",
            ),
            words(
                "見出しの行と「|---|」の行に欄を一つ加えてください。欄の中の文字としての | は「\\|」と書きます。",
                "Add a cell to the head and to the line `|---|`. A `|` within a cell is written `\\|`.",
            ),
        );
    }
    for heading in outline.empty_headings() {
        say(
            &HEADING_EMPTY,
            &heading.range,
            words("見出しに文字がありません。", "The heading has no words."),
            words("見出しの文字を書くか、# を消してください。", "Write its words, or delete the `#`."),
        );
    }
}
