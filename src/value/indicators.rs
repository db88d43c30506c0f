//! Indicators (課題解決の達成度を測る指標) with their baselines, targets and results.

mod read;
mod template;

use std::sync::LazyLock;

use crate::form::keys::{OF_INDICATORS, of_indicators};
use crate::form::{Better, Counting, Field, HeadTime, IndicatorColumns, IndicatorHead, MatrixHead};
use crate::record::Node;
use crate::source::Span;
use crate::text::SiteLanguage;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::table::TableCell;
use super::{AnswerReader, Circumstances, FigureNote, Meaning, Printed, Prose, Quantity, RowHead, Viewer, When};

/// The indicators of a field.
#[derive(Clone, Debug, Hash)]
pub struct Indicators {
    /// The fiscal year of the sheet.
    pub year: i32,
    /// The years of targets, the oldest first; empty where there is one target.
    pub target_years: Vec<MatrixHead>,
    /// The years of results; empty where there is one result.
    pub actual_years: Vec<MatrixHead>,
    /// One row for each indicator.
    pub rows: Vec<Indicator>,
}

/// One indicator with its baseline, target and result.
#[derive(Clone, Debug, Default, Hash)]
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
    /// 目標値: the value to be attained. Of several years, that by which the indicator is judged.
    pub target: Option<IndicatorCell>,
    /// 実績値: the value that was attained. Of several years, that of the year of the sheet.
    pub actual: Option<IndicatorCell>,
    /// The targets of the other years, the oldest first.
    pub other_targets: Vec<IndicatorCell>,
    /// The results of the other years, the oldest first.
    pub other_actuals: Vec<IndicatorCell>,
    /// 成果・効果: what the results brought about.
    pub effect: Option<Prose>,
    /// What it says in the columns besides these.
    pub others: Vec<TableCell>,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// One or more quantities with their circumstances.
#[derive(Clone, Debug, Default, Hash)]
pub struct IndicatorCell {
    /// Usually one; a list where the sheet gives several: 事例検討数44人, 退院者数14人.
    pub quantities: Vec<Quantity>,
    /// Remarks on this cell.
    pub circumstances: Circumstances,
    /// Where each quantity stands in the sheet.
    pub spans: Vec<Span>,
    /// The year of a series that it is of.
    pub time: Option<HeadTime>,
}

/// Stands for the figures of a cell that has several.
static SEVERAL: LazyLock<Quantity> =
    LazyLock::new(|| Quantity {
        written: "複数の数".to_owned(), meaning: Meaning::Words, ..Quantity::unanswered()
    });

const NAME: &str = "indicator";
const EFFECT: &str = "effect";
/// The column whose words are the unit of the figures beside it.
const UNIT: &str = "unit";

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

impl FieldValue for Indicators {
    type Settings = IndicatorColumns;

    fn read(node: &Node, columns: &IndicatorColumns, field: &Field, reader: &mut AnswerReader<'_>) -> Indicators {
        read::read(node, columns, field, reader)
    }

