//! Marks that look like Markdown and are none: they reach the page as the characters they are.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::emphasis;
use super::near_miss_dialect::{around_words, boxes, is_order};
use super::near_miss_link::{LinkFault, NearMissLink, near, near_miss_links};
use super::parse::ParsedMarkdown;
use super::pasted;
use crate::text::escaped::escaped;
use crate::text::list_mark::{ListMark, is_private, items};
use crate::text::row_shape::{BARS, CellDivider, RowShape};

/// The Markdown that the author probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntendedMark {
    /// Lines that begin with ・ or １．: Markdown joins them into one.
    List,
    /// Rows pasted from a spreadsheet, with tabs between the cells: shown as a table, and not yet one in the file.
    PastedTable,
    /// Rows of a table without the line below its head, without bars at their ends, or with full-width bars.
    Table,
    /// Lines of a CSV, with commas between the cells.
    Csv,
    /// A link, written as `[words]（address）`, `［words］(address)` or `[words] (address)`.
    Link,
    /// An image, written as `！[words](address)`.
    Image,
    /// A link or an image with a blank in its address.
    Address,
    /// An image with a size, which only other programs read.
    Size,
    /// A link `[[name]]` of other programs.
    Wiki,
    /// An image `![[name]]` of other programs.
    Embedded,
    /// `＊＊words＊＊`, `**` without its partner, or single marks around words that stand apart.
    Emphasis,
    /// `==words==`, `:::note` and other marks of other dialects of Markdown.
    Dialect,
    /// Rows of a table after an empty line, which ends the table.
    RowsApart,
    /// A row of a table without a bar, between others.
    Row,
    /// Numbers of a list that are all the same: Markdown would count, the page shows them as written.
    Number,
    /// Words after the marks that open fenced code: they are not shown.
    Fence,
    /// Text that became code, since it is indented.
    Indent,
}

/// A mark that means nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NearMiss {
    /// What was meant by it.
    pub meant: IntendedMark,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// What to write in its place, where that is plain.
    pub write: Option<String>,
}

/// Every mark of a text that means nothing, in order.
pub(super) fn near_misses(text: &str, document: &ParsedMarkdown<'_>) -> Vec<NearMiss> {
    let mut found = Vec::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let (mut fresh, mut code) = (true, 0);
    // The end of the last table.
    let mut table = None;
    // The last number of every open list.
    let mut numbers = Vec::new();
    for (index, (event, range)) in document.pieces.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => numbers.push(""),
            Event::End(TagEnd::List(_)) => _ = numbers.pop(),
            Event::End(TagEnd::Table) => table = Some(range.end),
            _ => {}
        }
        match event {
            Event::Start(Tag::Table(columns)) if columns.len() > 1 => rows(text, document, index, &mut found),
            Event::Start(Tag::CodeBlock(kind)) => {
                code = range.end;
                fence(text, kind, range, &mut found);
                let words = text.get(range.clone()).unwrap_or_default();
                if matches!(kind, CodeBlockKind::Indented)
                    && words.chars().any(|c| ('\u{3040}'..='\u{9FFF}').contains(&c))
                {
                    push(&mut found, IntendedMark::Indent, line_at(text, range.start));
                }
            }
            Event::Start(Tag::Paragraph | Tag::Item) | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                block(text, &lines, table, &mut found);
                lines.clear();
                fresh = true;
                if matches!(event, Event::Start(Tag::Item))
                    && let Some(last) = numbers.last_mut()
                {
                    let number = document.number(index);
                    if !number.is_empty() && number == *last {
                        push(&mut found, IntendedMark::Number, line_at(text, range.start));
                    }
                    *last = number;
                }
            }
            Event::SoftBreak | Event::HardBreak => fresh = true,
            Event::Start(Tag::Link { .. }) if text.get(..range.start).is_some_and(|before| before.ends_with('！')) => {
                let write = text.get(range.clone()).map(|link| format!("!{link}"));
                let range = range.start - '！'.len_utf8()..range.end;
                found.push(NearMiss { meant: IntendedMark::Image, range, write });
            }
            Event::Text(_) if range.start >= code => {
                if fresh {
                    lines.push(line_at(text, range.start));
                }
                inline(text, range, &mut found);
                fresh = false;
            }
            _ if range.start >= code => fresh = false,
            _ => {}
        }
    }
    block(text, &lines, table, &mut found);
    for line in boxes(text) {
        push(&mut found, IntendedMark::Dialect, line);
    }
    for table in pasted::tables(text) {
        push(&mut found, IntendedMark::PastedTable, line_at(text, table.start().start));
    }
    found.sort_by_key(|near_miss| (near_miss.range.start, near_miss.range.end));
    found.dedup();
    found
}

