//! Measures: a page that lists them, and for each a page with its figures over places and years.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::charts::{ChartFrame, Reason, places};
use crate::compare::distribution::listed_answer;
use crate::compare::form_groups::{self, FormGroup};
use crate::compare::measure::is_shown;
use crate::compare::{Measured, unit_of};
use crate::form::split_path;
use crate::model::{Document, Measure, Place, PlaceGroup, address};
use crate::restrict::Restricted;
use crate::text::Decimal;
use crate::value::Quantity;
use crate::view;
use crate::view::View;

use super::choices::{self, CountedYear};
use super::figures::{chart_id, figure_view};
use super::filters::Filters;
use super::layout::Layout;
use super::totals::{self, group_name};
use super::{Page, PageContent, RenderContext, change, newest_change, summary};

/// Whether there is anything to compare.
pub fn exists(site: &Restricted) -> bool {
    site.documents.iter().any(Document::is_sheet) || shown(site).next().is_some()
}

/// The list, and one page for each measure with a figure.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let changed = newest_change(&context.site.documents);
    let list = Page::new(address::MEASURES, "content/measures.yaml", "measures.html", move || list(context));
    let each = shown(context.site).map(|measure| {
        let from = format!("content/measures.yaml: {}", measure.id);
        Page::new(measure.page(), from, "measure.html", move || content(context, measure))
    });
    std::iter::once(list).chain(each).map(|page| page.changed(changed)).collect()
}

/// The measures of which at least one document has a figure.
fn shown(site: &Restricted) -> impl Iterator<Item = &Measure> {
    site.measures
        .iter()
        .filter(|measure| is_shown(site.places.iter().map(|place| site.documents_at(&place.id)), measure))
}

fn list(context: RenderContext<'_>) -> PageContent {
    let view = |measure: &Measure| {
        view! { "label" => &measure.label, "page" => measure.page(), "formula" => formula(context.site, measure) }
    };
    // Where the newest year has several yearly forms that stand apart, the measures stand by them.
    let newest = context.site.years().into_iter().next();
    let forms = newest.map_or_else(Vec::new, |year| form_groups::of_year(context.site, year));
    let form_of =
        |measure: &Measure| forms.iter().position(|group| group.forms.iter().any(|form| form.has_figure(&measure.of)));
    let places = (0..forms.len()).map(Some).chain([None]);
    let by_form = places.filter_map(|place| {
        let own: Vec<View> = shown(context.site).filter(|measure| form_of(measure) == place).map(view).collect();
        let names = |group: &FormGroup<'_>| {
            context.language().list(&group.forms.iter().map(|form| form.short.as_str()).collect::<Vec<_>>())
        };
        let name = place.and_then(|at| forms.get(at)).map(names);
        let name = name.unwrap_or_else(|| context.theme.word("other_documents").to_owned());
        (!own.is_empty()).then(|| view! { "name" => name, "measures" => own })
    });
    let by_form: Vec<View> = if forms.is_empty() { Vec::new() } else { by_form.collect() };
    let measures = shown(context.site).map(view);
    let content = view! {
        "measures" => View::list(measures),
        "by_form" => by_form,
        "indicators" => context.navigation.address(address::INDICATORS),
        "issues" => context.navigation.address(address::ISSUES),
        "side_by_side" => context.navigation.address(address::COMPARE),
    };
    Layout::worded(context, address::MEASURES, "measures", ["compare", "compare_description"]).page(context, content)
}

/// A ratio in the forms' words: 精神科病床数÷人口×10,000.
fn formula(site: &Restricted, measure: &Measure) -> Option<String> {
    let ratio = measure.to.as_ref()?;
    let times = Decimal::from(i64::from(ratio.per));
    let times = if ratio.per == 1 { String::new() } else { format!("×{times}") };
    Some(format!("{}÷{}{times}", label(site, &measure.of), label(site, &ratio.to)))
}

/// What the newest form calls the figure at a path.
fn label(site: &Restricted, path: &str) -> String {
    let (id, part) = split_path(path);
    let newest = site.forms.iter().filter(|form| form.has_figure(path)).max_by_key(|form| form.years.1);
    let Some((_, field)) = newest.and_then(|form| form.fields().find(|(_, field)| field.id == id)) else {
        return path.to_owned();
    };
    match part.and_then(|part| field.kind.part_label(part)) {
        Some(part) => format!("{}（{part}）", field.label),
        None => field.label_of(path),
    }
}

/// The figures of a place or of one of its documents, one for each year.
struct MeasureRow<'a> {
    place: &'a Place,
    /// The newest of the documents that the row is about, where they do not stand for the place.
    document: Option<&'a Document>,
    measured: Vec<Measured<'a>>,
}

impl MeasureRow<'_> {
    /// Whether the figures are those of the place: others are in no median and no chart of places.
    fn of_place(&self) -> bool {
        self.document.is_none()
    }
}

