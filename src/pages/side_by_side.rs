//! Places side by side: a page on which a reader chooses two to four places, and for each place a file that the page loads as
//! a script, since a page from a folder can load nothing else.

use std::sync::{Arc, OnceLock};

use crate::compare::Figure;
use crate::compare::indicators::{self, DocumentIndicator};
use crate::compare::issues;
use crate::compare::peers::Peers;
use crate::form::{Field, FormSection};
use crate::model::{Document, Measure, Place, address};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::Decimal;
use crate::value::composition::Part;
use crate::value::{Answer, Composition, FigureNote, Printed, Quantity, Viewer};
use crate::view;
use crate::view::View;

use super::indicators::outcome_view;
use super::layout::Layout;
use super::place::changes::issue_view;
use super::place::{glance, series};
use super::{Page, PageContent, PageInputs, RenderContext, change, files, newest_change, summary};

/// Whether there are two places to put beside each other. Of a frozen year, readers are led to the living site.
pub fn exists(site: &Restricted) -> bool {
    site.frozen.is_none() && reporting(site).nth(1).is_some()
}

/// The places with documents.
fn reporting(site: &Restricted) -> impl Iterator<Item = &Arc<Place>> {
    site.places.iter().filter(|place| site.documents_at(&place.id).next().is_some())
}

/// The page on which places are chosen.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let page = Page::new(address::COMPARE, address::COMPARE, "compare.html", move || content(context));
    vec![page.changed(newest_change(&context.site.documents))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    let site = context.site;
    let mut groups: Vec<(String, Vec<View>)> = Vec::new();
    for place in reporting(site) {
        let prefecture = place.prefecture.as_deref().and_then(|id| site.place(id)).unwrap_or(place);
        let view = view! { "id" => &place.id, "name" => &place.name, "page" => place.page() };
        match groups.iter_mut().find(|(name, _)| *name == prefecture.name) {
            Some((_, places)) => places.push(view),
            None => groups.push((prefecture.name.clone(), vec![view])),
        }
    }
    let content = view! {
        "groups" => View::list(groups.into_iter().map(|(name, places)| view! { "name" => name, "places" => places })),
        "files" => FOLDER,
        "measures" => context.navigation.address(address::MEASURES),
        "indicators" => context.navigation.address(address::INDICATORS),
        "issues" => context.navigation.address(address::ISSUES),
    };
    let words = ["side_by_side", "side_by_side_description"];
    Layout::worded(context, address::COMPARE, "compare", words).below_measures(context).page(context, content)
}

/// The folder of the files of places.
const FOLDER: &str = "data/places/";

/// The file of each place. Its links lead out from the file itself.
pub fn columns<'a>(context: RenderContext<'a>) -> Vec<Page<'a>> {
    let peers: Arc<OnceLock<Peers<'_>>> = Arc::default();
    let measures: Arc<OnceLock<Vec<Measure>>> = Arc::default();
    let path = |place: &Place| format!("{FOLDER}{}.js", place.id);
    let column = |place: &'a Arc<Place>| {
        let (peers, measures) = (Arc::clone(&peers), Arc::clone(&measures));
        let inputs = move || ColumnInputs::of(context, place, peers.get_or_init(|| Peers::of(context.site)));
        let inputs_again = inputs.clone();
        let content = move || {
            let measures = measures.get_or_init(|| glance::measures(context.site));
            column(context.without_documents(), &inputs_again(), measures)
        };
        let from = format!("content/places.yaml: {}", place.id);
        Page::new(path(place), from, "compare-place.html", content).made_from(move |of_pages| inputs().digest(of_pages))
    };
    reporting(context.site).filter(|place| context.looks_for(&path(place))).map(column).collect()
}

/// All that the column of a place says of documents: it is made from this and from what no document says.
struct ColumnInputs<'a> {
    place: &'a Place,
    /// Its documents, the oldest year first.
    documents: Vec<&'a Document>,
    /// The ids of the places nearest to it in population.
    near: Vec<&'a str>,
}

