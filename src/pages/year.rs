//! The page of a fiscal year: its sheets by prefecture with their key figures, and the other documents of the year.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::charts::ChartFrame;
use crate::charts::composition_years::composition_places;
use crate::compare::Figure;
use crate::compare::completeness::Completeness;
use crate::compare::distribution::is_listed;
use crate::compare::form_groups::{self, FormGroup};
use crate::data::{self, Scope};
use crate::form::Field;
use crate::model::{Category, Document, Place, PlaceGroup, address};
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::choices::{self, CountedYear};
use super::cite::Citation;
use super::figures::{CompositionBar, FigureTime, SavedCharts, chart_id, draw_bars, has_drawings};
use super::filters::Filters;
use super::layout::Layout;
use super::sheet_table::SheetLayout;
use super::{
    Page, PageContent, PageInputs, RenderContext, booklet, download, errata, newest_change, sheet_table, summary,
};

/// One page for each fiscal year with documents, and for each of its yearly forms where there are several.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let years = context.site.years().into_iter().flat_map(|year| {
        let changed = newest_change(context.site.documents_of(year));
        let from = format!("content/{year}/");
        let made_from = |path: String| move |inputs: &PageInputs<'_>| inputs.of_year(&path, year);
        let path = address::of_year(year);
        let whole = Page::new(path.clone(), from.clone(), "year.html", move || content(context, year));
        let forms = form_groups::of_year(context.site, year).into_iter().map(move |group| {
            let path = address::of_form(year, group.id());
            Page::new(path.clone(), from.clone(), "year.html", move || of_form(context, year, &group))
                .changed(changed)
                .made_from(made_from(path))
        });
        std::iter::once(whole.changed(changed).made_from(made_from(path))).chain(forms).collect::<Vec<_>>()
    });
    years.collect()
}

fn content(context: RenderContext<'_>, year: i32) -> PageContent {
    let name = context.language().fiscal_year_both(year);
    let years = context.site.years();
    let at = years.iter().position(|other| *other == year).unwrap_or_default();
    let all: Vec<&Document> = context.site.documents_of(year).iter().collect();
    let mut filters = Filters::new(context);
    let forms = form_groups::of_year(context.site, year);
    // Forms that stand apart are narrowed on their own pages.
    let narrowed = forms.is_empty().then_some(&mut filters);
    let sheets: Vec<&Document> = all.iter().copied().filter(|document| document.is_sheet()).collect();
    let answered: HashSet<&str> = sheets.iter().map(|sheet| sheet.place.id.as_str()).collect();
    let other_years = |place: &Place| context.site.documents_at(&place.id).any(Document::is_sheet);
    let missing =
        context.site.places.iter().filter(|place| !answered.contains(place.id.as_str()) && other_years(place));
    let path = address::of_year(year);
    let (prefectures, drawings) = prefectures_in_full(context, &all, year, &path);
    let content = view! {
        "year" => summary::year_view(context, year),
        "newer" => at.checked_sub(1).and_then(|at| years.get(at)).map(|year| summary::year_view(context, *year)),
        "older" => years.get(at + 1).map(|year| summary::year_view(context, *year)),
        "newest" => years.first().filter(|newest| **newest != year).map(|year| summary::year_view(context, *year)),
        "tables" => sheet_table::tables(context, &sheets, SheetLayout::Columns, narrowed),
        "sheets_csv" => data::table_of_sheets(context.into(), year),
        "missing" => View::list(missing.map(|place| place.view())),
        "prefectures" => prefectures,
        "filters" => filters.view(),
        "form_pages" => View::list(forms.iter().map(|group| form_view(context, year, group))),
        "members" => members_view(&all),
        "errata" => errata::views(context, Some(year)),
        "booklets" => booklet::links(context, year),
        "archived" => context.site.archives.iter().find(|archived| archived.year == year).map(|year| archived(context, year)),
    };
    let sheets = members(&all).values().sum::<usize>();
    let description = context.theme.sentence("year_description", &[("year", &name), ("sheets", &sheets.to_string())]);
    let files = drawings.into_iter().map(|(path, drawing)| (path, drawing.into())).collect();
    PageContent { files, ..Layout::new(&path, "year", name, description).page(context, content) }
}

