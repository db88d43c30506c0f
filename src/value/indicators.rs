//! Indicators (課題解決の達成度を測る指標) with their baselines, targets and results.

use super::codes;
use std::borrow::Cow;

use crate::form::keys::{OF_INDICATORS, indicator_settings, of_indicators};
use crate::form::{Better, Counting, Field, IndicatorColumns};
use crate::record::{self, Content, Fields, Names, Node};
use crate::source::{Span, words};
use crate::text::SiteLanguage;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::{Step, leaves};
use super::{
    AnswerReader, Circumstances, FigureNote, Printed, Prose, Quantity, RowHead, Viewer, When, circumstances, number,
    prose, text,
};

/// The indicators of a field.
#[derive(Clone, Debug)]
pub struct Indicators {
    /// One row for each indicator.
    pub rows: Vec<Indicator>,
}

/// One indicator with its baseline, target and result.
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    /// The same id in other fields and years means the same indicator.
    pub id: Option<String>,
    /// The name of what is measured.
    pub name: String,
    /// Which way is better, where the sheet says it of this one.
    pub better: Option<Better>,
    /// Whether its figures are cumulative or of one year, where the sheet says so.
    pub count: Option<Counting>,
    /// The year the target is for, where the sheet says it apart from the target.
    pub due: Option<When>,
    /// Where that year stands.
    pub due_span: Span,
    /// 現状値: the value at the start of the plan.
    pub baseline: Option<IndicatorCell>,
    /// 目標値: the value to be attained.
    pub target: Option<IndicatorCell>,
    /// 実績値: the value that was attained.
    pub actual: Option<IndicatorCell>,
    /// 成果・効果: what the results brought about.
    pub effect: Option<Prose>,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// One or more quantities with their circumstances.
#[derive(Clone, Debug, Default)]
pub struct IndicatorCell {
    /// Usually one; a list where the sheet gives several: 事例検討数44人, 退院者数14人.
    pub quantities: Vec<Quantity>,
    /// Remarks on this cell.
    pub circumstances: Circumstances,
    /// Where each quantity stands in the sheet.
    pub spans: Vec<Span>,
}

const NAME: &str = "indicator";
const EFFECT: &str = "effect";

/// A column of indicators that holds figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorColumn {
    /// 現状値: where things stand when the target is set.
    Baseline,
    /// 目標値: where they are to be.
    Target,
    /// 実績値: what was reached in the end.
    Actual,
}

impl IndicatorColumn {
    /// All columns, in the order of the page.
    pub const ALL: [IndicatorColumn; 3] = [Self::Baseline, Self::Target, Self::Actual];

    /// Its name in sheets and forms.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Actual => "actual",
        }
    }
}

/// The rows of a list, or those pasted from a spreadsheet; anything else is a finding. `names` are those of the columns, `others`
/// the keys that a row may have besides.
pub fn rows_of<'n>(
    node: &'n Node,
    names: &Names<'_>,
    others: &[&str],
    reader: &mut AnswerReader<'_>,
) -> Cow<'n, [Node]> {
    if let Some(rows) = record::rows(node, names, others) {
        return rows;
    }
    let hint = match &node.content {
        Content::Text(scalar) if scalar.text.contains('\t') => {
            let heads = names.keys(others).join("」「");
            words!(
                "表計算ソフトから貼り付けるときは、1行目を項目名（「{heads}」）にし、項目の数だけ列を並べてください。",
                "Of pasted rows the first one names the columns, as many as there are: `{heads}`."
            )
        }
        Content::Map(_) | Content::Text(_) => words("各行を「- 」で始めてください。", "Begin each row with `- `."),
        _ => return Cow::Borrowed(&[]),
    };
    let message = words("ここには行を並べて書きます。", "A list of rows is expected here.");
    reader.report(&codes::ROWS, node, message, hint);
    Cow::Borrowed(&[])
}