fn push(found: &mut Vec<NearMiss>, meant: IntendedMark, range: Range<usize>) {
    found.push(NearMiss { meant, range, write: None });
}

/// From a place to the end of its line, without white space.
fn line_at(text: &str, start: usize) -> Range<usize> {
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let lead = line.len() - line.trim_start().len();
    start + lead..start + line.trim_end().len().max(lead)
}

/// Rows without a bar in a table; those at its end are no rows any more.
fn rows(text: &str, document: &ParsedMarkdown<'_>, table: usize, found: &mut Vec<NearMiss>) {
    for (event, range) in document.inside(table) {
        if matches!(event, Event::Start(Tag::TableRow))
            && text.get(range.clone()).is_some_and(|row| !row.contains(['|', '\t']))
        {
            push(found, IntendedMark::Row, line_at(text, range.start));
        }
    }
}

/// Words after the marks that open fenced code, but for the name of a language.
fn fence(text: &str, kind: &CodeBlockKind<'_>, range: &Range<usize>, found: &mut Vec<NearMiss>) {
    let is_name =
        |info: &str| info.is_ascii() && info.starts_with(|c: char| c.is_ascii_alphabetic()) && !info.contains(' ');
    if let CodeBlockKind::Fenced(info) = kind
        && info.contains(char::is_alphanumeric)
        && !is_name(info)
    {
        push(found, IntendedMark::Fence, line_at(text, range.start));
    }
}

/// Lines that Markdown joins into one, though each has a mark of its own.
fn block(text: &str, lines: &[Range<usize>], table: Option<usize>, found: &mut Vec<NearMiss>) {
    let line = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    // Drawn bars on both sides: with one alone people draw trees.
    let drawn = |range: &&Range<usize>| line(range).starts_with(BARS) && line(range).ends_with(BARS);
    let rows = |range: &&Range<usize>| line(range).starts_with(['|', '｜']) || drawn(range);
    // A row alone has bars on both sides.
    let whole = |range: &&Range<usize>| line(range).ends_with(BARS) && line(range).matches(BARS).count() > 2;
    if (lines.iter().filter(rows).count() > 1 || lines.iter().filter(rows).any(|range| whole(&range)))
        && let Some(first) = lines.iter().find(rows)
    {
        // Between a table and rows that nothing else parts from it stand empty lines.
        let gap = table.and_then(|end| text.get(end..first.start));
        let apart = gap.is_some_and(|gap| gap.trim().is_empty());
        push(found, if apart { IntendedMark::RowsApart } else { IntendedMark::Table }, first.clone());
    }
    for order in lines.iter().filter(|range| is_order(line(range))) {
        push(found, IntendedMark::Dialect, order.clone());
    }
    // Rows without bars at their ends.
    let shape = |range: &Range<usize>| RowShape::of(line(range)).filter(|shape| shape.divider == CellDivider::Bar);
    let open = lines.windows(2).find_map(|pair| match pair {
        [one, next] if !rows(&one) && shape(one).is_some() && shape(one) == shape(next) => {
            Some(one).filter(|one| line(one).contains(['|', '｜']))
        }
        _ => None,
    });
    found.extend(open.map(|first| NearMiss { meant: IntendedMark::Table, range: first.clone(), write: None }));
    // Lines of a CSV: two with two commas or more, three with one.
    let csv = |range: &Range<usize>| RowShape::of(line(range)).filter(|shape| shape.divider == CellDivider::Comma);
    let csv = lines.iter().enumerate().find_map(|(at, first)| {
        let shape = csv(first)?;
        let others = lines.iter().skip(at + 1).take_while(|next| csv(next) == Some(shape)).count();
        (others + shape.dividers > 2).then_some(first)
    });
    found.extend(csv.map(|first| NearMiss { meant: IntendedMark::Csv, range: first.clone(), write: None }));
    // A dash that does not begin a list is indented by something else than spaces.
    for dashed in lines.iter().skip(1).filter(|range| line(range).starts_with("- ")) {
        push(found, IntendedMark::List, dashed.clone());
    }
    let marks: Vec<Option<ListMark>> = lines.iter().map(|range| ListMark::of(line(range))).collect();
    let again = |mark: &ListMark| marks.iter().flatten().filter(|other| other.kind == mark.kind).count() > 1;
    // Numbers of Markdown, which it takes for words below a line of them unless they begin with 1.
    let numbers = marks.iter().flatten().filter(|mark| mark.number().is_some()).count();
    let wanted = |mark: &ListMark, item: bool| match mark.bullet() {
        Some(sign) => item && (is_private(sign) || again(mark)),
        None => mark.number().is_some() && numbers > 1,
    };
    let mut lines = lines.iter().zip(&marks).zip(items(&marks));
    if let Some(((first, _), _)) = lines.find(|((_, mark), item)| mark.as_ref().is_some_and(|mark| wanted(mark, *item)))
    {
        push(found, IntendedMark::List, first.clone());
    }
}

