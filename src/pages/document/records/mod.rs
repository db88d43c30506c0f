//! Records on the page of a document: an overview, and a block for each with its answers and its figures over the years, there or
//! on a page of its own.

mod page;
mod table;
mod years;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::form::{Field, RecordSettings};
use crate::model::in_record;
use crate::pages::RenderContext;
use crate::pages::download::size;
use crate::text::{Decimal, SiteLanguage};
use crate::value::{Answer, FigureNote, Printed, Quantity, RecordRow, Records, Viewer};
use crate::view;
use crate::view::View;

use super::answers::{AnswersBuilder, FieldBlocks, FieldPosition};
pub use page::pages;
use table::table;
use years::RecordYears;

/// How many records get charts: more would make a page that is slow to open, and nobody looks through a hundred charts.
const MOST_DRAWN: usize = 50;

/// Of how many records the overview can be narrowed, and by how many words of a column at most.
const LEAST_FILTERED: usize = 8;
const MOST_CHOICES: usize = 15;

/// What charts call a field of a record, since they stand for themselves.
fn name_in_charts(context: RenderContext<'_>, record: &RecordRow, field: &Field) -> String {
    match context.language() {
        SiteLanguage::Japanese => format!("{}の{}", record.name, field.label),
        SiteLanguage::English => format!("{}: {}", record.name, field.label),
    }
}

impl<'a> AnswersBuilder<'a> {
    /// The overview and the blocks of records, whose field has this id on the page, and whose rows have these anchors.
    pub(super) fn records(&mut self, answer: &'a Answer, id: &str, anchors: &[String]) -> View {
        let Some((records, settings)) = answer.records() else { return View::None };
        let overview: Vec<&Field> = settings.overview().into_iter().map(AsRef::as_ref).collect();
        let years = RecordYears::of(self.context, self.document, &answer.field);
        let filters = self.record_filters(records, &overview);
        // What stands on other pages is in the text version of this one, and explains no words here.
        let mut elsewhere = AnswersBuilder::new(self.context, self.document, &self.document.page);
        let mut rows = Vec::new();
        let mut blocks = Vec::new();
        for (number, (record, anchor)) in (1..).zip(records.rows.iter().zip(anchors)) {
            let id = format!("{id}-{anchor}");
            let at = format!("{}.{number}", answer.field.id);
            let cells: Vec<View> = overview.iter().map(|field| self.overview_cell(record, field, &at)).collect();
            let choices = filters.iter().filter_map(|filter| {
                let place = filter
                    .words
                    .iter()
                    .position(|words| Some(words.as_str()) == words_of(record, filter.field).as_deref())?;
                Some(view! { "id" => &filter.id, "value" => place })
            });
            let page = self.document.record_page(&id);
            rows.push(view! {
                "id" => &id,
                "page" => page,
                "name" => &record.name,
                "new" => years.is_new(record),
                "cells" => View::list(cells),
                "choices" => View::list(choices),
            });
            let shown = ShownRecord { record, settings, years: &years, id: &id, at, alone: false };
            blocks.push(match page {
                Some(_) => elsewhere.record(&shown, false),
                None => self.record(&shown, records.rows.len() <= MOST_DRAWN),
            });
        }
        let all: Vec<&RecordRow> = records.rows.iter().collect();
        let groups = groups(&all, settings).into_iter().map(|(words, members)| {
            let own: Vec<&RecordRow> = members.iter().filter_map(|at| all.get(*at).copied()).collect();
            view! {
                "label" => words.as_deref(),
                "rows" => View::list(members.iter().filter_map(|at| rows.get(*at).cloned())),
                "totals" => totals(&own, settings, &overview),
            }
        });
        let groups: Vec<View> = groups.collect();
        let (csv_path, csv) = (self.csv_path(&answer.field.id), table(answer, records, settings));
        let view = view! {
            "name" => &settings.name,
            "columns" => View::list(overview.iter().map(|field| view! {
                "label" => &field.label,
                "figures" => field.kind.is_figures(),
            })),
            "count" => rows.len(),
            "groups" => groups,
            "grouped" => settings.group_by.is_some(),
            "totals" => totals(&all, settings, &overview),
            "filters" => View::list(filters.iter().map(RecordFilter::view)),
            "gone" => years.gone(records),
            "own_pages" => anchors.first().is_some_and(|anchor| self.document.record_page(&format!("{id}-{anchor}")).is_some()),
            "blocks" => blocks,
            "csv" => &csv_path,
            "csv_size" => size(csv.len()),
        };
        self.files.push((csv_path, csv));
        view
    }

    /// A record: what it is called, its answers in blocks as those of a section, and its figures over the years.
    fn record(&mut self, shown: &ShownRecord<'a, '_>, draws: bool) -> View {
        let ShownRecord { record, settings, years, id, at, alone } = shown;
        // Links in a text are seen from the file that it stands in.
        self.writer.file = record.file.as_deref().unwrap_or(&self.document.path);
        let mut blocks = FieldBlocks::default();
        for answer in &record.answers {
            let field = answer.field.as_ref();
            let own = in_record(id, &field.id);
            let rows: Vec<String> = answer.row_anchors().map(str::to_owned).collect();
            let what = name_in_charts(self.context, record, field);
            let at = format!("{at}.{}", field.id);
            let place = FieldPosition { id: &own, at, what: &what, rows: &rows, record: Some(*record), draws };
            let mut view = self.placed(answer, &place);
            view.set("anchored", View::from(true));
            view.set("headed", View::from(true));
            view.set("inner", View::from(!alone));
            blocks.push(field, view);
        }
        self.writer.file = &self.document.path;
        view! {
            "id" => *id,
            "name" => &record.name,
            "new" => years.is_new(record),
            "blocks" => blocks.view(),
            "years" => years.view(record, settings),
            "series" => if draws { years.series(record, id) } else { View::None },
        }
    }