fn read_row(row: &Node, columns: &IndicatorColumns, reader: &mut AnswerReader<'_>) -> Indicator {
    let mut fields = Fields::new(row, &mut reader.reporter);
    let id = fields.optional(&["id"]);
    let name = fields.required(&[&columns.indicator, NAME]);
    let mut cell = |id: &str| {
        let (_, head) = columns.heads().find(|(own, _)| *own == id)?;
        fields.optional(&[id, &head.label])
    };
    let [baseline, target, actual, effect] = ["baseline", "target", "actual", EFFECT].map(&mut cell);
    let [better, count, due] = indicator_settings(columns).map(|(id, word)| match word {
        Some(word) => fields.optional(&[id, word]),
        None => fields.optional(&[id]),
    });
    fields.finish();
    Indicator {
        id: id.map(|node| text::read(node, reader)),
        name: name.map_or_else(String::new, |node| text::read(node, reader)),
        better: better.and_then(|node| node.choice(&Better::CHOICES, &mut reader.reporter)),
        count: count.and_then(|node| node.choice(&Counting::CHOICES, &mut reader.reporter)),
        due: due.map(|node| When::parse(&text::read(node, reader), reader.year)),
        due_span: due.map_or(Span::default(), |node| node.span),
        baseline: baseline.map(|node| read_cell(node, reader)),
        target: target.map(|node| read_cell(node, reader)),
        actual: actual.map(|node| read_cell(node, reader)),
        effect: effect.map(|node| prose::read(node, reader)),
        span: row.span,
    }
}

fn read_cell(node: &Node, reader: &mut AnswerReader<'_>) -> IndicatorCell {
    let (circumstances, node) = circumstances::split(node, reader);
    let nodes = match &node.content {
        Content::List(items) => items.iter().collect(),
        _ => vec![node.as_ref()],
    };
    let quantities = nodes.iter().map(|node| number::read(node, None, reader)).collect();
    IndicatorCell { quantities, circumstances, spans: nodes.iter().map(|node| node.span).collect() }
}

impl FieldValue for Indicators {
    type Settings = IndicatorColumns;

    fn read(node: &Node, columns: &IndicatorColumns, _: &Field, reader: &mut AnswerReader<'_>) -> Indicators {
        let rows = rows_of(node, &of_indicators(columns), OF_INDICATORS, reader);
        let rows = rows.iter().map(|row| read_row(row, columns, reader)).collect();
        Indicators { rows }
    }

    fn node(&self, columns: &IndicatorColumns) -> Node {
        let names = of_indicators(columns);
        let keys = names.keys(OF_INDICATORS);
        let row = |row: &Indicator| {
            let columns_written = keys.iter().zip(names.ids()).filter_map(|(key, id)| {
                let node = match id {
                    NAME => Some(Node::from(&row.name)),
                    "baseline" => row.baseline.as_ref().map(IndicatorCell::node),
                    "target" => row.target.as_ref().map(IndicatorCell::node),
                    "actual" => row.actual.as_ref().map(IndicatorCell::node),
                    _ => row.effect.as_ref().map(|text| text.node(&())),
                };
                Some((key.as_str(), node?))
            });
            let beside = [
                ("better", row.better.map(|better| Node::from(better.id()))),
                ("count", row.count.map(|count| Node::from(count.id()))),
                ("due", row.due.as_ref().map(|when| when.node(&()))),
            ];
            let beside = beside.into_iter().filter_map(|(key, node)| Some((key, node?)));
            row.id.iter().map(|id| ("id", Node::from(id))).chain(columns_written).chain(beside).collect::<Node>()
        };
        self.rows.iter().map(row).collect()
    }

    fn view(&self, columns: &IndicatorColumns, viewer: &mut Viewer<'_>) -> View {
        let columns_view = View::list(columns.heads().map(|(id, head)| {
            view! { "id" => id, "label" => &head.label, "as_of" => head.as_of.clone() }
        }));
        let (anchors, language) = (std::mem::take(&mut viewer.rows), viewer.language);
        let rows = self.rows.iter().zip(anchors).map(|(row, anchor)| {
            let at = format!("{}.{anchor}", viewer.at);
            let effect = row.effect.as_ref().map(|effect| prose::view(effect, viewer));
            view! {
                "anchor" => anchor,
                "name" => &row.name,
                "baseline" => row.baseline.as_ref().map(|cell| cell.view(&format!("{at}.baseline"), language)),
                "target" => row.target.as_ref().map(|cell| cell.view(&format!("{at}.target"), language)),
                "actual" => row.actual.as_ref().map(|cell| cell.view(&format!("{at}.actual"), language)),
                "effect" => effect,
            }
        });
        let rows = View::list(rows);
        // The last column of figures: what came of a row is told there.
        let last = columns.heads().map(|(id, _)| id).filter(|id| *id != EFFECT).last();
        view! {
            "kind" => "indicators",
            "indicator" => &columns.indicator,
            "columns" => columns_view,
            "last" => last,
            "rows" => rows,
        }
    }

    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        let heads = self.rows.iter().map(|row| RowHead {
            id: row.id.as_deref(),
            own_id: row.id.is_some(),
            from: None,
            is_public: true,
            span: row.span,
        });
        Some(heads.collect())
    }

    fn row_name(&self, row: usize) -> Option<String> {
        self.rows.get(row).map(|row| row.name.clone())
    }
}

