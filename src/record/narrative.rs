//! The Markdown body cut at its level-2 headings, one chunk for each section of the form.
//!
//! A scanner of lines is enough: it must only know what hides a heading (fenced code, comments,
//! list items) and never what Markdown means. That is the knowledge of `markdown`.

use super::codes;
use std::sync::Arc;

use crate::source::{Finding, Findings, Position, Source, Span, Words, words};

/// So many columns of indentation make a line code (CommonMark 0.31, 4.4): no heading, fence or underline begins so far in.
const CODE_INDENT: usize = 4;
/// So many marks at least open fenced code (CommonMark 0.31, 4.5).
const FENCE: usize = 3;
/// So many `#` at most begin a heading (CommonMark 0.31, 4.2).
const DEEPEST: usize = 6;

/// The Markdown body of a document, cut at its `##` headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutBody {
    /// What stands before the first heading.
    pub lead: Span,
    /// The headings, each with its text.
    pub sections: Vec<Chunk>,
}

/// A level-2 heading and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The heading without its marks and attributes, as Markdown.
    pub heading: String,
    /// `issues` in `## 課題 {#issues}`.
    pub id: Option<String>,
    /// The lines of the heading.
    pub heading_span: Span,
    /// The lines below it.
    pub body: Span,
}

/// Cuts `body` at its level-2 headings and reports what looks like a heading but is none.
pub fn cut(source: &Arc<Source>, body: Span, findings: &mut Findings) -> CutBody {
    let mut scan = Scan::default();
    let mut narrative = CutBody { lead: body, sections: Vec::new() };
    let first = source.line_of(body.start());
    for number in first..source.line_count() {
        let line = source.line_span(number);
        if line.start() >= body.end() {
            break;
        }
        let span = Span::new(line.start().max(body.start()), line.end().min(body.end()));
        let Some(BodyHeading { level, text, span }) = scan.line(source, span) else { continue };
        // Below keys of the front matter it is the fence of that, which `unknown-heading` tells.
        let is_key = text.lines().last().is_some_and(|line| line.contains(": "));
        let underline = source.slice(span).trim_end().chars().next_back();
        match underline.filter(|_| !source.slice(span).trim_start().starts_with('#')) {
            Some('-') if level == HeadingLevel::Of(2) && is_key => {}
            Some(mark @ ('-' | '=')) if mark == '-' || is_sentence(&text) => {
                findings.push(underlined(source.position(span), mark));
            }
            _ => report(source, span, level, &text, findings),
        }
        if level != HeadingLevel::Of(2) && level != HeadingLevel::Misspelled(2) {
            continue;
        }
        match narrative.sections.last_mut() {
            Some(last) => last.body = Span::new(last.body.start(), span.start()),
            None => narrative.lead = Span::new(body.start(), span.start()),
        }
        let (heading, id) = attributes(&text);
        let below = source.line_span(number + 1).start().min(body.end());
        narrative.sections.push(Chunk { heading, id, heading_span: span, body: Span::new(below, body.end()) });
    }
    findings.extend(scan.left_open(source));
    narrative
}

fn report(source: &Arc<Source>, span: Span, level: HeadingLevel, text: &str, findings: &mut Findings) {
    let at = source.position(span);
    let text = text.trim();
    let (finding, right) = match level {
        HeadingLevel::Of(1) => {
            let right = format!("## {text}");
            let message = words("本文の見出しは ## から始めます。", "Headings of the body start at ##.");
            let hint = words!("「{right}」と書いてください。", "Write `{right}`.");
            (Finding::new(&codes::HEADING_LEVEL, at, message).hint(hint), right)
        }
        HeadingLevel::Misspelled(level) => {
            let right = format!("{} {text}", "#".repeat(level));
            let message = words("見出しとして読めません。", "This is not read as a heading.");
            let hint = words!(
                "半角の # と半角の空白で「{right}」と書いてください。",
                "Write `{right}` with half-width # and a space."
            );
            (Finding::new(&codes::HEADING_MARK, at, message).hint(hint), right)
        }
        HeadingLevel::Of(_) => return,
    };
    // A heading over an underline may have several lines.
    let single = !text.is_empty() && !text.contains('\n');
    findings.push(if single { finding.mend(span, right) } else { finding });
}

/// Whether a text is a sentence, below which `===` is a line across the page and no mark of a heading.
#[must_use]
pub fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '．', '.', '！', '？', '!', '?'])
}

