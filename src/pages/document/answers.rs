//! The sections of a document with their answers, in the form's order, and the charts of the fields.

use crate::charts::DrawnChart;
use crate::compare::indicators;
use crate::form::{Field, FormSection};
use crate::model::{AnswerScope, Document, Narrative, SectionAnswer};
use crate::value::{Absence, Answer, RecordRow, Viewer};
use crate::view;
use crate::view::View;

use super::super::RenderContext;
use super::super::cite::Citation;
use super::super::figures::{self, FieldCharts};
use super::super::files;
use super::super::indicators::outcome_view;
use super::super::summary;
use super::super::writer::MarkdownRenderer;

/// Makes what templates see of one section after another.
pub struct AnswersBuilder<'a> {
    pub(super) context: RenderContext<'a>,
    pub(super) document: &'a Document,
    /// Renders the texts, in the order of the page.
    pub writer: MarkdownRenderer<'a>,
    /// The charts of the fields so far that have any.
    pub charts: Vec<(&'a Field, FieldCharts)>,
    /// The tables of records, by their paths.
    pub files: Vec<(String, Vec<u8>)>,
    /// Whether fields get their charts.
    pub draws: bool,
}

impl<'a> AnswersBuilder<'a> {
    /// A builder for a page of a document, that has rendered nothing yet.
    pub fn new(context: RenderContext<'a>, document: &'a Document, page: &'a str) -> AnswersBuilder<'a> {
        let writer = MarkdownRenderer::new(context, &document.path, page).explaining();
        AnswersBuilder { context, document, writer, charts: Vec::new(), files: Vec::new(), draws: true }
    }

    /// All sections but those that hold nothing and need not.
    pub fn sections(&mut self) -> Vec<View> {
        let document = self.document;
        let mut sections = Vec::new();
        for (section, answered) in document.form.sections.iter().zip(&document.sections) {
            // Of a section that does not apply the page says so; of one of which nobody can tell it yet, nothing.
            let asked = AnswerScope::new(document).is_section_asked(section);
            if !is_empty(section, answered) || asked == Some(false) || section.required && asked == Some(true) {
                sections.push(self.section(section, answered, asked == Some(false)));
            }
        }
        sections
    }

    /// Where the file with the figures of a field is: `data/2021/kawasaki/inpatients.csv`.
    pub(super) fn csv_path(&self, field: &str) -> String {
        figures::csv_path(self.document, field)
    }

    fn section(&mut self, section: &FormSection, answered: &'a SectionAnswer, not_asked: bool) -> View {
        let (lead_in, heading) = section.heading_parts(&self.document.place.name);
        let text = answered.narrative.as_ref().filter(|narrative| !narrative.is_unwritten());
        let (narrative, narrative_text) = text.map(|narrative| self.writer.html_and_plain(&narrative.text)).unzip();
        let mut blocks = FieldBlocks::default();
        for (at, answer) in answered.answers.iter().enumerate() {
            let field = answer.field.as_ref();
            let mut view = self.field(answer);
            // The first does not repeat the section's heading.
            view.set("headed", View::from(at > 0 || field.group.is_some() || field.label != heading));
            blocks.push(field, view);
        }
        let waits = text.is_none() && (blocks.0.is_empty() || answered.narrative.is_some() && section.narrative);
        view! {
            "id" => self.document.anchor(&section.id),
            "number" => section.number.clone(),
            "lead_in" => lead_in,
            "heading" => heading,
            "note" => section.note.clone(),
            "narrative" => narrative.map(View::Html),
            "narrative_text" => narrative_text,
            // Fields that nobody has answered say so themselves; so does a text, where the form asks for it.
            "unanswered" => waits && !not_asked,
            // 該当なし, where the answer to a field says that the section does not apply.
            "not_applicable" => (waits && not_asked).then(|| {
                view! { "id" => Absence::NotApplicable.id(), "text" => Absence::NotApplicable.word() }
            }),
            "blocks" => blocks.view(),
        }
    }

    /// A field of a section.
    fn field(&mut self, answer: &'a Answer) -> View {
        let (document, field) = (self.document, answer.field.as_ref());
        let (id, rows) = (document.anchor(&field.id), document.row_anchors(answer));
        let place =
            FieldPosition { id, at: field.id.clone(), what: &field.label, rows: &rows, record: None, draws: true };
        let mut view = self.placed(answer, &place);
        // A field that shares the id of a section has no anchor of its own.
        view.set("anchored", View::from(document.form.is_anchored(field)));
        if answer.records().is_some() {
            view.set("records", self.records(answer, id, &rows));
        }
        view
    }

    /// The charts as the page shows them and as they leave it: with a file for each, on a site that is not too large for so many.
    fn citable(&self, charts: FieldCharts, id: &str, what: &str) -> (FieldCharts, View) {
        if charts.csv.is_empty() {
            let view = charts.view(id);
            return (charts, view);
        }
        let name = summary::full_name(self.context, self.document);
        let citation = Citation::of_document(self.document, name, id, what);
        let few = figures::has_drawings(self.context.site);
        let charts = if few { charts.with_drawings(citation.lines(self.context)) } else { charts };
        let mut view = charts.view(id);
        view.set("cite", citation.view(self.context));
        (charts, view)
    }

    /// A field where it stands on the page: in its section, or in a record.
    pub(super) fn placed(&mut self, answer: &'a Answer, place: &FieldPosition<'a, '_>) -> View {
        let (document, field, id) = (self.document, answer.field.as_ref(), place.id);
        let drawn = || figures::draw(self.context.language(), document, (field, id, place.what), answer);
        let charts = if self.draws && place.draws { drawn() } else { FieldCharts::default() };
        let charts = if place.record.is_some() { charts.without_file() } else { charts };
        let (charts, charts_view) = self.citable(charts, id, place.what);
        // An indicator has a chart, or words on what came of it.
        let entries = indicators::indicators_of_answer(document, (field, place.record), answer, id);
        let figures = charts.of_rows(entries.iter().map(|entry| entry.fragment.clone()));
        let (mut outcomes, mut row_figures) = (Vec::new(), Vec::new());
        for (entry, figure) in entries.iter().zip(figures) {
            let outcome = || outcome_view(self.context, &entry.row.name, &entry.progress());
            outcomes.push(figure.is_none().then(outcome));
            row_figures.push(figure.map(words_of));
        }
        if !charts.csv.is_empty() {
            self.charts.push((field, charts));
        }
        let prose = &mut |prose: &_| self.writer.html_and_plain(prose);
        let context = self.context;
        let file = &|file: &_| files::file(context, file);
        let rows = place.rows.iter().map(String::as_str).collect();
        view! {
            "id" => id,
            "label" => &field.label,
            "note" => field.note.clone(),
            "unit" => field.unit.clone(),
            "as_of" => field.time_beside().unwrap_or_default(),
            "value" => answer.view(&mut Viewer { rows, prose, file, at: place.at.clone(), language: self.context.language() }),
            "charts" => charts_view,
            // What came of the indicators that have no chart to say it, in the order of the rows.
            "outcomes" => outcomes,
            // What the charts of the others say, in the same order.
            "row_figures" => row_figures,
        }
    }
}

/// Where a field stands on a page.
pub(super) struct FieldPosition<'a, 'p> {
    /// Its id on the page, which links and charts use.
    pub id: &'p str,
    /// Its path in the document, which is the beginning of the paths of its figures.
    pub at: String,
    /// The words for it in charts, which stand for themselves.
    pub what: &'p str,
    /// What follows its id in the anchors of its rows.
    pub rows: &'p [String],
    /// The record that it is in.
    pub record: Option<&'a RecordRow>,
    /// Whether it gets its charts.
    pub draws: bool,
}

/// What a chart says in words.
fn words_of(figure: &DrawnChart) -> View {
    view! { "headline" => &figure.headline, "notes" => View::list(&figure.notes) }
}

/// Whether a section holds nothing that a page shows: no field, no text, and no heading above a text that still waits.
fn is_empty(section: &FormSection, answered: &SectionAnswer) -> bool {
    let text = |narrative: &Narrative| section.narrative || !narrative.is_unwritten();
    answered.answers.is_empty() && !answered.narrative.as_ref().is_some_and(text)
}

/// Consecutive fields of one group that are shown alike.
struct FieldBlock<'a> {
    group: Option<&'a str>,
    /// Short answers are one list; others stand for themselves.
    list: bool,
    /// Records stand alone: what is in them follows their overview.
    alone: bool,
    fields: Vec<View>,
}

/// The fields of a section or a record, in blocks.
#[derive(Default)]
pub(super) struct FieldBlocks<'a>(Vec<FieldBlock<'a>>);

impl<'a> FieldBlocks<'a> {
    /// Adds what templates see of a field.
    pub fn push(&mut self, field: &'a Field, view: View) {
        let (group, list) = (field.group.as_deref(), field.kind.is_short());
        let alone = field.kind.records().is_some();
        match self.0.last_mut() {
            Some(open) if open.group == group && open.list == list && !open.alone && !alone => open.fields.push(view),
            _ => self.0.push(FieldBlock { group, list, alone, fields: vec![view] }),
        }
    }

    /// What templates see of the blocks.
    pub fn view(self) -> View {
        let mut before = None;
        let mut views = Vec::new();
        for FieldBlock { group, list, fields, .. } in self.0 {
            // The head of a group stands over its first block only.
            let heading = group.filter(|group| before != Some(*group));
            before = group;
            views.push(view! { "heading" => heading, "list" => list, "fields" => fields });
        }
        View::List(views)
    }
}
