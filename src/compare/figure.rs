//! One figure of a document, found by the path of its field: `beds`, `inpatients.one_year_or_more`,
//! `discharge_rates.at_1_year`, `ghg.total.y2013`, `goals.movers.actual`.

use crate::form::{Field, HeadTime, TOTAL, split_path};
use crate::model::Document;
use crate::value::{Answer, Circumstances, FigureNote, FigureOf, Printed, Quantity, When};

use super::ComparedFigure;

/// A figure that stands for an answer or for a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    /// The document that says it.
    pub document: &'a Document,
    /// The field, which is also where the page shows it.
    pub field: &'a Field,
    /// The part of a composition, which of several rates it is, or its row; nothing for a total or a plain number.
    pub part: Option<(&'a str, &'a str)>,
    /// The column of that row, where the path names one.
    pub column: Option<(&'a str, &'a str)>,
    /// The figure as the sheet has it.
    pub quantity: &'a Quantity,
    /// Its own circumstances, else those of the answer that it belongs to.
    pub circumstances: &'a Circumstances,
    /// Whether it follows from others, and no author wrote it.
    pub is_computed: bool,
    /// What the form says of its time.
    asked: AskedTime,
    /// The year of a target or a result among several, which its path names.
    year: Option<HeadTime>,
}

/// The time of a figure where the sheet gives none.
#[derive(Clone, Copy, Debug)]
enum AskedTime {
    /// As its field says it.
    OfField,
    /// The year or month of its column.
    OfColumn(HeadTime),
    /// It stands where the year is told.
    Told,
}

impl<'a> Figure<'a> {
    /// The figure at this path. A composition alone means its total, rates alone the last of them.
    pub fn of(document: &'a Document, path: &str) -> Option<Figure<'a>> {
        let (id, part) = split_path(path);
        let (field, answer) = document.answer(id)?;
        Figure::in_answer(document, field, answer, part)
    }

    /// The figure at a path, or 未回答 where the form asks for a figure that the document does not give.
    pub fn asked(document: &'a Document, path: &str) -> Option<Figure<'a>> {
        static UNANSWERED: Quantity = Quantity::unanswered();
        Figure::of(document, path).or_else(|| {
            let (id, part) = split_path(path);
            let (_, field) = document.form.fields().find(|(_, field)| field.id == id)?;
            let last = || field.kind.rates()?.last().map(|point| (point.id.as_str(), point.label.as_str()));
            let part = part.filter(|part| names_a_part(field, part)).map_or_else(last, |part| field.kind.part(part));
            let answer = document.answer(id).map(|(_, answer)| answer);
            let quantity = answer.and_then(Answer::absent).unwrap_or(&UNANSWERED);
            let circumstances = answer.map_or(Circumstances::none(), |answer| &answer.circumstances);
            document.form.has_figure(path).then_some(Figure {
                document,
                field,
                part,
                column: None,
                quantity,
                circumstances,
                is_computed: false,
                asked: AskedTime::OfField,
                year: None,
            })
        })
    }

    fn in_answer(
        document: &'a Document,
        field: &'a Field,
        answer: &'a Answer,
        part: Option<&str>,
    ) -> Option<Figure<'a>> {
        let found = answer.value.figure(part.filter(|part| names_a_part(field, part)))?;
        let time = found.time.filter(|time| time.year() != Some(document.year));
        let asked = time.map_or(AskedTime::OfField, AskedTime::OfColumn);
        Some(Figure { asked, ..Figure::new(document, (field, answer), found) })
    }

    fn new(
        document: &'a Document,
        (field, answer): (&'a Field, &'a Answer),
        FigureOf { part, column, time, quantity, circumstances, is_computed }: FigureOf<'a>,
    ) -> Figure<'a> {
        let circumstances = circumstances.unwrap_or(&answer.circumstances);
        let year = time.filter(|_| field.kind.indicators().is_some());
        Figure { document, field, part, column, quantity, circumstances, is_computed, asked: AskedTime::Told, year }
    }

    /// The figures at a path by the years that they are of, where a document gives several: the row of a matrix over years, an
    /// indicator with results of several years.
    pub fn by_year(document: &'a Document, path: &str) -> Vec<(i32, Figure<'a>)> {
        let (id, part) = split_path(path);
        let Some((field, answer)) = document.answer(id) else { return Vec::new() };
        let years = answer.value.figures_by_year(part).into_iter();
        years.map(|(year, found)| (year, Figure::new(document, (field, answer), found))).collect()
    }

    /// The form's words: of the field, and of the part in brackets.
    pub fn label(&self) -> String {
        // The form has the words for a column of indicators.
        let of_form =
            |id: &str| self.field.kind.indicators()?.heads().find(|head| head.id == id).map(|head| head.label);
        let column = self.column.map(|(id, label)| of_form(id).unwrap_or(label));
        match (self.part, column) {
            (Some((_, part)), Some(column)) => format!("{}（{part}／{column}）", self.field.label),
            (Some((_, part)), None) => format!("{}（{part}）", self.field.label),
            (None, _) => self.field.label.clone(),
        }
    }

    /// Its path in its document: `discharge_rates.at_1_year`, `goals.movers.target.y2026`.
    pub fn path(&self) -> String {
        let steps = [self.part, self.column].into_iter().flatten();
        let path = steps.fold(self.field.id.clone(), |path, (step, _)| format!("{path}.{step}"));
        self.year.map_or_else(|| path.clone(), |year| format!("{path}.{}", year.id()))
    }

    /// The path of a figure of [`Figure::by_year`].
    pub(super) fn path_of_year(&self, year: i32) -> String {
        if self.year.is_some() { self.path() } else { format!("{}.y{year}", self.path()) }
    }

    /// What travels with it wherever it is shown.
    pub fn figure_note(&self) -> FigureNote<'a> {
        let parsed = |asked: &str| When::parse(asked, self.document.year);
        let asked = match self.asked {
            AskedTime::OfField => self.field.as_of.as_deref().map(parsed),
            AskedTime::OfColumn(time) => Some(parsed(&time.label())),
            AskedTime::Told => None,
        };
        let here = self.document.answer(&self.field.id).is_some();
        let page = Some((self.document.page.as_str(), here.then_some(self.field.id.as_str())));
        let note = FigureNote::of(&[self.circumstances], asked, &self.document.place.name);
        // The page of its document says that it was computed.
        FigureNote { page, note: note.note || self.is_computed, ..note }
    }

    /// As a page shows it away from its field.
    pub fn printed(&self) -> Printed<'a> {
        Printed::alone(self.quantity, self.path(), self.figure_note())
    }

    /// Which part or which of several rates it is; the rows of a matrix are told apart by the path that names them.
    pub(super) fn point(&self) -> Option<&'a str> {
        self.part.filter(|_| self.field.kind.matrix().is_none()).map(|(id, _)| id)
    }

    /// What a comparison looks at.
    pub fn side(&self) -> ComparedFigure<'a> {
        ComparedFigure {
            quantity: self.quantity,
            scope: self.circumstances.scope_other_than(&self.document.place.name),
            source: self.circumstances.source(),
            point: self.point(),
            definition: self.field.definition.as_deref(),
        }
    }
}

/// Whether the second step of a path names a part, and not the whole: the total of a composition is its own figure.
fn names_a_part(field: &Field, part: &str) -> bool {
    part != TOTAL || field.kind.composition().is_none()
}
