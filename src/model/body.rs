//! The running text of a document: the body is cut at its `##` headings, and each part goes under the form's section of
//! that heading or id.

use std::sync::Arc;

use crate::form::Audience;
use crate::markdown::{OutlineHeading, uncommented};
use crate::record::{self, Chunk, SourceMap};
use crate::source::{Finding, Findings, Position, Source, Span, Words, words};
use crate::text::fold;
use crate::text::fold::fold_char;
use crate::text::heading::bare_letters;
use crate::value::{Answer, Prose, to_be_answered};

use super::{AnswerScope, Document, Narrative, codes};

/// Cuts the body of a document and puts the parts in their places.
pub fn read(document: &mut Document, body: Span, findings: &mut Findings) {
    let source = Arc::clone(&document.source);
    let cut = record::cut(&source, body, findings);
    let lead = Prose::new(source.slice(cut.lead).to_owned(), SourceMap::direct(cut.lead.start()));
    document.lead = (!lead.is_empty()).then_some(lead);
    let form = Arc::clone(&document.form);
    let place = &document.place.name;
    let official: Vec<String> = form.sections.iter().map(|section| section.heading_for(place)).collect();
    let bare: Vec<String> = official.iter().map(|heading| bare(heading)).collect();
    for chunk in cut.sections {
        let written = self::bare(&uncommented(&chunk.heading));
        let sections = &form.sections;
        // Of a heading and an id that differ, the id tells: two sections may have the same heading.
        let by_id = sections.iter().position(|section| chunk.id.as_ref().is_some_and(|id| *id == section.id));
        let section = by_id.or_else(|| bare.iter().position(|bare| written == *bare));
        let asked = section.and_then(|index| document.form.sections.get(index));
        let is_asked = asked.is_none_or(|section| AnswerScope::new(document).is_section_asked(section) == Some(true));
        match section.and_then(|index| document.sections.get_mut(index)) {
            Some(answered) if answered.narrative.is_none() => {
                let narrative = Narrative::of_body(&source, &chunk);
                // A heading with nothing below it is work that waits, where the form asks for a text and nothing else. A
                // section that is not public may be empty: it is there so that its text has a place.
                let asked = section.and_then(|index| form.sections.get(index));
                let alone = asked.is_some_and(|section| {
                    let public = section.audience == Audience::Public;
                    public && section.narrative && !section.required && answered.answers.iter().all(Answer::is_open)
                });
                if narrative.is_unwritten()
                    && is_asked
                    && (alone || narrative.text.commented || !narrative.text.is_empty())
                {
                    let what = words!("節「{}」", "The section `{}`", chunk.heading);
                    findings.push(to_be_answered(&what, source.position(chunk.heading_span)));
                }
                answered.narrative = Some(narrative);
            }
            Some(_) => {
                findings.push(repeated_heading(&source, &chunk));
                document.extras.push(Narrative::of_body(&source, &chunk));
            }
            None => {
                if !document.form.unread.more {
                    findings.push(unknown(document, &chunk, &official));
                }
                document.extras.push(Narrative::of_body(&source, &chunk));
            }
        }
    }
    misplaced(document, &official, body, findings);
    missing(document, &official, findings);
}

/// Headings are compared without their number, width and spaces: 「２　取組概要」 is 「取組概要」.
fn bare(heading: &str) -> String {
    let folded = fold(heading).replace(' ', "");
    folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').to_owned()
}

/// A section that is not public and not there: its text may stand under a heading that nobody thought of, and would be
/// published. So the heading must be there, even with nothing below it.
fn missing(document: &Document, official: &[String], findings: &mut Findings) {
    if document.audience != Audience::Public || document.form.unread.more {
        return;
    }
    for ((section, answered), heading) in document.form.sections.iter().zip(&document.sections).zip(official) {
        if section.audience != Audience::Advisors || !section.narrative || answered.narrative.is_some() {
            continue;
        }
        let message = words!(
            "公開しない節「{heading}」がありません。その文章が、公開される節に入っているかもしれません。",
            "The section `{heading}`, which is not public, is not there. Its text may stand in a public one."
        );
        let hint = words!(
            "本文に「## {heading}」の行を書き、公開しない文章をその下に移してください。なければ見出しだけを置きます。",
            "Write a line `## {heading}` and put what is not public below it; if there is nothing, leave it empty."
        );
        let top = document.source.position(Span::at(0));
        findings.push(Finding::new(&codes::PRIVATE_SECTION_MISSING, top, message).hint(hint));
    }
}

