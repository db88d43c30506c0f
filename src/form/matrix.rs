//! The heads of a matrix: rows and columns of numbers. Some are years or months that follow the year of the sheet, and some
//! are computed of others.

use crate::record::{Content, Entry, Fields, Node};
use crate::source::{Reporter, Span, words};
use crate::text::{SiteLanguage, era, fold};

use super::codes;

/// The shape of a `matrix` field.
#[derive(Clone, Debug)]
pub struct MatrixSettings {
    /// What the rows are: 部門.
    pub row: Option<String>,
    /// The heads of the rows as the form has them; years and months stand for themselves once their sheet is known.
    pub rows: Vec<MatrixHead>,
    /// The heads of the columns.
    pub columns: Vec<MatrixHead>,
    /// The chart that the form chooses; otherwise it follows from the heads.
    pub chart: Option<MatrixChart>,
    /// The rows of what is needed (量の見込み), by their ids.
    pub need: Vec<String>,
    /// The rows of what is supplied (確保方策).
    pub supply: Vec<String>,
}

/// The head of a row or a column, or in a form of several in succession.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MatrixHead {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Head over consecutive heads.
    pub group: Option<String>,
    /// The unit of its numbers, where that is not the field's.
    pub unit: Option<String>,
    /// The time its numbers are of, in the form's words.
    pub as_of: Option<String>,
    /// How its numbers follow from others.
    pub computed: Option<Computation>,
    /// Of a form only: the years or months that it stands for.
    pub series: Option<HeadSeries>,
    /// The year or month that it is.
    pub time: Option<HeadTime>,
    /// The id of the series that it is one of.
    pub member_of: Option<String>,
}

/// Years or months in succession.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HeadSeries {
    /// So many years up to that of the sheet; calendar years where the flag is set.
    Last(i32, bool),
    /// From one year to another, both included; calendar years where the flag is set.
    Years(i32, i32, bool),
    /// Months by their numbers; of the calendar year where the flag is set.
    Months(Vec<i8>, bool),
}

impl HeadSeries {
    /// Whether a key of a sheet may name one of its heads.
    #[must_use]
    pub fn may_have(&self, key: &str) -> bool {
        match self {
            HeadSeries::Last(..) | HeadSeries::Years(..) => year_of(key).is_some(),
            HeadSeries::Months(months, _) => month_of(key).is_some_and(|month| months.contains(&month)),
        }
    }

    /// The years that it stands for on the sheet of a fiscal year, the oldest first; none where it is of months.
    #[must_use]
    pub fn years(&self, year: i32) -> Vec<HeadTime> {
        let (first, last, calendar) = match self {
            HeadSeries::Last(count, calendar) => (year.saturating_sub(count.saturating_sub(1)), year, *calendar),
            HeadSeries::Years(first, last, calendar) => (*first, *last, *calendar),
            HeadSeries::Months(..) => return Vec::new(),
        };
        (first..=last).map(if calendar { HeadTime::Year } else { HeadTime::FiscalYear }).collect()
    }
}

/// The time of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadTime {
    /// A fiscal year, from April to March.
    FiscalYear(i32),
    /// A calendar year, from January to December.
    Year(i32),
    /// A month, from 1 to 12.
    Month(i8),
    /// A month of a calendar year, where months of several sheets stand beside each other.
    MonthOf(i32, i8),
}

impl HeadTime {
    /// The year that it is, where it is one.
    #[must_use]
    pub const fn year(self) -> Option<i32> {
        match self {
            HeadTime::FiscalYear(year) | HeadTime::Year(year) => Some(year),
            HeadTime::Month(_) | HeadTime::MonthOf(..) => None,
        }
    }

