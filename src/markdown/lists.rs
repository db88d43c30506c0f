//! Lists as their authors wrote them: with their own numbers, and with what is indented by two spaces inside.

use super::padded::{Guard, GuardedPlace};

/// So many more columns than an item has what belongs into it; CommonMark wants as many as the mark of the item is wide.
const INDENT: usize = 2;
/// The width of a tab (CommonMark 0.31, 2.2).
const TAB: usize = 4;
/// More spaces after a mark begin code (CommonMark 0.31, 5.2).
const WIDEST: usize = 4;
/// A number with more digits begins no list (CommonMark 0.31, 5.2).
const MOST_DIGITS: usize = 9;
/// So many marks at least open fenced code (CommonMark 0.31, 4.5).
const FENCE: usize = 3;

/// The number of an item as written: `01` in `01. 調査`. Empty for a bullet. `start` is where the item begins.
pub(super) fn number(text: &str, start: usize) -> &str {
    digits(text.get(start..).unwrap_or_default().trim_start())
}

fn digits(text: &str) -> &str {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text.get(..length).unwrap_or_default()
}

/// Where spaces are put before lines, so that what is indented by two columns under an item is in it, whatever its mark: two
/// are right under `- `, too few under `1. `, and authors use two for both.
pub(super) fn indents(text: &str, places: &mut Vec<GuardedPlace>) {
    let mut reader = IndentReader::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let quote = line.rfind('>').map_or("", |_| quotation(line));
        if quote.matches('>').count() != reader.quoted {
            reader = IndentReader { quoted: quote.matches('>').count(), ..IndentReader::default() };
        }
        let rest = line.get(quote.len()..).unwrap_or_default();
        let words = rest.trim_start_matches([' ', '\t']);
        let spaces = reader.line(rest, words);
        if spaces > 0 {
            places.push((start + line.len() - words.len(), Guard::Spaces(spaces)));
        }
        start += line.len();
    }
}

/// The marks of quotations at the start of a line, each with the space that belongs to it.
fn quotation(line: &str) -> &str {
    let mut end = 0;
    while let Some(rest) = line.get(end..)
        && let Some(after) = rest.trim_start_matches(' ').strip_prefix('>')
        && rest.len() - after.len() <= TAB
    {
        end = line.len() - after.strip_prefix(' ').unwrap_or(after).len();
    }
    line.get(..end).unwrap_or_default()
}

/// Reads lines and knows in which items they are.
#[derive(Default)]
struct IndentReader {
    /// In how many quotations the lines are.
    quoted: usize,
    /// The items that are open, outermost first.
    open: Vec<OpenItem>,
    /// The mark and the length of the fence of open code, and the spaces before its lines.
    fence: Option<(char, usize, usize)>,
    /// The line before is empty.
    after_gap: bool,
}

struct OpenItem {
    /// The column of its mark, as written.
    column: usize,
    /// The number, for a list of numbers.
    number: Option<u64>,
    /// The spaces put before it.
    spaces: usize,
    /// The column in which its words begin, with the spaces put before it.
    content: usize,
}

impl IndentReader {
    /// How many spaces belong before a line.
    fn line(&mut self, line: &str, words: &str) -> usize {
        let column = columns(line.get(..line.len() - words.len()).unwrap_or_default());
        if words.trim().is_empty() {
            self.after_gap = true;
            return 0;
        }
        let after_gap = std::mem::take(&mut self.after_gap);
        let run = |mark: char| words.chars().take_while(|c| *c == mark).count();
        if let Some((mark, length, spaces)) = self.fence {
            if run(mark) >= length && words.trim_end().chars().all(|c| c == mark) {
                self.fence = None;
            }
            return spaces;
        }
        let item = item(words);
        // What is further out ends the items; a line that goes on with a paragraph may begin anywhere.
        if item.is_some() || after_gap || words.starts_with('#') {
            let mut beside = None;
            while let Some(open) = self.open.pop_if(|open| !open.holds(column)) {
                beside = Some(open.column);
            }
            // The next number, a little further in than the one before and beside no other item, is the next item.
            if beside.is_none()
                && let Some(item) = &item
            {
                self.open.pop_if(|open| open.goes_on(column, item));
            }
        }
        // Headings within lists are none of ours: `record` cuts a body at them.
        let holder = self.open.last().filter(|open| !words.starts_with('#') && open.holds(column));
        let spaces = holder.map_or(0, |open| open.spaces.max(open.content.saturating_sub(column)));
        if let Some(ItemMark { number, width }) = item {
            self.open.push(OpenItem { column, number, spaces, content: column + spaces + width });
        } else if let Some(mark) = ['`', '~'].into_iter().find(|mark| run(*mark) >= FENCE) {
            self.fence = Some((mark, run(mark), spaces));
        }
        spaces
    }
}

impl OpenItem {
    /// Whether a line in a column belongs into the item.
    fn holds(&self, column: usize) -> bool {
        column >= self.column + INDENT
    }

    /// Whether an item has the next number, and would be in none for CommonMark.
    fn goes_on(&self, column: usize, item: &ItemMark) -> bool {
        let is_next = item.number.is_some() && item.number == self.number.map(|number| number + 1);
        is_next && column + self.spaces < self.content
    }
}

/// The mark of an item.
struct ItemMark {
    number: Option<u64>,
    /// With the spaces after it.
    width: usize,
}

/// The mark at the start of a line.
fn item(words: &str) -> Option<ItemMark> {
    let digits = digits(words);
    let rest = words.get(digits.len()..)?;
    let mark = if digits.is_empty() { ['-', '+', '*'].as_slice() } else { ['.', ')'].as_slice() };
    let after = rest.strip_prefix(mark).filter(|_| digits.len() <= MOST_DIGITS)?;
    let spaces = after.len() - after.trim_start_matches(' ').len();
    let empty = after.trim().is_empty();
    if spaces == 0 && !empty && !after.starts_with('\t') || is_break(words) {
        return None;
    }
    let spaces = if empty || spaces > WIDEST { 1 } else { spaces.max(1) };
    Some(ItemMark { number: digits.parse().ok(), width: digits.len() + 1 + spaces })
}

/// Whether a line parts what stands above it from what stands below: `* * *`.
fn is_break(words: &str) -> bool {
    let mut marks = words.chars().filter(|c| !c.is_whitespace());
    let first = marks.next();
    marks.clone().count() > 1 && marks.all(|c| Some(c) == first)
}

/// The width of white space, where a tab reaches to the next fourth column.
fn columns(blank: &str) -> usize {
    blank.chars().fold(0, |column, c| if c == '\t' { (column / TAB + 1) * TAB } else { column + 1 })
}
