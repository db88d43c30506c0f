//! A finding as compilers draw it: the line itself, the exact span under it, and notes. However long the line is, only
//! the part around the span is drawn, so that many findings on one line take no longer than as many on many lines.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::source::{Position, Source, Span};
use crate::text::visible;

use super::SafeText;

/// Related positions that are further apart than this many lines are named instead of drawn: about a screen.
const MAX_LINES_APART: usize = 40;
/// How many lines of a span are drawn; a span may be a whole list, and its beginning shows which.
const MAX_LINES: usize = 8;
/// How many characters of a line are drawn: lines of prose may have thousands, and 200 fill a few rows of a terminal.
const MAX_CHARACTERS: usize = 200;
/// How many of them are before the span, so that most are the span and what follows.
const CHARACTERS_BEFORE: usize = 60;

/// How much what is drawn weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The site is not built.
    Error,
    /// An author should look at it; the site is built.
    Warning,
    /// A warning that the site accepts in `content/site.yaml`.
    Accepted,
}

/// What is drawn. All of its texts may come from anybody.
pub struct SourceDrawing<'a> {
    weight: (Weight, &'a str),
    code: &'a str,
    title: &'a str,
    position: &'a Position,
    labels: Vec<(&'a Position, &'a str)>,
    notes: Vec<(Level<'static>, &'a str, String)>,
}

impl<'a> SourceDrawing<'a> {
    /// Draws a position with its message; `word` names the severity.
    pub fn new(
        weight: Weight,
        word: &'a str,
        code: &'a str,
        title: &'a str,
        position: &'a Position,
    ) -> SourceDrawing<'a> {
        SourceDrawing { weight: (weight, word), code, title, position, labels: Vec::new(), notes: Vec::new() }
    }

    /// Labels another position, if it is near enough to be drawn.
    pub fn label(&mut self, position: &'a Position, label: &'a str) -> bool {
        let source = &self.position.source;
        let line = |position: &Position| source.line_of(position.span.start());
        let near =
            position.source.path() == source.path() && line(position).abs_diff(line(self.position)) <= MAX_LINES_APART;
        let drawn = near && (line(position) != line(self.position) || self.window().contains(&position.span.start()));
        if drawn {
            self.labels.push((position, label));
        }
        drawn
    }

    /// Adds a note under a word of its own.
    pub fn note(&mut self, word: &'a str, text: impl Into<String>) {
        self.notes.push((Level::NOTE, word, text.into()));
    }

    /// Adds what to do under a word of its own.
    pub fn help(&mut self, word: &'a str, text: impl Into<String>) {
        self.notes.push((Level::HELP, word, text.into()));
    }

    /// The part of the first line that is drawn.
    fn window(&self) -> Range<usize> {
        let source = &self.position.source;
        let start = self.position.span.start();
        window(source, source.line_span(source.line_of(start)), start).0
    }

    /// The finding with the lines of its source and its labels drawn below them.
    pub fn draw(&self) -> SafeText {
        let level = |weight| match weight {
            Weight::Error => Level::ERROR,
            Weight::Warning => Level::WARNING,
            Weight::Accepted => Level::INFO,
        };
        let source = &self.position.source;
        let title =
            level(self.weight.0).with_name(row(self.weight.1)).primary_title(row(self.title)).id(row(self.code));
        let mut group = Group::with_title(title);
        let path = row(source.path());
        let (snippet, drawn) = self.snippet();
        group = if source.text().is_empty() {
            group.element(Origin::path(path.as_str()))
        } else {
            group.element(snippet.path(path.as_str()))
        };
        for (level, word, text) in &self.notes {
            group = group.element(level.clone().with_name(row(word)).message(row(text)));
        }
        let picture = Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group]);
        // The column is that of the file, not of what is drawn of the line. The title before it is one line.
        let (line, column) = self.position.line_and_column();
        let Some((title, rest)) = picture.split_once('\n').filter(|_| column != drawn) else {
            return SafeText(picture);
        };
        let location = |column: usize| format!("{path}:{line}:{column}");
        SafeText([title, "\n", &rest.replacen(&location(drawn), &location(column), 1)].concat())
    }

    /// What is drawn of the file, and in which column of it the place begins.
    fn snippet(&self) -> (Snippet<'_, Annotation<'_>>, usize) {
        let source = &self.position.source;
        let spans: Vec<Span> = [self.position.span]
            .into_iter()
            .chain(self.labels.iter().map(|(at, _)| at.span))
            .map(|span| short(source, span))
            .collect();
        let first = spans.iter().map(|span| source.line_of(span.start())).min().unwrap_or(0);
        let last = spans.iter().map(|span| source.line_of(span.end())).max().unwrap_or(0);
        let mut excerpt = Excerpt { source, text: String::new(), marks: vec![0..0; spans.len()] };
        for line in first..=last {
            if line > first {
                excerpt.text.push('\n');
            }
            excerpt.line(line, &spans);
        }
        let primary = excerpt.marks.first().cloned().unwrap_or_default();
        let before = excerpt.text.get(..primary.start).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let marks = excerpt.marks.into_iter().skip(1);
        let primary = AnnotationKind::Primary.span(primary);
        let others =
            marks.zip(&self.labels).map(|(mark, (_, label))| AnnotationKind::Context.span(mark).label(row(label)));
        let snippet = Snippet::source(excerpt.text).line_start(first + 1).annotation(primary).annotations(others);
        (snippet, column)
    }
}