    /// Its id among the heads of a series.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            HeadTime::FiscalYear(year) | HeadTime::Year(year) => format!("y{year}"),
            HeadTime::Month(month) => format!("m{month}"),
            HeadTime::MonthOf(year, month) => format!("y{year}m{month}"),
        }
    }

    /// What a Japanese form calls it.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            HeadTime::FiscalYear(year) => era::fiscal_year(year),
            HeadTime::Year(year) => era::wareki_year(year),
            HeadTime::Month(month) => format!("{month}月"),
            HeadTime::MonthOf(year, month) => format!("{}{month}月", era::wareki_year(year)),
        }
    }

    /// What a page in this language calls it.
    #[must_use]
    pub fn label_in(self, language: SiteLanguage) -> String {
        match self {
            HeadTime::FiscalYear(year) => language.fiscal_year(year),
            HeadTime::Year(year) if language != SiteLanguage::Japanese => year.to_string(),
            HeadTime::Month(month) => language.month(month),
            HeadTime::MonthOf(year, month) if language != SiteLanguage::Japanese => {
                format!("{} {year}", language.month(month))
            }
            HeadTime::Year(_) | HeadTime::MonthOf(..) => self.label(),
        }
    }

    /// Whether a text names it, in whatever spelling: R3, 令和3（2021）年度, ４月.
    #[must_use]
    pub fn is_named(self, written: &str) -> bool {
        match self {
            HeadTime::FiscalYear(year) | HeadTime::Year(year) => year_of(written) == Some(year),
            HeadTime::Month(month) => month_of(written) == Some(month),
            // No sheet has heads of its own for it.
            HeadTime::MonthOf(..) => false,
        }
    }
}

/// How numbers follow from others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Computation {
    /// What is computed of the operands.
    pub operation: Operation,
    /// The heads that are added up, or the one head that something is subtracted from or compared.
    pub of: Vec<String>,
    /// The head that is subtracted, or with which it is compared: of rows or of columns, or `previous`.
    pub to: String,
    /// Digits after the point of a share or a change.
    pub decimals: u8,
}

/// An operation on numbers of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The sum of some.
    Sum,
    /// The first operand less the second.
    Difference,
    /// One in percent of another.
    Share,
    /// How much one is above another, in percent of that.
    Change,
}

impl Operation {
    /// Whether the result is a percentage.
    #[must_use]
    pub const fn is_ratio(self) -> bool {
        matches!(self, Operation::Share | Operation::Change)
    }
}

/// A chart that a form chooses for a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatrixChart {
    /// A line for each row.
    Line,
    /// A bar for each column, of its rows.
    Stacked,
    /// Bars to both sides, of two columns.
    Pyramid,
    /// A shade for each number.
    Heat,
    /// No chart: the table stands alone.
    None,
}

impl MatrixChart {
    /// All, by their names in forms.
    pub const NAMES: [(&'static str, MatrixChart); 5] = [
        ("line", MatrixChart::Line),
        ("stacked", MatrixChart::Stacked),
        ("pyramid", MatrixChart::Pyramid),
        ("heat", MatrixChart::Heat),
        ("none", MatrixChart::None),
    ];

    /// Its name in forms.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::NAMES.iter().find(|(_, chart)| *chart == self).map_or("", |(name, _)| name)
    }
}

/// Stands for the head before, in what a number is compared with.
pub const PREVIOUS: &str = "previous";
/// What follows the id of a series and a point: which of its heads is meant, and how many stand behind that.
pub(super) const MEMBERS: [(&str, usize); 2] = [("last", 0), (PREVIOUS, 1)];

impl MatrixHead {
    /// What stands for years in succession.
    #[must_use]
    pub fn of_series(id: &str, label: &str, series: HeadSeries) -> MatrixHead {
        MatrixHead { id: id.to_owned(), label: label.to_owned(), series: Some(series), ..MatrixHead::default() }
    }

    /// Whether its numbers are sums, which stand for the whole.
    #[must_use]
    pub fn is_sum(&self) -> bool {
        self.computed.as_ref().is_some_and(|computed| computed.operation == Operation::Sum)
    }

    /// Whether its numbers are those of one head less another, which may be below zero.
    #[must_use]
    pub fn is_difference(&self) -> bool {
        self.computed.as_ref().is_some_and(|computed| computed.operation == Operation::Difference)
    }

