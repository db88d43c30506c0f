//! YAML events become nodes. The only file that knows the parser.

use super::{codes, yaml_codes};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks, StrInput};

use super::brackets;
use super::line::{quote_end, spaces};
use super::unseen::{by_escape, unseen, unseen_spelt};
use super::{Content, Entry, Node, Patched, Scalar, ScalarLines, SourceMap, TextStyle, lint, recover, syntax};
use crate::source::{Code, Finding, Findings, Source, Span, words};
use crate::text::comments::{comments, uncommented, without};
use crate::text::east_asian::spaced;
use crate::text::fold;

/// Deeper than any form; a deeper text is a mistake or an attack.
pub(super) const DEPTH: usize = 32;
/// How many nodes a text may have. A sheet has some hundreds; more than this is an attack, which would take memory.
const NODES: usize = 200_000;

/// Reads the YAML within `range`. Typos of the keyboard are repaired first, and a block that cannot
/// be read becomes [`Content::Broken`], so that one mistake hides nothing of the others.
pub fn parse(source: &Arc<Source>, range: Span, findings: &mut Findings) -> Node {
    let patched = lint::repair(source, range, findings);
    let node = recover::read(source, patched, findings);
    if node.content == Content::Blank { Node { span: range, ..node } } else { node }
}

/// Reads a part of a repaired text as one YAML document, or says what stopped it.
pub(super) fn document(
    source: &Arc<Source>,
    patched: &Patched,
    part: Range<usize>,
) -> Result<(Node, Findings), Box<Finding>> {
    let text = patched.text().get(part.clone()).unwrap_or("");
    let mut line_map = LineMap { patched, base: part.start, chars: Vec::new(), lines: vec![0] };
    for (at, c) in text.char_indices() {
        line_map.chars.push(at as u32);
        if c == '\n' {
            line_map.lines.push(line_map.chars.len());
        }
    }
    line_map.chars.push(text.len() as u32);
    let parser = Parser::new_from_str(text);
    let mut reader = YamlReader { source, text, line_map, parser, nodes: 0, findings: Findings::new() };
    let node = reader.document()?;
    Ok((node, reader.findings))
}

/// Maps the parser's lines and columns, which count characters, to places of the source.
struct LineMap<'a> {
    patched: &'a Patched,
    base: usize,
    /// Byte of every character of the part.
    chars: Vec<u32>,
    /// First character of every line.
    lines: Vec<usize>,
}

impl LineMap<'_> {
    /// The byte within the part. The marker's own index is not used: it drifts after comments.
    fn byte(&self, marker: Marker) -> usize {
        let line = self.lines.get(marker.line().saturating_sub(1)).or(self.lines.last()).copied().unwrap_or(0);
        self.chars.get(line + marker.col()).or(self.chars.last()).map_or(0, |byte| *byte as usize)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.patched.span(self.base + start, self.base + end)
    }
}

struct YamlReader<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    line_map: LineMap<'a>,
    parser: Parser<'a, StrInput<'a>>,
    nodes: usize,
    findings: Findings,
}

type ReadResult<T> = Result<T, Box<Finding>>;

