//! A figure as pages print it, with what a reader must know of it. There is no other way from a quantity to a template, so
//! no page can print a number without its unit, nor one that stands alone without its date and its scope.

use std::borrow::Cow;

use crate::text::{Decimal, SiteLanguage};
use crate::view;
use crate::view::View;

use super::quantity::without_unit;
use super::{Circumstances, Quantity, When, number};

/// A figure, ready to be printed by the component `figure` of a theme.
#[derive(Clone, Debug)]
pub struct Printed<'a> {
    quantity: &'a Quantity,
    at: Cow<'a, str>,
    note_of_figure: FigureNote<'a>,
    words: Option<Cow<'a, str>>,
    told_unit: &'a str,
}

/// What is printed with a figure because no heading states it.
#[derive(Clone, Debug, Default)]
pub struct FigureNote<'a> {
    /// The time of the figure.
    pub as_of: Option<Cow<'a, When>>,
    /// Of a ratio whose two figures were true at different times: when the upper and when the lower one was. There
    /// is then no `as_of`.
    pub of_both: Option<[Option<&'a When>; 2]>,
    /// For what area, where that is not the place itself.
    pub scope: Option<&'a str>,
    /// Its source, where a page lists sources.
    pub source: Option<&'a str>,
    /// Whether its document has a remark on it.
    pub note: bool,
    /// Where it stands: the page of its document and the field there.
    pub page: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Printed<'a> {
    /// A figure outside its table: its date and scope are printed with it. `at` is its path in its document, as in
    /// `discharge_rates.at_1_year`, and empty where a heading names it.
    pub fn alone(quantity: &'a Quantity, at: impl Into<Cow<'a, str>>, note_of_figure: FigureNote<'a>) -> Printed<'a> {
        Printed { quantity, at: at.into(), note_of_figure, words: None, told_unit: "" }
    }

    /// What the component `figure` sees of a figure on the page of its document, where the heading of the field tells the
    /// date, and the remarks under it the scope. Without a date it is the same in every language.
    pub(super) fn headed(quantity: &'a Quantity, at: impl Into<Cow<'a, str>>) -> View {
        Printed::alone(quantity, at, FigureNote::default()).view(SiteLanguage::default())
    }

    /// Replaces the number, which was not computed, by words that say why.
    #[must_use]
    pub fn saying(self, words: impl Into<Cow<'a, str>>) -> Printed<'a> {
        Printed { words: Some(words.into()), ..self }
    }

    /// Leaves the unit away that the head of its table, its row or its column tells.
    #[must_use]
    pub(super) fn under_unit(self, unit: &'a str) -> Printed<'a> {
        Printed { told_unit: unit, ..self }
    }

    /// When it was true, in words.
    #[must_use]
    pub fn time(&self, language: SiteLanguage) -> Option<String> {
        self.note_of_figure.time(language)
    }

    /// Leaves the time away that the head of its column tells.
    #[must_use]
    pub fn under_time(self) -> Printed<'a> {
        Printed { note_of_figure: FigureNote { as_of: None, of_both: None, ..self.note_of_figure }, ..self }
    }

    /// Adds the source of the figure, on a page that lists sources.
    #[must_use]
    pub fn naming(self, source: Option<&'a str>) -> Printed<'a> {
        Printed { note_of_figure: FigureNote { source, ..self.note_of_figure }, ..self }
    }

    /// What the component `figure` sees, with times in the language of the site.
    pub fn view(&self, language: SiteLanguage) -> View {
        let state = if self.words.is_some() { "words" } else { number::state(self.quantity) };
        let printed = self.words.as_deref().map_or_else(|| number::shown(self.quantity), str::to_owned);
        let printed = without_unit(&printed, self.told_unit).map(str::to_owned).unwrap_or(printed);
        let number = if self.words.is_some() { None } else { self.quantity.number() };
        let mut view = view_of(language, &printed, number, state, &self.at, &self.note_of_figure);
        // The order of a column is that of its amounts, whatever their units are.
        view.set("order", self.quantity.in_base().filter(|base| Some(*base) != number).map(Decimal::to_plain));
        view
    }
}

impl<'a> FigureNote<'a> {
    /// What travels with a figure of a document of `place`, the nearest circumstances first; `asked` is the time that the
    /// form states, for a sheet that gives none.
    pub fn of(circumstances: &[&'a Circumstances], asked: Option<When>, place: &str) -> FigureNote<'a> {
        let given = circumstances.iter().find_map(|one| one.as_of()).map(Cow::Borrowed);
        let scope = circumstances.iter().find(|one| one.scope().is_some());
        FigureNote {
            as_of: given.or(asked.map(Cow::Owned)),
            scope: scope.and_then(|one| one.scope_other_than(place)),
            note: circumstances.iter().any(|one| one.note().is_some()),
            ..FigureNote::default()
        }
    }

    /// When it was true, for texts: 平成29年. Of a ratio of two dates: 分子：令和3年6月、分母：令和3年4月.
    pub fn time(&self, language: SiteLanguage) -> Option<String> {
        let names =
            if language == SiteLanguage::Japanese { ["分子", "分母"] } else { ["numerator", "denominator"] };
        let of_both = self.of_both.map(|both| {
            let parts = names.into_iter().zip(both);
            let parts: Vec<String> =
                parts.filter_map(|(part, when)| Some(language.labelled(part, &when?.shown_in(language)))).collect();
            language.list(&parts)
        });
        self.as_of.as_ref().map(|when| when.shown_in(language)).or(of_both)
    }

    /// The date and the scope in one line, for texts: 平成29年、埼玉県全体.
    pub fn line(&self, language: SiteLanguage) -> Option<String> {
        let parts: Vec<String> = [self.time(language), self.scope.map(str::to_owned)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| language.list(&parts))
    }
}

/// How many have something, out of how many, under a heading that tells the rest: 1／1 か所.
pub(super) fn counted((have, of): (Decimal, Option<Decimal>), unit: Option<&str>, at: &str) -> View {
    let of = of.map_or(String::new(), |of| format!("／{of}"));
    let unit = unit.map_or(String::new(), |unit| format!(" {unit}"));
    view_of(SiteLanguage::default(), &format!("{have}{of}{unit}"), Some(have), "known", at, &FigureNote::default())
}

fn view_of(
    language: SiteLanguage,
    printed: &str,
    number: Option<Decimal>,
    state: &str,
    at: &str,
    note_of_figure: &FigureNote<'_>,
) -> View {
    let FigureNote { as_of, of_both, scope, source, note, page } = note_of_figure;
    let of_both = of_both.map(|[above, below]| {
        view! { "numerator" => above.map(|when| when.shown_in(language)), "denominator" => below.map(|when| when.shown_in(language)) }
    });
    view! {
        "printed" => printed,
        "plain" => number.map(Decimal::to_plain),
        "state" => state,
        "at" => Some(at).filter(|at| !at.is_empty()),
        "as_of" => as_of.as_ref().map(|when| when.view(language)),
        "of_both" => of_both,
        "scope" => *scope,
        "source" => *source,
        "note" => *note,
        "page" => page.map(|(page, _)| page),
        "fragment" => page.and_then(|(_, fragment)| fragment),
    }
}

/// The one absence that all quantities of an answer share, which is then said once; nothing where they differ.
pub(super) fn same_absence<'q>(quantities: impl IntoIterator<Item = &'q Quantity>, at: &str) -> View {
    let mut quantities = quantities.into_iter();
    let Some(first) = quantities.next().filter(|first| first.absence().is_some()) else { return View::None };
    if quantities.all(|other| other.written == first.written && other.absence() == first.absence()) {
        Printed::headed(first, at.to_owned())
    } else {
        View::None
    }
}
