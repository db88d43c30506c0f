//! Measures: a page that lists them, and for each a page with its figures over places and years.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::charts::{ChartFrame, DrawnChart, Reason, dumbbell, places};
use crate::compare::change::unlike;
use crate::compare::distribution::listed_answer;
use crate::compare::form_groups::{self, FormGroup};
use crate::compare::measure::{is_answered, said_of};
use crate::compare::{Measured, unit_of};
use crate::form::split_path;
use crate::model::{Document, Measure, Place, PlaceGroup, address};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::Decimal;
use crate::text::csv::csv;
use crate::value::{Printed, Quantity};
use crate::view;
use crate::view::View;

use super::choices::{self, CountedYear};
use super::cite::Citation;
use super::column_time::{ColumnTime, usual};
use super::figures::{SavedCharts, chart_id};
use super::filters::Filters;
use super::layout::Layout;
use super::place::time_series;
use super::totals::{self, group_name};
use super::{Page, PageContent, PageInputs, RenderContext, change, newest_change, summary};

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
        let made_from = move |inputs: &PageInputs<'_>| {
            let shown: Vec<&str> = shown(context.site).map(|measure| measure.id.as_str()).collect();
            inputs.with_common(&(&measure.id, shown, changed, said(context.site, measure)))
        };
        Page::new(measure.page(), from, "measure.html", move || content(context, measure)).made_from(made_from)
    });
    std::iter::once(list).chain(each).map(|page| page.changed(changed)).collect()
}

/// The measures of which at least one document has a figure.
fn shown(site: &Restricted) -> impl Iterator<Item = &Measure> {
    site.measures.iter().enumerate().filter(|one| is_answered(site, *one)).map(|(_, measure)| measure)
}

/// The digests of what each place says of a measure.
fn said(site: &Restricted, measure: &Measure) -> Vec<ValuesDigest> {
    let at = site.measures.iter().position(|own| own.id == measure.id).unwrap_or_default();
    site.places.par_iter().map(|place| said_of(site, &place.id, (at, measure)).digest).collect()
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

impl<'a> MeasureRow<'a> {
    /// What it says of a year.
    fn of_year(&self, year: i32) -> Option<&Measured<'a>> {
        self.measured.iter().find(|one| one.year == year)
    }

    /// The same, where it is of the place itself.
    fn own(&self, year: i32) -> Option<&Measured<'a>> {
        self.of_year(year).filter(|one| one.scope().is_none())
    }

    /// The same, where it is a number.
    fn own_number(&self, year: i32) -> Option<&Measured<'a>> {
        self.of_year(year).filter(|one| one.own_number().is_some())
    }

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
    // An address that names a place leads to its line in a chart, else to its row.
    let mut marks = ChartMarks::default();
    let charts: Vec<DrawnChart> =
        groups.iter().flat_map(|(group, rows)| charts(context, measure, rows, group, &mut marks)).collect();
    let citation = Citation {
        what: &measure.label,
        of: context.theme.word("compare").to_owned(),
        page: measure.page(),
        fragment: "_main",
        day: newest_change(&context.site.documents),
    };
    // A site has few measures, however many documents.
    let mut saved = SavedCharts::new(Some(format!("data/measures/{}/places", measure.id)), citation.lines(context));
    let charts: Vec<View> = charts.iter().map(|chart| saved.figure(chart)).collect();
    let groups_of_all: BTreeSet<PlaceGroup> = rows.iter().map(|row| row.place.category.group()).collect();
    let mut shown_chart = |chart: &DrawnChart| saved.figure(chart);
    let distributions: Vec<View> = groups_of_all
        .iter()
        .map(|group| distribution(context, measure, (&rows, &years), group, &mut shown_chart))
        .collect();
    let mut filters = Filters::new(context);
    // The list is narrowed by the newest year's answers.
    let chosen: Vec<String> = rows.iter().map(|row| note_choice(context, &mut filters, measure, row, &years)).collect();
    let medians = groups.iter().filter_map(|(group, rows)| {
        let of_year = |year: &i32| median(rows.iter().filter_map(|row| Some(&row.own_number(*year)?.quantity)));
        let cells: Vec<Option<String>> = years.iter().map(of_year).collect();
        let label = context.theme.sentence("median_of", &[("group", &group_name(context, group))]);
        cells.iter().any(Option::is_some).then(|| view! { "label" => label, "cells" => View::list(cells) })
    });
    let columns: Vec<YearColumn> = years.iter().map(|year| YearColumn::of(context, &rows, *year)).collect();
    let row_views = rows.iter().zip(&chosen).map(|(row, chosen)| {
        let mut view = row_view(context, row, &columns, chosen);
        // Of the rows of a place, the first is the one that its id leads to.
        let id = marks.named.insert(&row.place.id).then_some(row.place.id.as_str());
        view.set("id", id);
        view.set(
            "spots",
            marks.spots.get(row.place.id.as_str()).filter(|_| row.of_place()).map(|spots| spots.join(" ")),
        );
        view
    });
    let row_views: Vec<View> = row_views.collect();
    let file = file(context, measure, &rows);
    let shown: Vec<&Measure> = shown(context.site).collect();
    let at = shown.iter().position(|own| own.id == measure.id);
    let neighbour = |at: Option<usize>| {
        let other = shown.get(at?)?;
        Some(view! { "label" => &other.label, "page" => other.page() })
    };
    let content = view! {
        "label" => &measure.label,
        "note" => measure.note.clone(),
        "formula" => formula(context.site, measure),
        "definitions" => definitions(context.site, measure),
        "charts" => charts,
        "totals" => totals::sums(context, measure, &years),
        "counts" => totals::counts(context, measure),
        "filters" => filters.view(),
        "distributions" => View::list(distributions.into_iter().filter(|view| !matches!(view, View::None))),
        "years" => View::list(columns.iter().map(|column| column.view.clone())),
        "medians" => View::list(medians),
        "rows" => row_views,
        "calculations" => calculations(&rows, &years),
        "by_document" => rows.iter().any(|row| !row.of_place()),
        "scopes" => rows.iter().flat_map(|row| &row.measured).any(|one| one.scope().is_some()),
        "saved" => saved.view(context, &citation, Some((&file.0, file.1.len()))),
        "previous" => neighbour(at.and_then(|at| at.checked_sub(1))),
        "next" => neighbour(at.map(|at| at + 1)),
    };
    let description = context.theme.sentence("measure_description", &[("measure", &measure.label)]);
    let path = measure.page();
    let layout = Layout::new(&path, "measure", &measure.label, description).below_measures(context);
    let files = std::iter::once(file).chain(saved.files).map(|(path, bytes)| (path, bytes.into())).collect();
    PageContent { files, ..layout.page(context, content) }
}

