//! Quantities as counts of persons: how many they and their remarks report, whether that may be shown, and whether it
//! is clear at all.

use std::ops::Range;

use crate::form::Field;
use crate::model::Threshold;
use crate::text::fold::fold;
use crate::text::numerals::{is_invisible, is_numeral};
use crate::value::indicators::Indicator;
use crate::value::quantity::{Meaning, comparable_units};
use crate::value::{Amount, Quantity};

use super::constraints::Interval;
use super::numbers::{self, TextNumber, Unit};

/// The unit of what is protected.
const PERSONS: &str = "人";

/// Whether persons are counted where a quantity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountScope {
    /// The form asks for persons, so that every number is a count.
    Persons,
    /// The row of an indicator counts persons, by its name or its other cells.
    Row,
    /// Something else, or nothing in particular: only what says 人 or 名 counts persons.
    Other,
}

impl CountScope {
    /// What a field asks for.
    pub fn of(field: &Field) -> CountScope {
        let unit = field.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
        if unit.is_some_and(is_persons) { CountScope::Persons } else { CountScope::Other }
    }

    /// What a row of indicators counts.
    pub fn of_row(row: &Indicator) -> CountScope {
        const NAMES: [&str; 5] = ["人数", "者数", "員数", "(人)", "(名)"];
        let name = fold(&row.name);
        let mut quantities = row.cells().flat_map(|cell| &cell.quantities);
        let named = NAMES.iter().any(|word| name.contains(word));
        // Where shares are compared, counts accompany them only in words.
        if named || quantities.any(counts_persons) { CountScope::Row } else { CountScope::Other }
    }

    /// Whether numbers without a unit count persons here.
    pub fn persons(self) -> bool {
        self != CountScope::Other
    }
}

/// Whether a unit is 人 or 名.
pub fn is_persons(unit: &str) -> bool {
    comparable_units(unit, PERSONS)
}

/// Whether a quantity is an amount of persons.
fn counts_persons(quantity: &Quantity) -> bool {
    matches!(quantity.meaning, Meaning::Amount(_)) && quantity.unit.as_deref().is_some_and(is_persons)
}

/// What a quantity says of persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountReading {
    /// The count it is, where it is one.
    pub main: Option<Interval>,
    /// Counts among its words and remarks.
    pub marks: Vec<TextNumber>,
    /// The bytes of percentages among its words: next to a suppressed count they would disclose it.
    pub shares: Vec<Range<usize>>,
    /// Whether persons are counted here and it is not clear how many.
    pub unclear: bool,
}

/// Reads the counts of persons in a quantity, given what is asked where it stands.
pub fn read(quantity: &Quantity, asked: CountScope) -> CountReading {
    let written = quantity.written.as_str();
    let plain = quantity.note.is_none() && !written.chars().any(|c| is_invisible(c) || unusual_numeral(c));
    let share = quantity.is_percentage();
    match quantity.meaning {
        Meaning::Amount(_) if plain => {
            let main = is_count(quantity, asked).then(|| reported(quantity));
            return CountReading {
                unclear: main.is_none() && asked == CountScope::Persons && !share,
                main,
                ..CountReading::default()
            };
        }
        Meaning::Absent(_) if plain => return CountReading::default(),
        Meaning::Direction(_) if plain && !written.contains(is_numeral) => return CountReading::default(),
        _ => {}
    }
    let numbers = numbers::numbers_in(written);
    let again = (!plain).then(|| Quantity::read(&numbers::in_plain_digits(written), quantity.unit.as_deref()));
    let quantity = again.as_ref().filter(|again| again.meaning != Meaning::Words).unwrap_or(quantity);
    let remarks = numbers::remarks(written);
    let outside = |number: &TextNumber| !remarks.iter().any(|remark| remark.contains(&number.range.start));
    let shares =
        numbers.iter().filter(|number| number.unit == Unit::Share).map(|number| number.range.clone()).collect();
    let is_count = matches!(quantity.meaning, Meaning::Amount(_)) && is_count(quantity, asked);
    let bare = asked.persons() || is_count;
    let counted = |number: &&TextNumber| number.unit == Unit::Persons || bare && number.unit == Unit::Bare;
    if is_count {
        let mut own = numbers.iter().filter(|number| outside(number));
        // 二三人 may be two.
        let vague = own.next().filter(|number| own.next().is_none() && !number.exact && number.reported.high.is_some());
        let main = vague.map_or_else(|| reported(quantity), |number| number.reported);
        let marks = numbers.iter().filter(|number| !outside(number)).filter(counted).cloned().collect();
        return CountReading { main: Some(main), marks, shares, unclear: false };
    }
    let marks: Vec<TextNumber> = numbers.iter().filter(counted).cloned().collect();
    let unclear = match quantity.meaning {
        _ if asked == CountScope::Other => false,
        Meaning::Absent(_) => false,
        Meaning::Amount(_) => asked == CountScope::Persons && !share,
        Meaning::Direction(_) => is_unclear(written, &numbers, &remarks, CountScope::Row),
        Meaning::Words => {
            marks.iter().all(|number| !outside(number)) && asked == CountScope::Persons
                || is_unclear(written, &numbers, &remarks, asked)
        }
    };
    CountReading { main: None, marks, shares, unclear }
}

