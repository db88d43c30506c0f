//! What stands in Markdown: raw HTML, refused addresses, images without words, footnotes without a partner.

use std::ops::Range;

use crate::markdown::Target;
use crate::model::Site;
use crate::source::{Finding, Findings, Position, Words, words};
use crate::value::Prose;

use super::{Check, Rule, Text};

/// The rule.
pub const RULE: Rule = Rule {
    codes: &["raw-html", "refused-link", "image-alt", "footnote-undefined", "footnote-unused", "heading-empty"],
    why: || {
        words(
            "ページに出せるのは Markdown だけです。HTML は文字として表示されます。画像には、見えない人のための説明が要ります。",
            "Only Markdown reaches a page; HTML is shown as text. Images need words for those who do not see them.",
        )
    },
    check: Check::Text(check),
};

fn check(text: &Text<'_>, _: &Site, findings: &mut Findings) {
    look(text.prose, &|range| text.position(range), findings);
}

fn look(prose: &Prose, at: &dyn Fn(Range<usize>) -> Position, findings: &mut Findings) {
    let outline = &prose.outline;
    let mut say = |severe: bool, code: &'static str, range: &Range<usize>, message: Words, hint: Words| {
        let position = at(range.clone());
        let finding =
            if severe { Finding::error(code, position, message) } else { Finding::warning(code, position, message) };
        findings.push(finding.hint(hint));
    };
    for range in &outline.raw_html {
        say(
            false,
            "raw-html",
            range,
            words(
                "HTML は使えません。書いたとおりの文字で表示します。",
                "HTML is not used; it is shown as the text it is.",
            ),
            words("Markdown で書いてください。", "Write Markdown instead."),
        );
    }
    for link in outline.links.iter().filter(|link| link.kind == Target::Refused) {
        say(
            true,
            "refused-link",
            &link.range,
            words(
                format!("リンク先「{}」は使えません。", link.target),
                format!("The address `{}` cannot be used.", link.target),
            ),
            words(
                "https:、mailto:、tel:、またはファイルへの相対パスで書いてください。",
                "Write https:, mailto:, tel:, or a relative path of a file.",
            ),
        );
    }
    for image in &outline.images {
        if image.kind != Target::File {
            say(
                true,
                "refused-link",
                &image.range,
                words(
                    format!("画像「{}」は使えません。", image.target),
                    format!("The image `{}` cannot be used.", image.target),
                ),
                words(
                    "文書と同じフォルダーに置いた画像を相対パスで書いてください。",
                    "Put the image beside the document and write its relative path.",
                ),
            );
        }
        if image.alt.trim().is_empty() {
            say(
                true,
                "image-alt",
                &image.range,
                words("画像に説明がありません。", "The image has no words."),
                words("「![何の図かの説明](ファイル名)」のように書いてください。", "Write `![what it shows](file)`."),
            );
        }
    }
    for note in &outline.undefined_notes {
        say(
            true,
            "footnote-undefined",
            &note.range,
            words(
                format!("脚注「{}」の中身がありません。", note.label),
                format!("The footnote `{}` is not defined.", note.label),
            ),
            words(
                format!("「[^{}]: 脚注の文」の行を加えてください。", note.label),
                format!("Add a line `[^{}]: text`.", note.label),
            ),
        );
    }
    for note in &outline.unused_notes {
        say(
            false,
            "footnote-unused",
            &note.range,
            words(
                format!("脚注「{}」はどこからも使われていません。", note.label),
                format!("Nothing refers to the footnote `{}`.", note.label),
            ),
            words(
                format!("本文に「[^{}]」を置くか、脚注を消してください。", note.label),
                format!("Put `[^{}]` into the text, or delete the footnote.", note.label),
            ),
        );
    }
    for heading in outline.empty_headings() {
        say(
            true,
            "heading-empty",
            &heading.range,
            words("見出しに文字がありません。", "The heading has no words."),
            words("見出しの文字を書くか、# を消してください。", "Write its words, or delete the `#`."),
        );
    }
}
