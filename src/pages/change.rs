//! How a figure changed, in words.

use crate::compare::{Change, ComparedFigure, Measured, NoRatio, NotComparable};
use crate::theme::Theme;
use crate::value::quantity::same_unit;
use crate::value::{Printed, Quantity, number};
use crate::view;
use crate::view::View;

use super::RenderContext;

/// The view for templates: the words, and `more`, `less`, `same` or `unlike`. Nothing where this figure is no number.
pub fn view(
    now: &ComparedFigure<'_>,
    before: Option<&ComparedFigure<'_>>,
    year: i32,
    context: RenderContext<'_>,
) -> View {
    let Some(change) = Change::between(now, before) else { return View::None };
    let year = context.language().fiscal_year(year);
    let unit = unit_of_difference(context, now.quantity.unit.as_deref().unwrap_or_default());
    let (state, word, amount) = match change {
        Change::More(by) => ("more", "change_more", format!("{by}{unit}")),
        Change::Less(by) => ("less", "change_less", format!("{by}{unit}")),
        Change::Same => ("same", "change_same", String::new()),
        Change::Unlike(reason) => ("unlike", word_of(reason), String::new()),
    };
    view! { "state" => state, "text" => context.theme.sentence(word, &[("year", &year), ("amount", &amount)]) }
}

/// How a figure changed since that of an earlier year, in few words for a cell: `more`, `less` or `same`, the words, and the year.
/// Nothing where they are not compared.
pub fn since(context: RenderContext<'_>, now: &Measured<'_>, before: &Measured<'_>) -> View {
    let Some((state, text)) = amount(context, now, before) else { return View::None };
    view! { "state" => state, "text" => text, "year" => context.language().fiscal_year(before.year) }
}

/// By how much a figure changed: 12人増. With `more`, `less` or `same`.
pub fn amount(context: RenderContext<'_>, now: &Measured<'_>, before: &Measured<'_>) -> Option<(&'static str, String)> {
    let change = Change::between(&now.side(), Some(&before.side()))?;
    let (state, word, by) = match change {
        Change::More(by) => ("more", "more_by", by.to_string()),
        Change::Less(by) => ("less", "less_by", by.to_string()),
        Change::Same => ("same", "same_as", String::new()),
        Change::Unlike(_) => return None,
    };
    let unit = unit_of_difference(context, now.quantity.unit.as_deref().unwrap_or_default());
    Some((state, context.theme.sentence(word, &[("amount", &(by + unit))])))
}

/// The unit of a difference between two numbers of a unit: of percentages, points.
pub fn unit_of_difference<'u>(context: RenderContext<'u>, unit: &'u str) -> &'u str {
    if same_unit(unit, "％") { context.theme.word("points") } else { unit }
}

/// The interface word that says why two figures are not compared.
fn word_of(reason: NotComparable) -> &'static str {
    match reason {
        NotComparable::NotAsked => "change_not_asked",
        NotComparable::NoNumber => "change_no_number",
        NotComparable::NotExact => "change_not_exact",
        NotComparable::Point => "change_other_point",
        NotComparable::Unit => "change_other_unit",
        NotComparable::Definition => "change_other_definition",
        NotComparable::Scope => "change_other_scope",
        NotComparable::Source => "change_other_source",
    }
}

/// Why figures are not compared, in few words for a chart: 範囲が異なる. Nothing where a figure is only missing or not exact.
pub fn apart_word(reason: NotComparable) -> Option<&'static str> {
    match reason {
        NotComparable::NotAsked | NotComparable::NoNumber | NotComparable::NotExact => None,
        NotComparable::Point => Some("apart_point"),
        NotComparable::Unit => Some("apart_unit"),
        NotComparable::Definition => Some("apart_definition"),
        NotComparable::Scope => Some("apart_scope"),
        NotComparable::Source => Some("apart_source"),
    }
}

/// A measure as a page shows it: the figure, or why it was not computed.
pub fn printed<'m>(measured: &'m Measured<'_>, theme: &Theme) -> Printed<'m> {
    match measured.lack {
        Some(_) => measured.printed().saying(measured_text(measured, theme)),
        None => measured.printed(),
    }
}

/// A figure as words, for a sentence that tells what it is of.
pub fn figure_text(quantity: &Quantity) -> String {
    number::shown(quantity)
}

/// A measure as words: the figure, or why it was not computed.
pub fn measured_text(measured: &Measured<'_>, theme: &Theme) -> String {
    match measured.lack {
        Some(NoRatio::NotExact) => theme.word("lack_not_exact").to_owned(),
        Some(NoRatio::Scope) => theme.word("lack_scope").to_owned(),
        Some(NoRatio::Unit) => theme.word("lack_unit").to_owned(),
        Some(NoRatio::Zero) => theme.word("lack_zero").to_owned(),
        None => number::shown(&measured.quantity),
    }
}