    /// Whether its numbers are percentages that follow from others.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        self.computed.as_ref().is_some_and(|computed| computed.operation.is_ratio())
    }

    /// The label with what stands over it: 中央館／貸出冊数.
    #[must_use]
    pub fn full_label(&self) -> String {
        self.group.as_ref().map_or_else(|| self.label.clone(), |group| format!("{group}／{}", self.label))
    }

    /// Whether a text names the year or month that it is.
    #[must_use]
    pub fn is_time(&self, written: &str) -> bool {
        // A target of a year is no figure of that year.
        if self.time.is_some() && self.member_of.is_none() && !self.is_called_by_time() {
            return false;
        }
        self.time.is_some_and(|time| time.is_named(written))
    }

    /// Whether the form calls it by its year: 2013年度（基準）, but not 目標値 that is of a year.
    #[must_use]
    pub fn is_called_by_time(&self) -> bool {
        let year = match self.time {
            Some(HeadTime::FiscalYear(year) | HeadTime::Year(year)) => Some(year),
            _ => None,
        };
        year.is_some() && year_of(&self.label) == year
    }

    /// Whether it is a month of the calendar year of its sheet, and not of the fiscal year.
    #[must_use]
    pub fn is_of_calendar_year(&self) -> bool {
        matches!(self.time, Some(HeadTime::Month(_))) && self.as_of.as_deref() != Some(self.label.as_str())
    }

    fn of_time(&self, time: HeadTime, label: String, as_of: String) -> MatrixHead {
        MatrixHead {
            id: time.id(),
            label,
            as_of: Some(as_of),
            time: Some(time),
            series: None,
            member_of: Some(self.id.clone()),
            ..self.clone()
        }
    }

    /// The heads that it stands for on the sheet of a fiscal year.
    fn heads(&self, year: i32) -> Vec<MatrixHead> {
        match &self.series {
            None => vec![self.clone()],
            Some(HeadSeries::Months(months, calendar)) => {
                let head = |month: &i8| {
                    let time = HeadTime::Month(*month);
                    let label = time.label();
                    let as_of = if *calendar { format!("{year}年{label}") } else { label.clone() };
                    self.of_time(time, label, as_of)
                };
                months.iter().map(head).collect()
            }
            Some(years) => {
                let head = |time: HeadTime| self.of_time(time, time.label(), time.label());
                years.years(year).into_iter().map(head).collect()
            }
        }
    }
}

/// Heads of a form as they stand on the sheet of a fiscal year.
#[must_use]
pub fn heads_of_year(heads: &[MatrixHead], year: i32) -> Vec<MatrixHead> {
    // A base year that the form names by itself may fall within the years of the sheet.
    let named = |head: &MatrixHead| {
        head.member_of.is_some() && heads.iter().any(|own| own.is_called_by_time() && own.time == head.time)
    };
    heads.iter().flat_map(|head| head.heads(year)).filter(|head| !named(head)).collect()
}

/// The heads that a computation names: one by id or label, all of a series or of a group, or one of a series (`years.last`).
/// The last of a series is that of the sheet where the series ends there.
#[must_use]
pub fn named_heads(heads: &[&MatrixHead], reference: &str) -> Vec<usize> {
    let name = fold(reference);
    let all = |is: &dyn Fn(&MatrixHead) -> bool| -> Vec<usize> {
        heads.iter().enumerate().filter(|(_, head)| is(head)).map(|(at, _)| at).collect()
    };
    let by_id = all(&|head| fold(&head.id) == name);
    if !by_id.is_empty() {
        return by_id;
    }
    let of_series = all(&|head| head.member_of.as_ref().is_some_and(|series| fold(series) == name));
    if !of_series.is_empty() {
        return of_series;
    }
    let by_label = all(&|head| fold(&head.label) == name || head.is_time(reference));
    if by_label.len() == 1 {
        return by_label;
    }
    let in_group = all(&|head| head.computed.is_none() && head.group.as_ref().is_some_and(|group| fold(group) == name));
    if !in_group.is_empty() {
        return in_group;
    }
    let member = name.split_once('.').and_then(|(series, which)| {
        let behind = MEMBERS.iter().find(|(word, _)| *word == which)?.1;
        let members = all(&|head| head.member_of.as_ref().is_some_and(|own| fold(own) == series));
        members.iter().rev().nth(behind).copied()
    });
    member.into_iter().collect()
}

