//! Amounts in figures: as text for people, as lengths for marks, as shares.

use crate::text::number::Decimal;
use crate::value::{Amount, Meaning, Quantity};

use super::words;

/// The number of a quantity that is one number, exactly or about.
pub fn single(quantity: &Quantity) -> Option<Decimal> {
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number) | Amount::About(number)) => Some(number),
        _ => None,
    }
}

/// How a quantity is shown in a chart: the number with its unit, or the words that stand in its place.
pub fn show(quantity: &Quantity, unit: &str) -> String {
    match &quantity.meaning {
        Meaning::Amount(amount) => {
            let unit = quantity.unit.as_deref().unwrap_or(unit);
            let per = quantity.per.as_deref().map(|per| format!("／{per}")).unwrap_or_default();
            words::amount(*amount, &format!("{unit}{per}"))
        }
        Meaning::Absent(absence) => words::absence(*absence, &quantity.written),
        Meaning::Direction(_) | Meaning::Words => quantity.written.trim().to_owned(),
    }
}

/// A number for people: digits in threes, the decimals as they were given.
pub fn digits(number: Decimal) -> String {
    let scale = usize::from(number.scale);
    let all = format!("{:0>1$}", number.unscaled.unsigned_abs(), scale + 1);
    let (whole, fraction) = all.split_at(all.len() - scale);
    let mut out = String::new();
    if number.unscaled < 0 {
        out.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if scale > 0 {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The nearest binary number, for lengths; never for sums.
#[expect(clippy::cast_precision_loss, reason = "a length is exact to a tenth of a unit")]
pub fn length(number: Decimal) -> f64 {
    number.unscaled as f64 / 10_f64.powi(number.scale.into())
}

/// The sum, unless it does not fit.
pub fn sum(left: Decimal, right: Decimal) -> Option<Decimal> {
    let scale = left.scale.max(right.scale);
    let at = |number: Decimal| number.unscaled.checked_mul(10_i64.checked_pow((scale - number.scale).into())?);
    Some(Decimal { unscaled: at(left)?.checked_add(at(right)?)?, scale })
}

/// The difference, unless it does not fit.
pub fn minus(left: Decimal, right: Decimal) -> Option<Decimal> {
    sum(left, Decimal { unscaled: right.unscaled.checked_neg()?, scale: right.scale })
}

/// The share in percent, rounded half up to one decimal; nothing of nothing has no share.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let above = i128::from(part.unscaled) * 10_i128.checked_pow(u32::from(whole.scale) + 3)?;
    let below = i128::from(whole.unscaled) * 10_i128.checked_pow(u32::from(part.scale))?;
    if below == 0 {
        return None;
    }
    let (above, below) = (above * below.signum(), below.abs());
    let unscaled = (above.abs() * 2 + below) / (below * 2) * above.signum();
    Some(Decimal { unscaled: i64::try_from(unscaled).ok()?, scale: 1 })
}

/// Whether the first is the smaller.
pub fn less(one: Decimal, other: Decimal) -> bool {
    minus(one, other).is_some_and(negative)
}

/// Whether a number is below zero.
pub fn negative(number: Decimal) -> bool {
    number.unscaled < 0
}

/// Whether a number is zero.
pub fn is_zero(number: Decimal) -> bool {
    number.unscaled == 0
}
