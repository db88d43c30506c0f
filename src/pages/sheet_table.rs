//! Key figures of sheets: at the top of a sheet, and as the columns of tables of sheets.

use crate::compare::distribution::listed_answer;
use crate::compare::form_groups::{self, FormGroup, form_groups};
use crate::compare::{Figure, Measured, PlaceFigures};
use crate::model::{Document, Measure, address};
use crate::value::Printed;
use crate::view;
use crate::view::View;

use super::choices::absence_word;
use super::column_time::ColumnTime;
use super::filters::Filters;
use super::place::glance::Among;
use super::totals::{self, group_name};
use super::{RenderContext, change, summary};

/// The key figures of a document, in the order its form lists them, with their change since the place's last sheet, and where a
/// sheet stands with them among the places of its group and year.
pub fn key_figures(
    context: RenderContext<'_>,
    document: &Document,
    last: Option<&Document>,
    figures: Option<&PlaceFigures>,
) -> View {
    View::list(document.form.key_figures.iter().filter_map(|id| {
        let now = Figure::asked(document, id)?;
        let mut view = view(context, &now);
        let change = last.map(|last| {
            let before = Figure::asked(last, id);
            change::view(&now.side(), before.map(|before| before.side()).as_ref(), last.year, context)
        });
        view.set("change", change);
        if let Some(among) = figures.and_then(|figures| among(context, document, id, figures)) {
            let group = group_name(context, &document.place.category.group());
            let values = [("group", group.as_str()), ("median", &among.median), ("n", &among.places.to_string())];
            view.set("median", context.theme.sentence("median_among", &values));
            view.set("position", View::Html(among.drawing));
        }
        Some(view)
    }))
}

/// A key figure of a sheet among those of the other places.
fn among(context: RenderContext<'_>, document: &Document, id: &str, figures: &PlaceFigures) -> Option<Among> {
    // Rates alone mean the last of them.
    let path = Figure::asked(document, id)?.path();
    let is_same = |measure: &&Measure| measure.to.is_none() && (measure.of == id || measure.of == path);
    let measure = figures.measures.iter().find(is_same)?;
    let measured = Measured::of_document(document, measure).filter(|_| document.is_sheet())?;
    let group = figures.around(&document.place, measure, measured.year)?;
    Among::of(context, &document.place, measure, &measured, group)
}

/// A figure and its name.
fn view(context: RenderContext<'_>, figure: &Figure<'_>) -> View {
    view! { "id" => &figure.field.id, "label" => figure.label(), "figure" => figure.printed().view(context.language()) }
}

/// How the figures of several sheets stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SheetLayout {
    /// In columns: the head of a column says when most of its figures were true, and sums stand below where the editor allows them.
    Columns,
    /// Each sheet on a card of its own, where every figure says when it was true.
    Cards,
}

/// The sheets of one year as tables: those whose forms have a key figure in common stand in one, so that a place is in no table
/// of figures that nobody asked it for.
pub fn tables(
    context: RenderContext<'_>,
    sheets: &[&Document],
    layout: SheetLayout,
    mut filters: Option<&mut Filters<'_>>,
) -> Vec<View> {
    let groups = form_groups(sheets.iter().copied());
    let one = groups.len() == 1;
    let mut view = |group: &FormGroup<'_>| {
        let sheets: Vec<&Document> = sheets.iter().copied().filter(|sheet| group.has(sheet)).collect();
        let mut view = table(context, &sheets, layout, filters.as_deref_mut());
        // What its sheets are called tells one table from the others.
        view.set("forms", (!one).then(|| View::list(group.forms.iter().map(|form| form.short.as_str()))));
        let page = sheets.first().filter(|_| !one).and_then(|sheet| page_of_form(context, sheet));
        view.set("page", page);
        view
    };
    groups.iter().map(&mut view).collect()
}

/// The address of the page of a year's sheets that answer the same form, where the year has several.
fn page_of_form(context: RenderContext<'_>, sheet: &Document) -> Option<String> {
    let groups = form_groups::of_year(context.site, sheet.year);
    groups.iter().find(|group| group.has(sheet)).map(|group| address::of_form(sheet.year, group.id()))
}