impl<'a> YamlReader<'a> {
    fn document(&mut self) -> ReadResult<Node> {
        let mut root = None;
        loop {
            let (event, marks) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if root.is_some() => {
                    let start = self.line_map.byte(marks.start);
                    let message =
                        words("1つのファイルに複数の文書があります。", "There are several documents in one file.");
                    let hint = words("途中の「---」や「...」を消してください。", "Delete the `---` or `...` within.");
                    let mark = if self.text.get(start..).is_some_and(|rest| rest.starts_with("---")) { 3 } else { 0 };
                    self.report(&codes::YAML_DOCUMENTS, self.line_map.span(start, start + mark), message, hint);
                    break;
                }
                Event::DocumentStart(_) => {
                    let (event, marks) = self.next()?;
                    root = Some(self.node(event, marks, 0)?);
                }
                _ => break,
            }
        }
        Ok(root.unwrap_or(Node { span: self.line_map.span(0, self.text.len()), content: Content::Blank }))
    }

    fn next(&mut self) -> ReadResult<(Event<'a>, Marks)> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(Box::new(self.complaint(&error))),
            None => Ok((Event::StreamEnd, Marks::default())),
        }
    }

    fn complaint(&self, error: &ScanError) -> Finding {
        let byte = self.line_map.byte(*error.marker());
        let width = self.text.get(byte..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_control());
        let at = self.line_map.span(byte, byte + width.map_or(0, char::len_utf8));
        syntax::explain(error.info(), self.source, at, self.text.split_at_checked(byte).unwrap_or_default(), |open| {
            self.line_map.span(open, open + 1)
        })
    }

    fn node(&mut self, event: Event<'a>, marks: Marks, depth: usize) -> ReadResult<Node> {
        let start = self.line_map.byte(marks.start);
        self.nodes += 1;
        if depth > DEPTH || self.nodes > NODES {
            let (code, message, hint) = if depth > DEPTH {
                let hint = words("括弧や字下げを確かめてください。", "Check brackets and indentation.");
                (&yaml_codes::YAML_DEPTH, words("入れ子が深すぎます。", "The nesting is too deep."), hint)
            } else {
                let hint = words("文書を分けてください。", "Split the document.");
                (&codes::YAML_SIZE, words("値が多すぎます。", "There are too many values."), hint)
            };
            let at = self.source.position(self.line_map.span(start, start));
            return Err(Box::new(Finding::new(code, at, message).hint(hint)));
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) | Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            Event::Alias(_) => (1, false),
            _ => (0, false),
        };
        let refused = anchor > 0 || tag;
        let node = match event {
            Event::Scalar(text, style, ..) => self.scalar(&text, style, start, self.line_map.byte(marks.end)),
            Event::SequenceStart(..) => self.list(start, depth)?,
            Event::MappingStart(..) => self.map(start, depth)?,
            _ => Node { span: self.line_map.span(start, self.line_map.byte(marks.end)), content: Content::Broken },
        };
        if refused {
            self.refuse(node.span, anchor > 0);
            return Ok(Node { content: Content::Broken, ..node });
        }
        Ok(node)
    }

    fn refuse(&mut self, span: Span, alias: bool) {
        let hint =
            words("記号から始まる値は全体を \" で囲んでください。", "Put a value that starts with a mark in quotes.");
        let (code, message) = if alias {
            (
                &yaml_codes::YAML_ALIAS,
                words("& や * による参照は使えません。", "Anchors and aliases (`&`, `*`) are not supported."),
            )
        } else {
            (&yaml_codes::YAML_TAG, words("! による型の指定は使えません。", "Tags (`!`) are not supported."))
        };
        self.report(code, span, message, hint);
    }

    fn list(&mut self, start: usize, depth: usize) -> ReadResult<Node> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, marks) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                let span =
                    self.span_in_brackets(start, self.line_map.byte(marks.end), items.last().map(|item| item.span));
                if self.in_brackets(start) {
                    brackets::check_items(&items, self.source, &mut self.findings);
                }
                return Ok(Node { span, content: Content::List(items) });
            }
            items.push(self.node(event, marks, depth + 1)?);
        }
    }

    fn map(&mut self, start: usize, depth: usize) -> ReadResult<Node> {
        let flow = self.in_brackets(start);
        let mut entries: Vec<Entry> = Vec::new();
        let mut refused = false;
        loop {
            let (event, marks) = self.next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                let span = self.span_in_brackets(
                    start,
                    self.line_map.byte(marks.end),
                    entries.last().map(|entry| entry.value.span),
                );
                let entries = without_repeats(self.source, entries, &mut self.findings);
                // Where no key could be read, nothing is known of the map.
                let content = if refused && entries.is_empty() { Content::Broken } else { Content::Map(entries) };
                return Ok(Node { span, content });
            }
            let key = self.node(event, marks, depth + 1)?;
            let (event, marks) = self.next()?;
            let value = self.node(event, marks, depth + 1)?;
            match key.content {
                Content::Text(scalar) if flow => {
                    brackets::push(&mut entries, scalar, key.span, value, self.source, &mut self.findings);
                }
                Content::Text(scalar) => entries.push(Entry { key: scalar.text, key_span: key.span, value }),
                Content::Broken => {}
                _ => {
                    refused = true;
                    let message = words("項目名が文字ではありません。", "The key is not a text.");
                    let hint = words(
                        "括弧から始まる値は全体を \" で囲んでください。",
                        "Put a value that starts with a bracket in quotes.",
                    );
                    self.report(&codes::YAML_KEY, key.span, message, hint);
                }
            }
        }
    }

    fn in_brackets(&self, start: usize) -> bool {
        self.text.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']))
    }

    /// The span of a list or a map. The parser ends those without brackets where the next thing starts.
    fn span_in_brackets(&self, start: usize, end: usize, last: Option<Span>) -> Span {
        if self.in_brackets(start) {
            let end = start + self.text.get(start..end).map_or(0, |text| text.trim_end().len());
            return self.line_map.span(start, end);
        }
        let span = self.line_map.span(start, start);
        last.map_or(span, |last| span.to(last))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, start: usize, end: usize) -> Node {
        let written = self.text.get(start..end).unwrap_or("");
        let folded = style == ScalarStyle::Folded;
        let (style, length) = match style {
            ScalarStyle::Plain => (TextStyle::Plain, written.trim_end().len()),
            // The parser counts the comment after a quoted text in.
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let mark = if style == ScalarStyle::SingleQuoted { '\'' } else { '"' };
                let inner = written.get(1..).and_then(|inner| quote_end(inner, mark));
                (TextStyle::Quoted, inner.map_or(written.trim_end().len(), |end| end + 2))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => (TextStyle::Block, written.trim_end().len()),
        };
        let span = self.line_map.span(start, start + length);
        if self.line_map.patched.doubted(span) {
            return Node { span, content: Content::Broken };
        }
        if let Some((c, kind, place)) = by_escape(text, written.get(..length).unwrap_or(written)) {
            self.findings.push(match place {
                Some(place) => {
                    let escape = self.line_map.span(start + place.start, start + place.end);
                    let written = written.get(place).unwrap_or_default();
                    unseen_spelt(self.source.position(escape), (c, kind), escape, written)
                }
                None => unseen(self.source.position(span), c, kind),
            });
        }
        let blank = match style {
            TextStyle::Plain => matches!(text, "" | "~" | "null"),
            TextStyle::Quoted => false,
            TextStyle::Block => text.trim().is_empty(),
        };
        if blank {
            return Node { span, content: Content::Blank };
        }
        let lines =
            if folded || style != TextStyle::Block { self.lines(start, start + length, style, text) } else { None };
        let joined = lines.as_ref().map(|lines| joined(&lines.text));
        let text = joined.as_deref().unwrap_or(text);
        let origin = if lines.is_some() { SourceMap::coarse(span) } else { self.origin(text, style, span) };
        let lines = lines.map(Box::new);
        let comments = if style != TextStyle::Block && text.contains("<!--") { comments(text) } else { Vec::new() };
        if comments.is_empty() {
            return Node { span, content: Content::Text(Scalar { text: text.to_owned(), lines, style, origin }) };
        }
        // What authors wrote for themselves goes before anything is made of the value. A block is Markdown, and read as such.
        let (without_comments, origin) = (without(text, &comments), origin.without(&comments, text.len()));
        let text = uncommented(&without_comments).into_owned();
        let origin = if text == without_comments { origin } else { SourceMap::coarse(span) };
        let content =
            if text.trim().is_empty() { Content::Blank } else { Content::Text(Scalar { text, lines, style, origin }) };
        Node { span, content }
    }

    /// The lines of a text that YAML joins, as they stand in the file. None where there is one, or where escapes make other
    /// characters of those in the file.
    fn lines(&self, start: usize, end: usize, style: TextStyle, text: &str) -> Option<ScalarLines> {
        let quote = usize::from(style == TextStyle::Quoted);
        let written = self.text.get(start + quote..end.checked_sub(quote)?)?;
        if !written.contains('\n') || quote > 0 && (written.contains('\\') || written.contains("''")) {
            return None;
        }
        // The first line stands behind its key, or begins a block at the indentation of all.
        let own = |line: &&str| !line.trim().is_empty();
        let base = written.split('\n').skip(1).filter(own).map(spaces).min().unwrap_or(0);
        let base = if style == TextStyle::Block {
            base.min(self.text.get(..start).and_then(|before| before.rsplit('\n').next()).map_or(0, spaces))
        } else {
            base
        };
        let (mut lines, mut starts, mut at) = (String::new(), Vec::new(), start + quote);
        for (index, line) in written.split('\n').enumerate() {
            let indent = if index == 0 { 0 } else { base.min(spaces(line)) };
            let words = line.get(indent..).unwrap_or_default().trim_end();
            if index > 0 {
                lines.push('\n');
            }
            starts.push((lines.len(), self.line_map.span(at + indent, at + indent).start()));
            lines.push_str(words);
            at += line.len() + 1;
        }
        if style == TextStyle::Block && text.ends_with('\n') {
            lines.push('\n');
        }
        let span = self.line_map.span(start, end);
        Some(ScalarLines { text: lines, origin: SourceMap::lines(span, starts) })
    }

    /// Exact where the text stands in the source as it is, whole or line by line.
    fn origin(&self, text: &str, style: TextStyle, span: Span) -> SourceMap {
        let start = span.start() + usize::from(style == TextStyle::Quoted);
        if style != TextStyle::Block {
            let same = self.source.slice(Span::new(start, start + text.len())) == text;
            return if same { SourceMap::lines(span, [(0, start)]) } else { SourceMap::coarse(span) };
        }
        let mut starts = Vec::new();
        let mut byte = 0;
        // The parser starts a block text at its first line that is not empty.
        let empty = text.bytes().take_while(|b| *b == b'\n').count();
        let first = self.source.line_of(span.start()).saturating_sub(empty);
        for (line, number) in text.trim_end_matches('\n').split('\n').zip(first..) {
            let written = self.source.line_span(number);
            if !self.source.slice(written).ends_with(line) {
                return SourceMap::coarse(span);
            }
            starts.push((byte, written.end() - line.len()));
            byte += line.len() + 1;
        }
        SourceMap::lines(span, starts)
    }

    fn report(&mut self, code: &'static Code, span: Span, message: crate::source::Words, hint: crate::source::Words) {
        self.findings.push(Finding::new(code, self.source.position(span), message).hint(hint));
    }
}

