//! One figure of a document, found by the path of its field: `beds`, `inpatients.one_year_or_more`,
//! `discharge_rates.at_1_year`.

use crate::form::{Field, TOTAL, split_path};
use crate::model::Document;
use crate::value::{Answer, Circumstances, FigureNote, Printed, Quantity, When};

use super::ComparedFigure;

/// A figure that stands for an answer or for a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    /// The document that says it.
    pub document: &'a Document,
    /// The field, which is also where the page shows it.
    pub field: &'a Field,
    /// The part of a composition, or which of several rates it is; nothing for a total or a plain number.
    pub part: Option<(&'a str, &'a str)>,
    /// The figure as the sheet has it.
    pub quantity: &'a Quantity,
    /// The circumstances of the answer that it belongs to.
    pub circumstances: &'a Circumstances,
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
            document.form.has_figure(path).then_some(Figure { document, field, part, quantity, circumstances })
        })
    }

    fn in_answer(
        document: &'a Document,
        field: &'a Field,
        answer: &'a Answer,
        part: Option<&str>,
    ) -> Option<Figure<'a>> {
        let (part, quantity) = answer.value.figure(part.filter(|part| names_a_part(field, part)))?;
        Some(Figure { document, field, part, quantity, circumstances: &answer.circumstances })
    }

    /// The form's words: of the field, and of the part in brackets.
    pub fn label(&self) -> String {
        match self.part {
            Some((_, part)) => format!("{}（{part}）", self.field.label),
            None => self.field.label.clone(),
        }
    }

    /// Its path in its document: `discharge_rates.at_1_year`.
    pub fn path(&self) -> String {
        match self.part {
            Some((part, _)) => format!("{}.{part}", self.field.id),
            None => self.field.id.clone(),
        }
    }

    /// What travels with it wherever it is shown.
    pub fn figure_note(&self) -> FigureNote<'a> {
        let asked = self.field.as_of.as_deref().map(|asked| When::parse(asked, self.document.year));
        let here = self.document.answer(&self.field.id).is_some();
        let page = Some((self.document.page.as_str(), here.then_some(self.field.id.as_str())));
        let note = FigureNote::of(&[self.circumstances], asked, &self.document.place.name);
        // The page of its document says that it was computed.
        let is_computed = is_computed(self.document, &self.field.id, self.part.map(|(part, _)| part));
        FigureNote { page, note: note.note || is_computed, ..note }
    }

    /// As a page shows it away from its field.
    pub fn printed(&self) -> Printed<'a> {
        Printed::alone(self.quantity, self.path(), self.figure_note())
    }

    /// What a comparison looks at.
    pub fn side(&self) -> ComparedFigure<'a> {
        ComparedFigure {
            quantity: self.quantity,
            scope: self.circumstances.scope_other_than(&self.document.place.name),
            source: self.circumstances.source(),
            point: self.part.map(|(id, _)| id),
            definition: self.field.definition.as_deref(),
        }
    }
}

/// Whether a figure of a matrix follows from others, and no author wrote it.
pub(super) fn is_computed(document: &Document, field: &str, part: Option<&str>) -> bool {
    let matrix = document.answer(field).and_then(|(_, answer)| answer.value.matrix());
    matrix.zip(part).is_some_and(|(matrix, row)| matrix.is_computed(row))
}

/// Whether the second step of a path names a part, and not the whole: the total of a composition is its own figure.
fn names_a_part(field: &Field, part: &str) -> bool {
    part != TOTAL || field.kind.composition().is_none()
}