/// The sheets of a year that answer one of its yearly forms.
fn of_form(context: RenderContext<'_>, year: i32, group: &FormGroup<'_>) -> PageContent {
    let site = context.site;
    let name = context.language().fiscal_year_both(year);
    let of_year = |year: i32| {
        let documents = site.documents_of(year).iter().filter(|document| document.is_sheet());
        documents.filter(|sheet| group.is_like(sheet)).collect::<Vec<_>>()
    };
    let sheets: Vec<&Document> = of_year(year).into_iter().filter(|sheet| group.has(sheet)).collect();
    let years: Vec<i32> = site.years().into_iter().filter(|own| *own == year || !of_year(*own).is_empty()).collect();
    let at = years.iter().position(|other| *other == year).unwrap_or_default();
    // The same form in another year; the year itself where it is the only one there.
    let neighbour = |other: Option<&i32>| {
        let year = *other?;
        let mut view = summary::year_view(context, year);
        let groups = form_groups::of_year(site, year);
        let same = groups.iter().find(|own| of_year(year).iter().any(|sheet| own.has(sheet)));
        same.into_iter().for_each(|same| view.set("path", address::of_form(year, same.id())));
        Some(view)
    };
    let forms = group.name(context.language());
    let answered = |place: &Place| sheets.iter().any(|sheet| sheet.place.id == place.id);
    let other_years = |place: &Place| site.documents_at(&place.id).any(|document| group.is_like(document));
    let missing = site.places.iter().filter(|place| !answered(place) && other_years(place));
    let mut filters = Filters::new(context);
    let scope = Scope::from(context);
    // A page that is rendered alone brings its file.
    let table = context.data.is_none().then(|| data::of_form(scope, year, group.id(), &sheets)).flatten();
    let known = context.data.iter().flat_map(|data| &data.years).flat_map(|year| &year.forms);
    let mut known = known.filter(|known| known.year == year && known.form.as_ref() == Some(&forms));
    let csv = table.as_ref().map(|file| (file.path.as_str(), file.bytes.len()));
    let csv = csv.or_else(|| known.next().map(|known| (known.file.path.as_str(), known.file.length)));
    let title = format!("{name} {forms}");
    let path = address::of_form(year, group.id());
    let (prefectures, drawings) = prefectures_in_full(context, &sheets, year, &path);
    let content = view! {
        "year" => summary::year_view(context, year),
        "title" => &title,
        "form" => &forms,
        "newer" => neighbour(at.checked_sub(1).and_then(|at| years.get(at))),
        "older" => neighbour(years.get(at + 1)),
        "tables" => sheet_table::tables(context, &sheets, SheetLayout::Columns, Some(&mut filters)),
        "prefectures" => prefectures,
        "filters" => filters.view(),
        "members" => members_view(&sheets),
        "missing" => View::list(missing.map(|place| place.view())),
        "csv" => csv.map(|(path, length)| download::view(path, length)),
    };
    let description = context.theme.sentence("form_year_description", &[("year", &name), ("form", &forms)]);
    let layout = Layout {
        above: vec![(name.clone(), address::of_year(year))],
        ..Layout::new(&path, "year", title, description)
    };
    let drawings = drawings.into_iter().map(|(path, drawing)| (path, drawing.into()));
    let files = table.into_iter().map(|file| (file.path, file.bytes)).chain(drawings).collect();
    PageContent { files, ..layout.page(context, content) }
}

/// A yearly form among several of a year: what it is called, and the address of its page.
fn form_view(context: RenderContext<'_>, year: i32, group: &FormGroup<'_>) -> View {
    let sheets = context.site.documents_of(year).iter().filter(|sheet| group.has(sheet)).count();
    view! {
        "name" => group.name(context.language()),
        "path" => address::of_form(year, group.id()),
        "sheets" => sheets,
    }
}

/// The places with a sheet of the year, counted by category; a place with two is one.
fn members(documents: &[&Document]) -> BTreeMap<Category, usize> {
    let sheets = documents.iter().filter(|document| document.is_sheet());
    let places: BTreeMap<&str, Category> =
        sheets.map(|sheet| (sheet.place.id.as_str(), sheet.place.category.clone())).collect();
    let mut counts: BTreeMap<Category, usize> = BTreeMap::new();
    for category in places.into_values() {
        *counts.entry(category).or_default() += 1;
    }
    counts
}

