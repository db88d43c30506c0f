//! When targets and results are for, and whether they count one year or all years since the start.

use crate::form::{ColumnHead, Counting};
use crate::text::date::Date;
use crate::text::fold;
use crate::text::period::Period;
use crate::value::indicators::IndicatorCell;
use crate::value::{Indicator, Quantity};

/// When the figures of a line are for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// When things stood at the baseline.
    pub baseline: Option<Period>,
    /// When the target is to be reached.
    pub target: Option<Period>,
    /// When the result was true.
    pub actual: Date,
}

/// A cell, its quantity of this line, and the head of its column.
pub(super) type PlacedCell<'a> = (Option<&'a IndicatorCell>, Option<&'a Quantity>, Option<&'a ColumnHead>);

impl Times {
    /// Reads the times. The nearest to the figure holds: its own, the note in brackets, the column's, the column's name.
    pub fn of([baseline, target, actual]: [PlacedCell<'_>; 3], indicator: &Indicator, default_date: Date) -> Times {
        let due = indicator.due.as_ref().and_then(|due| due.period);
        Times {
            baseline: own(baseline).or_else(|| of_head(baseline, default_date)),
            target: due.or_else(|| own(target)).or_else(|| noted(target)).or_else(|| of_head(target, default_date)),
            actual: own(actual).or_else(|| of_head(actual, default_date)).map_or(default_date, |period| period.end),
        }
    }

    /// Whether the target is for a later fiscal year than that of the result.
    pub fn is_early(&self) -> bool {
        self.target.is_some_and(|due| due.end.fiscal_year() > self.actual.fiscal_year())
    }

    /// Whether the target is for a later month of the same fiscal year. A calendar year is not told from a fiscal one:
    /// R6 is written for both.
    pub fn is_within_the_year(&self) -> bool {
        let month = |date: Date| (date.end().year(), date.end().month());
        self.target.is_some_and(|due| {
            due.end.fiscal_year() == self.actual.fiscal_year()
                && !matches!(self.actual, Date::Year(_))
                && month(due.end) > month(self.actual)
        })
    }
}

/// The time of the cell, or a note that is a time: ５３件（R１年度）.
fn own((cell, quantity, _): PlacedCell<'_>) -> Option<Period> {
    let as_of = cell.and_then(|cell| cell.circumstances.as_of()?.period);
    let of_year = || Period::parse(&cell?.time?.label(), None);
    as_of.or_else(|| Period::parse(quantity?.note.as_deref()?, None)).or_else(of_year)
}

/// A note that tells the year of the target: 目標年度は令和5年度.
fn noted((cell, quantity, _): PlacedCell<'_>) -> Option<Period> {
    let notes = [cell.and_then(|cell| cell.circumstances.note()), quantity.and_then(|q| q.note.as_deref())];
    notes.into_iter().flatten().find_map(due_in)
}

fn due_in(note: &str) -> Option<Period> {
    const BEFORE: [&str; 6] = ["目標年度", "目標年次", "目標年月", "目標時期", "目標年", "達成年度"];
    let note = fold(note);
    let (_, rest) = BEFORE.iter().find_map(|word| note.split_once(word))?;
    let rest = rest.trim_start_matches([':', 'は', 'を', '=', ' ', '(', '「']);
    // The longest beginning that is a time.
    let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.iter().rev().find_map(|end| Period::parse(rest.get(..*end)?, None))
}

/// The most characters of a time, a year, month and day in words with 時点 included; longer words are no time,
/// and are not tried.
const LONGEST: usize = 24;

/// The time that a column says of all its figures, beside its name or in it: 目標値（令和8年度末）, 令和8年度目標値.
fn of_head((_, _, head): PlacedCell<'_>, default_date: Date) -> Option<Period> {
    let head = head?;
    if let Some(as_of) = &head.as_of {
        return Period::parse(as_of, Some(default_date.fiscal_year()));
    }
    let label = fold(&head.label);
    let inside = label.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    inside.and_then(|inside| Period::parse(inside, None)).or_else(|| {
        const NAMES: [&str; 6] = ["目標", "実績", "現状", "基準", "計画", "見込"];
        let (before, _) =
            NAMES.iter().filter_map(|name| label.split_once(name)).min_by_key(|(before, _)| before.len())?;
        Period::parse(before.trim_end_matches(['の', ' ']), None)
    })
}

/// For which time a figure counts, and whether it says so itself.
pub(super) type Counted = Option<(Counting, bool)>;

/// Reads for which time a figure counts: its own words, else those of the row, of the column, of the indicator's name.
pub(super) fn counting(quantity: Option<&Quantity>, indicator: &Indicator, head: Option<&ColumnHead>) -> Counted {
    let own = quantity.and_then(|quantity| {
        [&quantity.label, &quantity.note].into_iter().flatten().find_map(|text| counting_in(text))
    });
    let per_year = || quantity.filter(|quantity| quantity.per.as_deref() == Some("年")).map(|_| Counting::Yearly);
    let by_words = || {
        let head = head.and_then(|head| head.count.or_else(|| counting_in(&head.label)));
        indicator.count.or(head).or_else(|| counting_in(&indicator.name))
    };
    own.or_else(per_year).map(|counting| (counting, true)).or_else(|| by_words().map(|counting| (counting, false)))
}

fn counting_in(text: &str) -> Option<Counting> {
    const CUMULATIVE: [&str; 3] = ["累計", "累積", "通算"];
    if CUMULATIVE.iter().any(|word| text.contains(word)) {
        Some(Counting::Cumulative)
    } else {
        text.contains("単年").then_some(Counting::Yearly)
    }
}

/// Whether the figure of an indicator is added up over the years.
#[must_use]
pub fn is_counted_up(quantity: &Quantity, indicator: &Indicator, head: Option<&ColumnHead>) -> bool {
    counting(Some(quantity), indicator, head).is_some_and(|(counting, _)| counting == Counting::Cumulative)
}

/// Whether a text says that figures are added up over the years: 移住者数（累計）.
#[must_use]
pub fn is_cumulative(text: &str) -> bool {
    counting_in(text) == Some(Counting::Cumulative)
}

/// Whether a word before a number says for which time it counts, and not what: 累計100人.
pub(super) fn is_counting(label: &str) -> bool {
    counting_in(label).is_some()
}