    fn node(&self, columns: &IndicatorColumns) -> Node {
        let names = of_indicators(columns);
        let keys = names.keys(OF_INDICATORS);
        let row = |row: &Indicator| {
            let columns_written = keys.iter().zip(names.ids()).filter_map(|(key, id)| {
                let node = match id {
                    NAME => Some(Node::from(&row.name)),
                    "baseline" => row.baseline.as_ref().map(IndicatorCell::node),
                    "target" => Self::cells_node(row.targets()),
                    "actual" => Self::cells_node(row.actuals()),
                    EFFECT => row.effect.as_ref().map(|text| text.node(&())),
                    _ => {
                        let mut others = columns.others.iter().zip(&row.others);
                        others.find(|(column, _)| column.field.id == id).and_then(|(column, cell)| cell.node(column))
                    }
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
        template::view(self, columns, viewer)
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

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let (row, column, year) = self.row_and_column(part?)?;
        let judged = match column {
            IndicatorColumn::Baseline => row.baseline.as_ref(),
            IndicatorColumn::Target => row.target.as_ref(),
            IndicatorColumn::Actual => row.actual.as_ref(),
        };
        let of_year = |year: &str| row.cells_of(column.id()).into_iter().find(|cell| is_of(cell, year));
        Some(row.figure(column, year.map_or(judged, of_year)?))
    }

    fn figures_by_year(&self, part: Option<&str>) -> Vec<(i32, FigureOf<'_>)> {
        let Some((row, column, None)) = part.and_then(|part| self.row_and_column(part)) else { return Vec::new() };
        let cells = row.cells_of(column.id()).into_iter();
        cells.filter_map(|cell| Some((cell.year()?, row.figure(column, cell)))).collect()
    }
}

fn is_of(cell: &IndicatorCell, year: &str) -> bool {
    cell.time.is_some_and(|time| time.id() == year)
}

impl Indicators {
    /// The indicator, the column and the year that a path inside the field names: `movers.actual`, `movers.actual.y2024`.
    fn row_and_column<'p>(&self, path: &'p str) -> Option<(&Indicator, IndicatorColumn, Option<&'p str>)> {
        self.rows.iter().find_map(|row| {
            let rest = path.strip_prefix(row.id.as_deref()?)?.strip_prefix('.')?;
            let (id, year) = rest.split_once('.').map_or((rest, None), |(id, year)| (id, Some(year)));
            Some((row, IndicatorColumn::ALL.into_iter().find(|column| column.id() == id)?, year))
        })
    }

    /// The years of a column, the oldest first; none where it is no series.
    #[must_use]
    pub fn years_of(&self, column: IndicatorColumn) -> &[MatrixHead] {
        match column {
            IndicatorColumn::Target => &self.target_years,
            IndicatorColumn::Actual => &self.actual_years,
            IndicatorColumn::Baseline => &[],
        }
    }

    /// The same of the column with that id.
    fn years_at(&self, id: &str) -> &[MatrixHead] {
        let column = IndicatorColumn::ALL.into_iter().find(|column| column.id() == id);
        column.map_or(&[], |column| self.years_of(column))
    }

    /// The cell of a column, or a map of those of its years; nothing where none is answered.
    fn cells_node<'c>(cells: impl Iterator<Item = &'c IndicatorCell>) -> Option<Node> {
        let mut years: Vec<(String, Node)> = Vec::new();
        for cell in cells {
            let Some(time) = cell.time else { return Some(cell.node()) };
            if !cell.is_unanswered() {
                years.push((time.label(), cell.node()));
            }
        }
        (!years.is_empty()).then(|| years.into_iter().collect())
    }
}

leaves!(Indicators, &'a IndicatorColumns, |Indicators { year, target_years, actual_years, rows }, asked, walk| {
    let this_year = *year;
    let (target_years, actual_years): (&'a [MatrixHead], &'a [MatrixHead]) = (target_years, actual_years);
    let heads: Vec<IndicatorHead<'a>> = asked.heads().collect();
    for (row, indicator) in (0..).zip(rows) {
        let Indicator {
            name,
            due,
            due_span,
            baseline,
            target,
            actual,
            other_targets,
            other_actuals,
            effect,
            others,
            span,
            ..
        } = indicator;
        let heads = &heads;
        walk.in_row(row, *span, move |walk| {
            walk.leaf(It::Name(name));
            if let Some(due) = due {
                walk.leaf_at(*due_span, It::Due(due));
            }
            let mut targets = Vec::from_iter(other_targets);
            targets.extend(target);
            targets.sort_by_key(|cell| cell.time);
            let mut actuals = Vec::from_iter(other_actuals);
            actuals.extend(actual);
            actuals.sort_by_key(|cell| cell.time);
            let mut figures = [
                ("baseline", Vec::from_iter(baseline), &[][..]),
                ("target", targets, target_years),
                ("actual", actuals, actual_years),
            ];
            let mut effect = Some(effect);
            let mut others: Vec<_> = asked.others.iter().zip(others).map(Some).collect();
            for (at, head) in (0..).zip(heads) {
                let step = Step { at, id: head.id, label: head.label, group: None };
                let of_figures = figures.iter_mut().find(|(id, ..)| *id == head.id);
                let cells = of_figures.map(|(id, cells, years)| (*id, std::mem::take(cells), *years));
                walk.inside(step, None, |walk| match cells {
                    Some((id, cells, [])) => {
                        let mut cells = cells.into_iter();
                        if let Some(cell) = cells.next() {
                            walk.asked(head.as_of, id == IndicatorColumn::Target.id());
                            cell.walk((), walk);
                        } else {
                            walk.leaf(It::Unanswered);
                        }
                    }
                    Some((id, cells, years)) => {
                        let is_target = id == IndicatorColumn::Target.id();
                        for (at, (year, cell)) in (0..).zip(years.iter().zip(cells)) {
                            // Nobody is asked for results of years to come.
                            if !is_target && cell.is_later_than(this_year) {
                                continue;
                            }
                            let step = Step { at, id: &year.id, label: &year.label, group: None };
                            walk.inside(step, None, |walk| {
                                walk.asked(year.as_of.as_deref(), is_target);
                                cell.walk((), walk);
                            });
                        }
                    }
                    None if head.id == EFFECT => {
                        if let Some(effect) = effect.take() {
                            effect.walk((), walk);
                        }
                    }
                    None => {
                        let own = others
                            .iter_mut()
                            .find(|own| own.as_ref().is_some_and(|(column, _)| column.field.id == head.id));
                        if let Some((column, cell)) = own.and_then(Option::take) {
                            cell.walk(column, walk);
                        }
                    }
                });
            }
        });
    }
});

leaves!(IndicatorCell, (), |IndicatorCell { quantities, circumstances, spans, .. }, (), walk| {
    walk.circumstances(circumstances, None);
    let all = spans.len();
    for ((at, span), quantity) in (0..).zip(spans).zip(quantities) {
        walk.leaf_of((at, all), *span, It::Quantity(quantity));
    }
});

impl Indicator {
    fn figure<'c>(&'c self, column: IndicatorColumn, cell: &'c IndicatorCell) -> FigureOf<'c> {
        // Several figures are no single one.
        let quantity = match cell.quantities.as_slice() {
            [one] => one,
            _ => &SEVERAL,
        };
        let part = self.id.as_deref().map(|id| (id, self.name.as_str()));
        FigureOf {
            column: Some((column.id(), column.id())),
            time: cell.time,
            circumstances: Some(&cell.circumstances).filter(|own| own.given().is_some()),
            ..FigureOf::new(part, quantity)
        }
    }