/// Lines as one, empty ones as line ends: what YAML calls folding, but for the space, which stands only where the writing of
/// both sides has spaces.
fn joined(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    let mut empty = 0;
    for line in lines.trim_end_matches('\n').split('\n').map(str::trim) {
        let (Some(last), Some(first)) = (out.chars().next_back(), line.chars().next()) else {
            empty += usize::from(!out.is_empty());
            out.push_str(line);
            continue;
        };
        if empty > 0 {
            out.extend(std::iter::repeat_n('\n', empty));
        } else if spaced(last, first) {
            out.push(' ');
        }
        empty = 0;
        out.push_str(line);
    }
    if lines.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Keeps the first of entries with the same key and reports the others.
pub(super) fn without_repeats(source: &Arc<Source>, entries: Vec<Entry>, findings: &mut Findings) -> Vec<Entry> {
    let mut first_spans: HashMap<String, Span> = HashMap::new();
    let keep = |entry: &Entry| match first_spans.insert(fold(&entry.key), entry.key_span) {
        None => true,
        Some(first) => {
            first_spans.insert(fold(&entry.key), first);
            let message = words!("項目「{}」が二度あります。", "The key `{}` is there twice.", entry.key);
            let hint = if source.line_and_column(entry.key_span.start()).1 > 1 {
                words(
                    "同じことを二度書いたなら、どちらかを消してください。別の行の答えなら、その行の最初の項目の前に「- 」を書いてください。",
                    "Delete one of them if it says the same; if it belongs to another row, begin that row with `- `.",
                )
            } else {
                words("どちらかを消してください。", "Delete one of them.")
            };
            let finding = Finding::new(&codes::DUPLICATE_KEY, source.position(entry.key_span), message)
                .hint(hint)
                .related(source.position(first), words("最初の項目", "the first one"));
            findings.push(finding);
            false
        }
    };
    entries.into_iter().filter(keep).collect()
}