    /// What the overview shows of a field: the answer, or its total. Nothing where the record does not mention the field.
    fn overview_cell(&mut self, record: &'a RecordRow, field: &Field, at: &str) -> View {
        let Some(answer) = record.answer(&field.id) else { return View::None };
        let (language, at) = (self.context.language(), format!("{at}.{}", field.id));
        if answer.value.composition().is_some() {
            let Some((total, _)) = answer.total() else { return View::None };
            let figure = Printed::alone(total, at, FigureNote::default()).view(language);
            return view! {
                "kind" => "number",
                "figure" => figure,
                "circumstances" => answer.circumstances.view(language),
            };
        }
        let prose = &mut |prose: &_| self.writer.html_and_plain(prose);
        let context = self.context;
        let file = &|file: &_| crate::pages::files::file(context, file);
        answer.view(&mut Viewer { rows: Vec::new(), prose, file, at, language })
    }

    /// The choices that narrow the overview: the words of its columns that few words fill. Lists on one page would narrow each
    /// other, so that there are none where a form has several.
    fn record_filters<'r>(&self, records: &Records, overview: &[&'r Field]) -> Vec<RecordFilter<'r>> {
        let lists = self.document.form.fields().filter(|(_, field)| field.kind.records().is_some()).count();
        if lists > 1 || records.rows.len() < LEAST_FILTERED {
            return Vec::new();
        }
        let fits = |field: &Field| field.kind.text().is_some() || field.kind.is_one_choice();
        let columns = overview.iter().enumerate().filter(|(_, field)| fits(field));
        let filters = columns.filter_map(|(at, field)| {
            let mut words: Vec<String> = Vec::new();
            for own in records.rows.iter().filter_map(|record| words_of(record, field)) {
                if words.iter().all(|known| *known != own) {
                    words.push(own.into_owned());
                }
                if words.len() > MOST_CHOICES {
                    return None;
                }
            }
            (words.len() > 1).then(|| RecordFilter { id: format!("f{at}"), field, words })
        });
        filters.collect()
    }
}

/// A record, and where it stands.
struct ShownRecord<'a, 's> {
    record: &'a RecordRow,
    settings: &'a RecordSettings,
    years: &'s RecordYears<'a>,
    /// Its id on its page.
    id: &'s str,
    /// Its path in the document, which is the beginning of the paths of its figures.
    at: String,
    /// Whether it has the page to itself.
    alone: bool,
}

/// A column by whose words the overview can be narrowed.
struct RecordFilter<'r> {
    /// The name of the choice on the page.
    id: String,
    field: &'r Field,
    words: Vec<String>,
}

impl RecordFilter<'_> {
    fn view(&self) -> View {
        let options = self.words.iter().enumerate().map(|(at, label)| view! { "value" => at, "label" => label });
        view! { "id" => &self.id, "label" => &self.field.label, "options" => View::list(options) }
    }
}

/// The line that a record has in a field, or what it chose there.
fn words_of<'r>(record: &'r RecordRow, field: &Field) -> Option<Cow<'r, str>> {
    let answer = record.answer(&field.id)?;
    let line = answer.value.text().map(|line| Cow::Borrowed(line.as_str()));
    let chosen = || Some(answer.value.choice()?.in_words(answer.field.kind.choice()?).into());
    line.or_else(chosen)
}

/// The records in groups of one word each, in the order in which these come first; all in one where the form has none.
fn groups<'r>(all: &[&'r RecordRow], settings: &RecordSettings) -> Vec<(Option<Cow<'r, str>>, Vec<usize>)> {
    let field = settings.group_by.as_ref().and_then(|id| settings.fields.iter().find(|field| field.id == *id));
    let mut groups: Vec<(Option<Cow<'_, str>>, Vec<usize>)> = Vec::new();
    let mut places: HashMap<Option<Cow<'_, str>>, usize> = HashMap::new();
    for (at, record) in all.iter().enumerate() {
        let words = field.and_then(|field| words_of(record, field));
        let place = *places.entry(words.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(at),
            None => groups.push((words, vec![at])),
        }
    }
    groups
}

/// The sums of the columns of the overview; nothing where there is none at all.
fn totals(records: &[&RecordRow], settings: &RecordSettings, overview: &[&Field]) -> View {
    let totals: Vec<Option<View>> = overview.iter().map(|field| total(records, settings, field)).collect();
    if totals.iter().any(Option::is_some) { View::list(totals) } else { View::None }
}

/// The sum of a field over all records, where the form lets its figures be added and each record gives one exact number.
fn total(records: &[&RecordRow], settings: &RecordSettings, field: &Field) -> Option<View> {
    let unit = field.unit.as_deref().unwrap_or_default();
    if !settings.totals.contains(&field.id) {
        return None;
    }
    let number = |record: &&RecordRow| {
        let (quantity, _) = record.answer(&field.id)?.total()?;
        quantity.in_unit(unit)?.number()
    };
    let mut numbers = records.iter().map(number);
    let sum = numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))?;
    let quantity = Quantity::read(&format!("{sum}{unit}"), field.unit.as_deref());
    Some(Printed::alone(&quantity, "", FigureNote::default()).view(SiteLanguage::default()))
}
