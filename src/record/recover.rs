//! A broken text is read block by block, so that one mistake hides nothing of the others.

use super::yaml_codes;
use std::ops::Range;
use std::sync::Arc;

use super::codes;
use super::line::{before_comment, good_colon, spaces};
use super::{Content, Entry, Node, Patched, yaml};
use crate::source::{Finding, Findings, Source, Span, words};

/// Beyond this many broken blocks the file is no YAML, and more findings help nobody. Chosen as more than any author
/// would correct at once.
const BROKEN: usize = 100;

/// Reads a repaired text: whole, or where that fails, in ever smaller blocks.
pub(super) fn read(source: &Arc<Source>, patched: Patched, findings: &mut Findings) -> Node {
    let all = 0..patched.text().len();
    Recovery { source, patched, findings, broken: 0 }.read(all, 0)
}

struct Recovery<'a> {
    source: &'a Arc<Source>,
    patched: Patched,
    findings: &'a mut Findings,
    broken: usize,
}

impl Recovery<'_> {
    fn read(&mut self, part: Range<usize>, depth: usize) -> Node {
        let failure = match yaml::document(self.source, &self.patched, part.clone()) {
            Ok((node, findings)) => {
                self.findings.extend(findings);
                return node;
            }
            Err(failure) => *failure,
        };
        let before = self.findings.iter().len();
        let hopeless = depth >= yaml::DEPTH || *failure.code == codes::YAML_SIZE;
        let node = if hopeless { None } else { self.smaller(&part, depth, *failure.code == yaml_codes::YAML_DEPTH) };
        // Blocks that are sound one by one may still not fit together.
        match node {
            Some(node) if self.findings.iter().len() > before => node,
            Some(node) => {
                self.fail(failure);
                node
            }
            None => {
                self.fail(failure);
                self.broken(&part)
            }
        }
    }

    /// Reports a block that cannot be made smaller, unless the typo behind it is known already.
    fn fail(&mut self, failure: Finding) {
        let line = self.source.line_span(self.source.line_of(failure.position.span.start()));
        self.broken += 1;
        if self.broken <= BROKEN && !self.patched.repaired(line) {
            self.findings.push(failure);
        }
    }

    /// Reads the blocks of a part one by one; none if it has no smaller ones.
    fn smaller(&mut self, part: &Range<usize>, depth: usize, deep: bool) -> Option<Node> {
        let blocks = blocks(self.patched.text().get(part.clone())?, part.start);
        if blocks.len() > 1 {
            let nodes = blocks.into_iter().map(|block| self.read(block, depth + 1)).collect();
            return Some(self.join(nodes));
        }
        // What is too deep does not become readable from its second level on.
        let block = blocks.into_iter().next().filter(|_| !deep)?;
        let text = self.patched.text().get(block.clone())?;
        let line = text.lines().next()?;
        let indent = spaces(line);
        if line.get(indent..)?.starts_with("- ") {
            // Without its dash an item is a text of its own, in the same columns.
            self.patched.blank_out(block.start + indent);
            let item = self.read(block, depth + 1);
            return Some(Node { span: item.span, content: Content::List(vec![item]) });
        }
        let code = before_comment(line).trim_end();
        let body = text.find('\n').map(|end| block.start + end + 1..block.end).filter(|body| !body.is_empty())?;
        if !code.ends_with(':') || self.patched.text().get(body.clone())?.trim().is_empty() {
            return None;
        }
        let (key, key_span) = self.key(&block)?;
        let value = self.read(body, depth + 1);
        let entry = Entry { key, key_span, value };
        Some(Node { span: key_span.to(entry.value.span), content: Content::Map(vec![entry]) })
    }

    /// What is left of a block that cannot be read: its key or its dash, so that nobody calls it missing.
    fn broken(&self, part: &Range<usize>) -> Node {
        let text = self.patched.text().get(part.clone()).unwrap_or("");
        let span = self.patched.span(part.start, part.start + text.trim_end().len());
        let value = Node { span, content: Content::Broken };
        let content = match self.key(part) {
            Some((key, key_span)) => Content::Map(vec![Entry { key, key_span, value }]),
            None if text.trim_start().starts_with("- ") => Content::List(vec![value]),
            None => Content::Broken,
        };
        Node { span, content }
    }

    /// The key in the first line of a block.
    fn key(&self, block: &Range<usize>) -> Option<(String, Span)> {
        let line = self.patched.text().get(block.clone())?.lines().next()?;
        let indent = spaces(line);
        let code = before_comment(line.get(indent..)?);
        let written = code.get(..good_colon(code)?)?.trim_end();
        let start = block.start + indent;
        let key = written.trim_matches(['"', '\'']).to_owned();
        Some((key, self.patched.span(start, start + written.len())))
    }

    /// Puts the nodes of neighbouring blocks together: all keys, or all items.
    fn join(&mut self, nodes: Vec<Node>) -> Node {
        let span = match (nodes.first(), nodes.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        };
        let listed = matches!(nodes.first(), Some(Node { content: Content::List(_), .. }));
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        for node in nodes {
            match node.content {
                Content::Map(more) => entries.extend(more),
                Content::List(more) => items.extend(more),
                Content::Blank | Content::Broken => {}
                Content::Text(_) => {
                    let message =
                        words("「項目名: 値」の形になっていません。", "This is not of the form `key: value`.");
                    let hint = with_colon(self.source.slice(node.span)).map_or_else(
                        || {
                            words(
                                "項目名の後に「: 」を書いてください。前の値の続きなら字下げしてください。",
                                "Write `: ` after the key; indent a line that goes on.",
                            )
                        },
                        |right| {
                            words!(
                                "「{right}」と書いてください。前の値の続きなら字下げしてください。",
                                "Write `{right}`; indent a line that goes on."
                            )
                        },
                    );
                    let at = self.source.position(node.span);
                    self.fail(Finding::new(&yaml_codes::YAML_MISSING_COLON, at, message).hint(hint));
                }
            }
        }
        // Of a mixture the kind that came first counts; it was reported where the whole could not be read.
        let content = if listed {
            Content::List(items)
        } else {
            Content::Map(yaml::without_repeats(self.source, entries, self.findings))
        };
        Node { span, content }
    }
}