/// Lines that are headings of public sections but no `##`: their text belongs to the section before them.
fn misplaced(document: &Document, official: &[String], body: Span, findings: &mut Findings) {
    let sections = document.form.sections.iter().zip(&document.sections).zip(official);
    // A section that has its text may be named by others. Those that are not public have a rule of their own.
    let lacking = sections.filter(|((section, answered), _)| {
        section.audience == Audience::Public && section.narrative && answered.narrative.is_none()
    });
    let lacking: Vec<(&String, String)> = lacking.map(|(_, official)| (official, bare(official))).collect();
    if lacking.is_empty() {
        return;
    }
    document.each_prose(&mut |prose, audience| {
        if audience != Audience::Public {
            return;
        }
        let mut at = 0;
        let mut hidden = HiddenLines::default();
        for line in prose.text.split_inclusive('\n') {
            let range = at..at + line.trim_end().len();
            at += line.len();
            if hidden.holds(line) {
                continue;
            }
            // Nearly every line is told from a heading by its last character.
            let last = |line: &&str| {
                lacking.iter().any(|(_, bare)| bare.chars().next_back() == line.chars().next_back().map(fold_char))
            };
            let Some(written) = unmarked(line).filter(last).map(bare) else { continue };
            let Some((official, _)) = lacking.iter().find(|(_, bare)| written == *bare) else { continue };
            // `# 経緯` is reported as a heading of the wrong level already.
            let first = |heading: &OutlineHeading| heading.level == 1 && heading.range.start == range.start;
            if prose.outline().headings.iter().any(first) {
                continue;
            }
            let span = prose.origin.offset_span(range);
            let right = format!("## {official}");
            let finding = out_of_place(official, document.source.position(span));
            // In an answer of the front matter it would be no section.
            findings.push(if body.start() <= span.start() {
                let hint = words!("「{right}」と書いてください。", "Write `{right}`.");
                finding.hint(hint).mend_written(span, line.trim_end(), right)
            } else {
                finding.hint(words!(
                    "その節の文章なら、前書きの下の本文に「{right}」の行を書き、その下に移してください。",
                    "If it is the text of that section, move it into the body, below a line `{right}`."
                ))
            });
        }
    });
}

/// Code and comments, in which nothing is a heading.
#[derive(Default)]
struct HiddenLines {
    code: bool,
    comment: bool,
}

impl HiddenLines {
    fn holds(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        if !self.comment && (text.starts_with("```") || text.starts_with("~~~")) {
            self.code = !self.code;
            return true;
        }
        let before = self.comment;
        self.comment = !self.code && (before || text.starts_with("<!--")) && !text.contains("-->");
        self.code || self.comment || before
    }
}

fn out_of_place(heading: &str, position: Position) -> Finding {
    let ja = format!("「{heading}」は節の見出しですが、## ではないので前の節の一部になります。");
    let en = format!("`{heading}` heads a section, but not as `##`: its text belongs to the section before it.");
    Finding::new(&codes::MISPLACED_HEADING, position, words(ja, en))
}

/// No form has longer headings, in bytes; other lines need no closer look.
const LONGEST_HEADING: usize = 400;

/// A line without what people put around a heading: `### 経緯`, `**経緯**`, `■経緯`, `【経緯】`, `５　経緯：`.
/// An item of a list is none: it may name the sections.
fn unmarked(line: &str) -> Option<&str> {
    let line = line.trim();
    let item = line.starts_with(['-', '+', '|', '[', '!']) || line.starts_with("* ");
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '#' | '＃' | '*' | '＊' | '_' | '>' | '■' | '□' | '●' | '○' | '◆' | '◇' | '◎' | '・')
            || matches!(c, '【' | '】' | '〔' | '〕' | '［' | '］' | '＜' | '＞' | '<' | '「' | '」' | ':' | '：' | '=')
    };
    let bare = line.trim_matches(mark);
    (!item && !bare.is_empty() && bare.len() <= LONGEST_HEADING).then_some(bare)
}

