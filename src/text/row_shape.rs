//! Rows of cells that nothing marks as a table: parted by bars, or by blanks as wide as word processors align them with.

use super::escaped::escaped;

/// What parts the cells of such a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellDivider {
    /// A bar, narrow or of full width: `|`, `｜`.
    Bar,
    /// An ideographic space, or two spaces and more.
    Blank,
    /// A comma, as in the lines of a CSV.
    Comma,
}

/// What rows of one table have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowShape {
    /// What parts the cells.
    pub divider: CellDivider,
    /// How many dividers there are, at least one.
    pub dividers: usize,
}

impl RowShape {
    /// The shape of a line, if it could be a row. A line alone is none: that is for whoever sees its neighbours.
    #[must_use]
    pub fn of(line: &str) -> Option<RowShape> {
        let line = line.trim();
        let bars = bars(line).count();
        let (divider, dividers) = if bars > 0 {
            (CellDivider::Bar, bars)
        } else {
            match wide_blanks(line) {
                0 => (CellDivider::Comma, commas_of_row(line)),
                blanks => (CellDivider::Blank, blanks),
            }
        };
        (dividers > 0).then_some(RowShape { divider, dividers })
    }
}

/// What parts the cells of a row: the bar of Markdown, that of a Japanese keyboard, and those that other programs draw tables with.
pub const BARS: [char; 14] = ['|', '｜', '│', '┃', '├', '┼', '┤', '┌', '┬', '┐', '└', '┴', '┘', '╂'];

/// The bytes of all bars of a line that no backslash escapes, with their lengths.
pub fn bars(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    line.match_indices(BARS).filter(|(at, _)| !escaped(line, *at)).map(|(at, bar)| (at, bar.len()))
}

/// The bytes of all commas of a line that stand outside of quotes, with their lengths.
pub fn commas(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut quoted = false;
    line.char_indices().filter_map(move |(at, c)| {
        quoted ^= c == '"';
        (c == ',' && !quoted).then_some((at, 1))
    })
}

/// How many letters a cell of a CSV has at most; what is longer between two commas is running text.
const LONGEST_CELL: usize = 30;

/// How many commas part the cells of a line of a CSV; none where they may as well be those of sentences or within numbers.
fn commas_of_row(line: &str) -> usize {
    if !line.contains(',') || line.contains('。') {
        return 0;
    }
    let (mut found, mut start, mut certain, mut number) = (0, 0, false, false);
    for (at, length) in commas(line).chain([(line.len(), 0)]) {
        let (cell, after) = (line.get(start..at).unwrap_or_default(), line.get(at + length..).unwrap_or_default());
        if cell.chars().count() > LONGEST_CELL || after.starts_with(char::is_whitespace) {
            return 0;
        }
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        found += length;
        certain |= length > 0 && !(digits == 3 && cell.ends_with(|c: char| c.is_ascii_digit()));
        number |= cell.starts_with(|c: char| c.is_ascii_digit() || c == '"');
        start = at + length;
    }
    if certain && (found > 1 || number) { found } else { 0 }
}

/// How many wide blanks a line holds between its words. One behind `？` or `！` belongs to the sentence.
fn wide_blanks(line: &str) -> usize {
    let (mut found, mut width, mut before) = (0, 0, None);
    for c in line.chars() {
        match c {
            '\u{3000}' => width += 2,
            ' ' => width += 1,
            _ => {
                found += usize::from(width > 1 && !matches!(before, None | Some('？' | '！' | '?' | '!')));
                (width, before) = (0, Some(c));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_could_be_rows() {
        let bars = |dividers| Some(RowShape { divider: CellDivider::Bar, dividers });
        let blanks = |dividers| Some(RowShape { divider: CellDivider::Blank, dividers });
        let commas = |dividers| Some(RowShape { divider: CellDivider::Comma, dividers });
        for (line, expected) in [
            ("部署 | 人数", bars(1)),
            ("部署｜人数｜割合", bars(2)),
            ("甲\\|乙", None),
            ("│部署│人数│", bars(3)),
            ("├──┼──┤", bars(3)),
            ("部署　　人数　　割合", blanks(2)),
            ("6月　第1回会議", blanks(1)),
            ("行政   12人", blanks(1)),
            ("年度,回数,人数", commas(2)),
            ("令和4年度,120,345", commas(2)),
            ("令和4年度,3,\"1,234\"", commas(2)),
            ("6月,3", commas(1)),
            ("1,234人", None),
            ("協議の場を開き,部会を", None),
            ("甲, 乙, 丙", None),
            ("甲,乙,丙とした。", None),
            ("　行政", None),
            ("なぜか？　それは", None),
            ("New words here", None),
            ("", None),
        ] {
            assert_eq!(RowShape::of(line), expected, "{line}");
        }
    }
}
