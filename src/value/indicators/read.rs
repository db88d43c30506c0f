//! Reads indicators: rows, or what was pasted, with the years of a series in one column or beside each other.

use std::borrow::Cow;

use crate::form::keys::{OF_INDICATORS, indicator_settings, of_indicators};
use crate::form::matrix::heads_of_year;
use crate::form::{Better, ColumnHead, Counting, Field, IndicatorColumns, IndicatorHead, MatrixHead};
use crate::record::{Content, Entry, Fields, Node};
use crate::source::{Finding, Span, words};
use crate::text::fold;
use crate::value::{Absence, AnswerReader, Quantity, When, circumstances, codes, number, prose, rows, table, text};

use super::{EFFECT, Indicator, IndicatorCell, Indicators, NAME, UNIT};

/// Reads the indicators of a field, as a list of rows or pasted under heads.
pub(super) fn read(
    node: &Node,
    columns: &IndicatorColumns,
    field: &Field,
    reader: &mut AnswerReader<'_>,
) -> Indicators {
    let mut indicators = Indicators {
        year: reader.year,
        target_years: years("target", columns.target.as_ref(), reader.year),
        actual_years: years("actual", columns.actual.as_ref(), reader.year),
        rows: Vec::new(),
    };
    // Heads that a spreadsheet has for the years of a series.
    let pasted = node.scalar().map_or("", |scalar| scalar.text.trim_start().lines().next().unwrap_or_default());
    let heads = pasted.split(['\t', '|', ',']).map(|head| head.trim().trim_matches('"'));
    let of_years = heads.filter(|head| indicators.year_named(head, columns).is_some());
    let others: Vec<&str> = OF_INDICATORS.iter().copied().chain(of_years).collect();
    let rows = rows::rows_of(node, &of_indicators(columns), &others, reader);
    indicators.rows = rows.iter().map(|row| indicators.read_row(row, columns, field.unit.as_deref(), reader)).collect();
    indicators
}

/// The unit that a row gives in the column `unit`, or that of the field; none where the row says that there is none.
fn unit_of_row<'n>(
    columns: &IndicatorColumns,
    others: &[Option<&'n Node>],
    of_field: Option<&'n str>,
) -> Option<&'n str> {
    let mut cells = columns.others.iter().zip(others);
    let own = cells.find(|(column, _)| column.field.id == UNIT).and_then(|(_, node)| *node);
    if own.is_some_and(|node| Absence::node(node).is_some()) {
        return None;
    }
    let said = own.and_then(Node::scalar).map(|scalar| scalar.text.trim());
    said.filter(|said| !said.is_empty()).or(of_field)
}

/// The heads of the years of a series; none of a column that is no series.
fn years(id: &str, head: Option<&ColumnHead>, year: i32) -> Vec<MatrixHead> {
    let series = head.and_then(|head| Some(MatrixHead::of_series(id, &head.label, head.years.clone()?)));
    heads_of_year(series.as_slice(), year)
}

impl Indicators {
    /// `unit` is that of the field.
    fn read_row(
        &self,
        row: &Node,
        columns: &IndicatorColumns,
        unit: Option<&str>,
        reader: &mut AnswerReader<'_>,
    ) -> Indicator {
        let row = self.with_series(row, columns);
        let mut fields = Fields::new(&row, &mut reader.reporter);
        let id = fields.optional(&["id"]);
        let name = fields.required(&[&columns.indicator, NAME]);
        let mut cell = |id: &str| {
            let head = columns.heads().find(|head| head.id == id)?;
            fields.optional(&[id, head.label])
        };
        let [baseline, target, actual, effect] = ["baseline", "target", "actual", EFFECT].map(&mut cell);
        let others: Vec<Option<&Node>> = columns.others.iter().map(|column| cell(&column.field.id)).collect();
        let [better, count, due] = indicator_settings(columns).map(|(id, word)| match word {
            Some(word) => fields.optional(&[id, word]),
            None => fields.optional(&[id]),
        });
        fields.finish();
        let unit = unit_of_row(columns, &others, unit);
        let mut indicator = Indicator {
            id: id.map(|node| text::read(node, reader)),
            name: name.map_or_else(String::new, |node| text::read(node, reader)),
            better: better.and_then(|node| node.choice(&Better::CHOICES, &mut reader.reporter)),
            count: count.and_then(|node| node.choice(&Counting::CHOICES, &mut reader.reporter)),
            due: due.map(|node| When::parse(&text::read(node, reader), reader.year)),
            due_span: due.map_or(Span::default(), |node| node.span),
            baseline: baseline.map(|node| read_cell(node, unit, reader)),
            effect: effect.map(|node| prose::read(node, reader)),
            span: row.span,
            ..Indicator::default()
        };
        if self.target_years.is_empty() {
            indicator.target = target.map(|node| read_cell(node, unit, reader));
        } else {
            indicator.other_targets =
                self.read_series(target, &self.target_years, (&row, columns.target.as_ref(), unit), reader);
            let at = self.judged_target(&indicator);
            indicator.target = Some(indicator.other_targets.remove(at));
        }
        if self.actual_years.is_empty() {
            indicator.actual = actual.map(|node| read_cell(node, unit, reader));
        } else {
            indicator.other_actuals =
                self.read_series(actual, &self.actual_years, (&row, columns.actual.as_ref(), unit), reader);
            let is_past = |cell: &IndicatorCell| cell.year().is_some_and(|year| year <= self.year);
            let at = indicator.other_actuals.iter().rposition(is_past).unwrap_or(0);
            indicator.actual = Some(indicator.other_actuals.remove(at));
        }
        let others = columns.others.iter().zip(others);
        indicator.others = others.map(|(column, node)| table::read_cell(node, column, reader)).collect();
        indicator
    }