/// The finding of a heading that a line below it makes.
pub fn underlined(at: Position, mark: char) -> Finding {
    let line = mark.to_string().repeat(3);
    let message = words!(
        "下の行の「{line}」のために、この文が見出しになります。",
        "The line of `{line}` below makes a heading of this."
    );
    let hint = if mark == '=' {
        words(
            "区切りの線なら「===」の行を「---」に直して上に空の行を入れ、見出しなら「===」の行を消して文の前に「## 」か「### 」を書いてください。",
            "For a rule write `---` instead, with an empty line above; for a heading delete it and write `## ` or `### ` before the words.",
        )
    } else {
        words(
            "区切りの線なら「---」の上に空の行を入れ、見出しなら「---」を消して文の前に「## 」か「### 」を書いてください。",
            "For a rule put an empty line above `---`; for a heading delete it and write `## ` or `### ` before the words.",
        )
    };
    Finding::new(&codes::HEADING_UNDERLINE, at, message).hint(hint)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadingLevel {
    Of(usize),
    /// `＃＃ 見出し` or `##見出し`, with the level that was meant.
    Misspelled(usize),
}

struct BodyHeading {
    level: HeadingLevel,
    text: String,
    span: Span,
}

/// What the lines so far have opened.
#[derive(Default)]
struct Scan {
    fence: Option<(char, usize, Span)>,
    comment: Option<Span>,
    list: bool,
    /// The lines of an open paragraph, which an underline makes a heading.
    paragraph: Option<Span>,
}

impl Scan {
    fn line(&mut self, source: &Source, span: Span) -> Option<BodyHeading> {
        let line = source.slice(span);
        let text = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - text.len();
        if self.hidden(text, indent, span) || text.trim().is_empty() {
            self.paragraph = None;
            return None;
        }
        if let Some(paragraph) = self.paragraph
            && indent < CODE_INDENT
            && let Some(level) = underline(text)
        {
            self.paragraph = None;
            return Some(BodyHeading {
                level,
                text: source.slice(paragraph).trim().to_owned(),
                span: paragraph.to(span),
            });
        }
        self.list =
            if is_item(text) { true } else { self.list && (indent > 0 || self.paragraph.is_none() && indent > 1) };
        if indent < 4
            && !self.list
            && let Some((level, text)) = hashes(text)
        {
            self.paragraph = None;
            return Some(BodyHeading { level, text, span });
        }
        let other = self.list
            || indent >= CODE_INDENT
            || is_break(text)
            || text.starts_with(['#', '>', '|', '<', '`', '~', ':']);
        self.paragraph = match self.paragraph {
            _ if other => None,
            Some(paragraph) => Some(paragraph.to(span)),
            None => Some(span),
        };
        None
    }

    /// Whether the line lies in fenced code or in a comment, or opens or closes one.
    fn hidden(&mut self, text: &str, indent: usize, span: Span) -> bool {
        if self.comment.is_some() {
            self.comment = self.comment.filter(|_| !text.contains("-->"));
            return true;
        }
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = mark.map_or(0, |mark| text.chars().take_while(|c| *c == mark).count());
        if let Some((open, length, _)) = self.fence {
            let closes = mark == Some(open) && run >= length && text.trim_end().chars().count() == run;
            if closes {
                self.fence = None;
            }
            return true;
        }
        // Inside a list item a fence may stand further in than three spaces.
        if let Some(mark) = mark.filter(|_| run >= FENCE && (indent < CODE_INDENT || self.list)) {
            let inline = mark == '`' && text.trim_start_matches('`').contains('`');
            if !inline {
                self.fence = Some((mark, run, span));
                return true;
            }
        }
        if indent < 4 && text.starts_with("<!--") {
            self.comment = (!text.contains("-->")).then_some(span);
            return true;
        }
        false
    }

    /// What was opened and never closed: every heading after it is hidden, that of a section for advisors too.
    fn left_open(&self, source: &Arc<Source>) -> Findings {
        let mut findings = Findings::new();
        let mut report = |span: Span, message: Words, hint: Words| {
            findings.push(Finding::new(&codes::BLOCK_NOT_CLOSED, source.position(span), message).hint(hint));
        };
        if let Some((mark, length, span)) = self.fence {
            let marks = mark.to_string().repeat(length);
            report(
                span,
                words!(
                    "「{marks}」で始まる囲みが閉じていません。ここから後の見出しは見出しになりません。",
                    "The block that begins with `{marks}` is not closed, so no heading below is one."
                ),
                if mark == '~' {
                    words!(
                        "囲みの終わりに「{marks}」だけの行を書いてください。区切りの線のつもりなら、この行を「---」に直してください。",
                        "Write a line of `{marks}` at its end, or `---` instead of this line if it was meant for a rule."
                    )
                } else {
                    words!(
                        "囲みの終わりに「{marks}」だけの行を書いてください。",
                        "Write a line of `{marks}` at its end."
                    )
                },
            );
        }
        if let Some(span) = self.comment {
            report(
                span,
                words(
                    "「<!--」で始まる覚え書きが閉じていません。ここから後は表示されません。",
                    "The comment that begins with `<!--` is not closed, so nothing below is shown.",
                ),
                words("覚え書きの終わりに「-->」と書いてください。", "Write `-->` at its end."),
            );
        }
        findings
    }
}

fn is_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = if rest.len() < text.len() { rest.starts_with(['.', ')']) } else { text.starts_with(['-', '*', '+']) };
    mark && rest.get(1..).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
}

