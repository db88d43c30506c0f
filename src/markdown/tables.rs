//! What stands in or below a table and is no cell of it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::SpannedEvent;

/// Lines without a bar right below a table are paragraphs, such as `※ 延べ人数`; CommonMark makes rows of them. In a table of one
/// column they stay rows, since there a bar is not needed.
pub(super) fn without_notes<'a>(text: &str, pieces: Vec<SpannedEvent<'a>>) -> Vec<SpannedEvent<'a>> {
    if !text.contains('|') {
        return pieces;
    }
    let mut kept = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        let wide = matches!(&piece.0, Event::Start(Tag::Table(columns)) if columns.len() > 1);
        kept.push(piece);
        if wide {
            let table = pieces.by_ref();
            let mut inside: Vec<SpannedEvent<'a>> = Vec::new();
            let mut end = None;
            for piece in table {
                if matches!(piece.0, Event::End(TagEnd::Table)) {
                    end = Some(piece);
                    break;
                }
                inside.push(piece);
            }
            let notes = first_note(text, &inside).map_or_else(Vec::new, |first| inside.split_off(first));
            kept.append(&mut inside);
            kept.extend(end);
            kept.extend(paragraph(notes));
        }
    }
    kept
}

/// The piece that starts the first of the rows without a bar at the end of a table.
fn first_note(text: &str, table: &[SpannedEvent<'_>]) -> Option<usize> {
    let rows = table.iter().enumerate().filter(|(_, (event, _))| matches!(event, Event::Start(Tag::TableRow)));
    let barless = |range: &Range<usize>| text.get(range.clone()).is_some_and(|row| !row.contains('|'));
    rows.rev().take_while(|(_, (_, range))| barless(range)).last().map(|(index, _)| index)
}

/// Rows as the lines of one paragraph.
fn paragraph(rows: Vec<SpannedEvent<'_>>) -> Vec<SpannedEvent<'_>> {
    let Some(range) = rows.first().zip(rows.last()).map(|((_, first), (_, last))| first.start..last.end) else {
        return rows;
    };
    let mut pieces = vec![(Event::Start(Tag::Paragraph), range.clone())];
    for (event, row) in rows {
        match event {
            Event::Start(Tag::TableRow) if pieces.len() > 1 => pieces.push((Event::SoftBreak, row.start..row.start)),
            Event::Start(Tag::TableRow | Tag::TableCell) | Event::End(TagEnd::TableRow | TagEnd::TableCell) => {}
            event => pieces.push((event, row)),
        }
    }
    pieces.push((Event::End(TagEnd::Paragraph), range));
    pieces
}

/// What a row says beyond the cells of the head; nobody sees it. `row` are the pieces of the row from its start on.
pub(super) fn surplus(text: &str, row: &[SpannedEvent<'_>]) -> Option<Range<usize>> {
    let (_, range) = row.first()?;
    let cells = row.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::TableRow)));
    let (_, last) = cells.filter(|(event, _)| matches!(event, Event::End(TagEnd::TableCell))).last()?;
    let beyond = text.get(last.end..range.end)?;
    let blank = |c: char| c.is_whitespace() || c == '|';
    let start = last.end + (beyond.len() - beyond.trim_start_matches(blank).len());
    let end = last.end + beyond.trim_end_matches(blank).len();
    (start < end).then_some(start..end)
}
