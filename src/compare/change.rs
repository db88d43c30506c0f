//! How one figure changed against another. Only like is compared with like; where something differs, the page says what,
//! so that a reader does not compare by hand what should not be compared.

use std::cmp::Ordering;

use crate::text::fold;
use crate::text::number::Decimal;
use crate::value::Quantity;

/// A figure as comparisons see it.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFigure<'a> {
    /// The figure of one year.
    pub quantity: &'a Quantity,
    /// For what area it is, where that is not the place itself.
    pub scope: Option<&'a str>,
    /// Its source, as the sheet cites it.
    pub source: Option<&'a str>,
    /// Which part of a composition or which of several rates it is.
    pub point: Option<&'a str>,
    /// What exactly is counted, in the form's words.
    pub definition: Option<&'a str>,
}

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// By so much of its own unit, which is above zero.
    More(Decimal),
    /// By so much of its own unit, which is above zero.
    Less(Decimal),
    /// Both years have the same number.
    Same,
    /// Not to be compared, and why.
    Unlike(NotComparable),
}

/// Why two figures are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// The earlier document has no such figure.
    NotAsked,
    /// The earlier one is no number.
    NoNumber,
    /// One of them is about, a bound or a range.
    NotExact,
    /// They are rates at different points, or different parts.
    Point,
    /// Their units cannot be converted into each other.
    Unit,
    /// What is counted differs.
    Definition,
    /// They are for different areas.
    Scope,
    /// They come from different surveys.
    Source,
}

impl Change {
    /// What became of a figure since `before`. Nothing where this figure is no number: its own words say so.
    pub fn between(now: &ComparedFigure<'_>, before: Option<&ComparedFigure<'_>>) -> Option<Change> {
        let this = now.quantity.exact();
        this.or_else(|| now.quantity.bounds().map(|_| Decimal::default()))?;
        let Some(before) = before else { return Some(Change::Unlike(NotComparable::NotAsked)) };
        if let Some(reason) = unlike(now, before) {
            return Some(Change::Unlike(reason));
        }
        let Some(same) = before.quantity.in_unit(now.quantity.unit.as_deref().unwrap_or_default()) else {
            return Some(Change::Unlike(NotComparable::Unit));
        };
        let (Some(this), Some(that)) = (this, same.exact()) else {
            return Some(Change::Unlike(NotComparable::NotExact));
        };
        let difference = this.checked_sub(that)?;
        Some(match this.cmp(&that) {
            Ordering::Greater => Change::More(difference),
            Ordering::Less => Change::Less(that.checked_sub(this)?),
            Ordering::Equal => Change::Same,
        })
    }
}

/// Why two figures cannot be compared.
pub fn unlike(now: &ComparedFigure<'_>, before: &ComparedFigure<'_>) -> Option<NotComparable> {
    let same = |a: Option<&str>, b: Option<&str>| a.map(fold) == b.map(fold);
    let convertible = |unit: Option<&str>| {
        before.quantity.unit.as_deref().is_none() == unit.is_none()
            && before.quantity.in_unit(unit.unwrap_or_default()).is_some()
    };
    if before.quantity.bounds().is_none() {
        Some(NotComparable::NoNumber)
    } else if now.point != before.point {
        Some(NotComparable::Point)
    } else if !convertible(now.quantity.unit.as_deref()) || now.quantity.per != before.quantity.per {
        Some(NotComparable::Unit)
    } else if !same(now.definition, before.definition) {
        Some(NotComparable::Definition)
    } else if !same(now.scope, before.scope) {
        Some(NotComparable::Scope)
    } else if !same(now.source, before.source) {
        Some(NotComparable::Source)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quantity, the point of a rate, scope and source.
    type Case = (&'static str, Option<&'static str>, &'static str, &'static str);

    fn between(now: Case, before: Option<Case>) -> Option<Change> {
        fn side(case: Case, quantity: &Quantity) -> ComparedFigure<'_> {
            let text = |text: &'static str| Some(text).filter(|text| !text.is_empty());
            ComparedFigure { point: case.1, quantity, scope: text(case.2), source: text(case.3), definition: None }
        }
        let this = Quantity::read(now.0, Some("人"));
        let that = before.map(|before| (before, Quantity::read(before.0, Some("人"))));
        let before = that.as_ref().map(|(case, quantity)| side(*case, quantity));
        Change::between(&side(now, &this), before.as_ref())
    }

    #[test]
    fn only_like_is_compared() {
        let by = |text: &str| Decimal::parse(text).unwrap_or_default();
        let plain = |text| (text, None, "", "");
        for (now, before, expected) in [
            (plain("1,530人"), plain("1,542人"), Some(Change::Less(by("12")))),
            (plain("1542"), plain("1,530人"), Some(Change::More(by("12")))),
            (plain("1,530人"), plain("１５３０"), Some(Change::Same)),
            (plain("80.2％"), plain("78.7%"), Some(Change::More(by("1.5")))),
            (plain("12か所"), plain("11ヶ所"), Some(Change::More(by("1")))),
            (plain("調査中"), plain("12人"), None),
            (plain("前年度増"), plain("12人"), None),
            (plain("12人"), plain("記載なし"), Some(Change::Unlike(NotComparable::NoNumber))),
            (plain("約12人"), plain("10人"), Some(Change::Unlike(NotComparable::NotExact))),
            (plain("12人"), plain("10人以上"), Some(Change::Unlike(NotComparable::NotExact))),
            (plain("12人"), plain("10床"), Some(Change::Unlike(NotComparable::Unit))),
            (plain("12回/年"), plain("12回/月"), Some(Change::Unlike(NotComparable::Unit))),
            (("12％", Some("a"), "", ""), ("10％", Some("b"), "", ""), Some(Change::Unlike(NotComparable::Point))),
            (("12人", None, "市", ""), plain("10人"), Some(Change::Unlike(NotComparable::Scope))),
            (("12人", None, "", "６３０調査"), ("10人", None, "", "630調査"), Some(Change::More(by("2")))),
            (("12人", None, "", "630調査"), plain("10人"), Some(Change::Unlike(NotComparable::Source))),
        ] {
            assert_eq!(between(now, Some(before)), expected, "{now:?} {before:?}");
        }
        assert_eq!(between(plain("12人"), None), Some(Change::Unlike(NotComparable::NotAsked)));
    }
}