/// Whether a line parts what stands above it from what stands below: `---`, `* * *`.
fn is_break(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let first = marks.next().filter(|c| matches!(c, '-' | '*' | '_'));
    first.is_some_and(|first| marks.clone().count() > 1 && marks.all(|c| c == first))
}

fn underline(text: &str) -> Option<HeadingLevel> {
    let text = text.trim_end();
    let all = |mark: char| text.chars().all(|c| c == mark);
    if all('=') {
        Some(HeadingLevel::Of(1))
    } else if all('-') {
        Some(HeadingLevel::Of(2))
    } else {
        None
    }
}

/// The level and the text of a line that starts with `#`; none for a paragraph such as `#1`.
fn hashes(text: &str) -> Option<(HeadingLevel, String)> {
    let rest = text.trim_start_matches(['#', '＃']);
    let marks = text.get(..text.len() - rest.len())?;
    let level = marks.chars().count();
    if !(1..=DEEPEST).contains(&level) {
        return None;
    }
    let wide = marks.contains('＃');
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t']);
    if !spaced && !wide && level == 1 {
        return None;
    }
    let text = rest.trim();
    // A closing row of # belongs to the mark, not to the text.
    let open = text.trim_end_matches('#');
    let text = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text };
    let level = if spaced && !wide { HeadingLevel::Of(level) } else { HeadingLevel::Misspelled(level) };
    Some((level, text.to_owned()))
}

/// Takes `{#id}` off a heading.
fn attributes(text: &str) -> (String, Option<String>) {
    let parts = text.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    let Some((heading, inside)) = parts.filter(|(_, inside)| inside.trim_start().starts_with(['#', '.'])) else {
        return (text.to_owned(), None);
    };
    let id = inside.split_whitespace().find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty());
    (heading.trim_end().to_owned(), id.map(str::to_owned))
}

