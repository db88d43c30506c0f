//! One amount in several units, the larger ones first: 8分36秒, 1年6か月, 10円50銭.

use super::amount::{FormUnit, Reading};
use super::numbers::AmountBound;
use super::unit::UnitOfMeasure;
use super::{Amount, Meaning};
use crate::text::number::Decimal;

/// The amount in one unit.
pub(super) struct Compound {
    number: Decimal,
    unit: String,
}

impl Compound {
    /// Reads numbers with units that measure the same, each smaller than one of the unit before it.
    ///
    /// The amount is in the form's unit where it can be said in it, and otherwise in the smallest of its own.
    pub fn read(folded: &[char], form: &FormUnit<'_>) -> Option<Compound> {
        let (mut rest, mut total, mut last) = (folded, Decimal::default(), None::<(String, UnitOfMeasure)>);
        let mut several = false;
        while !rest.is_empty() {
            let (number, length) = Decimal::scan(rest).filter(|(number, _)| !number.is_negative())?;
            rest = rest.get(length..)?;
            let letters = rest.iter().take_while(|c| !c.is_ascii_digit()).count();
            let name: String = rest.get(..letters)?.iter().collect();
            rest = rest.get(letters..)?;
            let unit = UnitOfMeasure::parse(&name);
            if !unit.is_of_a_rule() {
                return None;
            }
            if let Some((_, before)) = &last {
                several = true;
                // 8分 and 96秒 are two times.
                let within = before.is_like(&unit) && unit.in_base(number)? < before.in_base(Decimal::from(1))?;
                if !within || number.places() > 0 && !rest.is_empty() {
                    return None;
                }
            }
            total = total.checked_add(unit.in_base(number)?)?;
            last = Some((name, unit));
        }
        let (name, smallest) = last.filter(|_| several)?;
        let base = smallest.base_unit();
        let form_unit = UnitOfMeasure::parse(form.unit);
        match base.convert(total, &form_unit) {
            Some(number) => Some(Compound { number, unit: form.unit.to_owned() }),
            None => Some(Compound { number: base.convert(total, &smallest)?, unit: name }),
        }
    }

    /// The amount as it is read.
    pub fn reading(self, bound: Option<AmountBound>) -> Reading {
        let amount = bound.map_or(Amount::Exact(self.number), |bound| bound(self.number));
        let unit = Some(self.unit).filter(|unit| !unit.is_empty());
        Reading { unit, ..Reading::of(Meaning::Amount(amount)) }
    }
}