fn row(text: &str) -> String {
    SafeText::from(text).0
}

/// A span that ends where drawing it stops.
fn short(source: &Source, span: Span) -> Span {
    let last = source.line_of(span.start()) + MAX_LINES;
    if source.line_of(span.end()) <= last { span } else { Span::new(span.start(), source.line_span(last - 1).end()) }
}

/// The part of a line that is drawn with the byte `at` in it, and whether it is the whole line on either side.
fn window(source: &Source, line: Span, at: usize) -> (Range<usize>, [bool; 2]) {
    let text = source.slice(line);
    if text.len() <= MAX_CHARACTERS || text.char_indices().nth(MAX_CHARACTERS).is_none() {
        return (line.start()..line.end(), [true, true]);
    }
    let at = at.clamp(line.start(), line.end()) - line.start();
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.char_indices().rev().take(CHARACTERS_BEFORE).last().map_or(at, |(start, _)| start);
    let end = after.char_indices().nth(MAX_CHARACTERS - CHARACTERS_BEFORE).map_or(text.len(), |(end, _)| at + end);
    (line.start() + start..line.start() + end, [start == 0, end == text.len()])
}

/// Lines of a file as they are drawn, and where spans of the file are in them.
struct Excerpt<'a> {
    source: &'a Source,
    text: String,
    marks: Vec<Range<usize>>,
}

impl Excerpt<'_> {
    fn line(&mut self, number: usize, spans: &[Span]) {
        let line = self.source.line_span(number);
        // The end of a span that ends before the line feed is on the line; one past it is at its end.
        let next = self.source.line_span(number + 1).start().max(line.end() + 1);
        let here = |at: usize| (line.start()..next).contains(&at);
        let first = spans.iter().map(|span| span.start()).filter(|at| here(*at)).min();
        let (window, [whole_start, whole_end]) = window(self.source, line, first.unwrap_or(line.start()));
        let mut cuts: Vec<usize> =
            spans.iter().flat_map(|span| [span.start(), span.end()]).filter(|at| here(*at)).collect();
        cuts.iter_mut().for_each(|at| *at = (*at).clamp(window.start, window.end));
        cuts.extend([window.start, window.end]);
        cuts.sort_unstable();
        cuts.dedup();
        self.text.push_str(if whole_start { "" } else { "…" });
        let mut done = window.start;
        for cut in cuts {
            self.text.push_str(&visible(self.source.slice(Span::new(done, cut))));
            done = cut;
            for (span, mark) in spans.iter().zip(&mut self.marks) {
                let is = |at: usize| here(at) && at.clamp(window.start, window.end) == cut;
                if is(span.start()) {
                    *mark = self.text.len()..self.text.len().max(mark.end);
                }
                if is(span.end()) {
                    mark.end = self.text.len().max(mark.start);
                }
            }
        }
        self.text.push_str(if whole_end { "" } else { "…" });
    }
}