leaves!(Indicators, &'a IndicatorColumns, |Indicators { rows }, asked, walk| {
    for (row, indicator) in (0..).zip(rows) {
        let Indicator { name, due, due_span, baseline, target, actual, effect, span, .. } = indicator;
        walk.in_row(row, *span, move |walk| {
            walk.leaf(It::Name(name));
            if let Some(due) = due {
                walk.leaf_at(*due_span, It::Due(due));
            }
            let cells = [(&asked.baseline, baseline), (&asked.target, target), (&asked.actual, actual)];
            for (at, (column, (head, cell))) in (0..).zip(IndicatorColumn::ALL.into_iter().zip(cells)) {
                let Some(head) = head else { continue };
                let step = Step { at, id: column.id(), label: &head.label, group: None };
                walk.inside(step, None, |walk| match cell {
                    Some(cell) => {
                        walk.asked(head.as_of.as_deref(), column == IndicatorColumn::Target);
                        cell.walk((), walk);
                    }
                    None => walk.leaf(It::Unanswered),
                });
            }
            if let Some(head) = &asked.effect {
                let step = Step { at: 3, id: EFFECT, label: &head.label, group: None };
                walk.inside(step, None, |walk| effect.walk((), walk));
            }
        });
    }
});

leaves!(IndicatorCell, (), |IndicatorCell { quantities, circumstances, spans }, (), walk| {
    walk.circumstances(circumstances, None);
    let all = spans.len();
    for ((at, span), quantity) in (0..).zip(spans).zip(quantities) {
        walk.leaf_of((at, all), *span, It::Quantity(quantity));
    }
});

impl IndicatorCell {
    /// One quantity, or a list of several.
    fn node(&self) -> Node {
        self.circumstances.around(match self.quantities.as_slice() {
            [one] => one.node(&()),
            several => several.iter().map(|one| one.node(&())).collect(),
        })
    }

    /// Where it stands in the sheet.
    pub fn span(&self) -> Span {
        let ends = self.spans.first().zip(self.spans.last());
        ends.map_or(Span::default(), |(first, last)| first.to(*last))
    }

    /// What templates see of a cell in its table, under the head of its column.
    fn view(&self, at: &str, language: SiteLanguage) -> View {
        let paths = self.quantities.iter().zip(self.paths(at));
        view! {
            "figures" => View::list(paths.map(|(quantity, at)| Printed::headed(quantity, at))),
            "circumstances" => self.circumstances.view(language),
        }
    }

    /// Its figures where they stand without their table; what holds for all of them is told after the last. `at` is the path
    /// of the cell, `told` what travels with it.
    pub fn alone<'a>(&'a self, at: &str, note: FigureNote<'a>) -> Vec<Printed<'a>> {
        let last = self.quantities.len();
        let paths = self.quantities.iter().zip(self.paths(at)).enumerate();
        let alone = paths.map(|(index, (quantity, at))| {
            let note =
                if index + 1 == last { note.clone() } else { FigureNote { page: note.page, ..FigureNote::default() } };
            Printed::alone(quantity, at, note)
        });
        alone.collect()
    }

    /// The path of each figure: several of a cell are told apart by their numbers.
    fn paths(&self, at: &str) -> impl Iterator<Item = String> + use<> {
        let (at, several) = (at.to_owned(), self.quantities.len() > 1);
        (1..).map(move |number| if several { format!("{at}.{number}") } else { at.clone() })
    }
}