/// Cuts a text before every line that is indented as little as its first; `base` is where it starts.
fn blocks(text: &str, base: usize) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut kind = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = spaces(line);
        let rest = line.get(indent..).unwrap_or("");
        let item = rest.starts_with("- ") || rest.trim_end() == "-";
        let silent = rest.trim().is_empty() || rest.starts_with('#');
        let closes = rest.starts_with([']', '}']);
        let (column, items) = *kind.get_or_insert((indent, item));
        if silent && starts.is_empty() {
            kind = None;
        } else if starts.is_empty() || !silent && !closes && indent <= column && (items || !item) {
            starts.push(base + at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([base + text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// A key and its value with a colon between, where something else stands for it: a tab between two cells, `;`, `=`, `→`, or a
/// wide space before a number.
fn with_colon(line: &str) -> Option<String> {
    let mark = |c: char| matches!(c, '\t' | ';' | '；' | '=' | '＝' | '→' | '⇒' | '\u{3000}');
    let at = line.find(mark)?;
    let (key, rest) = line.split_at_checked(at)?;
    let (key, value) = (key.trim(), rest.trim_start_matches(|c| mark(c) || c == ' ').trim());
    let sentence = rest.starts_with('\u{3000}') && !value.starts_with(char::is_numeric);
    let one_line = !line.contains('\n') && !key.contains(['、', '。', ' ']);
    (one_line && !key.is_empty() && !value.is_empty() && !sentence).then(|| format!("{key}: {value}"))
}