    /// All its targets, the oldest first.
    pub fn targets(&self) -> impl Iterator<Item = &IndicatorCell> {
        by_years(self.target.as_ref(), &self.other_targets)
    }

    /// All its results, the oldest first.
    pub fn actuals(&self) -> impl Iterator<Item = &IndicatorCell> {
        by_years(self.actual.as_ref(), &self.other_actuals)
    }

    /// The cells of all its figures, in the order of their columns.
    pub fn cells(&self) -> impl Iterator<Item = &IndicatorCell> {
        self.baseline.iter().chain(self.targets()).chain(self.actuals())
    }

    /// The cell of a column; of a series that of a year.
    #[must_use]
    pub fn cell(&self, column: IndicatorColumn, time: Option<HeadTime>) -> Option<&IndicatorCell> {
        self.cells_of(column.id()).into_iter().find(|cell| cell.time == time)
    }

    fn cells_of(&self, column: &str) -> Vec<&IndicatorCell> {
        match column {
            "baseline" => self.baseline.iter().collect(),
            "target" => self.targets().collect(),
            _ => self.actuals().collect(),
        }
    }
}

fn by_years<'c>(
    judged: Option<&'c IndicatorCell>,
    others: &'c [IndicatorCell],
) -> impl Iterator<Item = &'c IndicatorCell> {
    let mut all: Vec<&IndicatorCell> = others.iter().chain(judged).collect();
    all.sort_by_key(|cell| cell.time);
    all.into_iter()
}

impl IndicatorCell {
    /// The year of a series that it is of.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.time.and_then(HeadTime::year)
    }

    /// Whether the sheet says nothing in it.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.quantities.iter().all(Quantity::is_unanswered)
    }

    /// Whether it is of a year after this one, and nothing is said in it.
    #[must_use]
    pub fn is_later_than(&self, year: i32) -> bool {
        self.year().is_some_and(|own| own > year) && self.is_unanswered()
    }

    /// The path of it in the column of this path: with its year, where that is a series.
    #[must_use]
    pub fn path(&self, column: &str) -> String {
        self.time.map_or_else(|| column.to_owned(), |time| format!("{column}.{}", time.id()))
    }

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