/// The year that a head names, in any spelling: 2021年度, R3, 令和3（2021）年度, H31・R元. What stands in brackets and is no
/// year is a remark.
fn year_of(written: &str) -> Option<i32> {
    let mut text = fold(written);
    text.retain(|c| !c.is_whitespace());
    if let Some((year, _)) = era::parse_year(&text) {
        return Some(year);
    }
    if let Some((before, rest)) = text.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
    {
        let outer = era::parse_year(&format!("{before}{after}"))?.0;
        return era::parse_year(inside).is_none_or(|(year, _)| year == outer).then_some(outer);
    }
    let mut years = text.split(['・', '/']).map(|part| era::parse_year(part).map(|(year, _)| year));
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

fn month_of(written: &str) -> Option<i8> {
    let mut text = fold(written);
    text.retain(|c| !c.is_whitespace());
    let number = text.strip_suffix('分').unwrap_or(&text);
    let number = number.strip_suffix('月').unwrap_or(number);
    number.parse().ok().filter(|month| (1..=12).contains(month))
}

/// Reads the heads of one direction.
pub(super) fn read_heads(list: &[Entry], reporter: &mut Reporter<'_>) -> Vec<MatrixHead> {
    list.iter().filter_map(|entry| read_head(entry, reporter)).collect()
}

fn read_head(entry: &Entry, reporter: &mut Reporter<'_>) -> Option<MatrixHead> {
    let id = entry.key.clone();
    if let Some(scalar) = entry.value.scalar() {
        return Some(MatrixHead { id, label: scalar.text.clone(), ..MatrixHead::default() });
    }
    let mut fields = Fields::new(&entry.value, reporter);
    let nodes = ["last", "years", "months"].map(|name| fields.optional(&[name]).cloned());
    let calendar = fields.boolean(&["calendar"]).unwrap_or(false);
    let is_series = nodes.iter().any(Option::is_some);
    let label = if is_series { fields.text(&["label"]) } else { fields.required_text(&["label"]) };
    let group = fields.text(&["group"]);
    let unit = fields.text(&["unit"]);
    let as_of = fields.text(&["as_of"]);
    let sum = fields.texts(&["sum"]);
    let difference = fields.texts(&["difference"]);
    let of = fields.text(&["of"]);
    let to = [
        ("difference_from", Operation::Difference),
        ("share_of", Operation::Share),
        ("change_from", Operation::Change),
    ]
    .map(|(name, operation)| (fields.text(&[name]), operation));
    let decimals = fields.integer(&["decimals"]);
    fields.finish();
    let decimals = decimals.and_then(|decimals| u8::try_from(decimals).ok()).map_or(1, |decimals| decimals.min(6));
    let computation = |operation, of, to| Some(Computation { operation, of, to, decimals });
    let computed = if !sum.is_empty() {
        computation(Operation::Sum, sum, String::new())
    } else if let [one, other] = difference.as_slice() {
        computation(Operation::Difference, vec![one.clone()], other.clone())
    } else if let (Some(of), Some((Some(to), operation))) = (of, to.into_iter().find(|(to, _)| to.is_some())) {
        computation(operation, vec![of], to)
    } else {
        None
    };
    let series = read_series(nodes, calendar, reporter);
    let label = label.or_else(|| series.as_ref().map(|_| String::new()));
    let time = as_of
        .as_deref()
        .and_then(era::parse_year)
        .map(|(year, is_fiscal)| if is_fiscal { HeadTime::FiscalYear(year) } else { HeadTime::Year(year) });
    let time = time.filter(|_| series.is_none());
    Some(MatrixHead { id, label: label?, group, unit, as_of, computed, series, time, member_of: None })
}

/// What a head stands for: `last: 5`, `years: 2020-2024`, `months: true` or `months: [4, 5, 6]`.
pub(super) fn read_series(
    [last, years, months]: [Option<Node>; 3],
    calendar: bool,
    reporter: &mut Reporter<'_>,
) -> Option<HeadSeries> {
    let mut refuse = |span: Span| {
        let message = words("年度や月の並びとして読めません。", "These are no years or months in succession.");
        let hint = words(
            "「last: 5」「years: 2020-2024」「months: true」「months: [4, 5, 6]」のように書いてください。",
            "Write `last: 5`, `years: 2020-2024`, `months: true` or `months: [4, 5, 6]`.",
        );
        reporter.report(&codes::MATRIX_SERIES, span, message, hint);
    };
    let text = |node: &Node| node.scalar().map(|scalar| fold(&scalar.text)).unwrap_or_default();
    if let Some(node) = last {
        let count = text(&node).parse().ok().filter(|count| (1..=100).contains(count));
        if count.is_none() {
            refuse(node.span);
        }
        return Some(HeadSeries::Last(count?, calendar));
    }
    if let Some(node) = years {
        let text = text(&node);
        let (first, last) = text.split_once(['-', '~']).unwrap_or((&text, &text));
        let years = era::parse_year(first).zip(era::parse_year(last)).map(|((first, _), (last, _))| (first, last));
        let years = years.filter(|(first, last)| (0..100).contains(&(last - first)));
        if years.is_none() {
            refuse(node.span);
        }
        let (first, last) = years?;
        return Some(HeadSeries::Years(first, last, calendar));
    }
    let node = months?;
    let months: Option<Vec<i8>> = match &node.content {
        Content::List(items) => items.iter().map(|item| month_of(&text(item))).collect(),
        _ => matches!(text(&node).as_str(), "true" | "yes" | "はい")
            .then(|| if calendar { (1..=12).collect() } else { (4..=12).chain(1..=3).collect() }),
    };
    let months = months.filter(|months| !months.is_empty());
    if months.is_none() {
        refuse(node.span);
    }
    Some(HeadSeries::Months(months?, calendar))
}

/// What heads of one direction name of either must be there. `year` is one in which the form is used.
pub(super) fn check_references(settings: &MatrixSettings, node: &Node, year: i32, reporter: &mut Reporter<'_>) {
    let [rows, columns] = [&settings.rows, &settings.columns].map(|heads| heads_of_year(heads, year));
    let [rows, columns] = [&rows, &columns].map(|heads| heads.iter().collect::<Vec<&MatrixHead>>());
    for (key, names) in [("need", &settings.need), ("supply", &settings.supply)] {
        let unknown = names.iter().find(|name| named_heads(&rows, name).is_empty());
        let other = if key == "need" { "supply" } else { "need" };
        let alone = !names.is_empty() && (settings.need.is_empty() || settings.supply.is_empty());
        let message = match unknown {
            Some(name) => words!(
                "{key} の「{name}」は、この項目の行ではありません。",
                "`{name}` in `{key}` is no row of the field."
            ),
            None if alone => words!("{key} だけがあり、{other} がありません。", "There is `{key}` without `{other}`."),
            None => continue,
        };
        let ids: Vec<&str> = rows.iter().map(|head| head.id.as_str()).collect();
        let hint = words(
            format!("need（必要な量）と supply（確保する量）に、行の id を書きます：{}。", ids.join("、")),
            format!("Write ids of rows in `need` and `supply`: {}.", ids.join(", ")),
        );
        let span = node.as_map().iter().find(|entry| entry.key == key).map_or(node.span, |entry| entry.key_span);
        reporter.report(&codes::MATRIX_REFERENCE, span, message, hint);
    }
    for (key, own, other) in [("rows", &rows, &columns), ("columns", &columns, &rows)] {
        for (at, head) in own.iter().enumerate() {
            let Some(computed) = &head.computed else { continue };
            let across = matches!(computed.operation, Operation::Share | Operation::Change | Operation::Difference);
            let known_to = !across
                || computed.to == PREVIOUS
                || [own, other].iter().any(|heads| named_heads(heads, &computed.to).len() == 1);
            let unknown = computed.of.iter().find(|reference| {
                let named = named_heads(own, reference);
                named.is_empty() || named.contains(&at) || computed.operation != Operation::Sum && named.len() != 1
            });
            let Some(unknown) = unknown.or((!known_to).then_some(&computed.to)) else { continue };
            let span = node.get(key).and_then(|heads| Some(heads.as_map().iter().find(|e| e.key == head.id)?.key_span));
            let message = words!(
                "「{}」の計算に書かれた「{unknown}」が、この項目の行や列にないか、一つに決まりません。",
                "`{}` is computed of `{unknown}`, which is no row or column of the field, or not one alone.",
                head.label
            );
            let ids = own.iter().filter(|other| other.id != head.id).map(|other| other.id.as_str());
            let ids: Vec<&str> = ids.collect();
            let hint = words(
                format!("{} のどれかを書いてください。", ids.join("、")),
                format!("Write one of {}.", ids.join(", ")),
            );
            reporter.report(&codes::MATRIX_REFERENCE, span.unwrap_or(node.span), message, hint);
        }
    }
}