/// A column of a table of sheets: a key figure.
struct KeyColumn<'a> {
    id: &'a str,
    label: String,
    /// The path of the figure in the first sheet that has it.
    path: String,
    time: ColumnTime,
}

impl<'a> KeyColumn<'a> {
    /// The key figures that any of the sheets has, in the order they are first met.
    fn all(context: RenderContext<'_>, documents: &[&'a Document]) -> Vec<KeyColumn<'a>> {
        let mut columns: Vec<KeyColumn<'_>> = Vec::new();
        for (id, document) in documents.iter().flat_map(|of| of.form.key_figures.iter().map(move |id| (id, of))) {
            if columns.iter().any(|known| known.id == id) {
                continue;
            }
            let Some(figure) = Figure::of(document, id) else { continue };
            let figures = documents.iter().filter_map(|document| Figure::of(document, id));
            let numbers = figures.filter(|figure| figure.quantity.number().is_some());
            let printed: Vec<Printed<'_>> = numbers.map(|figure| figure.printed()).collect();
            let time = ColumnTime::of(context.language(), &printed);
            columns.push(KeyColumn { id, label: figure.label(), path: figure.path(), time });
        }
        columns
    }
}

/// A table of sheets: a column for each key figure that any of them has. The filters get what each sheet answers where
/// the answers are listed.
fn table(
    context: RenderContext<'_>,
    documents: &[&Document],
    layout: SheetLayout,
    mut filters: Option<&mut Filters<'_>>,
) -> View {
    let language = context.language();
    let in_columns = layout == SheetLayout::Columns;
    let columns = KeyColumn::all(context, documents);
    let rows = documents.iter().map(|document| {
        let cells = columns.iter().map(|column| {
            // Nothing stands for what the form does not ask.
            let figure = Figure::asked(document, column.id)?;
            let printed = figure.printed();
            let printed = if in_columns { column.time.under(language, printed) } else { printed };
            Some(view! { "label" => figure.label(), "figure" => printed.view(language) })
        });
        let choices = filters.as_deref_mut().map(|filters| note_choices(context, filters, document));
        view! {
            "doc" => summary::document_view(context, document),
            // What the sheet answers of lists, for who narrows the table.
            "choices" => View::List(choices.unwrap_or_default()),
            // Several sheets of a place are told apart by their names.
            "several" => several(document, documents),
            "cells" => View::list(cells),
        }
    });
    let rows = View::list(rows);
    let heads = columns.iter().map(|column| {
        let mut head = view! {
            "id" => column.id,
            "label" => &column.label,
            // For cells that stand without their head.
            "full" => column.time.label(language, &column.label),
        };
        column.time.tell(&column.label, &mut head);
        head
    });
    let paths: Vec<&str> = columns.iter().map(|column| column.path.as_str()).collect();
    let year = documents.first().filter(|_| in_columns).map(|document| document.year);
    let totals = year.map_or_else(Vec::new, |year| totals::of_year(context, &paths, year));
    view! { "heads" => View::list(heads), "rows" => rows, "totals" => totals }
}

/// Notes what a sheet answers in its key figures with listed answers, each as a filter of its own.
fn note_choices(context: RenderContext<'_>, filters: &mut Filters<'_>, document: &Document) -> Vec<View> {
    let mut choices = Vec::new();
    for id in &document.form.key_figures {
        let field = document.form.fields().map(|(_, field)| field).find(|field| field.id == *id);
        let Some((field, answer)) = field.zip(listed_answer(document, id)) else { continue };
        let name = format!("choice-{id}");
        let mut values = Vec::new();
        for (value, label) in answer.in_words(|absence| absence_word(context, absence)) {
            let value = value.replace(char::is_whitespace, "_");
            filters.note_of(&name, &field.label, &value, label);
            values.push(value);
        }
        choices.push(view! { "id" => name, "value" => values.join(" ") });
    }
    choices
}

/// Whether a place has another sheet among these, which are in the order of the places.
pub fn several(sheet: &Document, sheets: &[&Document]) -> bool {
    let of_place = sheets.partition_point(|other| other.place.order < sheet.place.order);
    let own = |at: usize| sheets.get(at).is_some_and(|other| other.place.order == sheet.place.order);
    own(of_place) && own(of_place + 1)
}
