//! The page of a record that has one of its own: its answers and charts, its figures over the years, and the ways to its neighbours.

use std::sync::{Arc, OnceLock};

use crate::model::{Document, address};
use crate::pages::layout::Layout;
use crate::pages::{Page, PageContent, RenderContext, summary};
use crate::search::PageEntry;
use crate::value::{Answer, RecordRow};
use crate::view;

use super::super::answers::AnswersBuilder;
use super::{RecordYears, ShownRecord};

/// The pages of the records of a document, where its form gives each a page of its own.
pub fn pages<'a>(context: RenderContext<'a>, document: &'a Document) -> Vec<Page<'a>> {
    if document.record_pages.is_empty() {
        return Vec::new();
    }
    let answers = document.answers().filter(|(.., answer)| answer.records().is_some());
    let pages = answers.flat_map(|(_, field, answer)| {
        let id = document.anchor(&field.id);
        let ids = document.row_anchors(answer).into_iter().map(|anchor| format!("{id}-{anchor}"));
        let list = Arc::new(RecordList { context, document, answer, ids: ids.collect(), years: OnceLock::new() });
        (0..list.ids.len()).filter_map(move |at| list.page(at))
    });
    pages.collect()
}

/// The records of a field, each of which has a page.
struct RecordList<'a> {
    context: RenderContext<'a>,
    document: &'a Document,
    /// The answer that holds them.
    answer: &'a Answer,
    /// Their ids on their pages.
    ids: Vec<String>,
    /// Those of other years, once a page needs them.
    years: OnceLock<RecordYears<'a>>,
}

impl<'a> RecordList<'a> {
    fn page(self: &Arc<Self>, at: usize) -> Option<Page<'a>> {
        let (list, document) = (Arc::clone(self), self.document);
        let path = document.record_page(self.ids.get(at)?)?;
        let from = format!("content/{}", document.path);
        let content = move || list.content(at, path).unwrap_or_default();
        Some(Page::new(path, from, "record.html", content).changed(document.history.last()))
    }

    fn content(&self, at: usize, path: &'a str) -> Option<PageContent> {
        let (context, document, field) = (self.context, self.document, &self.answer.field);
        let (records, settings) = self.answer.records()?;
        let (record, id) = (records.rows.get(at)?, self.ids.get(at)?);
        let years = self.years.get_or_init(|| RecordYears::of(context, document, field));
        let mut answers = AnswersBuilder::new(context, document, path);
        let path_in_document = format!("{}.{}", field.id, at + 1);
        let shown = ShownRecord { record, settings, years, id, at: path_in_document, alone: true };
        let shown = answers.record(&shown, true);
        let neighbour = |at: Option<usize>| {
            let (record, id) = (records.rows.get(at?)?, self.ids.get(at?)?);
            Some(view! { "name" => &record.name, "page" => document.record_page(id) })
        };
        let content = view! {
            "doc" => summary::document_view(context, document),
            "list" => view! { "id" => document.anchor(&field.id), "label" => &field.label, "name" => &settings.name },
            "record" => shown,
            "previous" => neighbour(at.checked_sub(1)),
            "next" => neighbour(at.checked_add(1)),
            "other_years" => years.others(record),
            "terms" => answers.writer.terms(),
            "history" => document.history.view(context.language()),
        };
        let name = self.name_of(record);
        let year = context.language().fiscal_year_both(document.year);
        let full = summary::full_name(context, document);
        let values = [("name", name), ("document", full.as_str()), ("list", &field.label)];
        let description = summary::brief(context.language(), &context.theme.sentence("record_description", &values));
        let layout = Layout {
            above: vec![
                (year.clone(), address::of_year(document.year)),
                (document.place.name.clone(), document.place.page()),
                (summary::name(document), document.page.clone()),
            ],
            ..Layout::new(path, "record", format!("{name} {full}"), description)
        };
        let entry = PageEntry {
            title: format!("{name} {}", summary::name(document)),
            place: document.place.name.clone(),
            place_id: document.place.id.clone(),
            year: Some(document.year),
            year_name: year,
            ..PageEntry::default()
        };
        Some(PageContent { entry, ..layout.page(context, content) })
    }

    fn name_of<'n>(&'n self, record: &'n RecordRow) -> &'n str {
        if record.name.is_empty() { self.context.theme.word("unanswered") } else { &record.name }
    }
}
