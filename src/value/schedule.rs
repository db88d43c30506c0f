//! What happens when, in the order of the fiscal year.

use crate::form::keys::of_schedule;
use crate::form::{Field, ScheduleColumns};
use crate::record::{Fields, Node};
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::{Step, leaves};
use super::{AnswerReader, Prose, RowHead, Viewer, When, date, prose, rows};

/// A schedule as answered.
#[derive(Clone, Debug, Hash)]
pub struct Schedule {
    /// Entries in the order of the sheet.
    pub entries: Vec<ScheduleEntry>,
}

/// One row of a schedule.
#[derive(Clone, Debug, Hash)]
pub struct ScheduleEntry {
    /// The month or period for which it is planned.
    pub period: When,
    /// What takes place then; none where the cell is open.
    pub item: Option<Prose>,
    /// What there is to know about it.
    pub detail: Option<Prose>,
    /// Where it stands in the sheet.
    pub span: Span,
}

fn read_entry(row: &Node, columns: &ScheduleColumns, reader: &mut AnswerReader<'_>) -> ScheduleEntry {
    let mut fields = Fields::new(row, &mut reader.reporter);
    let period = fields.required(&[&columns.period, "period"]);
    let item = fields.optional(&["item", &columns.item]);
    let detail = fields.optional(&["detail", &columns.detail]);
    fields.finish();
    ScheduleEntry {
        period: period.map_or(When { written: String::new(), period: None }, |node| date::read(node, reader)),
        item: item.map(|node| prose::read(node, reader)),
        detail: detail.map(|node| prose::read(node, reader)),
        span: row.span,
    }
}

impl FieldValue for Schedule {
    type Settings = ScheduleColumns;

    fn read(node: &Node, columns: &ScheduleColumns, _: &Field, reader: &mut AnswerReader<'_>) -> Schedule {
        let rows = rows::rows_of(node, &of_schedule(columns), &[], reader);
        let entries = rows.iter().map(|row| read_entry(row, columns, reader)).collect();
        Schedule { entries }
    }

    fn node(&self, columns: &ScheduleColumns) -> Node {
        let keys = of_schedule(columns).keys(&[]);
        let row = |entry: &ScheduleEntry| {
            let texts = [
                Some(entry.period.node(&())),
                entry.item.as_ref().map(|text| text.node(&())),
                entry.detail.as_ref().map(|text| text.node(&())),
            ];
            keys.iter().zip(texts).filter_map(|(key, text)| Some((key, text?))).collect::<Node>()
        };
        self.entries.iter().map(row).collect()
    }

    fn view(&self, columns: &ScheduleColumns, viewer: &mut Viewer<'_>) -> View {
        let (rows, language) = (std::mem::take(&mut viewer.rows), viewer.language);
        let mut shown = |text: &Option<Prose>| text.as_ref().map(|text| prose::view(text, viewer));
        let entries = View::list(self.entries.iter().zip(rows).map(|(entry, anchor)| {
            view! { "anchor" => anchor, "period" => entry.period.view(language), "item" => shown(&entry.item), "detail" => shown(&entry.detail) }
        }));
        view! {
            "kind" => "schedule",
            "columns" => view! { "period" => &columns.period, "item" => &columns.item, "detail" => &columns.detail },
            "entries" => entries,
        }
    }

    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        let head = |span| RowHead { id: None, own_id: false, from: None, is_public: true, span };
        Some(self.entries.iter().map(|entry| head(entry.span)).collect())
    }
}

leaves!(Schedule, &'a ScheduleColumns, |Schedule { entries }, asked, walk| {
    for (row, ScheduleEntry { period, item, detail, span }) in (0..).zip(entries) {
        walk.in_row(row, *span, |walk| {
            let column = |at, id, label: &'a str| Step { at, id, label, group: None };
            walk.inside(column(0, "period", &asked.period), None, |walk| walk.leaf(It::Period(period)));
            for (step, text) in [(column(1, "item", &asked.item), item), (column(2, "detail", &asked.detail), detail)] {
                walk.inside(step, None, |walk| text.walk((), walk));
            }
        });
    }
});
