//! A measure of one document: a figure as it stands, or the ratio of two with its arithmetic.

use std::collections::BTreeMap;

use crate::digest::ValueDigest;
use crate::form::split_path;
use crate::model::{Document, Measure, Ratio, SaidOfMeasure};
use crate::restrict::Restricted;
use crate::text::{Decimal, fold};
use crate::value::quantity::{UnitOfMeasure, same_unit};
use crate::value::{Absence, Amount, Circumstances, FigureNote, Given, Meaning, Printed, Quantity, When, number};

use super::agreement::differs;
use super::{ComparedFigure, Figure};

/// What a document says of a measure.
#[derive(Clone, Debug)]
pub struct Measured<'a> {
    /// The document whose figure is measured.
    pub document: &'a Document,
    /// The fiscal year that it is of: that of the document, or another one that the document gives in a series of years.
    pub year: i32,
    /// The field to which a page leads for the figure, or for the upper one of a ratio.
    pub field: &'a str,
    /// The figure; without a number where it cannot be calculated.
    pub quantity: Quantity,
    /// When, from where and for what area; the time that the form states where the sheet gives none.
    pub circumstances: Circumstances,
    /// When the upper and the lower figure of a ratio were true, where that differs; the circumstances then have no time.
    pub of_both: Option<[Option<When>; 2]>,
    /// How a ratio was calculated: 734人÷1,530人×100.
    pub arithmetic: Option<String>,
    /// Why a ratio of two figures was not calculated.
    pub lack: Option<NoRatio>,
    /// The path of the figure in its document; nothing for a ratio.
    path: String,
    part: Option<&'a str>,
    point: Option<&'a str>,
    is_computed: bool,
    definition: Option<&'a str>,
}

/// Whether any place has a figure of a measure in its documents, and so the site a page of it.
pub fn is_shown<'a>(mut places: impl Iterator<Item = impl Iterator<Item = &'a Document>>, measure: &Measure) -> bool {
    places.any(|documents| {
        let years = Measured::at_place(documents, measure);
        years.iter().flat_map(|(_, measured)| measured).any(|one| !one.quantity.is_unanswered())
    })
}

/// What the documents of a place say of a measure, which is the one at this place in the list of the site: by the summary of the place, or by
/// themselves. All that is told of the measure at the place depends on it.
#[must_use]
pub fn said_of(site: &Restricted, place: &str, (at, measure): (usize, &Measure)) -> SaidOfMeasure {
    if let Some(known) = known_of(site, place, at) {
        return *known;
    }
    let documents = site.documents_at(place);
    let paths = std::iter::once(&measure.of).chain(measure.to.as_ref().map(|ratio| &ratio.to));
    let fields: Vec<&str> = paths.map(|path| split_path(path).0).collect();
    let said = documents.clone().map(|document| {
        let Document { page, name, title, year, form, .. } = document;
        let answers = fields.iter().map(|field| document.answer(field).map(|(_, answer)| answer));
        (page, name, title, year, &form.id, answers.collect::<Vec<_>>())
    });
    let digest = ValueDigest::of(&said.collect::<Vec<_>>());
    SaidOfMeasure { digest, is_answered: is_shown(std::iter::once(documents), measure) }
}

/// Whether any place says something of a measure.
#[must_use]
pub fn is_answered(site: &Restricted, (at, measure): (usize, &Measure)) -> bool {
    site.places.iter().any(|place| match known_of(site, &place.id, at) {
        Some(known) => known.is_answered,
        None => is_shown(std::iter::once(site.documents_at(&place.id)), measure),
    })
}

fn known_of<'a>(site: &'a Restricted, place: &str, at: usize) -> Option<&'a SaidOfMeasure> {
    site.summary_at(place)?.said.get(at)
}

/// Why a ratio is not calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRatio {
    /// One of the figures is words, a bound or a range.
    NotExact,
    /// The figures are for different areas.
    Scope,
    /// A figure has another unit than its form asks for, and cannot be converted into that one.
    Unit,
    /// The lower figure is zero.
    Zero,
}

