//! Quantities in other units, so that 千円 and 円 are added, compared and drawn as one thing.

use std::borrow::Cow;

use super::unit::{UnitOfMeasure, comparable_units};
use super::{Amount, Meaning, Quantity};
use crate::text::number::Decimal;

impl Quantity {
    /// The amount as a number of another unit, still written as it was; nothing where the one cannot be converted into
    /// the other. A quantity without a unit, or an empty unit, takes what the other has.
    #[must_use]
    pub fn in_unit(&self, unit: &str) -> Option<Cow<'_, Quantity>> {
        let Meaning::Amount(amount) = self.meaning else { return Some(Cow::Borrowed(self)) };
        let own = self.unit.as_deref().unwrap_or_default();
        if own.is_empty() || unit.is_empty() || comparable_units(own, unit) {
            return Some(Cow::Borrowed(self));
        }
        let (from, to) = (UnitOfMeasure::parse(own), UnitOfMeasure::parse(unit));
        let number = |number: Decimal| from.convert(number, &to);
        let amount = match amount {
            Amount::Exact(one) => Amount::Exact(number(one)?),
            Amount::About(one) => Amount::About(number(one)?),
            Amount::AtLeast(low) => Amount::AtLeast(number(low)?),
            Amount::AtMost(high) => Amount::AtMost(number(high)?),
            Amount::Below(high) => Amount::Below(number(high)?),
            Amount::Above(low) => Amount::Above(number(low)?),
            Amount::Range(low, high) => Amount::Range(number(low)?, number(high)?),
        };
        Some(Cow::Owned(Quantity { meaning: Meaning::Amount(amount), unit: Some(unit.into()), ..self.clone() }))
    }

    /// The amount in a list where everything has one unit: what cannot be converted is words there, so that no number of another kind
    /// stands among the others.
    #[must_use]
    pub fn among(&self, unit: &str) -> Cow<'_, Quantity> {
        self.in_unit(unit).unwrap_or_else(|| Cow::Owned(Quantity { meaning: Meaning::Words, ..self.clone() }))
    }

    /// The one number in the unit that all sizes of its unit are counted in, for putting them into an order.
    #[must_use]
    pub fn in_base(&self) -> Option<Decimal> {
        let number = self.number()?;
        self.unit.as_deref().map_or(Some(number), |unit| UnitOfMeasure::parse(unit).in_base(number))
    }

    /// How far the true number may be from the one written: half a unit of the last digit of a rounded number, nothing for
    /// what is counted. Of 約30人 it is half of its last digit but the zeros at its end.
    #[must_use]
    pub fn rounding(&self) -> Decimal {
        let none = Decimal::default();
        match self.meaning {
            Meaning::Amount(Amount::About(number)) => number.rough_half_step(),
            Meaning::Amount(Amount::Exact(number)) => {
                let counted = self.unit.as_deref().is_none_or(|unit| UnitOfMeasure::parse(unit).is_counted());
                if counted && number.places() == 0 { none } else { number.half_step() }
            }
            _ => none,
        }
    }
}