/// The table that was pasted at byte `start` of a text, each row as Markdown with the range it stands for.
#[must_use]
pub fn pasted_table(text: &str, start: usize) -> Vec<(Range<usize>, String)> {
    let tables = pasted::tables(text);
    let table = tables.iter().find(|table| table.start().contains(&start));
    table.map(|table| table.lines(text)).unwrap_or_default()
}

fn inline(text: &str, range: &Range<usize>, found: &mut Vec<NearMiss>) {
    let piece = text.get(range.clone()).unwrap_or_default();
    let at = |mark: char| piece.match_indices(mark).map(|(at, mark)| range.start + at..range.start + at + mark.len());
    // The parser gives two asterisks as two pieces.
    let double = |mark: &Range<usize>| text.get(mark.end..).is_some_and(|rest| rest.starts_with('*'));
    let double = at('*').filter(double).map(|mark| mark.start..mark.end + 1);
    // A row of letters is looked for with some preparation, and nearly no text has it.
    let wide = if piece.contains('＊') { piece } else { "" }.match_indices("＊＊");
    let wide = wide.map(|(at, mark)| range.start + at..range.start + at + mark.len());
    let meant = |mark: &Range<usize>| !escaped(text, mark.start) && !emphasis::is_words(text, mark);
    if let Some(mark) = double.chain(wide).find(meant) {
        let whole = emphasised(text, &mark);
        let range = whole.as_ref().map_or(mark, |(range, _)| range.clone());
        found.push(NearMiss { meant: IntendedMark::Emphasis, range, write: whole.map(|(_, write)| write) });
    }
    if let Some(mark) = at('*').chain(at('_')).find_map(|mark| single(text, mark)) {
        push(found, IntendedMark::Emphasis, mark);
    }
    found.extend(around_words(text, range).into_iter().map(|mark| NearMiss {
        meant: IntendedMark::Dialect,
        range: mark.range,
        write: mark.write,
    }));
    found.extend(near_miss_links(text, range).into_iter().map(|NearMissLink { fault, range, write }| {
        let meant = match fault {
            LinkFault::Brackets => IntendedMark::Link,
            LinkFault::Exclamation => IntendedMark::Image,
            LinkFault::Blank => IntendedMark::Address,
            LinkFault::Size => IntendedMark::Size,
            LinkFault::DoubleBrackets => IntendedMark::Wiki,
            LinkFault::Embedded => IntendedMark::Embedded,
        };
        NearMiss { meant, range, write }
    }));
}

/// The words between full-width marks, both included, and how they are written to be bold.
fn emphasised(text: &str, mark: &Range<usize>) -> Option<(Range<usize>, String)> {
    const WIDE: &str = "＊＊";
    let rest = Some(near(text, mark.end)).filter(|_| text.get(mark.clone()) == Some(WIDE))?;
    let (words, _) = rest.split_once(WIDE)?;
    let whole = !words.is_empty() && words.trim() == words && !words.contains(['*', '＊']);
    whole.then(|| (mark.start..mark.end + words.len() + WIDE.len(), format!("**{words}**")))
}