fn repeated_heading(source: &Arc<Source>, chunk: &Chunk) -> Finding {
    let heading = &chunk.heading;
    Finding::new(
        &codes::SECTION_TWICE,
        source.position(chunk.heading_span),
        words!("見出し「{heading}」が二度あります。", "The heading `{heading}` is there twice."),
    )
    .hint(words("一つにまとめてください。", "Make one section of the two."))
}

/// A heading the form does not know is shown at the end of the page, with a warning. Where the form keeps a section
/// from the public it stops the build instead: the text may belong to that section and would be published.
fn unknown(document: &Document, chunk: &Chunk, official: &[String]) -> Finding {
    let heading = &chunk.heading;
    let position = document.source.position(chunk.heading_span);
    let sections = &document.form.sections;
    if let [right] = spelt_alike(heading, official)[..] {
        return misnumbered(document, right, chunk);
    }
    let near = record::nearest(heading, official.iter().map(String::as_str));
    let remedy = |near| if is_key(heading, document) { keys_above() } else { remedy(near) };
    if document.audience == Audience::Public && sections.iter().any(|section| section.audience == Audience::Advisors) {
        let message = words!(
            "見出し「{heading}」は様式にありません。非公開の節の文章かもしれないので、公開しません。",
            "The form has no heading `{heading}`. Its text may belong to a section that is not public."
        );
        return Finding::new(&codes::UNKNOWN_HEADING, position, message).hint(remedy(near));
    }
    let message = words!(
        "見出し「{heading}」は様式にありません。ページの最後に載せます。",
        "The form has no heading `{heading}`; it is shown at the end of the page."
    );
    Finding::new(&codes::UNKNOWN_HEADING, position, message).hint(remedy(near)).in_some_cases()
}

/// The headings of the form with the same letters: they differ in numbers, marks and spaces only.
fn spelt_alike<'o>(heading: &str, official: &'o [String]) -> Vec<&'o str> {
    let letters = bare_letters(heading);
    let alike = official.iter().filter(|official| !letters.is_empty() && bare_letters(official) == letters);
    alike.map(String::as_str).collect()
}

/// A heading of the form whose number or marks are written in another way: 「（６）その他」.
fn misnumbered(document: &Document, official: &str, chunk: &Chunk) -> Finding {
    let heading = &chunk.heading;
    let right = record::heading(official, chunk.id.as_deref());
    let right = right.trim_end();
    let message = words!(
        "見出し「{heading}」は、様式の「{official}」と番号や記号が違うので、その節になりません。",
        "The heading `{heading}` differs from `{official}` of the form in numbers or marks, so it is not that section."
    );
    Finding::new(&codes::UNKNOWN_HEADING, document.source.position(chunk.heading_span), message)
        .hint(words!("「{right}」と書いてください。", "Write `{right}`."))
        .mend(chunk.heading_span, right)
}

/// Whether the words above a `---` are a field of the form: to Markdown that underline makes a heading of them.
fn is_key(heading: &str, document: &Document) -> bool {
    let Some(key) = heading.lines().last().and_then(|line| line.split([':', '：']).next()).map(fold) else {
        return false;
    };
    document.form.fields().any(|(_, field)| fold(&field.id) == key || fold(&field.label) == key)
}

fn keys_above() -> Words {
    words(
        "前書きの項目なら、途中にある「---」の行を消してください。",
        "If these are keys of the front matter, delete the `---` within it.",
    )
}

fn remedy(near: Option<&str>) -> Words {
    match near {
        Some(near) => record::did_you_mean(near),
        None => words("様式の見出しに合わせるか、### にしてください。", "Use a heading of the form, or make it `###`."),
    }
}
