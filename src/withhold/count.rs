//! Quantities as counts of persons: what they say, and whether that may be shown.

use crate::model::Least;
use crate::value::quantity::{Meaning, comparable_units};
use crate::value::{Amount, Quantity};

use super::solve::{self, Span};

/// The unit of what is protected.
pub const PERSONS: &str = "人";

/// Whether a quantity is an amount of persons.
pub fn counts_persons(quantity: &Quantity) -> bool {
    matches!(quantity.meaning, Meaning::Amount(_))
        && quantity.unit.as_deref().is_some_and(|unit| comparable_units(unit, PERSONS))
}

/// The whole numbers that a quantity may be.
pub fn said(quantity: &Quantity) -> Span {
    let whole = |number: crate::text::Decimal| number.to_f64().floor() as i64;
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number) | Amount::About(number)) => Span::one(whole(number)),
        Meaning::Amount(Amount::AtLeast(low)) => Span { low: whole(low), high: None },
        Meaning::Amount(Amount::Above(low)) => Span { low: whole(low) + 1, high: None },
        Meaning::Amount(Amount::AtMost(high)) => Span { low: 0, high: Some(whole(high)) },
        Meaning::Amount(Amount::Below(high)) => Span { low: 0, high: Some((whole(high) - 1).max(0)) },
        Meaning::Amount(Amount::Range(low, high)) => Span { low: whole(low), high: Some(whole(high)) },
        _ => Span::ANY,
    }
}

/// Whether a count may be shown: none at all, enough of them, or words that say no more than the tier does.
pub fn is_shown(said: Span, least: Least) -> bool {
    let enough = match least {
        Least::Persons(least) => said.low >= least,
        Least::Never => false,
    };
    said == Span::one(0) || enough || solve::leaves_open(said, least)
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
            ("9件", false, false),
            ("9％", false, false),
            ("記載なし", false, true),
        ] {
            let quantity = Quantity::read(written, None);
            assert_eq!(counts_persons(&quantity), persons, "{written}");
            if persons {
                assert_eq!(is_shown(said(&quantity), Least::Persons(10)), shown, "{written}");
            }
        }
    }
}