fn content(context: RenderContext<'_>, measure: &Measure) -> PageContent {
    let rows: Vec<MeasureRow<'_>> =
        context.site.places.iter().flat_map(|place| rows(context, place, measure)).collect();
    let mut years: Vec<i32> = rows.iter().flat_map(|row| &row.measured).map(|one| one.year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    // Prefectures, municipalities and bodies are never put into one order.
    let mut groups: BTreeMap<PlaceGroup, Vec<&MeasureRow<'_>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.of_place()) {
        groups.entry(row.place.category.group()).or_default().push(row);
    }
    let strips = years.iter().flat_map(|year| groups.iter().map(|group| (*year, group)));
    let strips = strips.filter_map(|(year, (group, rows))| strip(context, measure, rows, year, group).ok());
    let strips: Vec<View> = strips.collect();
    let groups_of_all: BTreeSet<PlaceGroup> = rows.iter().map(|row| row.place.category.group()).collect();
    let distributions = groups_of_all.iter().map(|group| distribution(context, measure, &rows, &years, group));
    let distributions: Vec<View> = distributions.collect();
    let mut filters = Filters::new(context);
    // The list is narrowed by the newest year's answers.
    let chosen: Vec<String> = rows.iter().map(|row| note_choice(context, &mut filters, measure, row, &years)).collect();
    let medians = groups.iter().filter_map(|(group, rows)| {
        let of_year = |year: &i32| median(rows.iter().filter_map(|row| own_figure(row, *year)));
        let cells: Vec<Option<String>> = years.iter().map(of_year).collect();
        let label = context.theme.sentence("median_of", &[("group", &group_name(context, group))]);
        cells.iter().any(Option::is_some).then(|| view! { "label" => label, "cells" => View::list(cells) })
    });
    let content = view! {
        "label" => &measure.label,
        "note" => measure.note.clone(),
        "formula" => formula(context.site, measure),
        "strips" => strips,
        "totals" => totals::sums(context, measure, &years),
        "counts" => totals::counts(context, measure),
        "filters" => filters.view(),
        "distributions" => View::list(distributions.into_iter().filter(|view| !matches!(view, View::None))),
        "years" => View::list(years.iter().map(|year| summary::year_view(context, *year))),
        "medians" => View::list(medians),
        "rows" => View::list(rows.iter().zip(&chosen).map(|(row, chosen)| row_view(context, row, &years, chosen))),
        "by_document" => rows.iter().any(|row| !row.of_place()),
        "scopes" => rows.iter().flat_map(|row| &row.measured).any(|one| one.scope().is_some()),
    };
    let description = context.theme.sentence("measure_description", &[("measure", &measure.label)]);
    let path = measure.page();
    Layout::new(&path, "measure", &measure.label, description).below_measures(context).page(context, content)
}

/// Part of the id of a chart of a group.
fn group_id(group: &PlaceGroup) -> String {
    match group {
        PlaceGroup::Prefectures => "prefectures".to_owned(),
        PlaceGroup::Municipalities => "municipalities".to_owned(),
        PlaceGroup::Bodies(word) => word.split_whitespace().collect::<Vec<_>>().join("-"),
    }
}

/// The median of at least two numbers, with their unit.
fn median<'q>(quantities: impl Iterator<Item = &'q Quantity> + Clone) -> Option<String> {
    let unit = unit_of(quantities.clone());
    let mut numbers: Vec<Decimal> = quantities.filter_map(|quantity| quantity.among(&unit).number()).collect();
    numbers.sort();
    if numbers.len() < 2 { None } else { places::median(&numbers).map(|median| format!("{median}{unit}")) }
}

/// The rows of a place: one, or one for each of its documents where a year has several of which none is its sheet. Documents
/// of one name are one row over the years.
fn rows<'a>(context: RenderContext<'a>, place: &'a Place, measure: &Measure) -> Vec<MeasureRow<'a>> {
    let years = Measured::at_place(context.site.documents_at(&place.id), measure);
    let several = years.iter().any(|(_, measured)| measured.len() > 1);
    let measured = years.into_iter().flat_map(|(_, measured)| measured);
    if !several {
        let measured: Vec<Measured<'a>> = measured.collect();
        return if measured.is_empty() { Vec::new() } else { vec![MeasureRow { place, document: None, measured }] };
    }
    let mut rows: Vec<MeasureRow<'a>> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for one in measured {
        let row = *at.entry(&one.document.name).or_insert(rows.len());
        let document = Some(one.document);
        match rows.get_mut(row) {
            // The newest document names the row.
            Some(row) => {
                row.document = document;
                row.measured.push(one);
            }
            None => rows.push(MeasureRow { place, document, measured: vec![one] }),
        }
    }
    rows
}

/// The figure of a year that is the place's own, not that of a larger area.
fn own_figure<'r>(row: &'r MeasureRow<'_>, year: i32) -> Option<&'r Quantity> {
    let one = row.measured.iter().find(|one| one.year == year)?;
    one.quantity.number().filter(|_| one.scope().is_none()).map(|_| &one.quantity)
}

