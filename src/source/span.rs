//! A text with its path, and ranges in it.

use std::sync::Arc;

use memchr::memchr_iter;

/// A text file of the site: its path relative to the site's root (with `/`), and its text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Source {
    path: String,
    text: String,
    /// Byte offset of the first character of every line.
    lines: Vec<u32>,
    /// How many characters begin before every block of bytes, so that a column on a long line is found as fast as on a short one.
    blocks: Vec<u32>,
    /// The files that a joined text was made of, each with the byte at which it begins; none where it is one file.
    parts: Vec<(u32, Arc<Source>)>,
}

/// How many bytes a block has: few enough to count at once, and many enough for the list to take less than a hundredth of the text.
const BLOCK: usize = 512;

impl Source {
    /// A text with the offsets of its lines. Texts over 4 GiB are not supported; the loader refuses far smaller ones.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source::of(path.into(), text.into(), Vec::new()))
    }

    fn of(path: String, text: String, parts: Vec<(u32, Arc<Source>)>) -> Source {
        // There are many sources, and these lists are kept as long as they: none is larger than it has to be.
        let mut lines = Vec::with_capacity(memchr_iter(b'\n', text.as_bytes()).count() + 1);
        lines.push(0);
        lines.extend(memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let mut blocks = Vec::with_capacity(text.len().div_ceil(BLOCK) + 1);
        blocks.push(0);
        let mut before = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before += beginnings(block) as u32;
            blocks.push(before);
        }
        Source { path, text, lines, blocks, parts }
    }

    /// Several files read as one text, which has the path of the first. Places in it are told in the files; where each
    /// begins comes beside it.
    #[must_use]
    pub fn joined(files: &[Arc<Source>]) -> (Arc<Source>, Vec<usize>) {
        let mut text = String::with_capacity(files.iter().map(|file| file.text.len() + 1).sum());
        let mut starts = Vec::with_capacity(files.len());
        for file in files {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            starts.push(text.len());
            text.push_str(&file.text);
        }
        let path = files.first().map(|file| file.path.clone()).unwrap_or_default();
        let parts = starts.iter().map(|start| *start as u32).zip(files.iter().cloned());
        (Arc::new(Source::of(path, text, parts.collect())), starts)
    }

    /// The files of a joined text, or the one that it is.
    #[must_use]
    pub fn files(self: &Arc<Self>) -> Vec<Arc<Source>> {
        let parts: Vec<Arc<Source>> = self.parts.iter().map(|(_, file)| Arc::clone(file)).collect();
        if parts.is_empty() { vec![Arc::clone(self)] } else { parts }
    }

    /// The path of the file that has this byte of a joined text.
    #[must_use]
    pub fn path_at(&self, offset: usize) -> &str {
        self.part_at(offset).map_or(&self.path, |(_, file)| &file.path)
    }

    fn part_at(&self, offset: usize) -> Option<&(u32, Arc<Source>)> {
        let after = self.parts.partition_point(|(start, _)| *start as usize <= offset);
        self.parts.get(after.checked_sub(1)?)
    }

    /// A copy without the text: places in it are still on their lines, but have no columns.
    #[must_use]
    pub fn outline(&self) -> Arc<Source> {
        let parts = self.parts.iter().map(|(start, file)| (*start, file.outline())).collect();
        let (path, lines) = (self.path.clone(), self.lines.clone());
        Arc::new(Source { path, text: String::new(), lines, blocks: vec![0], parts })
    }

    /// Path relative to the site's root, with `/` between folders.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text of the file; empty in an outline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of lines; a text that ends in a line feed has an empty last line.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of line `line` (from 0) without its line end; empty past the end.
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = self.lines.get(line) else { return Span::at(self.text.len()) };
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let length = self.text.get(start as usize..end).unwrap_or_default().trim_end_matches('\r').len();
        Span::new(start as usize, start as usize + length)
    }

    /// The line (from 0) that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// Line and column, both from 1, the column in characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.lines.get(line).map_or(0, |start| *start as usize);
        (line + 1, self.characters_before(offset).saturating_sub(self.characters_before(start)) + 1)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.blocks.get(block).map_or(0, |before| *before as usize) + beginnings(rest)
    }

    /// The text of a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or("")
    }

    /// A range of this text, with the text; of a joined one in the file that it begins in.
    pub fn position(self: &Arc<Self>, span: Span) -> Position {
        match self.part_at(span.start()) {
            Some((start, file)) => {
                let offset = *start as usize;
                Position { source: Arc::clone(file), span: span.after(offset), offset }
            }
            None => Position { source: Arc::clone(self), span, offset: 0 },
        }
    }
}

/// How many characters of UTF-8 begin in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: if end > start { end } else { start } as u32 }
    }

    /// An empty range: a place between two characters.
    pub const fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The offset of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same range, counted from this byte on.
    #[must_use]
    pub fn after(self, offset: usize) -> Span {
        Span::new(self.start().saturating_sub(offset), self.end().saturating_sub(offset))
    }

    /// The same range in a text in which so many bytes stand before it.
    #[must_use]
    pub fn behind(self, offset: usize) -> Span {
        Span::new(self.start() + offset, self.end() + offset)
    }

    /// The range from the start of this one to the end of `other`.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end.max(self.start) }
    }
}

/// A range in a certain text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// The file the range is in.
    pub source: Arc<Source>,
    /// The range in it.
    pub span: Span,
    /// How many bytes stand before the file in the text that it was read with; 0 where it was read alone.
    pub offset: usize,
}

impl Position {
    /// Line and column of the start, both from 1, the column in characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        self.source.line_and_column(self.span.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let source = Source::new("a.md", "人口: 一\r\n病床\n");
        assert_eq!(source.line_and_column(0), (1, 1));
        assert_eq!(source.line_and_column("人口: ".len()), (1, 5));
        assert_eq!(source.line_and_column("人口: 一\r\n病".len()), (2, 2));
        assert_eq!(source.slice(source.line_span(0)), "人口: 一");
        assert_eq!(source.slice(source.line_span(1)), "病床");
        assert_eq!(source.slice(source.line_span(9)), "");
        assert_eq!(source.line_count(), 3);
    }

    #[test]
    fn columns_are_right_on_a_line_of_many_blocks() {
        let text = "a\n".to_owned() + &"あa".repeat(3_000);
        let source = Source::new("a.md", text.clone());
        for (count, (at, _)) in text.char_indices().skip(2).enumerate() {
            assert_eq!(source.line_and_column(at), (2, count + 1));
        }
        assert_eq!(source.line_and_column(text.len()), (2, 6_001));
    }
}