/// What the newest forms say that the figures of a measure are, each with what it is called.
fn definitions(site: &Restricted, measure: &Measure) -> View {
    let paths = std::iter::once(&measure.of).chain(measure.to.as_ref().map(|ratio| &ratio.to));
    View::list(paths.filter_map(|path| {
        let newest = site.forms.iter().filter(|form| form.has_figure(path)).max_by_key(|form| form.years.1)?;
        let (_, field) = newest.fields().find(|(_, field)| field.id == split_path(path).0)?;
        let text = field.definition.as_deref()?;
        Some(view! { "label" => label(site, path), "text" => text })
    }))
}

/// All figures of a measure in a file, with the name of the place before what the file of a place has.
fn file(context: RenderContext<'_>, measure: &Measure, rows: &[MeasureRow<'_>]) -> (String, Vec<u8>) {
    let heads: Vec<&str> = ["自治体", "コード"].into_iter().chain(time_series::heads()).collect();
    let lines = rows.iter().flat_map(|row| {
        let place = [row.place.name.clone(), row.place.code.clone()];
        let line = move |one: &Measured<'_>| {
            place.iter().cloned().chain(time_series::row(context, measure, one)).collect::<Vec<String>>()
        };
        row.measured.iter().map(line)
    });
    (format!("data/measures/{}.csv", measure.id), csv(&heads, lines))
}

/// How the figures of each place and year were calculated; nothing where none was.
fn calculations(rows: &[MeasureRow<'_>], years: &[i32]) -> View {
    let of_row = |row: &MeasureRow<'_>| {
        let of_year = |year: &i32| row.measured.iter().find(|one| one.year == *year)?.arithmetic.clone();
        let cells: Vec<Option<String>> = years.iter().map(of_year).collect();
        cells.iter().any(Option::is_some).then(|| view! { "place" => row.place.view(), "cells" => View::list(cells) })
    };
    let rows: Vec<View> = rows.iter().filter_map(of_row).collect();
    if rows.is_empty() { View::None } else { View::List(rows) }
}

/// A year of the table, with the time and the source of most of its figures: they stand in its head, and only others in cells.
struct YearColumn {
    year: i32,
    time: ColumnTime,
    source: Option<String>,
    view: View,
}