impl<'a> Measured<'a> {
    /// What a document says of a measure, or 未回答; nothing where its form does not ask, or not everybody. The lower figure
    /// of a ratio may be in another document of the year among `of_place`, the documents of the place.
    pub fn of(document: &'a Document, measure: &Measure, of_place: &[&'a Document]) -> Option<Measured<'a>> {
        let of_year = || of_place.iter().copied().filter(|other| other.year == document.year);
        Measured::with(document, measure, |path| of_the_place(of_year(), path))
    }

    /// The measure of one document, from what it says alone.
    pub fn of_document(document: &'a Document, measure: &Measure) -> Option<Measured<'a>> {
        Measured::with(document, measure, |_| None)
    }

    /// What the documents of a place say of a measure, the oldest year first: of each year what stands for the place. That is
    /// one, unless several documents give the figure of which none is its sheet. Where newer documents give several years, what they
    /// say of a year holds.
    pub fn at_place(documents: impl Iterator<Item = &'a Document>, measure: &Measure) -> Vec<(i32, Vec<Measured<'a>>)> {
        let documents: Vec<&Document> = documents.collect();
        let years = documents.chunk_by(|one, other| one.year == other.year).filter_map(|of_year| {
            let mut lower = None;
            let mut figure_of_place =
                |path: &str| *lower.get_or_insert_with(|| of_the_place(of_year.iter().copied(), path));
            let measured =
                of_year.iter().filter_map(|document| Measured::with(document, measure, &mut figure_of_place));
            let standing = standing(measured.collect(), |one| (one.document, &one.quantity));
            Some((of_year.first()?.year, standing)).filter(|(_, standing)| !standing.is_empty())
        });
        let mut years: Vec<(i32, Vec<Measured<'a>>)> = years.collect();
        Measured::join_years(&documents, measure, &mut years);
        years
    }

    fn with(
        document: &'a Document,
        measure: &Measure,
        figure_of_place: impl FnOnce(&str) -> Option<Figure<'a>>,
    ) -> Option<Measured<'a>> {
        let upper = Figure::asked(document, &measure.of)?;
        let plain = Measured::plain(&upper, document.year);
        let Some(ratio) = &measure.to else { return Some(plain) };
        let lower = Figure::asked(document, &ratio.to).or_else(|| figure_of_place(&ratio.to))?;
        Some(plain.over(&upper, &lower, ratio, measure.unit.as_deref()))
    }

    /// A figure as it stands.
    fn plain(figure: &Figure<'a>, year: i32) -> Measured<'a> {
        Measured {
            document: figure.document,
            year,
            field: &figure.field.id,
            quantity: figure.quantity.clone(),
            circumstances: dated(figure),
            of_both: None,
            arithmetic: None,
            lack: None,
            path: figure.path(),
            part: figure.part.map(|(id, _)| id),
            point: figure.point(),
            is_computed: figure.is_computed,
            definition: figure.field.definition.as_deref(),
        }
    }

    /// What the newest document with a series of years says of years before its own: where no document of such a year is asked, and
    /// where the document of that year says it in another way.
    fn join_years(documents: &[&'a Document], measure: &Measure, years: &mut Vec<(i32, Vec<Measured<'a>>)>) {
        let mut found: BTreeMap<i32, Figure<'a>> = BTreeMap::new();
        for document in documents.iter().rev().filter(|_| measure.to.is_none()) {
            let before = |(year, figure): &(i32, Figure<'_>)| *year < document.year && !figure.quantity.is_unanswered();
            for (year, figure) in Figure::by_year(document, &measure.of).into_iter().filter(before) {
                found.entry(year).or_insert(figure);
            }
        }
        for (year, figure) in found {
            let newer = Measured { path: figure.path_of_year(year), ..Measured::plain(&figure, year) };
            match years.iter_mut().find(|(own, _)| *own == year).map(|(_, measured)| measured.as_mut_slice()) {
                Some([own]) => {
                    // What a newer document withholds or has revised holds here, too.
                    let withheld = figure.quantity.absence() == Some(Absence::Suppressed);
                    if withheld || differs(figure.quantity, &own.quantity) == Some(true) {
                        *own = newer;
                    }
                }
                Some(_) => {}
                None => years.push((year, vec![newer])),
            }
        }
        years.sort_by_key(|(year, _)| *year);
    }

    /// Divides by the lower figure, where both are numbers for the same area.
    fn over(mut self, above: &Figure<'_>, lower: &Figure<'_>, ratio: &Ratio, unit: Option<&str>) -> Measured<'a> {
        let asked = [above.field.unit.as_deref(), lower.field.unit.as_deref()];
        let upper = std::mem::replace(&mut self.quantity, without_number());
        let (above, below) = (self.circumstances.clone(), dated(lower));
        self.path = String::new();
        self.is_computed |= lower.is_computed;
        let place = &self.document.place.name;
        self.circumstances = both(&above, &below);
        if let Some(absent) = [&upper, lower.quantity].into_iter().find(|quantity| quantity.absence().is_some()) {
            self.quantity.meaning = absent.meaning.clone();
            return self;
        }
        let same_scope = above.scope_other_than(place).map(fold) == below.scope_other_than(place).map(fold);
        if upper.number().is_none() || lower.quantity.number().is_none() {
            self.lack = Some(NoRatio::NotExact);
            return self;
        }
        if !same_scope {
            self.lack = Some(NoRatio::Scope);
            return self;
        }
        let Some((one, other)) = in_units(&upper, lower.quantity, asked, unit) else {
            self.lack = Some(NoRatio::Unit);
            return self;
        };
        let Some(number) = one.ratio_to(other, ratio.per, ratio.decimals) else {
            self.lack = Some(NoRatio::Zero);
            return self;
        };
        let unit = unit.unwrap_or_default();
        let (about, amount) = if upper.exact().and(lower.quantity.exact()).is_some() {
            ("", Amount::Exact(number))
        } else {
            ("約", Amount::About(number))
        };
        self.quantity = Quantity {
            written: format!("{about}{number}{unit}"),
            meaning: Meaning::Amount(amount),
            unit: Some(unit.into()),
            ..without_number()
        };
        let times = if ratio.per == 1 { String::new() } else { format!("×{}", grouped(ratio.per)) };
        self.arithmetic = Some(format!("{}÷{}{times}", number::shown(&upper), number::shown(lower.quantity)));
        self.of_both = (above.as_of() != below.as_of()).then(|| [above.as_of().cloned(), below.as_of().cloned()]);
        self
    }

    /// The path of the figure in its document: of a ratio that of the upper one.
    #[must_use]
    pub fn path(&self) -> String {
        self.part.map_or_else(|| self.field.to_owned(), |part| format!("{}.{part}", self.field))
    }

    /// For what area it is, where that is not the place itself. Such a figure is not the place's in an order of places.
    pub fn scope(&self) -> Option<&str> {
        self.circumstances.scope_other_than(&self.document.place.name)
    }

    /// The number, where it is the place's own and not that of another area.
    #[must_use]
    pub fn own_number(&self) -> Option<Decimal> {
        self.quantity.number().filter(|_| self.scope().is_none())
    }

    /// What stands for a place in a year, where one document does.
    #[must_use]
    pub fn alone(mut all: Vec<Measured<'a>>) -> Option<Measured<'a>> {
        all.pop().filter(|_| all.is_empty())
    }

    /// What travels with it wherever it is shown.
    pub fn figure_note(&self) -> FigureNote<'_> {
        // A field that the sheet leaves out has no place on its page.
        let here = self.document.answer(self.field).map(|_| self.field);
        let page = Some((self.document.page.as_str(), here));
        let of_both = self.of_both.as_ref().map(|both| both.each_ref().map(Option::as_ref));
        let note = FigureNote::of(&[&self.circumstances], None, &self.document.place.name);
        // The page of its document says that it was computed.
        FigureNote { of_both, page, note: note.note || self.is_computed, ..note }
    }

    /// The figure as a page prints it.
    pub fn printed(&self) -> Printed<'_> {
        Printed::alone(&self.quantity, self.path.as_str(), self.figure_note())
    }

    /// What a comparison looks at.
    pub fn side(&self) -> ComparedFigure<'_> {
        ComparedFigure {
            quantity: &self.quantity,
            scope: self.scope(),
            source: self.circumstances.source(),
            point: self.point,
            definition: self.definition,
        }
    }
}

