//! Findings for people, as compilers show them: the line itself, the exact span, what is wrong and what to write.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::source::{Finding, Findings, Position, Severity, Span};

use super::super::language::Language;

/// Related places that are further apart than this many lines are named instead of drawn.
const WINDOW: usize = 40;

/// All findings, file by file, with a summary at the end; nothing when there are none.
pub fn human(findings: &Findings, language: Language) -> String {
    let all: Vec<&Finding> = findings.iter().collect();
    let mut text = String::new();
    for file in all.chunk_by(|a, b| a.position.source.path() == b.position.source.path()) {
        let path = file.first().map_or("", |first| first.position.source.path());
        let counts = counts(file, language, false).join(language.say("、", ", "));
        let _ = match language {
            Language::Ja => writeln!(text, "\x1b[1m{path}\x1b[0m（{counts}）\n"),
            Language::En => writeln!(text, "\x1b[1m{path}\x1b[0m ({counts})\n"),
        };
        for finding in file {
            let _ = writeln!(text, "{}\n", picture(finding, language));
        }
    }
    if !all.is_empty() {
        let _ = writeln!(text, "{}", counts(&all, language, true).join(language.say("、", ", ")));
    }
    text
}

/// 誤り 1、注意 2: in the summary (`full`) with their counter, and with those that are none.
fn counts(findings: &[&Finding], language: Language, full: bool) -> Vec<String> {
    let count = |severity| findings.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count();
    let accepted = findings.iter().filter(|f| f.accepted.is_some()).count();
    let kinds = [
        (count(Severity::Error), "誤り", "errors", full),
        (count(Severity::Warning), "注意", "warnings", full),
        (accepted, "確認済み", "accepted", false),
    ];
    let shown = kinds.into_iter().filter(|(count, .., always)| *always || *count > 0);
    let counter = if full { " 件" } else { "" };
    shown
        .map(|(count, ja, en, _)| match language {
            Language::Ja => format!("{ja} {count}{counter}"),
            Language::En => format!("{en}: {count}"),
        })
        .collect()
}

fn picture(finding: &Finding, language: Language) -> String {
    let level = match (finding.severity, &finding.accepted) {
        (_, Some(_)) => Level::INFO.with_name(language.say("確認済み", "accepted")),
        (Severity::Error, _) => Level::ERROR.with_name(language.say("誤り", "error")),
        (Severity::Warning, _) => Level::WARNING.with_name(language.say("注意", "warning")),
    };
    let source = &finding.position.source;
    let window = Window::around(&finding.position);
    let mut snippet = Snippet::source(source.slice(window.span))
        .path(source.path())
        .line_start(window.first + 1)
        .annotation(AnnotationKind::Primary.span(window.range(finding.position.span)));
    let mut elsewhere = Vec::new();
    for (position, why) in &finding.related {
        if position.source.path() == source.path() && window.holds(position.span) {
            snippet =
                snippet.annotation(AnnotationKind::Context.span(window.range(position.span)).label(language.of(why)));
        } else {
            let (line, column) = position.line_and_column();
            elsewhere.push(format!("{}:{line}:{column}: {}", position.source.path(), language.of(why)));
        }
    }
    let mut group = Group::with_title(level.primary_title(language.of(&finding.message)).id(finding.code));
    group = if source.text().is_empty() { group.element(Origin::path(source.path())) } else { group.element(snippet) };
    for line in &elsewhere {
        group = group.element(Level::NOTE.with_name(language.say("関連", "note")).message(line.as_str()));
    }
    match (&finding.accepted, &finding.hint) {
        (Some(reason), _) => {
            group = group.element(Level::NOTE.with_name(language.say("理由", "reason")).message(reason.as_str()));
        }
        (None, Some(hint)) => {
            group = group.element(Level::HELP.with_name(language.say("直し方", "help")).message(language.of(hint)));
        }
        (None, None) => {}
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// The lines of a file that a picture may show. Drawing from the whole file would take long for many findings.
struct Window {
    /// The first line, from 0.
    first: usize,
    span: Span,
}

impl Window {
    fn around(position: &Position) -> Window {
        let source = &position.source;
        let first = source.line_of(position.span.start()).saturating_sub(WINDOW);
        let last = source.line_of(position.span.end()) + WINDOW;
        Window { first, span: source.line_span(first).to(source.line_span(last)) }
    }

    fn holds(&self, span: Span) -> bool {
        self.span.start() <= span.start() && span.end() <= self.span.end()
    }

    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let length = self.span.end() - self.span.start();
        let within = |at: usize| at.saturating_sub(self.span.start()).min(length);
        within(span.start())..within(span.end())
    }
}
