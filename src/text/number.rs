//! Numbers as written in Japanese documents, and exact decimals.

#[cfg(test)]
mod tests;

use super::fold::fold;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// An exact decimal: all digits as one integer, and how many of them stand after the point.
///
/// 48.0 keeps its zero for display and still equals 48.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Decimal {
    unscaled: i64,
    scale: u8,
}

impl Decimal {
    /// The number 0, without digits after the point.
    pub const ZERO: Decimal = Decimal { unscaled: 0, scale: 0 };

    /// Digits after the point that are kept; enough for any report and small enough never to overflow.
    pub const MAX_SCALE: u8 = 9;

    /// `unscaled` / 10^`scale`: 29.5 is `new(295, 1)`. Nothing when the scale is larger than `MAX_SCALE`.
    #[must_use]
    pub const fn new(unscaled: i64, scale: u8) -> Option<Decimal> {
        if scale <= Self::MAX_SCALE { Some(Decimal { unscaled, scale }) } else { None }
    }

    /// How many digits stand after the point.
    #[must_use]
    pub const fn places(self) -> u8 {
        self.scale
    }

    /// Reads one number and nothing else: `1,539,946`, `２９．５`, `−5`, `▲5.2`. Commas stand in their places or nowhere.
    #[must_use]
    pub fn parse(text: &str) -> Option<Decimal> {
        let chars: Vec<char> = fold(text).chars().collect();
        let (number, length) = Self::scan(&chars)?;
        (length == chars.len()).then_some(number)
    }

    /// The longest number at the start of folded characters, and how many of them it takes.
    #[must_use]
    pub fn scan(chars: &[char]) -> Option<(Decimal, usize)> {
        let sign = chars.first().filter(|c| matches!(c, '-' | '▲' | '△' | '+'));
        let start = usize::from(sign.is_some());
        let mut length = start + digits(chars, start);
        // Thousands are grouped from the first comma on, so one to three digits stand before it.
        if (start + 1..=start + 3).contains(&length) {
            while chars.get(length) == Some(&',') && digits(chars, length + 1) == 3 {
                length += 4;
            }
        }
        let integer_end = length;
        if integer_end > start && chars.get(integer_end) == Some(&'.') && digits(chars, integer_end + 1) > 0 {
            length += 1 + digits(chars, integer_end + 1);
        }
        let scale =
            u8::try_from(length.saturating_sub(integer_end + 1)).ok().filter(|scale| *scale <= Self::MAX_SCALE)?;
        let figures = chars.get(start..length)?.iter().filter(|c| c.is_ascii_digit());
        let mut unscaled = None;
        for figure in figures {
            let next = i64::from(figure.to_digit(10)?);
            unscaled = Some(unscaled.unwrap_or(0_i64).checked_mul(10)?.checked_add(next)?);
        }
        let unscaled = if sign.is_some_and(|c| *c != '+') { -unscaled? } else { unscaled? };
        Some((Decimal { unscaled, scale }, length))
    }

    /// The sum, unless it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let unscaled = i64::try_from(self.at_scale(scale) + other.at_scale(scale)).ok()?;
        Some(Decimal { unscaled, scale })
    }

    /// The difference, unless it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(Decimal { unscaled: other.unscaled.checked_neg()?, scale: other.scale })
    }

    /// The product, unless it does not fit; digits after the ninth are rounded away.
    #[must_use]
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let product = i128::from(self.unscaled) * i128::from(other.unscaled);
        let scale = self.scale + other.scale;
        let rounded_scale = scale.min(Self::MAX_SCALE);
        let unscaled = i64::try_from(divide(product, power(scale - rounded_scale))).ok()?;
        Some(Decimal { unscaled, scale: rounded_scale })
    }

    /// The quotient where it ends within the digits that are kept; zeros at its end are left away.
    #[must_use]
    pub fn checked_div(self, by: i64) -> Option<Decimal> {
        let scaled = self.at_scale(Self::MAX_SCALE);
        let exact = scaled.checked_rem(by.into())? == 0;
        exact.then(|| Self::shortest(scaled / i128::from(by), Self::MAX_SCALE))?
    }

    /// This times ten to a power: 20.11 by 3 is 20,110. Digits after the point stay as many as are needed.
    #[must_use]
    pub fn shift(self, power: i8) -> Option<Decimal> {
        if power < 0 {
            let scale = self.scale.checked_add(power.unsigned_abs())?;
            return Self::shortest(self.unscaled.into(), scale);
        }
        let by = power.unsigned_abs();
        let (scale, grows) = (self.scale.saturating_sub(by), by.saturating_sub(self.scale));
        let unscaled =
            i64::try_from(i128::from(self.unscaled).checked_mul(10_i128.checked_pow(grows.into())?)?).ok()?;
        Some(Decimal { unscaled, scale })
    }

    /// A number without zeros at the end of what stands after the point.
    fn shortest(mut unscaled: i128, mut scale: u8) -> Option<Decimal> {
        while scale > 0 && unscaled % 10 == 0 {
            (unscaled, scale) = (unscaled / 10, scale - 1);
        }
        (scale <= Self::MAX_SCALE).then_some(Decimal { unscaled: i64::try_from(unscaled).ok()?, scale })
    }

    /// Half a unit of its last written digit, which is how far a rounded number may be from the true one.
    #[must_use]
    pub fn half_step(self) -> Decimal {
        if self.scale < Self::MAX_SCALE {
            Decimal { unscaled: 5, scale: self.scale + 1 }
        } else {
            Decimal { unscaled: 1, scale: Self::MAX_SCALE }
        }
    }

    /// Half a unit of the last digit that is not a zero at its end: 5 of 30, and 500 of 12,000.
    #[must_use]
    pub fn rough_half_step(self) -> Decimal {
        let (mut rest, mut step) = (self.unscaled.unsigned_abs(), 1_i64);
        while self.scale == 0 && rest > 0 && rest.is_multiple_of(10) {
            (rest, step) = (rest / 10, step.saturating_mul(10));
        }
        Decimal { unscaled: step, scale: 0 }.checked_mul(self.half_step()).unwrap_or_default()
    }

    /// Rounds half up (四捨五入), away from zero; a number with fewer digits stays as it is.
    #[must_use]
    pub fn round(self, places: u8) -> Decimal {
        let Some(dropped) = self.scale.checked_sub(places) else { return self };
        // Dividing by a power of ten cannot grow the number out of i64.
        i64::try_from(divide(self.unscaled.into(), power(dropped)))
            .map_or(self, |unscaled| Decimal { unscaled, scale: places })
    }

    /// This as a share of `total` in percent, rounded half up to `places`: 452 of 1,530 is 29.5.
    #[must_use]
    pub fn percent_of(self, total: Decimal, places: u8) -> Option<Decimal> {
        self.ratio_to(total, 100, places)
    }

    /// How many of this fall on `per` of `total`, rounded half up to `places`: 1,758 beds of 1,539,946 residents
    /// are 11.4 per 10,000.
    #[must_use]
    pub fn ratio_to(self, total: Decimal, per: u32, places: u8) -> Option<Decimal> {
        if total.unscaled == 0 || places > Self::MAX_SCALE {
            return None;
        }
        let times = i128::from(per) * power(places);
        let part = i128::from(self.unscaled).checked_mul(power(total.scale))?.checked_mul(times)?;
        let total = i128::from(total.unscaled) * power(self.scale);
        let unscaled = i64::try_from(divide(part * total.signum(), total.abs())).ok()?;
        Some(Decimal { unscaled, scale: places })
    }

    /// The nearest binary number, for placing marks in a chart; never for sums.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.unscaled as f64 / 10_f64.powi(self.scale.into())
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.unscaled < 0
    }

    /// For machines: `-1539946.5`, no grouping.
    #[must_use]
    pub fn to_plain(self) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let (whole, fraction) = self.parts();
        format!("{sign}{whole}{fraction}")
    }

    /// Digits before the point, and the point with the digits after it.
    fn parts(self) -> (String, String) {
        parts(self.unscaled.unsigned_abs().into(), self.scale)
    }

    fn at_scale(self, scale: u8) -> i128 {
        i128::from(self.unscaled) * power(scale.saturating_sub(self.scale))
    }
}