fn members_view(documents: &[&Document]) -> View {
    let counts = members(documents);
    let total: usize = counts.values().sum();
    let counts = counts.iter().map(|(category, count)| view! { "category" => category.label(), "count" => *count });
    view! { "total" => total, "categories" => View::list(counts) }
}

/// The newest year's documents by prefecture, at a glance.
pub fn prefectures(context: RenderContext<'_>, year: i32) -> View {
    let all: Vec<&Document> = context.site.documents_of(year).iter().collect();
    View::list(by_prefecture(context, &all).into_iter().map(|(prefecture, sheets, others)| {
        view! {
            "place" => prefecture.view(),
            "tables" => sheet_table::tables(context, &sheets, SheetLayout::Cards, None),
            "documents" => View::list(others.into_iter().map(|document| summary::document_view(context, document))),
        }
    }))
}

/// Some of a year's documents by prefecture: the compositions of its sheets side by side, what they chose, and what is still blank.
/// The figures themselves are in one table over all. With it the charts on the page of this address as files, by their paths.
fn prefectures_in_full(
    context: RenderContext<'_>,
    documents: &[&Document],
    year: i32,
    page: &str,
) -> (View, Vec<(String, Vec<u8>)>) {
    let day = newest_change(documents.iter().copied());
    let mut files = Vec::new();
    let of_prefecture = |(prefecture, sheets, others): (&Place, Vec<&Document>, Vec<&Document>)| {
        let citation = Citation {
            what: &prefecture.name,
            of: context.language().fiscal_year_both(year),
            page: page.to_owned(),
            fragment: &prefecture.id,
            day,
        };
        let stem = has_drawings(context.site)
            .then(|| format!("data/{}/{}", page.strip_suffix(".html").unwrap_or(page), prefecture.id));
        let mut saved = SavedCharts::new(stem, citation.lines(context));
        let view = view! {
            "place" => prefecture.view(),
            "documents" => View::list(others.into_iter().map(|document| summary::document_view(context, document))),
            "compositions" => compositions(context, prefecture, &sheets, &mut saved),
            "distributions" => distributions(context, prefecture, (&sheets, year), &mut saved),
            "saved" => saved.view(context, &citation, None),
            "completeness" => completeness(context, &sheets),
        };
        files.extend(saved.files);
        view
    };
    let prefectures: Vec<View> = by_prefecture(context, documents).into_iter().map(of_prefecture).collect();
    (View::List(prefectures), files)
}

/// The prefectures that documents are from, in the order of the codes, each with its sheets and its other documents: a prefecture's own
/// before those of its cities.
fn by_prefecture<'a>(
    context: RenderContext<'a>,
    documents: &[&'a Document],
) -> Vec<(&'a Place, Vec<&'a Document>, Vec<&'a Document>)> {
    let mut groups: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in documents.iter().copied() {
        groups.entry(document.place.prefecture_id()).or_default().push(document);
    }
    let prefectures = context.site.places.iter().filter(|place| place.category == Category::Prefecture);
    let mut of_prefecture = |prefecture: &'a Arc<Place>| {
        let (sheets, others) = groups.remove(prefecture.id.as_str())?.into_iter().partition(|one| one.is_sheet());
        Some((&**prefecture, sheets, others))
    };
    prefectures.filter_map(&mut of_prefecture).collect()
}

