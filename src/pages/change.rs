//! How a figure changed, in words.

use crate::compare::{Change, ComparedFigure, Measured, NoRatio, NotComparable};
use crate::theme::Theme;
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
    let unit = match &now.quantity.unit {
        Some(_) if now.quantity.is_percentage() => context.theme.word("points"),
        Some(unit) => unit,
        None => "",
    };
    let (state, word, amount) = match change {
        Change::More(by) => ("more", "change_more", format!("{by}{unit}")),
        Change::Less(by) => ("less", "change_less", format!("{by}{unit}")),
        Change::Same => ("same", "change_same", String::new()),
        Change::Unlike(reason) => ("unlike", word_of(reason), String::new()),
    };
    view! { "state" => state, "text" => context.theme.sentence(word, &[("year", &year), ("amount", &amount)]) }
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
