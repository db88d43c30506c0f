//! Whether figures agree as far as their digits tell: parts and their total, a ratio and what it is of, a figure and its
//! bound. Rules, relations of forms and pages ask here, so that one pair of figures never has two answers.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::text::Decimal;
use crate::text::number::DecimalSum;
use crate::value::quantity::like_units;
use crate::value::{Absence, Quantity};

/// What some parts come to: the least and the most they may be, in the unit of the whole.
#[derive(Default)]
pub struct SumRange {
    /// The least that each part is.
    low: Vec<Decimal>,
    /// The most that each part is.
    high: Vec<Decimal>,
    /// How far rounding may lead.
    rounding: Vec<Decimal>,
    /// Whether parts are left out, of which nobody says how many they are.
    left_out: bool,
    /// Whether there are parts of which the sheet says that nobody knows how many they are.
    unknown: bool,
    /// Whether there is no least of them: one is below zero, so another may be.
    negative: bool,
}

/// How a total stands to the sum of its parts.
#[derive(Clone, Copy, Debug)]
pub struct SumComparison {
    /// What the parts come to, where that is more than the total whatever the others are.
    pub too_much: Option<DecimalSum>,
    /// What they come to, where that is less than the total.
    pub too_little: Option<DecimalSum>,
    /// Whether parts are left out.
    pub left_out: bool,
    /// Whether parts are given, of which nobody knows how many they are.
    pub unknown: bool,
    /// How many parts are known.
    pub known: usize,
}

impl SumRange {
    /// Nothing where a part cannot be told in the unit of the whole.
    pub fn of<'q>(parts: impl IntoIterator<Item = &'q Quantity>, unit: &str) -> Option<SumRange> {
        let mut all = SumRange::default();
        for part in parts {
            let quantity = part.in_unit(unit)?;
            match (quantity.bounds(), quantity.absence()) {
                (Some((low, high)), _) => {
                    all.negative |= low.or(high).is_some_and(Decimal::is_negative);
                    all.unknown |= high.is_none();
                    all.low.push(low.unwrap_or_default());
                    all.high.extend(high);
                    all.rounding.push(quantity.rounding());
                }
                // 「－」 is what there is none of.
                (_, Some(Absence::NotApplicable)) => {}
                (_, Some(Absence::Unanswered)) => all.left_out = true,
                _ => all.unknown = true,
            }
        }
        Some(all)
    }

    /// Compares a total with the parts; nothing where the total is no number or no part is known. `allowance` is how far they
    /// may be apart where that does not follow from their digits.
    pub fn compare(&self, total: &Quantity, allowance: Option<Decimal>) -> Option<SumComparison> {
        let number = total.number()?;
        if self.low.is_empty() {
            return None;
        }
        let rounding = self.rounding.iter().copied().chain([total.rounding()]);
        let allowance: DecimalSum = allowance.map_or_else(|| rounding.collect(), |own| [own].into_iter().collect());
        let sum = |numbers: &[Decimal]| numbers.iter().copied().collect::<DecimalSum>();
        let (low, high) = (sum(&self.low), sum(&self.high));
        let open = self.unknown || self.left_out;
        let too_much = low.compare(number, allowance) == Ordering::Greater && !(open && self.negative);
        let too_little = high.compare(number, allowance) == Ordering::Less;
        Some(SumComparison {
            too_much: too_much.then_some(low),
            too_little: too_little.then_some(high),
            left_out: self.left_out,
            unknown: self.unknown,
            known: self.low.len(),
        })
    }
}

/// What a ratio should be, rounded half up to the digits of the one that is given; nothing where the two agree. Rounded figures
/// leave room for more than one ratio.
#[must_use]
pub fn other_ratio(
    printed: Decimal,
    (amount, whole): (&Quantity, &Quantity),
    per: u32,
    allowance: Option<Decimal>,
) -> Option<Decimal> {
    let (of, to) = (amount.number()?, whole.number()?);
    let computed = of.ratio_to(to, per, printed.places())?;
    if let Some(allowance) = allowance {
        let difference = computed.checked_sub(printed)?;
        let difference = if difference.is_negative() { Decimal::ZERO.checked_sub(difference)? } else { difference };
        return (difference > allowance).then_some(computed);
    }
    let (more, less) = (amount.rounding(), whole.rounding());
    let corners = [(-1, 1), (-1, -1), (1, 1), (1, -1)].map(|(up, down)| {
        let moved = |number: Decimal, by: Decimal, way: i8| {
            if way > 0 { number.checked_add(by) } else { number.checked_sub(by) }
        };
        moved(of, more, up)?.ratio_to(moved(to, less, down)?, per, printed.places())
    });
    let within = corners.iter().flatten().min().zip(corners.iter().flatten().max());
    let agrees = computed == printed || within.is_some_and(|(low, high)| (*low..=*high).contains(&printed));
    (!agrees).then_some(computed)
}

/// Whether two figures of one thing are not the same number, as far as their digits tell: 12.3 and 12 may be one. Nothing where
/// one of them is no exact number, or their units cannot be converted.
#[must_use]
pub fn differs(one: &Quantity, other: &Quantity) -> Option<bool> {
    let other = match one.unit.as_deref().filter(|unit| !unit.is_empty()) {
        Some(unit) if other.unit.is_some() => other.in_unit(unit)?,
        _ => Cow::Borrowed(other),
    };
    let (new, before) = (one.exact()?, other.exact()?);
    let places = new.places().min(before.places());
    Some(new.round(places) != before.round(places))
}

/// A figure, and the unit in which its form asks for it.
pub type AskedFigure<'a> = (&'a Quantity, Option<&'a str>);

/// Whether a figure is more than another that bounds it; nothing where they cannot be compared.
#[must_use]
pub fn exceeds(own: AskedFigure<'_>, bound: AskedFigure<'_>, allowance: Option<Decimal>) -> Option<bool> {
    let (own, bound) = in_units(own, bound)?;
    let ((Some(least), _), (_, Some(most))) = (own.bounds()?, bound.bounds()?) else { return None };
    let rounding = || own.rounding().checked_add(bound.rounding());
    let highest = allowance.or_else(rounding).and_then(|allowance| most.checked_add(allowance))?;
    Some(least > highest)
}

/// The unit that a form asks for, without what it is counted by.
#[must_use]
pub fn asked_unit(unit: Option<&str>) -> &str {
    unit.and_then(|unit| unit.split(['／', '/']).next()).unwrap_or_default().trim()
}

/// A figure and its bound as amounts whose numbers may be compared: both in the unit of the bound where they count the same
/// in another size. Where the form sets persons against seats, each is in the unit that the form asks for; a figure
/// that counts something else than it was asked for is compared with nothing.
fn in_units<'a>(
    (own, asked): AskedFigure<'a>,
    (bound, other): AskedFigure<'a>,
) -> Option<(Cow<'a, Quantity>, Cow<'a, Quantity>)> {
    match own.in_unit(bound.unit.as_deref().unwrap_or_default()) {
        Some(own) => Some((own, Cow::Borrowed(bound))),
        None if like_units(asked_unit(asked), asked_unit(other)) => None,
        None => Some((own.in_unit(asked_unit(asked))?, bound.in_unit(asked_unit(other))?)),
    }
}