    /// Which of its targets an indicator is judged by: that of the year that the row names, else the next from the year of the sheet
    /// on, else the last.
    fn judged_target(&self, indicator: &Indicator) -> usize {
        let all = &indicator.other_targets;
        let due = indicator.due.as_ref().and_then(|due| due.period).map(|period| period.end.fiscal_year());
        let answered = |cell: &&IndicatorCell| !cell.is_unanswered();
        let from = |cell: &IndicatorCell| cell.year().is_some_and(|year| year >= self.year);
        let of_due = due.and_then(|due| all.iter().position(|cell| cell.year() == Some(due)));
        let next = || all.iter().position(|cell| answered(&cell) && from(cell));
        let last = || all.iter().rposition(|cell| answered(&cell));
        of_due.or_else(next).or_else(last).or_else(|| all.iter().position(from)).unwrap_or(0)
    }

    /// A row in which the years of a series that stand beside each other (R2実績値, 実績値／R2) are one map under the
    /// word for their column.
    fn with_series<'n>(&self, row: &'n Node, columns: &IndicatorColumns) -> Cow<'n, Node> {
        let Content::Map(entries) = &row.content else { return Cow::Borrowed(row) };
        let found = |entry: &Entry| self.year_named(&entry.key, columns);
        if entries.iter().all(|entry| found(entry).is_none()) {
            return Cow::Borrowed(row);
        }
        let mut gathered: Vec<Entry> = Vec::new();
        for entry in entries {
            let Some((label, time)) = found(entry) else {
                gathered.push(entry.clone());
                continue;
            };
            let of_year = Entry { key: time, ..entry.clone() };
            let known = gathered.iter_mut().find(|known| fold(&known.key) == fold(label));
            if let Some(Content::Map(years)) = known.map(|known| &mut known.value.content) {
                years.push(of_year);
            } else {
                let value = Node { span: entry.value.span, content: Content::Map(vec![of_year]) };
                gathered.push(Entry { key: label.to_owned(), key_span: entry.key_span, value });
            }
        }
        Cow::Owned(Node { span: row.span, content: Content::Map(gathered) })
    }

    /// The column of a series and the year in it that a key names: 令和2年度実績, 実績値（R2）.
    fn year_named<'c>(&self, key: &str, columns: &'c IndicatorColumns) -> Option<(&'c str, String)> {
        let key = fold(key);
        let is_column = |head: IndicatorHead<'_>| fold(head.label) == key || head.id == key;
        if columns.heads().any(is_column) {
            return None;
        }
        let series = [(&columns.target, &self.target_years), (&columns.actual, &self.actual_years)];
        series.into_iter().find_map(|(head, years)| {
            let label = head.as_ref().filter(|_| !years.is_empty())?.label.as_str();
            let word = fold(label);
            let (before, after) = key.split_once(word.strip_suffix('値').unwrap_or(&word))?;
            let rest = format!("{before}{}", after.strip_prefix('値').unwrap_or(after));
            let rest = rest.trim_matches(|c: char| c.is_whitespace() || "()/・:の_-".contains(c));
            let year = years.iter().find(|year| year.is_time(rest))?;
            Some((label, year.label.clone()))
        })
    }

    /// The cells of a series, one for each of its years, whatever the sheet says of them.
    fn read_series(
        &self,
        node: Option<&Node>,
        years: &[MatrixHead],
        (row, head, unit): (&Node, Option<&ColumnHead>, Option<&str>),
        reader: &mut AnswerReader<'_>,
    ) -> Vec<IndicatorCell> {
        let blank = |year: &MatrixHead| IndicatorCell {
            quantities: vec![Quantity::unanswered()],
            spans: vec![row.span],
            time: year.time,
            ..IndicatorCell::default()
        };
        let mut cells: Vec<IndicatorCell> = years.iter().map(blank).collect();
        let (Some(node), Some(head)) = (node, head) else { return cells };
        if let Some(reason) = Absence::node(node) {
            for cell in &mut cells {
                *cell = IndicatorCell { time: cell.time, ..read_cell(reason, unit, reader) };
            }
            return cells;
        }
        let labels: Vec<&str> = years.iter().map(|year| year.label.as_str()).collect();
        let Content::Map(entries) = &node.content else {
            if !matches!(node.content, Content::Blank | Content::Broken) {
                not_by_years(&head.label, &labels, node, reader);
            }
            return cells;
        };
        let mut known: Vec<(usize, Span)> = Vec::new();
        for entry in entries {
            let at = years.iter().position(|year| year.id == entry.key || year.is_time(&entry.key));
            let Some(at) = at else {
                no_year(&entry.key, &labels, entry.key_span, reader);
                continue;
            };
            if let Some((_, first)) = known.iter().find(|(own, _)| *own == at) {
                twice(&entry.key, entry.key_span, *first, reader);
                continue;
            }
            known.push((at, entry.key_span));
            // A year to come is left blank.
            let is_later = years.get(at).and_then(|year| year.time?.year()).is_some_and(|year| year > self.year);
            if let Some(cell) =
                cells.get_mut(at).filter(|_| !(is_later && matches!(entry.value.content, Content::Blank)))
            {
                *cell = IndicatorCell { time: cell.time, ..read_cell(&entry.value, unit, reader) };
            }
        }
        cells
    }
}

