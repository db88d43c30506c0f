//! The numbers of an amount: one, or a range, with their 億 and 万.

use super::Amount;
use crate::text::number::Decimal;

/// Powers of ten after a number, the longest words first. 千 mostly belongs to the unit (千円) and only multiplies after 万
/// or where no unit follows.
const MULTIPLIERS: &[(&str, i64)] = &[
    ("兆", 1_000_000_000_000),
    ("億", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("万", 10_000),
    ("千", 1000),
];

/// How an amount is bounded, such as `Amount::AtLeast`.
pub(super) type AmountBound = fn(Decimal) -> Amount;

/// One number, or two with ～ between.
pub(super) struct Numbers {
    pub low: Decimal,
    high: Option<Decimal>,
    /// 30人～: nothing after the ～.
    open: bool,
    /// A hyphen stands between the two.
    pub hyphen: bool,
    /// How many characters it takes.
    pub length: usize,
    /// Whether words for powers of ten belong to it: 3.5億.
    pub multiplied: bool,
}

impl Numbers {
    pub fn read(folded: &[char], form_unit: &str) -> Option<Numbers> {
        let first = JapaneseNumber::read(folded, form_unit)?;
        let rest = folded.get(first.length..)?;
        let multiplied = first.multiplier > 1;
        let single =
            Numbers { low: first.value, high: None, open: false, hyphen: false, length: first.length, multiplied };
        let Some((at, length)) = range_sign(rest) else { return Some(single) };
        let after = rest.get(at + length..)?;
        if after.is_empty() {
            return Some(Numbers { open: true, ..single });
        }
        let second = JapaneseNumber::read(after, form_unit)?;
        // 2～3万人 means 2万～3万人.
        let small = first.multiplier == 1 && second.multiplier > 1 && first.plain <= second.plain;
        let low = if small { first.value.checked_mul(second.multiplier.into())? } else { first.value };
        // 2回～3回: the unit said twice must be the same.
        let same = after.get(second.length..)?.starts_with(rest.get(..at)?);
        let length = first.length + at + length + second.length;
        (same && low <= second.value).then_some(Numbers {
            low,
            high: Some(second.value),
            open: false,
            hyphen: rest.first() == Some(&'-'),
            length,
            multiplied: second.multiplier > 1,
        })
    }

    pub fn bounded(&self, bound: Option<AmountBound>) -> Option<Amount> {
        match (self.high, bound) {
            (Some(high), _) if self.open || high < self.low => None,
            // About two to three is said by the range itself.
            (Some(high), None) => Some(Amount::Range(self.low, high)),
            (Some(high), Some(bound)) if bound(high) == Amount::About(high) => Some(Amount::Range(self.low, high)),
            (Some(_), Some(_)) => None,
            (None, None) if self.open => Some(Amount::AtLeast(self.low)),
            (None, Some(_)) if self.open => None,
            (None, bound) => Some(bound.map_or(Amount::Exact(self.low), |bound| bound(self.low))),
        }
    }
}

/// Where ～ stands and how long it is: at once or after the first unit. A hyphen only counts between two numbers.
fn range_sign(rest: &[char]) -> Option<(usize, usize)> {
    if rest.first() == Some(&'-') {
        return Some((0, 1));
    }
    if rest.starts_with(&['か', 'ら']) {
        return Some((0, 2));
    }
    rest.iter().position(|c| *c == '~').map(|at| (at, 1))
}

/// One number with its 億 and 万.
struct JapaneseNumber {
    value: Decimal,
    /// The number before its multiplier: 3 in 3千.
    plain: Decimal,
    multiplier: i64,
    length: usize,
}

impl JapaneseNumber {
    fn read(folded: &[char], form_unit: &str) -> Option<JapaneseNumber> {
        let (plain, mut length) = Decimal::scan(folded)?;
        let (mut value, mut part, mut last) = (Decimal::default(), Some(plain), i64::MAX);
        loop {
            let rest: String = folded.get(length..)?.iter().collect();
            let known = MULTIPLIERS.iter().find(|(word, _)| rest.starts_with(word));
            // Where the form counts in 万円, 万 belongs to the unit.
            let known = known.filter(|(word, by)| *by < last && (*by > 1000 || last < i64::MAX || rest == *word));
            let known = known
                .filter(|(word, _)| !(form_unit.starts_with(word) && (rest.starts_with(form_unit) || rest == *word)));
            let by = known.map_or(1, |(_, by)| *by);
            value = part.take().map_or(Some(value), |part| value.checked_add(part.checked_mul(by.into())?))?;
            let Some((word, _)) = known else { break };
            (last, length) = (by, length + word.chars().count());
            if let Some((next, digits)) = folded
                .get(length..)
                .filter(|rest| rest.first().is_some_and(char::is_ascii_digit))
                .and_then(Decimal::scan)
            {
                (part, length) = (Some(next), length + digits);
            } else {
                break;
            }
        }
        // 3.5億 is whole, so it keeps no digit after the point.
        let value = Some(value.round(0)).filter(|whole| last < i64::MAX && *whole == value).unwrap_or(value);
        Some(JapaneseNumber { value, plain, multiplier: if last == i64::MAX { 1 } else { last }, length })
    }
}
