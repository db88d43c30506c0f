//! A document is front matter between two `---` lines, then a body.

use super::codes;
use std::sync::Arc;

use crate::source::{Finding, Findings, Source, Span, Words, words};

/// Where the parts of a document stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The lines between the fences; none where there is no front matter.
    pub front: Option<Span>,
    /// The Markdown body: everything after the closing fence.
    pub body: Span,
}

/// Finds the front matter and the body. Bad fences are reported and taken for what they were meant to be.
pub fn split(source: &Arc<Source>, findings: &mut Findings) -> Split {
    let split = parts(source, findings);
    let first = source.line_of(split.body.start());
    let line = |n: usize| source.slice(source.line_span(n));
    let second = (first..source.line_count()).find(|n| {
        let form = ["form:", "form：", "様式:", "様式："].iter().any(|key| line(n + 1).starts_with(key));
        form && Fence::of(line(*n)) != Fence::No
    });
    let Some(second) = second.filter(|_| split.front.is_some()) else { return split };
    let at = source.line_span(second);
    findings.push(
        Finding::new(
            &codes::YAML_DOCUMENTS,
            source.position(at),
            words("1つのファイルに複数の文書があります。", "There are several documents in one file."),
        )
        .hint(words(
            "別の文書なら、ここから後を別のファイルに移してください。誤って二度貼ったものなら、消してください。",
            "Move the rest to a file of its own where it is another document, and delete it where it was pasted twice.",
        )),
    );
    Split { body: Span::new(split.body.start(), at.start()), ..split }
}

fn parts(source: &Arc<Source>, findings: &mut Findings) -> Split {
    let line = |n: usize| source.slice(source.line_span(n));
    let lines = source.line_count();
    let end = source.text().len();
    let mut report = |n: usize, (message, hint): (Words, Words), mend: Option<(Span, &str)>| {
        let finding =
            Finding::new(&codes::FRONT_MATTER_FENCE, source.position(source.line_span(n)), message).hint(hint);
        findings.push(match mend {
            Some((span, text)) => finding.mend(span, text),
            None => finding,
        });
    };
    let wrong_fence = || {
        let message = words("区切りの行の書き方が違います。", "This is not the fence of a front matter.");
        (message, words("半角のハイフン3つ「---」だけを書いてください。", "Write exactly three hyphens: `---`."))
    };

    let first = (0..lines).find(|n| !line(*n).trim().is_empty()).unwrap_or(0);
    let fence = Fence::of(line(first));
    if fence == Fence::No {
        // Something that looks like keys up to a fence: only the opening line is missing.
        let close = (first..lines).find(|n| Fence::of(line(*n)) != Fence::No || line(*n).starts_with('#'));
        let keys = close.filter(|n| Fence::of(line(*n)) == Fence::Good && looks_like_key(line(first)) && *n > first);
        let hint = if keys.is_some() {
            words("1行目に「---」と書いてください。", "Write `---` on the first line.")
        } else {
            words(
                "1行目に「---」、次の行に「form: 様式の名前」、その次の行に「---」と書き、文章はその下に書いてください。",
                "Write `---` on the first line, `form: name` on the next, and `---` below it; the text comes after that.",
            )
        };
        let missing =
            || (words("先頭に前書きの区切り「---」がありません。", "The file does not start with `---`."), hint);
        let said = if is_line_of_marks(line(first)) { wrong_fence() } else { missing() };
        report(first, said, keys.map(|_| (Span::at(source.line_span(first).start()), "---\n")));
        return match keys {
            Some(n) => Split {
                front: Some(Span::new(source.line_span(first).start(), source.line_span(n).start())),
                body: Span::new(source.line_span(n + 1).start(), end),
            },
            None => Split { front: None, body: Span::new(0, end) },
        };
    }
    if fence == Fence::Misspelt {
        report(first, wrong_fence(), Some((source.line_span(first), "---")));
    }

    let start = source.line_span(first + 1).start();
    // A level-2 heading cannot stand in front matter, so there the body begins without a fence.
    let close = (first + 1..lines).find(|n| Fence::of(line(*n)) != Fence::No || line(*n).starts_with("## "));
    let Some(close) = close else {
        // Without an end the file may have been cut off.
        report(lines.saturating_sub(1), (not_closed(), close_it()), None);
        return Split { front: Some(Span::new(start.min(end), end)), body: Span::at(end) };
    };
    let at = source.line_span(close).start();
    let body = match Fence::of(line(close)) {
        Fence::No => {
            report(close, (not_closed(), close_it()), Some((Span::at(at), "---\n")));
            at
        }
        Fence::Misspelt => {
            report(close, wrong_fence(), Some((source.line_span(close), "---")));
            source.line_span(close + 1).start()
        }
        Fence::Good => source.line_span(close + 1).start(),
    };
    Split { front: Some(Span::new(start, at)), body: Span::new(body, end) }
}