/// The circumstances of a figure, with the time that the form states where the sheet gives none.
fn dated(figure: &Figure<'_>) -> Circumstances {
    let own = figure.circumstances;
    match figure.figure_note().as_of {
        Some(when) if own.as_of().is_none() => {
            Given { as_of: Some(when.into_owned()), ..own.given().cloned().unwrap_or_default() }.into()
        }
        _ => own.clone(),
    }
}

/// Two figures as numbers that may be divided. Of one kind, such as money, they are numbers of one unit; otherwise each is
/// one of the unit that its form asks for, and the upper one of the measure's own where that is of its kind.
fn in_units(
    upper: &Quantity,
    lower: &Quantity,
    asked: [Option<&str>; 2],
    unit: Option<&str>,
) -> Option<(Decimal, Decimal)> {
    let [(above, above_per), (below, below_per)] = asked.map(|unit| {
        let unit = unit.unwrap_or_default();
        unit.split_once(['／', '/']).map_or((unit.trim(), None), |(unit, per)| (unit.trim(), Some(per.trim())))
    });
    let counted_for_another = |quantity: &Quantity, per: Option<&str>| {
        per.zip(quantity.per.as_deref()).is_some_and(|(per, own)| !same_unit(per, own))
    };
    if counted_for_another(upper, above_per) || counted_for_another(lower, below_per) {
        return None;
    }
    let unit = unit.and_then(|unit| unit.split(['／', '/']).next()).unwrap_or_default().trim();
    let own = |quantity: &Quantity, asked: &str| {
        UnitOfMeasure::parse(quantity.unit.as_deref().filter(|unit| !unit.is_empty()).unwrap_or(asked))
    };
    let (of, to) = (own(upper, above), own(lower, below));
    let measure = UnitOfMeasure::parse(unit);
    let (into, per) = if of.is_like(&to) {
        (of.base().to_owned(), of.base().to_owned())
    } else {
        (above.to_owned(), below.to_owned())
    };
    let into = if !unit.is_empty() && measure.is_like(&of) { unit } else { &into };
    Some((upper.in_unit(into)?.number()?, lower.in_unit(&per)?.number()?))
}