impl YearColumn {
    fn of(context: RenderContext<'_>, rows: &[MeasureRow<'_>], year: i32) -> YearColumn {
        let language = context.language();
        let of_year = rows.iter().flat_map(|row| &row.measured).filter(|one| one.year == year);
        let numbers: Vec<&Measured<'_>> = of_year.filter(|one| one.quantity.number().is_some()).collect();
        let printed: Vec<Printed<'_>> = numbers.iter().map(|one| change::printed(one, context.theme)).collect();
        let time = ColumnTime::of(language, &printed);
        let source = usual(numbers.iter().map(|one| one.circumstances.source().map(str::to_owned)));
        let (name, mut view) = (language.fiscal_year_both(year), summary::year_view(context, year));
        time.tell(&name, &mut view);
        view.set("label", time.label(language, &name));
        view.set("source", source.clone());
        YearColumn { year, time, source, view }
    }
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

/// Where the charts of a measure show each place, by its id.
#[derive(Default)]
struct ChartMarks<'a> {
    /// Those that have a line with their name.
    named: HashSet<&'a str>,
    /// Where their dots are in the charts of dots, each as the number of the chart and the place in it: `0:123.4`.
    spots: HashMap<&'a str, Vec<String>>,
    /// How many charts of dots there are.
    strips: usize,
}

impl<'a> ChartMarks<'a> {
    /// Adds a chart of dots, given the places in it and where each is.
    fn add(&mut self, ids: &[&'a str], spots: &[Option<f64>]) {
        for (id, spot) in ids.iter().zip(spots) {
            let spot = spot.map(|spot| format!("{}:{spot:.1}", self.strips));
            self.spots.entry(id).or_default().extend(spot);
        }
        self.strips += 1;
    }
}

/// The places of a group, by name in the first and the last year with two figures or more; where they are too many for that, as dots. The
/// marks of each are noted.
fn charts<'a>(
    context: RenderContext<'_>,
    measure: &Measure,
    rows: &[&MeasureRow<'a>],
    group: &PlaceGroup,
    marks: &mut ChartMarks<'a>,
) -> Vec<DrawnChart> {
    let years: BTreeSet<i32> = rows.iter().flat_map(|row| &row.measured).map(|one| one.year).collect();
    // One figure alone stands in no order.
    let figures = |year: i32| rows.iter().filter(|row| row.own_number(year).is_some()).count();
    let mut years = years.into_iter().filter(|year| figures(*year) > 1);
    let Some(first) = years.next() else { return Vec::new() };
    let last = years.next_back().unwrap_or(first);
    if rows.len() > dumbbell::MOST {
        let years = std::iter::once(last).chain((first != last).then_some(first));
        // Charts beside each other have one unit and one scale.
        let shown: Vec<&Measured<'_>> = rows.iter().flat_map(|row| [row.own(first), row.own(last)]).flatten().collect();
        let unit = unit_of(shown.iter().map(|one| &one.quantity));
        let numbers = || shown.iter().filter_map(|one| one.quantity.among(&unit).number());
        let axis = StripAxis { reach: numbers().min().zip(numbers().max()), unit: &unit };
        let mut drawn = Vec::new();
        for (chart, ids) in years.filter_map(|year| strip(context, measure, (rows, year), group, &axis).ok()) {
            marks.add(&ids, &chart.spots);
            drawn.push(chart);
        }
        return drawn;
    }
    let Ok((chart, drawn)) = by_name(context, measure, rows, (first, last), group) else { return Vec::new() };
    marks.named.extend(drawn);
    vec![chart]
}

/// The places of a group, each with its figures of two years on a line, and the ids of those that are drawn; those of other areas
/// are named in the notes.
fn by_name<'a>(
    context: RenderContext<'_>,
    measure: &Measure,
    rows: &[&MeasureRow<'a>],
    (first, last): (i32, i32),
    group: &PlaceGroup,
) -> Result<(DrawnChart, Vec<&'a str>), Reason> {
    let figures: Vec<_> =
        rows.iter().map(|row| (row.place, row.own(first).filter(|_| first != last), row.own(last))).collect();
    let unit = unit_of(figures.iter().flat_map(|(_, was, is)| was.iter().chain(is)).map(|one| &one.quantity));
    let quantities: Vec<_> = figures
        .iter()
        .map(|(place, was, is)| {
            let apart = was.zip(*is).is_some_and(|(was, is)| unlike(&is.side(), &was.side()).is_some());
            let among = |one: Option<&Measured<'_>>| one.map(|one| one.quantity.among(&unit).into_owned());
            (place, among(*was), among(*is), apart)
        })
        .collect();
    let places: Vec<dumbbell::DumbbellRow<'_>> = quantities
        .iter()
        .map(|(place, was, is, apart)| dumbbell::DumbbellRow {
            name: &place.name,
            anchor: Some(&place.id),
            first: was.as_ref(),
            last: is.as_ref(),
            apart: *apart,
        })
        .collect();
    let language = context.language();
    let id = chart_id(&format!("places-{}", group_id(group)));
    let span = if first == last { language.fiscal_year_both(last) } else { language.fiscal_years(first, last) };
    let (what, place, table) = (&measure.label, group_name(context, group), Some("_figures"));
    let frame = ChartFrame { id: &id, what, place: &place, year: &span, language, table, ..ChartFrame::default() };
    let words = [first, last].map(|year| (language.fiscal_year(year), language.short_year(year)));
    let [was, is] = words.each_ref().map(|(name, short)| (name.as_str(), short.as_str()));
    let input =
        dumbbell::DumbbellChart { places: &places, first: (first != last).then_some(was), last: is, unit: &unit };
    let mut figure = dumbbell::dumbbell(&frame, &input)?;
    for row in rows {
        let Some(scope) = row.of_year(last).and_then(Measured::scope) else { continue };
        figure.notes.push(context.theme.sentence("not_drawn", &[("place", &row.place.name), ("scope", scope)]));
    }
    let number = |one: &Option<Quantity>| one.as_ref().is_some_and(|one| one.number().is_some());
    let drawn = quantities.iter().filter(|(_, was, is, _)| number(was) || number(is));
    Ok((figure, drawn.map(|(place, ..)| place.id.as_str()).collect()))
}

/// The axis that charts of dots share.
struct StripAxis<'a> {
    unit: &'a str,
    /// The least and the most of all numbers.
    reach: Option<(Decimal, Decimal)>,
}