/// The places of a year in order of size; figures of other areas are named in the notes and not drawn.
fn strip(
    context: RenderContext<'_>,
    measure: &Measure,
    rows: &[&MeasureRow<'_>],
    year: i32,
    group: &PlaceGroup,
) -> Result<View, Reason> {
    let of_year = rows.iter().filter_map(|row| {
        let one = row.measured.iter().find(|one| one.year == year)?;
        Some((row.place.name.as_str(), one))
    });
    let (own, other): (Vec<_>, Vec<_>) = of_year.partition(|(_, one)| one.scope().is_none());
    let unit = unit_of(own.iter().map(|(_, one)| &one.quantity));
    let own: Vec<_> = own.iter().map(|(name, one)| (*name, one.quantity.among(&unit))).collect();
    let list: Vec<places::PlaceFigure<'_>> =
        own.iter().map(|(name, quantity)| places::PlaceFigure { name, quantity }).collect();
    let language = context.language();
    let (id, year) = (chart_id(&format!("strip-{year}-{}", group_id(group))), language.fiscal_year_both(year));
    let (what, place, table) = (&measure.label, group_name(context, group), Some("_figures"));
    let frame = ChartFrame { id: &id, what, place: &place, year: &year, language, table, ..ChartFrame::default() };
    let mut figure = places::places(&frame, &places::PlacesChart { places: &list, this: None, unit: &unit })?;
    for (name, one) in other {
        let scope = one.scope().unwrap_or_default();
        figure.notes.push(context.theme.sentence("not_drawn", &[("place", name), ("scope", scope)]));
    }
    Ok(figure_view(&figure))
}

/// How many of a group chose what in each year, the oldest first.
fn distribution(
    context: RenderContext<'_>,
    measure: &Measure,
    rows: &[MeasureRow<'_>],
    years: &[i32],
    group: &PlaceGroup,
) -> View {
    let of_group = || rows.iter().filter(|row| row.place.category.group() == *group);
    let counted: Vec<CountedYear<'_>> = years
        .iter()
        .rev()
        .map(|year| {
            let of_year = |row: &MeasureRow<'_>| row.measured.iter().any(|one| one.year == *year);
            let documents = of_group().flat_map(|row| &row.measured).map(|one| one.document);
            CountedYear {
                year: *year,
                documents: documents.filter(|document| document.year == *year).collect(),
                not_asked: of_group().filter(|row| !of_year(row)).count(),
            }
        })
        .collect();
    let language = context.language();
    let (first, last) = (years.last().copied().unwrap_or_default(), years.first().copied().unwrap_or_default());
    let (id, span) = (chart_id(&format!("choices-{}", group_id(group))), language.fiscal_years(first, last));
    let (what, place) = (&measure.label, group_name(context, group));
    let frame = ChartFrame { id: &id, what, place: &place, year: &span, language, ..ChartFrame::default() };
    choices::distribution(context, &frame, &measure.of, &counted)
}

/// Notes what a row chose in the newest year, as a filter of the list; the values that the row has, parted by blanks.
fn note_choice(
    context: RenderContext<'_>,
    filters: &mut Filters<'_>,
    measure: &Measure,
    row: &MeasureRow<'_>,
    years: &[i32],
) -> String {
    let Some(newest) = years.first() else { return String::new() };
    let name = || context.language().labelled(&measure.label, &context.language().fiscal_year(*newest));
    let found = row.measured.iter().filter(|one| one.year == *newest);
    let mut values = Vec::new();
    for answer in found.filter_map(|one| listed_answer(one.document, &one.path())) {
        for (id, label) in answer.in_words(|absence| choices::absence_word(context, absence)) {
            let value = id.replace(char::is_whitespace, "_");
            filters.note_of("choice", &name(), &value, label);
            values.push(value);
        }
    }
    values.join(" ")
}

fn row_view(context: RenderContext<'_>, row: &MeasureRow<'_>, years: &[i32], chosen: &str) -> View {
    let cells = years.iter().map(|year| {
        let one = row.measured.iter().find(|one| one.year == *year)?;
        let mut figure =
            change::printed(one, context.theme).naming(one.circumstances.source()).view(context.language());
        figure.set("arithmetic", one.arithmetic.clone());
        let sheet = Some(one.document.year).filter(|year| *year != one.year);
        figure.set(
            "sheet",
            sheet.map(|year| context.theme.sentence("of_sheet", &[("year", &context.language().fiscal_year(year))])),
        );
        Some(figure)
    });
    view! {
        "place" => row.place.view(),
        // What the row chose, for who narrows the list.
        "choice" => chosen,
        "document" => row.document.map(|document| view! { "name" => summary::name(document), "path" => &document.page }),
        "cells" => View::list(cells),
    }
}