fn not_by_years(label: &str, years: &[&str], node: &Node, reader: &mut AnswerReader<'_>) {
    let message = words!("「{label}」は、年度ごとに書きます。", "`{label}` is answered year by year.");
    let some: Vec<String> = years.iter().rev().take(2).rev().map(|year| format!("{year}: 数")).collect();
    let hint = words(
        format!("「{label}: {{ {} }}」のように書いてください。", some.join(", ")),
        format!("Write it as in `{label}: {{ {} }}`.", some.join(", ")),
    );
    reader.report(&codes::INDICATOR_YEAR, node, message, hint);
}

fn no_year(key: &str, years: &[&str], span: Span, reader: &mut AnswerReader<'_>) {
    let message = words!("「{key}」は、この欄の年度ではありません。", "`{key}` is no year of this column.");
    let hint = words(format!("書けるのは {} です。", years.join("、")), format!("Write one of {}.", years.join(", ")));
    reader.reporter.report(&codes::INDICATOR_YEAR, span, message, hint);
}

fn twice(key: &str, span: Span, first: Span, reader: &mut AnswerReader<'_>) {
    let message = words!("「{key}」の数が二度あります。", "There are two figures of `{key}`.");
    let hint = words("どちらかを消してください。", "Delete one of them.");
    let source = &reader.reporter.source;
    let finding = Finding::new(&codes::INDICATOR_YEAR, source.position(span), message).hint(hint);
    let finding = finding.related(source.position(first), words("もう一つ", "the other one"));
    reader.reporter.findings.push(finding);
}

fn read_cell(node: &Node, unit: Option<&str>, reader: &mut AnswerReader<'_>) -> IndicatorCell {
    let (circumstances, node) = circumstances::split(node, reader);
    let nodes = match &node.content {
        Content::List(items) => items.iter().collect(),
        _ => vec![node.as_ref()],
    };
    let quantities = nodes.iter().map(|node| number::read(node, unit, reader)).collect();
    IndicatorCell { quantities, circumstances, spans: nodes.iter().map(|node| node.span).collect(), time: None }
}
