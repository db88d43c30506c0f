//! Answers of one line are no Markdown: its marks, tags of HTML and names of characters are shown as they are written.

use crate::markdown::{inline_plain, inspect};
use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::value::Item;

use super::raw_html::{Element, is_break};
use super::{Check, Rule, Subject};

const TEXT_MARKUP: Code = Code::warning(
    "text-markup",
    ("一行の答えに、Markdown や HTML の書き方があります。", "An answer of one line has marks of Markdown or HTML."),
    (
        "一行の答えは、書いたとおりの文字で表示されます。`**` や `<br>`、`&nbsp;` も、そのまま見えます。文章の項目でだけ、Markdown が使えます。",
        "An answer of one line is shown as it is written, with `**`, `<br>` and `&nbsp;`. Only running text is Markdown.",
    ),
    Front("担当部署: 健康福祉部<br>障害福祉課"),
    Front("担当部署: 健康福祉部 障害福祉課"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[TEXT_MARKUP], subject: Subject::Texts, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for AnswerInDocument { answer, .. } in document.all_answers() {
        answer.leaves(&mut |leaf| match leaf.item {
            Item::Line(line) => look(document, line, leaf.span, findings),
            Item::Name(name) => look(document, name, leaf.span, findings),
            _ => {}
        });
    }
}

/// What a line with marks has somewhere.
const MARKS: [&str; 6] = ["**", "~~", "](", "<", "&", "[^"];

fn look(document: &Document, line: &str, span: Span, findings: &mut Findings) {
    findings.applied(&TEXT_MARKUP);
    if !MARKS.iter().any(|mark| line.contains(mark)) {
        return;
    }
    let bare = without_marks(line);
    let outline = inspect(line);
    let is_note = !outline.undefined_notes.is_empty();
    if bare == line && !is_note {
        return;
    }
    let message = words!(
        "「{line}」の Markdown や HTML の書き方は、一行の答えでは使えません。書いたとおりの文字で表示します。",
        "Marks of Markdown and HTML mean nothing in an answer of one line; `{line}` is shown as it is written."
    );
    let finding = Finding::new(&TEXT_MARKUP, document.source.position(span), message);
    // Where an address or a note belongs is for its author.
    findings.push(if is_note {
        finding.hint(words(
            "脚注の印を消し、注は「注記」か、文章の項目に書いてください。",
            "Delete the mark of the note, and write the note as `note` or as running text.",
        ))
    } else if outline.links.is_empty() && outline.images.is_empty() {
        let finding = finding.hint(words!("「{bare}」と書いてください。", "Write `{bare}`."));
        let quoted = finding.clone().mend_written(span, &format!("\"{line}\""), format!("\"{bare}\""));
        if quoted.mends.is_empty() { finding.mend_written(span, line, bare) } else { quoted }
    } else {
        finding.hint(words(
            "言葉だけを書き、アドレスは出典か、文章の項目に書いてください。",
            "Write the words alone, and the address as `source` or in running text.",
        ))
    });
}

/// A line as it would be read: without marks and tags, and with characters for their names.
fn without_marks(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut done = 0;
    let tags = inspect(line).raw_html;
    for (at, tag) in tags.iter().enumerate() {
        if tag.start < done {
            continue;
        }
        bare.push_str(line.get(done..tag.start).unwrap_or_default());
        done = tag.end;
        if let Some(element) = Element::around(line, &tags, at).filter(|element| element.tags.start == tag.start) {
            bare.push_str(&element.as_text());
            done = element.tags.end;
        } else if line.get(tag.clone()).is_some_and(is_break) {
            bare.push(' ');
        }
    }
    bare.push_str(line.get(done..).unwrap_or_default());
    let plain = inline_plain(&bare).replace('\u{A0}', " ");
    if plain.trim() == line.trim() { line.to_owned() } else { plain.trim().to_owned() }
}