impl<'a> ColumnInputs<'a> {
    fn of(context: RenderContext<'a>, place: &'a Place, peers: &Peers<'a>) -> ColumnInputs<'a> {
        let near = peers.peers_of(place).map(|(_, near)| near).unwrap_or_default();
        ColumnInputs {
            place,
            documents: context.site.documents_at(&place.id).collect(),
            near: near.iter().map(|other| other.place.id.as_str()).collect(),
        }
    }

    fn digest(&self, inputs: &PageInputs<'_>) -> ValuesDigest {
        let ColumnInputs { place, documents, near } = self;
        let documents: Vec<_> = documents.iter().map(|document| inputs.digest_of(document)).collect();
        inputs.with_common(&(&place.id, documents, near))
    }
}

/// What stands in the column of a place; `context` has no documents.
fn column(context: RenderContext<'_>, inputs: &ColumnInputs<'_>, measures: &[Measure]) -> View {
    let ColumnInputs { place, documents: all, near } = inputs;
    // The newest sheet of each name says how things are.
    let series = series(all);
    let sheets: Vec<&Document> = series.iter().filter_map(|sheets| sheets.last().copied()).collect();
    let answers = || sheets.iter().flat_map(|sheet| sheet.answers().map(|(_, field, answer)| (*sheet, field, answer)));
    let compositions = answers().filter_map(|(sheet, field, answer)| {
        composition_view(context, sheet, field, answer, answer.value.composition()?)
    });
    let chosen = |answer: &Answer| answer.value.choice().is_some() || answer.value.presence().is_some();
    let choices = answers().filter(|(.., answer)| chosen(answer));
    let choices = choices.map(|(sheet, field, answer)| choice_view(context, sheet, field, answer));
    view! {
        "place" => place.view(),
        "near" => View::list(near.iter().copied()),
        "figures" => glance::beside_others(context, measures, all),
        "compositions" => View::list(compositions),
        "choices" => View::list(choices),
        "indicators" => indicator_views(context, &sheets),
        "issues" => View::list(sheets.iter().flat_map(|sheet| issues::of(sheet)).map(|issue| issue_view(context, &issue))),
        "texts" => View::list(sheets.iter().flat_map(|sheet| text_views(context, sheet))),
    }
}

/// A composition: its total and its parts, with the share of each.
fn composition_view(
    context: RenderContext<'_>,
    sheet: &Document,
    field: &Field,
    answer: &Answer,
    composition: &Composition,
) -> Option<View> {
    let unit = field.unit.as_deref().unwrap_or_default();
    let composition = composition.among(unit);
    let total = composition.total.as_ref().map(|(total, _)| total);
    let parts = composition.all_parts();
    let mut quantities = total.into_iter().chain(parts.iter().map(|part| &part.quantity));
    if quantities.all(|quantity| quantity.number().is_none()) {
        return None;
    }
    let other_area = answer.circumstances.scope_other_than(&sheet.place.name).is_some();
    let figure = |quantity: &Quantity, path: String| {
        Printed::alone(quantity, path, FigureNote::default()).view(context.language())
    };
    let share = |part: &Part| part.quantity.share().or_else(|| part.quantity.exact()?.percent_of(total?.exact()?, 1));
    let rows = parts.iter().map(|part| {
        let share = share(part).filter(|_| part.quantity.number().is_some());
        view! {
            "id" => &part.id,
            "label" => &part.label,
            "figure" => figure(&part.quantity, format!("{}.{}", field.id, part.id)),
            // A share that the sheet prints stands in the figure.
            "share" => share.filter(|_| part.quantity.share().is_none()).map(|share| share.to_string()),
            "number" => share.filter(|_| !other_area).map(Decimal::to_plain),
        }
    });
    Some(view! {
        "id" => &field.id,
        "label" => &field.label,
        "total" => Figure::of(sheet, &field.id).map(|total| total.printed().view(context.language())),
        "total_number" => total.and_then(Quantity::exact).filter(|_| !other_area).map(Decimal::to_plain),
        "other_area" => other_area,
        "unit" => unit,
        "points" => change::unit_of_difference(context, "％"),
        "year" => sheet.year,
        "year_name" => context.language().fiscal_year(sheet.year),
        "counted" => field.definition.as_deref().unwrap_or_default(),
        "rows" => View::list(rows),
    })
}

/// What is chosen of a list, or whether something is there.
fn choice_view(context: RenderContext<'_>, sheet: &Document, field: &Field, answer: &Answer) -> View {
    // Neither has running text.
    let prose = &mut |_: &_| (String::new(), String::new());
    let file = &|file: &_| files::file(context, file);
    let viewer = &mut Viewer { rows: Vec::new(), prose, file, at: field.id.clone(), language: context.language() };
    view! {
        "id" => &field.id,
        "label" => &field.label,
        "value" => answer.view(viewer),
        "page" => &sheet.page,
        "fragment" => sheet.anchor(&field.id),
        "year_name" => context.language().fiscal_year(sheet.year),
    }
}

/// The indicators whose results the sheets give, by the field that has them.
fn indicator_views(context: RenderContext<'_>, sheets: &[&Document]) -> Vec<View> {
    let mut fields: Vec<(&str, &str, Vec<View>)> = Vec::new();
    let all = sheets.iter().flat_map(|sheet| indicators::indicators_of(sheet));
    for entry in all.filter(|entry| entry.columns.actual.is_some()) {
        let view = indicator_view(context, &entry);
        match fields.iter_mut().find(|(id, ..)| *id == entry.field.id) {
            Some((.., rows)) => rows.push(view),
            None => fields.push((&entry.field.id, &entry.field.label, vec![view])),
        }
    }
    let view = |(id, label, rows)| view! { "id" => id, "label" => label, "rows" => rows };
    fields.into_iter().map(view).collect()
}

fn indicator_view(context: RenderContext<'_>, entry: &DocumentIndicator<'_>) -> View {
    view! {
        "name" => entry.name().as_ref(),
        "page" => entry.document.page_of(&entry.fragment),
        "fragment" => &entry.fragment,
        "year" => summary::year_view(context, entry.document.year),
        "outcome" => outcome_view(context, &entry.row.name, &entry.progress()),
    }
}

/// The texts of a sheet, each by its heading.
fn text_views(context: RenderContext<'_>, sheet: &Document) -> Vec<View> {
    let written = sheet
        .form
        .sections
        .iter()
        .zip(&sheet.sections)
        .filter(|(_, answered)| answered.narrative.as_ref().is_some_and(|narrative| !narrative.is_unwritten()));
    let view = |(section, _): (&FormSection, _)| {
        let (lead_in, heading) = section.heading_parts("");
        view! {
            "id" => &section.id,
            "label" => lead_in.unwrap_or_default() + &heading,
            "page" => &sheet.page,
            "fragment" => sheet.anchor(&section.id),
            "year" => summary::year_view(context, sheet.year),
        }
    };
    written.map(view).collect()
}