/// A sum of decimals, however large it grows: no part of it is lost, and none is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct DecimalSum {
    /// In units of the last digit that a decimal can have. A decimal takes 93 bits of it, so that thousands of millions fit.
    unscaled: i128,
    scale: u8,
}

impl FromIterator<Decimal> for DecimalSum {
    fn from_iter<I: IntoIterator<Item = Decimal>>(decimals: I) -> DecimalSum {
        decimals.into_iter().fold(DecimalSum::default(), |sum, decimal| DecimalSum {
            unscaled: sum.unscaled.saturating_add(decimal.at_scale(Decimal::MAX_SCALE)),
            scale: sum.scale.max(decimal.scale),
        })
    }
}

impl DecimalSum {
    /// How this stands to a number where a difference of so much counts for nothing.
    #[must_use]
    pub fn compare(self, other: Decimal, allowance: DecimalSum) -> Ordering {
        let difference = self.unscaled.saturating_sub(other.at_scale(Decimal::MAX_SCALE));
        if difference.saturating_abs() <= allowance.unscaled { Ordering::Equal } else { difference.cmp(&0) }
    }
}

impl fmt::Display for DecimalSum {
    /// Grouped by thousands as a [`Decimal`] is, with as many digits after the point as the longest summand.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unscaled = self.unscaled / power(Decimal::MAX_SCALE - self.scale);
        formatter.pad(&grouped(unscaled < 0, parts(unscaled.unsigned_abs(), self.scale)))
    }
}

/// Digits before the point, and the point with the digits after it.
fn parts(unscaled: u128, scale: u8) -> (String, String) {
    let scale = usize::from(scale);
    let digits = format!("{unscaled:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    (whole.to_owned(), if scale == 0 { String::new() } else { format!(".{fraction}") })
}

fn grouped(negative: bool, (whole, fraction): (String, String)) -> String {
    let mut text = String::from(if negative { "−" } else { "" });
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &fraction
}

/// How many digits stand from `start` on.
fn digits(chars: &[char], start: usize) -> usize {
    chars.iter().skip(start).take_while(|c| c.is_ascii_digit()).count()
}

fn power(scale: u8) -> i128 {
    10_i128.pow(scale.min(2 * Decimal::MAX_SCALE).into())
}

/// Divides by a positive number and rounds half away from zero.
fn divide(part: i128, total: i128) -> i128 {
    let (quotient, rest) = (part / total, (part % total).abs());
    if rest >= total - rest { quotient + part.signum() } else { quotient }
}

impl From<i64> for Decimal {
    fn from(unscaled: i64) -> Self {
        Decimal { unscaled, scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at_scale(Self::MAX_SCALE).cmp(&other.at_scale(Self::MAX_SCALE))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.at_scale(Self::MAX_SCALE).hash(state);
    }
}

impl fmt::Display for Decimal {
    /// For people, with a minus sign (U+2212) and thousands grouped: `−1,539,946.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&grouped(self.is_negative(), self.parts()))
    }
}
