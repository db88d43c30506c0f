//! What stands in Markdown: footnotes without a partner, headings without words.

use std::ops::Range;

use crate::markdown::FootnoteLabel;
use crate::model::Site;
use crate::record;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, Position, WhyByHand, Words, words};
use crate::value::Prose;

use super::{Check, MarkdownText, Rule, Subject};

const FOOTNOTE_UNDEFINED: Code = Code::error(
    "footnote-undefined",
    ("脚注の中身がありません。", "A footnote is not defined."),
    ("脚注の印だけがあると、読む人はたどり着く先を失います。", "A mark without a note leads nowhere."),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。"),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。\n\n[^1]: 平成29年度。"),
)
.by_hand(WhyByHand::Wording)
.mended_sometimes();

const FOOTNOTE_UNUSED: Code = Code::warning(
    "footnote-unused",
    ("脚注がどこからも使われていません。", "Nothing refers to a footnote."),
    ("印のない脚注は表示されません。", "A note without a mark is not shown."),
    Body("## 取組の経緯\n\n協議の場を設けた。\n\n[^1]: 平成29年度。"),
    Body("## 取組の経緯\n\n協議の場を設けた[^1]。\n\n[^1]: 平成29年度。"),
)
.by_hand(WhyByHand::Wording);

const TABLE_CELLS: Code = Code::error(
    "table-cells",
    ("表の見出しより多い欄があります。", "A row of a table has more cells than its head."),
    (
        "見出しより多い欄はページに出ません。欄の中に「|」を書いただけでも、そこで欄が分かれます。",
        "Cells beyond those of the head are not shown. A `|` within a cell begins a new one, too.",
    ),
    Body("## 取組の経緯\n\n| 年度 | 回数 |\n|---|---|\n| 令和3年度 | 3回 | うち1回はオンライン |"),
    Body("## 取組の経緯\n\n| 年度 | 回数 | 備考 |\n|---|---|---|\n| 令和3年度 | 3回 | うち1回はオンライン |"),
)
.by_hand(WhyByHand::Reading);

const HEADING_EMPTY: Code = Code::error(
    "heading-empty",
    ("見出しに文字がありません。", "A heading has no words."),
    (
        "文字のない見出しは、目次と読み上げで何もないところになります。",
        "In the table of contents and when read aloud there is nothing.",
    ),
    Body("## 取組の経緯\n\n###\n\n協議の場を設けた。"),
    Body("## 取組の経緯\n\n### 協議の場\n\n協議の場を設けた。"),
)
.by_hand(WhyByHand::Wording);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports 4 codes.
pub const RULE: Rule = Rule {
    codes: &[FOOTNOTE_UNDEFINED, FOOTNOTE_UNUSED, TABLE_CELLS, HEADING_EMPTY],
    subject: Subject::Texts,
    check: Check::Text(check),
};

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    look(text.prose, &|range| text.position(range), findings);
    for note in &text.prose.outline().undefined_notes {
        let Some(colon) = wrong_colon(text.prose, note) else { continue };
        let (position, label) = (text.position(note.range.clone()), &note.label);
        let is_wide = text.prose.text.get(colon.clone()).is_some_and(|written| written.contains('：'));
        let message = if is_wide {
            words!(
                "脚注「{label}」のコロンが全角です。脚注になりません。",
                "The colon of the footnote `{label}` is full-width."
            )
        } else {
            words!(
                "脚注「{label}」の文の前にコロンがありません。脚注になりません。",
                "The text of the footnote `{label}` has no colon before it."
            )
        };
        let finding = Finding::new(&FOOTNOTE_UNDEFINED, position, message);
        let hint = words!("半角のコロンと空白で「[^{label}]: 」と書いてください。", "Write `[^{label}]: `.");
        findings.push(text.mend(finding.hint(hint), colon, ": "));
    }
    for heading in &text.prose.outline().headings {
        let written = text.prose.text.get(heading.range.clone()).unwrap_or_default();
        let underline = written.chars().next_back().filter(|_| !written.starts_with('#'));
        if let Some(mark @ ('-' | '=')) = underline.filter(|mark| *mark == '-' || record::is_sentence(&heading.text)) {
            findings.push(record::underlined(text.position(heading.range.clone()), mark));
        }
    }
    for spelt in &text.prose.outline().spelt {
        let span = text.prose.origin.offset_span(spelt.range.clone());
        let written = text.prose.text.get(spelt.range.clone()).unwrap_or_default();
        let position = text.position(spelt.range.clone());
        findings.push(record::unseen_spelt(position, (spelt.character, spelt.kind), span, written));
    }
}

fn look(prose: &Prose, at: &dyn Fn(Range<usize>) -> Position, findings: &mut Findings) {
    let outline = prose.outline();
    let mut say = |code: &'static Code, range: &Range<usize>, message: Words, hint: Words| {
        findings.push(Finding::new(code, at(range.clone()), message).hint(hint));
    };
    let undefined = &outline.undefined_notes;
    let defined: Vec<&str> =
        undefined.iter().filter(|note| wrong_colon(prose, note).is_some()).map(|note| note.label.as_str()).collect();
    for note in undefined.iter().filter(|note| !defined.contains(&note.label.as_str())) {
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

/// What stands in place of the colon where a footnote is defined at the start of a line: one of full width, or only spaces where
/// the text refers to the footnote elsewhere.
fn wrong_colon(prose: &Prose, note: &FootnoteLabel) -> Option<Range<usize>> {
    let begins = |note: &FootnoteLabel| {
        prose.text.get(..note.range.start).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
    };
    let (end, after) = (note.range.end, prose.text.get(note.range.end..).unwrap_or_default());
    if !begins(note) {
        return None;
    }
    if after.starts_with('：') {
        return Some(end..end + '：'.len_utf8());
    }
    let words = after.trim_start_matches([' ', '\u{3000}']);
    let is_text = words.starts_with(char::is_alphanumeric) && words.len() < after.len();
    let elsewhere = |other: &FootnoteLabel| other.label == note.label && !begins(other);
    (is_text && prose.outline().undefined_notes.iter().any(elsewhere)).then(|| end..end + (after.len() - words.len()))
}
