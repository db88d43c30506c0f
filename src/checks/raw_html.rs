//! HTML in Markdown texts: shown as the text it is, and what to write instead.

use std::ops::Range;

use crate::markdown::destination;
use crate::model::Site;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, WhyByHand, Words, words};
use crate::text::figures::raised;

use super::{Check, MarkdownText, Rule, Subject};

const RAW_HTML: Code = Code::warning(
    "raw-html",
    ("HTML は使えません。", "HTML is not used."),
    (
        "ページに出せるのは Markdown だけです。HTML は書いたとおりの文字で表示されます。",
        "Only Markdown reaches a page; HTML is shown as the text it is.",
    ),
    Body("## 取組の経緯\n\n協議の場を<b>設けた</b>。"),
    Body("## 取組の経緯\n\n協議の場を**設けた**。"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports one code.
pub const RULE: Rule = Rule { codes: &[RAW_HTML], subject: Subject::Texts, check: Check::Text(check) };

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    let tags = &text.prose.outline().raw_html;
    for (at, range) in tags.iter().enumerate() {
        let html = text.prose.text.get(range.clone()).unwrap_or_default();
        let message = words(
            "HTML は使えません。書いたとおりの文字で表示します。",
            "HTML is not used; it is shown as the text it is.",
        );
        let finding = Finding::new(&RAW_HTML, text.position(range.clone()), message);
        let element = Element::around(&text.prose.text, tags, at);
        let written = element.and_then(|element| Some((element.as_markdown()?, element.tags)));
        findings.push(if let Some((write, tags)) = written {
            let finding = finding.hint(words!("「{write}」と書いてください。", "Write `{write}`."));
            // The finding of its first tag changes both.
            if tags.start == range.start { text.mend(finding, tags, write) } else { finding }
        } else {
            let finding = finding.hint(instead_of_html(html));
            match text.line_end(range.start).filter(|_| is_break(html)) {
                Some(line_end) => text.mend(finding, range.clone(), format!("\\{line_end}")),
                None => finding,
            }
        });
    }
}

/// An element with words in it.
pub(super) struct Element<'t> {
    /// Its name in small letters.
    name: String,
    /// From its first tag to its last.
    pub tags: Range<usize>,
    /// The words between them.
    words: &'t str,
}

impl<'t> Element<'t> {
    /// The element of which a tag is the first or the last, with no other tag between them.
    pub fn around(text: &'t str, tags: &[Range<usize>], at: usize) -> Option<Element<'t>> {
        let tag = |at: usize| tags.get(at).and_then(|range| Some((range, text.get(range.clone())?)));
        let closes = |at: usize| tag(at).is_some_and(|(_, html)| html.starts_with("</"));
        let first = if closes(at) { at.checked_sub(1)? } else { at };
        let ((open, first_tag), (close, last_tag)) = (tag(first)?, tag(first + 1)?);
        let (name, last) = (name(first_tag), name(last_tag));
        if closes(first) || !closes(first + 1) || name != last {
            return None;
        }
        let words =
            text.get(open.end..close.start).filter(|words| !words.trim().is_empty() && !words.contains('\n'))?;
        Some(Element { name, tags: open.start..close.end, words })
    }

    /// Its words with what plain text has for the element: digits above the line.
    pub fn as_text(&self) -> String {
        Some(self.words).filter(|_| self.name == "sup").and_then(raised).unwrap_or_else(|| self.words.to_owned())
    }

    /// The same in Markdown, or its words alone where the element is about looks.
    fn as_markdown(&self) -> Option<String> {
        let words = self.words;
        match self.name.as_str() {
            "b" | "strong" | "mark" => Some(format!("**{words}**")),
            "s" | "del" | "strike" => Some(format!("~~{words}~~")),
            "u" | "i" | "em" | "span" | "font" | "small" | "big" | "ins" | "center" | "nobr" => Some(words.to_owned()),
            "sup" => raised(words),
            _ => None,
        }
    }
}

/// The name of the element that a tag belongs to.
fn name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a tag ends a line.
pub(super) fn is_break(tag: &str) -> bool {
    name(tag) == "br"
}

/// The Markdown for an element, where it is an image.
fn instead_of_html(html: &str) -> Words {
    let value = |name: &str| {
        let (_, after) = html.split_once(&format!(" {name}="))?;
        match after.chars().next()? {
            quote @ ('"' | '\'') => after.get(1..)?.split(quote).next(),
            _ => after.split(['>', ' ', '/']).next(),
        }
    };
    match value("src").filter(|_| html.starts_with("<img")) {
        Some(file) => {
            let (alt, file) =
                (value("alt").filter(|alt| !alt.is_empty()).unwrap_or("何の図かの説明"), destination(file));
            words!("「![{alt}]({file})」と書いてください。", "Write `![{alt}]({file})`.")
        }
        None if html.chars().nth(1).is_some_and(|mark| matches!(mark, '!' | '！')) => words(
            "書いた人だけの覚え書きなら、半角で「<!-- 覚え書き -->」と書き、必ず「-->」で閉じてください。",
            "Write a remark for yourself as `<!-- remark -->`, closed by `-->`.",
        ),
        None if is_break(html) => words(
            "改行は、行の終わりに \\ を書いて行を改めるか、段落の間に空の行を入れてください。",
            "Break a line by a `\\` at its end, or part paragraphs by an empty line.",
        ),
        None => words(
            "「<」から「>」までを消してください。太字は言葉を ** で囲み、改行は段落の間に空の行を入れます。",
            "Delete all from `<` to `>`. Bold words stand in `**`, and an empty line parts paragraphs.",
        ),
    }
}