fn not_closed() -> Words {
    words("前書きの終わりの区切り「---」がありません。", "The front matter is not closed by `---`.")
}

fn close_it() -> Words {
    words("前書きの後、本文の前の行に「---」と書いてください。", "Write `---` on a line before the body.")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    Good,
    /// Meant as a fence: `－－－`, `———`, `----`, `--`.
    Misspelt,
    No,
}

impl Fence {
    fn of(line: &str) -> Fence {
        let marks = line.trim();
        if line.trim_end_matches([' ', '\t']) == "---" {
            return Fence::Good;
        }
        let dash = |c: char| matches!(c, '-' | '－' | '—' | '―' | '–' | '‐' | '−' | 'ー' | '─' | '━' | 'ｰ');
        // One wide mark may be an answer (－), and two hyphens the underline of a heading. More than eight are a line across the
        // page.
        let count = marks.chars().count();
        let wide = marks.chars().any(|c| c != '-');
        let enough = if wide { count >= 2 } else { count >= 3 };
        if enough && count <= 8 && marks.chars().all(dash) && !line.starts_with([' ', '\t']) {
            Fence::Misspelt
        } else {
            Fence::No
        }
    }
}

/// Whether a line is what other programs part their front matter by, or two hyphens: `+++`, `===`, `--`.
fn is_line_of_marks(line: &str) -> bool {
    let marks = line.trim();
    let first = marks.chars().next().filter(|c| "-+=*~".contains(*c));
    marks.len() > 1 && first.is_some_and(|first| marks.chars().all(|c| c == first))
}

fn looks_like_key(line: &str) -> bool {
    let key = line.split([':', '：']).next().unwrap_or("");
    key.len() < line.len() && !key.is_empty() && !line.starts_with(['#', '-', ' ', '>', '*', '|', '<', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_split_and_bad_fences_reported() {
        // The text, its front matter, its body, and the line of the finding.
        let cases = [
            ("---\na: 1\n---\nbody\n", Some("a: 1\n"), "body\n", None),
            ("---\r\na: 1\r\n---\r\nbody", Some("a: 1\r\n"), "body", None),
            ("\n---  \na: 1\n---", Some("a: 1\n"), "", None),
            ("---\n---\n", Some(""), "", None),
            ("---\na: |\n  ---\n---\n---\n", Some("a: |\n  ---\n"), "---\n", None),
            ("---\na: －\n---\n", Some("a: －\n"), "", None),
            ("－－－\na: 1\n---\nb", Some("a: 1\n"), "b", Some(1)),
            ("---\na: 1\n－－－\nb", Some("a: 1\n"), "b", Some(3)),
            ("---\na: 1\n——\nb", Some("a: 1\n"), "b", Some(3)),
            ("---\na: 1\n───\nb", Some("a: 1\n"), "b", Some(3)),
            ("----\na: 1\n---\nb", Some("a: 1\n"), "b", Some(1)),
            ("---\na: 1\n---\u{3000}\nb", Some("a: 1\n"), "b", Some(3)),
            ("---\na: 1\n\n## 経緯\nb\n---\nc", Some("a: 1\n\n"), "## 経緯\nb\n---\nc", Some(4)),
            ("---\na: 1\n", Some("a: 1\n"), "", Some(3)),
            ("---", Some(""), "", Some(1)),
            ("a: 1\n---\nb", Some("a: 1\n"), "b", Some(1)),
            ("人口：1\n---\nb", Some("人口：1\n"), "b", Some(1)),
            ("## 経緯\nb\n", None, "## 経緯\nb\n", Some(1)),
            ("見出し\n---\nb", None, "見出し\n---\nb", Some(1)),
            ("", None, "", Some(1)),
            ("---\nform: a\n---\nb\n\n---\nform: a\n---\nc", Some("form: a\n"), "b\n\n", Some(6)),
        ];
        for (text, front, body, line) in cases {
            let source = Source::new("a.md", text);
            let mut findings = Findings::new();
            let split = split(&source, &mut findings);
            assert_eq!(split.front.map(|front| source.slice(front)), front, "{text:?}");
            assert_eq!(source.slice(split.body), body, "{text:?}");
            let lines: Vec<_> = findings.iter().map(|f| f.position.line_and_column().0).collect();
            assert_eq!(lines, Vec::from_iter(line), "{text:?}");
        }
    }
}