/// The words from a single mark to its partner, both included, where they stand apart from what is around them: `、*重要*、`.
/// Marks at numbers and within words are not meant to emphasise.
fn single(text: &str, mark: Range<usize>) -> Option<Range<usize>> {
    let sign = text.get(mark.clone())?;
    let before = text.get(..mark.start)?.chars().next_back();
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '*' | '_' | '\\'));
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_numeric() && !matches!(c, '*' | '_'));
    let rest = near(text, mark.end);
    // Two underscores are a mark elsewhere; two stars are one here.
    let doubled = sign == "_" && rest.starts_with('_');
    let (words, after) = rest.get(usize::from(doubled)..)?.split_once(sign)?;
    let after = if doubled { after.strip_prefix('_')? } else { after };
    let stands_apart = apart(before) && apart(after.chars().next());
    (stands_apart && word(words.chars().next()) && word(words.chars().next_back()))
        .then(|| mark.start..mark.end + (rest.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::super::inspect;
    use super::*;

    #[test]
    fn marks_that_mean_nothing_are_found() {
        let cases: &[(&str, &[(IntendedMark, &str)])] = &[
            ("- 甲\n- 乙\n\n1. 甲\n2. 乙", &[]),
            ("・甲\n・乙", &[(IntendedMark::List, "・甲")]),
            ("前文\n１．甲\n２．乙", &[(IntendedMark::List, "１．甲")]),
            ("①甲\n②乙", &[]),
            ("➢ 甲\n➢ 乙", &[(IntendedMark::List, "➢ 甲")]),
            ("★甲", &[]),
            ("\u{F0D8} 甲", &[(IntendedMark::List, "\u{F0D8} 甲")]),
            ("年\t数\nR3\t1", &[(IntendedMark::PastedTable, "年\t数")]),
            ("文\tの途中", &[]),
            ("-甲\n-乙", &[(IntendedMark::List, "-甲")]),
            ("・甲", &[]),
            ("①甲、②乙", &[]),
            ("- 甲\n\u{3000}- 乙", &[(IntendedMark::List, "- 乙")]),
            ("| a | b |\n| 1 | 2 |", &[(IntendedMark::Table, "| a | b |")]),
            ("｜a｜\n｜---｜", &[(IntendedMark::Table, "｜a｜")]),
            ("| a | b |\n|---|---|\n| 1 | 2 |", &[]),
            ("[甲]（sheet.md）へ", &[(IntendedMark::Link, "[甲]（sheet.md）")]),
            ("[甲] (sheet.md)", &[(IntendedMark::Link, "[甲] (sheet.md)")]),
            ("[甲]（以下「乙」）と[丙](c.md)", &[]),
            ("！[地図](map.png)", &[(IntendedMark::Image, "！[地図](map.png)")]),
            ("![地図](map.png)", &[]),
            ("＊＊強調＊＊", &[(IntendedMark::Emphasis, "＊＊強調＊＊")]),
            ("＊＊強調", &[(IntendedMark::Emphasis, "＊＊")]),
            ("**強調", &[(IntendedMark::Emphasis, "**")]),
            ("**強調**と`**`と\\*\\*", &[]),
            (
                "==強調==と++下線++、100m^2^",
                &[
                    (IntendedMark::Dialect, "==強調=="),
                    (IntendedMark::Dialect, "++下線++"),
                    (IntendedMark::Dialect, "^2^"),
                ],
            ),
            ("C++とC++、a == b == c、====、1+1++2", &[]),
            (":::note\n甲\n:::", &[(IntendedMark::Dialect, ":::note"), (IntendedMark::Dialect, ":::")]),
            ("> [!NOTE]\n> 甲", &[(IntendedMark::Dialect, "[!NOTE]")]),
            ("年,数,割合\nR3,1,2", &[(IntendedMark::Csv, "年,数,割合")]),
            ("年,3\nR3,1", &[]),
            ("年,3\nR3,1\nR4,2", &[(IntendedMark::Csv, "年,3")]),
            ("これは、*重要*、です", &[(IntendedMark::Emphasis, "*重要*")]),
            ("これは_重要_です。（_大切_）", &[(IntendedMark::Emphasis, "_大切_")]),
            ("これは __重要__ です。（__年__月）", &[(IntendedMark::Emphasis, "__重要__")]),
            ("経過\n2. 調査\n3. 報告", &[(IntendedMark::List, "2. 調査")]),
            ("2**3は8、**開いたまま", &[(IntendedMark::Emphasis, "**")]),
            ("患者数*1は県、病床数*2は市。3*4*5=60人、単価*数量*月数、令和__年__月", &[]),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", &[(IntendedMark::RowsApart, "| 3 | 4 |")]),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n続き\n| 3 | 4 |", &[(IntendedMark::Row, "続き")]),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n※ 注", &[]),
            ("1. 甲\n1. 乙\n2. 丙\n\n文\n\n1. 丁", &[(IntendedMark::Number, "1. 乙")]),
            ("```メモ\n甲\n```\n\n```yaml\n甲\n```", &[(IntendedMark::Fence, "```メモ")]),
            ("    甲乙", &[(IntendedMark::Indent, "甲乙")]),
            ("    let x = 1;\n\n```\n・甲\n・乙\n```", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<(IntendedMark, &str)> =
                inspect(text).near_misses.into_iter().map(|miss| (miss.meant, &text[miss.range])).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
