//! How a key figure changed since the place's last sheet, in words. Only like is compared with like; where something
//! differs, the page says what, so that a reader does not compare by hand what should not be compared.

use std::cmp::Ordering;

use crate::text::era;
use crate::text::fold;
use crate::text::number::Decimal;
use crate::theme::Theme;
use crate::value::quantity::{Meaning, same_unit};
use crate::value::{Amount, Quantity};
use crate::view;
use crate::view::View;

use super::sheet_table::Figure;

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// By so much, which is above zero.
    More(Decimal),
    /// By so much, which is above zero.
    Less(Decimal),
    Same,
    /// Not to be compared; the interface word that says why.
    Unlike(&'static str),
}

/// What templates see: the words, and `more`, `less`, `same` or `unlike`. Nothing where this figure is no number:
/// its own words say so.
pub fn view(now: &Figure<'_>, before: Option<&Figure<'_>>, year: i32, theme: &Theme) -> View {
    let Some(change) = change(now, before) else { return View::None };
    let year = era::fiscal_year(year);
    let unit = match &now.quantity.unit {
        Some(_) if now.quantity.is_percentage() => theme.word("points"),
        Some(unit) => unit,
        None => "",
    };
    let (state, word, amount) = match change {
        Change::More(by) => ("more", "change_more", format!("{by}{unit}")),
        Change::Less(by) => ("less", "change_less", format!("{by}{unit}")),
        Change::Same => ("same", "change_same", String::new()),
        Change::Unlike(word) => ("unlike", word, String::new()),
    };
    view! { "state" => state, "text" => theme.say(word, &[("year", &year), ("amount", &amount)]) }
}

fn change(now: &Figure<'_>, before: Option<&Figure<'_>>) -> Option<Change> {
    let this = exact(now.quantity);
    this.or_else(|| now.quantity.bounds().map(|_| Decimal::default()))?;
    let Some(before) = before else { return Some(Change::Unlike("change_not_asked")) };
    if let Some(reason) = unlike(now, before) {
        return Some(Change::Unlike(reason));
    }
    let (Some(this), Some(that)) = (this, exact(before.quantity)) else {
        return Some(Change::Unlike("change_not_exact"));
    };
    let difference = this.checked_sub(that)?;
    Some(match this.cmp(&that) {
        Ordering::Greater => Change::More(difference),
        Ordering::Less => Change::Less(that.checked_sub(this)?),
        Ordering::Equal => Change::Same,
    })
}

/// Why two figures cannot be compared.
fn unlike(now: &Figure<'_>, before: &Figure<'_>) -> Option<&'static str> {
    let same = |a: Option<&str>, b: Option<&str>| a.map(fold) == b.map(fold);
    let unit = |quantity: &Quantity| quantity.unit.clone().unwrap_or_default();
    if before.quantity.bounds().is_none() {
        Some("change_no_number")
    } else if now.point != before.point {
        Some("change_other_point")
    } else if !same_unit(&unit(now.quantity), &unit(before.quantity)) || now.quantity.per != before.quantity.per {
        Some("change_other_unit")
    } else if !same(now.circumstances.scope.as_deref(), before.circumstances.scope.as_deref()) {
        Some("change_other_scope")
    } else if !same(now.circumstances.source.as_deref(), before.circumstances.source.as_deref()) {
        Some("change_other_source")
    } else {
        None
    }
}

/// The number of an exact amount: the difference to 約30人 is not known.
fn exact(quantity: &Quantity) -> Option<Decimal> {
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number)) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Circumstances;

    /// A quantity, the point of a rate, scope and source.
    type Case = (&'static str, Option<&'static str>, &'static str, &'static str);

    fn between(now: Case, before: Option<Case>) -> Option<Change> {
        fn circumstances(case: Case) -> Circumstances {
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            Circumstances { scope: text(case.2), source: text(case.3), ..Circumstances::default() }
        }
        fn figure<'a>(case: Case, quantity: &'a Quantity, circumstances: &'a Circumstances) -> Figure<'a> {
            Figure { id: "beds", label: String::new(), point: case.1, quantity, circumstances }
        }
        let this = (Quantity::read(now.0, Some("人")), circumstances(now));
        let that = before.map(|before| (before, Quantity::read(before.0, Some("人")), circumstances(before)));
        let before = that.as_ref().map(|(case, quantity, circumstances)| figure(*case, quantity, circumstances));
        change(&figure(now, &this.0, &this.1), before.as_ref())
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
            (plain("12人"), plain("記載なし"), Some(Change::Unlike("change_no_number"))),
            (plain("約12人"), plain("10人"), Some(Change::Unlike("change_not_exact"))),
            (plain("12人"), plain("10人以上"), Some(Change::Unlike("change_not_exact"))),
            (plain("12人"), plain("10床"), Some(Change::Unlike("change_other_unit"))),
            (plain("12回/年"), plain("12回/月"), Some(Change::Unlike("change_other_unit"))),
            (("12％", Some("a"), "", ""), ("10％", Some("b"), "", ""), Some(Change::Unlike("change_other_point"))),
            (("12人", None, "市", ""), plain("10人"), Some(Change::Unlike("change_other_scope"))),
            (("12人", None, "", "６３０調査"), ("10人", None, "", "630調査"), Some(Change::More(by("2")))),
            (("12人", None, "", "630調査"), plain("10人"), Some(Change::Unlike("change_other_source"))),
        ] {
            assert_eq!(between(now, Some(before)), expected, "{now:?} {before:?}");
        }
        assert_eq!(between(plain("12人"), None), Some(Change::Unlike("change_not_asked")));
    }
}