/// Of several documents of a place and year that ask for one figure, those that stand for the place: who answers before who
/// does not, and a sheet before other documents.
fn standing<'a, T>(mut all: Vec<T>, of: impl Fn(&T) -> (&'a Document, &Quantity)) -> Vec<T> {
    if all.iter().any(|one| !of(one).1.is_unanswered()) {
        all.retain(|one| !of(one).1.is_unanswered());
    }
    if all.iter().any(|one| of(one).0.is_sheet()) {
        all.retain(|one| of(one).0.is_sheet());
    }
    if all.iter().all(|one| of(one).1.is_unanswered()) {
        all.truncate(1);
    }
    all
}

/// The figure that stands for the place of these documents, where there is one and no other.
fn of_the_place<'a>(documents: impl Iterator<Item = &'a Document>, path: &str) -> Option<Figure<'a>> {
    let asked = documents.filter_map(|document| Some((document, Figure::asked(document, path)?)));
    let standing = standing(asked.collect(), |(document, figure)| (document, figure.quantity));
    match standing.as_slice() {
        [(_, only)] => Some(*only),
        _ => None,
    }
}

/// Shown as words that the page puts in its place.
fn without_number() -> Quantity {
    Quantity { meaning: Meaning::Words, ..Quantity::unanswered() }
}

/// The circumstances of two figures put together; a time is kept only where it is that of both.
fn both(above: &Circumstances, below: &Circumstances) -> Circumstances {
    let source = match (above.source(), below.source()) {
        (Some(one), Some(other)) if fold(one) != fold(other) => Some(format!("{one}、{other}")),
        (one, other) => one.or(other).map(str::to_owned),
    };
    let given = Given {
        as_of: above.as_of().filter(|_| above.as_of() == below.as_of()).cloned(),
        source,
        scope: above.scope().or(below.scope()).map(str::to_owned),
        ..Given::default()
    };
    given.into()
}

fn grouped(per: u32) -> String {
    Decimal::from(i64::from(per)).to_string()
}