/// The lines of a heading of level 2 that is cut with this text and this id.
#[must_use]
pub fn heading(text: &str, id: Option<&str>) -> String {
    let mut line = text.to_owned();
    match id {
        Some(id) => line.push_str(&format!(" {{#{id}}}")),
        // What only looks like attributes is told from them by others after it.
        None if attributes(text).0 != text => line.push_str(" {.heading}"),
        None => {}
    }
    if line.contains('\n') {
        return format!("{line}\n---\n");
    }
    // A closing row keeps a # at the end of the text.
    if line.ends_with('#') {
        line.push_str(" ##");
    }
    format!("## {line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> (Vec<String>, Vec<(&'static str, usize)>) {
        let source = Source::new("a.md", text);
        let mut findings = Findings::new();
        let narrative = cut(&source, Span::new(0, text.len()), &mut findings);
        let mut parts = vec![source.slice(narrative.lead).trim().to_owned()];
        for Chunk { heading, id, body, .. } in &narrative.sections {
            let id = id.as_deref().map(|id| format!("#{id}")).unwrap_or_default();
            parts.push(format!("{heading}{id}={}", source.slice(*body).trim()));
        }
        (parts, findings.iter().map(|f| (f.code.name, f.position.line_and_column().0)).collect())
    }

    #[test]
    fn bodies_are_cut_at_their_headings() {
        let cases: [(&str, &[&str]); 27] = [
            ("a\n\n---\n---\nb\n", &["a\n\n---\n---\nb"]),
            ("", &[""]),
            ("lead\n\n## 一\na\n## 二\nb\n", &["lead", "一=a", "二=b"]),
            ("## 一\r\na\r\n## 二\r\nb", &["", "一=a", "二=b"]),
            ("## 課題 {#issues}\na", &["", "課題#issues=a"]),
            ("## 課題 {.wide #issues}\na", &["", "課題#issues=a"]),
            ("## 課題 ##\na", &["", "課題=a"]),
            ("## C#\na", &["", "C#=a"]),
            ("## {place}の課題\na", &["", "{place}の課題=a"]),
            ("##\na", &["", "=a"]),
            ("##\t一\na", &["", "一=a"]),
            ("   ## 一\na", &["", "一=a"]),
            ("    ## 一\na", &["## 一\na"]),
            ("## 一\n### 小\na\n#### 小小\n", &["", "一=### 小\na\n#### 小小"]),
            ("```\n## 一\n```\n## 二\n", &["```\n## 一\n```", "二="]),
            ("````\n```\n## 一\n````\n## 二\n", &["````\n```\n## 一\n````", "二="]),
            ("~~~ text\n```\n## 一\n~~~\n## 二\n", &["~~~ text\n```\n## 一\n~~~", "二="]),
            ("- a\n\n    ```\n## 一\n    ```\n\n## 二\n", &["- a\n\n    ```\n## 一\n    ```", "二="]),
            ("``` a`b\n## 一\n", &["``` a`b", "一="]),
            ("<!--\n## 一\n-->\n## 二\n", &["<!--\n## 一\n-->", "二="]),
            ("<!-- a -->\n## 一\n", &["<!-- a -->", "一="]),
            ("a\n\n---\n\nb\n", &["a\n\n---\n\nb"]),
            ("- a\n---\nb\n", &["- a\n---\nb"]),
            ("- a\n  b\n---\nb\n", &["- a\n  b\n---\nb"]),
            ("| a |\n|---|\n---\nb\n", &["| a |\n|---|\n---\nb"]),
            ("- a\n  ## 一\n\n## 二\nb", &["- a\n  ## 一", "二=b"]),
            ("> ## 一\n\n#1 は\n#\u{3000}a", &["> ## 一\n\n#1 は\n#\u{3000}a"]),
        ];
        for (text, parts) in cases {
            assert_eq!(cut_text(text), (parts.iter().map(|part| (*part).to_owned()).collect(), vec![]), "{text:?}");
        }
    }

    #[test]
    fn headings_are_written_as_they_were_cut() {
        for (text, id) in [
            ("課題", None),
            ("課題", Some("issues")),
            ("", None),
            ("", Some("issues")),
            ("C#", None),
            ("a #", None),
            ("a #", Some("x")),
            ("課題 {#a}", None),
            ("課題 {#a}", Some("b")),
            ("課題 {.a} #", None),
            ("{place}の課題", None),
            ("二\n二", None),
            ("二\n二 #", Some("x")),
            ("- 一", None),
            ("1. 一", Some("x")),
        ] {
            let written = format!("前\n\n{}中\n", heading(text, id));
            let source = Source::new("a.md", written.as_str());
            let narrative = cut(&source, Span::new(0, written.len()), &mut Findings::new());
            let cut: Vec<(&str, Option<&str>, &str)> = narrative
                .sections
                .iter()
                .map(|cut| (&*cut.heading, cut.id.as_deref(), source.slice(cut.body)))
                .collect();
            assert_eq!(cut, [(text, id, "中\n")], "{written}");
        }
    }

    #[test]
    fn bad_headings_are_reported() {
        let cases: [(&str, &[&str], &'static str, usize); 9] = [
            ("# 題\na", &["# 題\na"], "heading-level", 1),
            ("a\n\n題\n===\n", &["a\n\n題\n==="], "heading-level", 3),
            ("a\n\n一\n一\n--\nb\n", &["a", "一\n一=b"], "heading-underline", 3),
            ("a\n＃＃ 一\nb", &["a", "一=b"], "heading-mark", 2),
            ("＃＃\u{3000}一\nb", &["", "一=b"], "heading-mark", 1),
            ("##一\nb", &["", "一=b"], "heading-mark", 1),
            ("##\u{3000}一\nb", &["", "一=b"], "heading-mark", 1),
            ("#＃ 一 {#x}\nb", &["", "一#x=b"], "heading-mark", 1),
            ("## 一\n###小\nb", &["", "一=###小\nb"], "heading-mark", 2),
        ];
        for (text, parts, code, line) in cases {
            let parts = parts.iter().map(|part| (*part).to_owned()).collect();
            assert_eq!(cut_text(text), (parts, vec![(code, line)]), "{text:?}");
        }
    }

    #[test]
    fn what_is_left_open_is_reported_where_it_begins() {
        for (text, code, line) in [
            ("一\n```\n## 二\n", Some("block-not-closed"), 2),
            ("~~~~\n~~~\n## 二\n", Some("block-not-closed"), 1),
            ("<!-- 一\n\n## 二\n", Some("block-not-closed"), 1),
            ("```\n一\n```\n<!-- 一\n-->\n", None, 0),
        ] {
            assert_eq!(cut_text(text).1, Vec::from_iter(code.map(|code| (code, line))), "{text:?}");
        }
    }

    #[test]
    fn only_the_body_is_read() {
        let source = Source::new("a.md", "---\n## 零\n---\n前\n## 一\n中\n");
        let start = "---\n## 零\n---\n".len();
        let narrative = cut(&source, Span::new(start, source.text().len()), &mut Findings::new());
        assert_eq!(source.slice(narrative.lead), "前\n");
        assert_eq!(source.slice(narrative.sections[0].heading_span), "## 一");
        assert_eq!(source.slice(narrative.sections[0].body), "中\n");
    }
}
