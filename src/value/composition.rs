//! A total and its parts, which may have parts of their own.

use std::borrow::Cow;

use crate::form::keys::{OF_ANSWERS, of_parts};
use crate::form::{CompositionPart as PartOfForm, Field};
use crate::record::{Entry, Fields, Node};
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::{Absence, AnswerReader, Printed, Quantity, Viewer, number, printed};

/// A total and its parts as answered.
#[derive(Clone, Debug, Hash)]
pub struct Composition {
    /// The total with its place; absent when the sheet gives none.
    pub total: Option<(Quantity, Span)>,
    /// All parts that the form asks for, in its order; those which the sheet does not mention are 未回答.
    pub parts: Vec<Part>,
}

/// One part of a total.
#[derive(Clone, Debug, Hash)]
pub struct Part {
    /// Id in the form.
    pub id: String,
    /// The label in the form.
    pub label: String,
    /// The quantity of the part; 未回答 where the sheet does not mention it.
    pub quantity: Quantity,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
    /// Whether the headline of a chart tells of it.
    pub headline: bool,
    /// Parts of this part.
    pub parts: Vec<Part>,
}

/// Names under which the total may be given.
const TOTAL: [&str; 2] = ["total", "合計"];

/// The parts with the next nodes, which are in the order of the form, deep parts after the part they belong to.
fn answer(
    parts: &[PartOfForm],
    nodes: &mut dyn Iterator<Item = Option<&Node>>,
    unit: Option<&str>,
    reader: &mut AnswerReader<'_>,
) -> Vec<Part> {
    parts
        .iter()
        .map(|part| {
            let node = nodes.next().flatten();
            let quantity = node.map_or_else(Quantity::unanswered, |node| number::read(node, unit, reader));
            Part {
                id: part.id.clone(),
                label: part.label.clone(),
                headline: part.headline,
                quantity,
                span: node.map_or(Span::default(), |node| node.span),
                parts: answer(&part.parts, nodes, unit, reader),
            }
        })
        .collect()
}

impl FieldValue for Composition {
    type Settings = Vec<PartOfForm>;

    fn read(node: &Node, parts: &Vec<PartOfForm>, field: &Field, reader: &mut AnswerReader<'_>) -> Composition {
        let unit = field.unit.as_deref();
        if let Some(reason) = Absence::node(node) {
            let all = answer(parts, &mut std::iter::repeat(Some(reason)), unit, reader);
            return Composition { total: Some((number::read(reason, unit, reader), reason.span)), parts: all };
        }
        let mut fields = Fields::new(node, &mut reader.reporter);
        let total = fields.optional(&TOTAL);
        let found = fields.answers(&of_parts(parts));
        fields.finish();
        let mut nodes = found.into_iter().map(|entry: Option<&Entry>| entry.map(|entry| &entry.value));
        Composition {
            total: total.map(|node| (number::read(node, unit, reader), node.span)),
            parts: answer(parts, &mut nodes, unit, reader),
        }
    }

    fn node(&self, parts: &Vec<PartOfForm>) -> Node {
        let total = self.total.iter().map(|(total, _)| (TOTAL[1].to_owned(), total.node(&())));
        // The sheet does not mention what nobody answered.
        let answered = of_parts(parts).keys(OF_ANSWERS).into_iter().zip(self.all_parts());
        let answered = answered.filter(|(_, part)| part.quantity != Quantity::unanswered());
        total.chain(answered.map(|(key, part)| (key, part.quantity.node(&())))).collect()
    }

    fn view(&self, _: &Vec<PartOfForm>, viewer: &mut Viewer<'_>) -> View {
        let at = viewer.at.as_str();
        let mut rows = Vec::new();
        flatten(&self.parts, at, 0, &mut rows);
        let parts = self.all_parts();
        let total = self.total.iter().map(|(total, _)| total);
        let quantities = total.chain(parts.iter().map(|part| &part.quantity));
        view! {
            "kind" => "composition",
            "absent" => printed::same_absence(quantities, at),
            "total" => self.total.as_ref().map(|(total, _)| Printed::headed(total, at)),
            "rows" => rows,
        }
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let Some(id) = part else { return Some(FigureOf::new(None, &self.total.as_ref()?.0)) };
        let part = self.all_parts().into_iter().find(|part| part.id == id)?;
        Some(FigureOf::new(Some((&part.id, &part.label)), &part.quantity))
    }
}

leaves!(Composition, &'a Vec<PartOfForm>, |Composition { total, parts }, _, walk| {
    if let Some((total, span)) = total {
        let step = Step { at: 0, id: crate::form::TOTAL, label: TOTAL[1], group: None };
        walk.inside(step, Some(*span), |walk| walk.leaf(It::Quantity(total)));
    }
    for (at, part) in (0..).zip(parts) {
        part.walk(at, walk);
    }
});

leaves!(Part, usize, |Part { id, label, quantity, span, parts, .. }, at, walk| {
    walk.inside(Step { at, id, label, group: None }, Some(*span), |walk| {
        walk.leaf(It::Quantity(quantity));
        for (at, part) in (0..).zip(parts) {
            part.walk(at, walk);
        }
    });
});

impl Composition {
    /// The composition with every quantity as a number of one unit; what cannot be converted is words there.
    pub fn among(&self, unit: &str) -> Cow<'_, Composition> {
        let total = self.total.iter().map(|(total, _)| total);
        let mut all = total.chain(self.all_parts().into_iter().map(|part| &part.quantity));
        if all.all(|quantity| matches!(quantity.among(unit), Cow::Borrowed(_))) {
            return Cow::Borrowed(self);
        }
        let mut same = self.clone();
        same.total.iter_mut().for_each(|(total, _)| *total = total.among(unit).into_owned());
        each_part(&mut same.parts, &|part| part.quantity = part.quantity.among(unit).into_owned());
        Cow::Owned(same)
    }

    /// All parts, deep ones after the part they belong to.
    pub fn all_parts(&self) -> Vec<&Part> {
        fn gather<'a>(parts: &'a [Part], into: &mut Vec<&'a Part>) {
            for part in parts {
                into.push(part);
                gather(&part.parts, into);
            }
        }
        let mut all = Vec::new();
        gather(&self.parts, &mut all);
        all
    }
}

fn each_part(parts: &mut [Part], change: &impl Fn(&mut Part)) {
    for part in parts {
        change(part);
        each_part(&mut part.parts, change);
    }
}

fn flatten(parts: &[Part], at: &str, depth: usize, rows: &mut Vec<View>) {
    for part in parts {
        rows.push(view! {
            "id" => &part.id,
            "label" => &part.label,
            "depth" => depth,
            "figure" => Printed::headed(&part.quantity, format!("{at}.{}", part.id)),
            "share" => part.quantity.share().map(|share| share.to_string()),
        });
        flatten(&part.parts, at, depth + 1, rows);
    }
}