/// Whether an amount counts persons where it stands.
fn is_count(quantity: &Quantity, asked: CountScope) -> bool {
    quantity.unit.as_deref().map_or(asked.persons(), is_persons)
}

/// A numeral that is no digit as forms are filled in with.
fn unusual_numeral(c: char) -> bool {
    !matches!(c, '0'..='9' | '０'..='９') && is_numeral(c)
}

/// Whether something of words that count persons is not understood: a numeral that is not read, one that counts
/// something else, 人 without a number, a comma out of place, two numbers with nothing between them.
fn is_unclear(written: &str, numbers: &[TextNumber], remarks: &[Range<usize>], asked: CountScope) -> bool {
    let inside = |at: usize| remarks.iter().any(|remark| remark.contains(&at));
    let own: Vec<&TextNumber> = numbers.iter().filter(|number| !inside(number.range.start)).collect();
    let mut left = String::new();
    for (at, c) in written.char_indices() {
        if !inside(at) && !own.iter().any(|number| number.range.contains(&at)) && !is_invisible(c) {
            left.push(c);
        }
    }
    let left = fold(&left);
    let numeral = |c: char| c.is_numeric() || asked == CountScope::Persons && is_numeral(c);
    let other = asked == CountScope::Persons && own.iter().any(|number| number.unit == Unit::Other);
    let apart = |two: &[&TextNumber]| match two {
        [one, next] => {
            let between = written.get(one.range.end..next.range.start).unwrap_or_default();
            let follows = next.reported.low == one.reported.low + 1;
            let bare =
                one.unit != Unit::Other && !written.get(one.range.clone()).unwrap_or_default().contains(['人', '名']);
            bare && (between.trim().is_empty() || matches!(between, "," | "，" | "." | "．") && !follows)
        }
        _ => false,
    };
    left.contains(numeral) || left.contains(['人', '名']) || other || own.windows(2).any(apart)
}

/// The whole numbers that a quantity leaves possible, rounded down.
pub fn reported(quantity: &Quantity) -> Interval {
    let floor = |number: crate::text::Decimal| number.to_f64().floor() as i64;
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number) | Amount::About(number)) => Interval::one(floor(number)),
        Meaning::Amount(Amount::AtLeast(low)) => Interval { low: floor(low), high: None },
        Meaning::Amount(Amount::Above(low)) => Interval { low: floor(low) + 1, high: None },
        Meaning::Amount(Amount::AtMost(high)) => Interval { low: 0, high: Some(floor(high)) },
        Meaning::Amount(Amount::Below(high)) => Interval { low: 0, high: Some((floor(high) - 1).max(0)) },
        Meaning::Amount(Amount::Range(low, high)) => Interval { low: floor(low), high: Some(floor(high)) },
        _ => Interval::ANY,
    }
}

/// Whether a count may be shown: none at all, enough of them, or words that reveal no more than the threshold does.
pub fn is_shown(reported: Interval, threshold: Threshold) -> bool {
    let enough = match threshold {
        Threshold::Persons(threshold) => reported.low >= threshold,
        Threshold::Never => false,
    };
    reported == Interval::one(0) || enough || reported.covers_protection(threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_known_in_every_spelling() {
        for (written, persons, shown) in [
            ("9人", true, false),
            ("10人", true, true),
            ("０人", true, true),
            ("約9名", true, false),
            ("10人未満", true, true),
            ("5人未満", true, false),
            ("3人以上", true, false),
            ("1人以上", true, true),
            ("30人以上", true, true),
            ("2～3人", true, false),
            ("5～12人", true, false),
            ("三人", true, false),
            ("三十人", true, true),
            ("二三人", true, false),
            ("9件", false, false),
            ("9％", false, false),
            ("記載なし", false, true),
        ] {
            let reading = read(&Quantity::read(written, None), CountScope::Other);
            assert_eq!(reading.main.is_some(), persons, "{written}");
            if let Some(main) = reading.main {
                assert_eq!(is_shown(main, Threshold::Persons(10)), shown, "{written}");
            }
        }
    }
}