/// The places of a year in order of size, with the ids of those in it; figures of other areas are named in the notes and not drawn.
fn strip<'a>(
    context: RenderContext<'_>,
    measure: &Measure,
    (rows, year): (&[&MeasureRow<'a>], i32),
    group: &PlaceGroup,
    axis: &StripAxis<'_>,
) -> Result<(DrawnChart, Vec<&'a str>), Reason> {
    let of_year = rows.iter().filter_map(|row| Some((row.place, row.of_year(year)?)));
    let (own, other): (Vec<_>, Vec<_>) = of_year.partition(|(_, one)| one.scope().is_none());
    let StripAxis { unit, reach } = *axis;
    let own: Vec<_> = own.iter().map(|(place, one)| (*place, one.quantity.among(unit))).collect();
    let list: Vec<places::PlaceFigure<'_>> =
        own.iter().map(|(place, quantity)| places::PlaceFigure { name: &place.name, quantity }).collect();
    let language = context.language();
    let (id, year) = (chart_id(&format!("strip-{year}-{}", group_id(group))), language.fiscal_year_both(year));
    let (what, place, table) = (&measure.label, group_name(context, group), Some("_figures"));
    let frame = ChartFrame { id: &id, what, place: &place, year: &year, language, table, ..ChartFrame::default() };
    let mut figure = places::places(&frame, &places::PlacesChart { places: &list, this: None, unit, reach })?;
    for (place, one) in other {
        let scope = one.scope().unwrap_or_default();
        figure.notes.push(context.theme.sentence("not_drawn", &[("place", &place.name), ("scope", scope)]));
    }
    Ok((figure, own.iter().map(|(place, _)| place.id.as_str()).collect()))
}

/// How many of a group chose what in each year, the oldest first.
fn distribution(
    context: RenderContext<'_>,
    measure: &Measure,
    (rows, years): (&[MeasureRow<'_>], &[i32]),
    group: &PlaceGroup,
    shown: &mut dyn FnMut(&DrawnChart) -> View,
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
    choices::distribution(context, &frame, &measure.of, &counted, shown)
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

fn row_view(context: RenderContext<'_>, row: &MeasureRow<'_>, columns: &[YearColumn], chosen: &str) -> View {
    let language = context.language();
    let cells = columns.iter().map(|column| {
        let one = row.measured.iter().find(|one| one.year == column.year)?;
        let source = one.circumstances.source().filter(|source| column.source.as_deref() != Some(source));
        let printed = change::printed(one, context.theme).naming(source);
        let mut figure = column.time.under(language, printed).view(language);
        let sheet = Some(one.document.year).filter(|year| *year != one.year);
        figure.set(
            "sheet",
            sheet.map(|year| context.theme.sentence("of_sheet", &[("year", &language.fiscal_year(year))])),
        );
        Some(figure)
    });
    view! {
        "place" => row.place.view(),
        "place_id" => &row.place.id,
        // What the row chose, for who narrows the list.
        "choice" => chosen,
        "document" => row.document.map(|document| view! { "name" => summary::name(document), "path" => &document.page }),
        "cells" => View::list(cells),
    }
}