/// The compositions among the key figures, a bar for each sheet; nothing for a single sheet. One of another area than the
/// place is no bar beside those of places.
fn compositions(context: RenderContext<'_>, prefecture: &Place, sheets: &[&Document], saved: &mut SavedCharts) -> View {
    let mut ids: Vec<&str> = Vec::new();
    for id in sheets.iter().flat_map(|sheet| &sheet.form.key_figures) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    View::list(ids.iter().filter_map(|id| {
        let found = sheets.iter().filter_map(|sheet| {
            let figure = Figure::of(sheet, id)?;
            let (_, answer) = sheet.answer(id)?;
            let composition = answer.value.composition()?;
            let time = FigureTime::of(context.language(), figure.figure_note());
            let unit = figure.field.unit.as_deref().unwrap_or_default();
            Some((*sheet, figure.field, composition.among(unit), time))
        });
        let (found, other): (Vec<_>, Vec<_>) = found.partition(|(.., time)| time.scope.is_none());
        let [(first, field, ..), _, ..] = found.as_slice() else { return None };
        let unit = field.unit.as_deref().unwrap_or_default();
        let with_figure: Vec<&Document> = found.iter().map(|(sheet, ..)| *sheet).collect();
        let bars = found.iter().cloned().map(|(sheet, _, composition, time)| CompositionBar {
            label: if sheet_table::several(sheet, &with_figure) {
                format!("{} {}", sheet.place.name, summary::name(sheet))
            } else {
                sheet.place.name.clone()
            },
            composition: Some(composition),
            apart: None,
            time,
        });
        let bars: Vec<CompositionBar<'_>> = bars.collect();
        let language = context.language();
        let (id, year) = (chart_id(&format!("{}-{id}", prefecture.id)), language.fiscal_year_both(first.year));
        let (what, place) = (&field.label, &prefecture.name);
        let frame = ChartFrame { id: &id, what, place, year: &year, language, ..ChartFrame::default() };
        let mut figure = draw_bars(&frame, &bars, unit, composition_places)?;
        let left_out = other.iter().map(|(sheet, .., time)| {
            let values = [("place", sheet.place.name.as_str()), ("scope", time.scope.unwrap_or_default())];
            context.theme.sentence("not_drawn", &values)
        });
        figure.notes.extend(left_out);
        Some(saved.figure(&figure))
    }))
}

/// The choices among the key figures: how many chose what; nothing for a single sheet.
fn distributions(
    context: RenderContext<'_>,
    prefecture: &Place,
    (sheets, year): (&[&Document], i32),
    saved: &mut SavedCharts,
) -> Vec<View> {
    let mut fields: Vec<&Field> = Vec::new();
    for (id, sheet) in sheets.iter().flat_map(|sheet| sheet.form.key_figures.iter().map(move |id| (id, sheet))) {
        let field = sheet.form.fields().map(|(_, field)| field).find(|field| field.id == *id);
        let new = field.filter(|field| is_listed(field, None) && fields.iter().all(|known| known.id != field.id));
        fields.extend(new);
    }
    let mut of_field = |field: &&Field| {
        let asks = |sheet: &&&Document| sheet.form.fields().any(|(_, own)| own.id == field.id);
        let documents: Vec<&Document> = sheets.iter().filter(asks).copied().collect();
        // A place that answers it in another of its forms is counted already, and a body is not among municipalities.
        let places = |of: &[&Document]| of.iter().map(|one| one.place.id.clone()).collect::<BTreeSet<String>>();
        let groups: BTreeSet<PlaceGroup> = documents.iter().map(|one| one.place.category.group()).collect();
        let like: Vec<&Document> =
            sheets.iter().filter(|sheet| groups.contains(&sheet.place.category.group())).copied().collect();
        let not_asked = places(&like).difference(&places(&documents)).count();
        let language = context.language();
        let (id, name) = (chart_id(&format!("{}-{}", prefecture.id, field.id)), language.fiscal_year_both(year));
        let frame = ChartFrame {
            id: &id,
            what: &field.label,
            place: &prefecture.name,
            year: &name,
            language,
            ..ChartFrame::default()
        };
        if documents.len() < 2 {
            return None;
        }
        let counted = [CountedYear { year, documents, not_asked }];
        let view = choices::distribution(context, &frame, &field.id, &counted, &mut |chart| saved.figure(chart));
        (!matches!(view, View::None)).then_some(view)
    };
    fields.iter().filter_map(&mut of_field).collect()
}

/// How much each sheet answers of what its form asks: those that answer all by name, the others with what they leave out.
fn completeness(context: RenderContext<'_>, sheets: &[&Document]) -> View {
    let labels = |fields: &[&Field]| View::list(fields.iter().map(|field| field.label.as_str()));
    let (mut complete, mut incomplete) = (Vec::new(), Vec::new());
    for sheet in sheets {
        let Completeness { asked, unanswered, blank } = Completeness::of(sheet);
        let left_out = unanswered.len() + blank.len();
        let all = if left_out == 0 { &mut complete } else { &mut incomplete };
        all.push(view! {
            "doc" => summary::document_view(context, sheet),
            "several" => sheet_table::several(sheet, sheets),
            "asked" => asked,
            "answered" => asked - left_out,
            "unanswered" => labels(&unanswered),
            "blank" => labels(&blank),
        });
    }
    if sheets.is_empty() {
        View::None
    } else {
        view! { "complete" => complete, "incomplete" => incomplete }
    }
}
