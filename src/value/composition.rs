//! A total and its parts, which may have parts of their own.

use crate::form::keys::{Name, OF_ANSWERS, keys, of_parts};
use crate::form::{Field, Kind, Part as PartOfForm};
use crate::record::{Fields, Node};
use crate::source::Span;
use crate::text::number::Decimal;
use crate::view;
use crate::view::View;

use super::{Quantity, Reader, number};

/// A total and its parts as answered.
#[derive(Clone, Debug)]
pub struct Composition {
    /// The total with its place; absent when the sheet gives none.
    pub total: Option<(Quantity, Span)>,
    /// All parts that the form asks for, in its order; those which the sheet does not mention are 未回答.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Id in the form.
    pub id: String,
    /// The form's words.
    pub label: String,
    /// Its amount.
    pub quantity: Quantity,
    /// The share as the sheet prints it, in per cent: 29.5 in 452人（29.5％）.
    pub share: Option<Decimal>,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
    /// Parts of this part.
    pub parts: Vec<Part>,
}

/// Names under which the total may be given.
const TOTAL: [&str; 2] = ["total", "合計"];

/// Reads a map of the total and the parts, by id or by label.
pub fn read(node: &Node, parts: &[PartOfForm], field: &Field, reader: &mut Reader<'_>) -> Composition {
    let mut fields = Fields::new(node, reader.source, reader.findings);
    let total = fields.optional(&TOTAL);
    let found = collect(parts, &mut fields);
    fields.finish();
    Composition {
        total: total.map(|node| (number::read(node, field.unit.as_deref(), reader), node.span)),
        parts: answer(parts, &found, field, reader),
    }
}

/// Takes the nodes of all parts, deep ones too, in the order of the form.
fn collect<'n>(parts: &'n [PartOfForm], fields: &mut Fields<'n, '_>) -> Vec<(&'n str, &'n Node)> {
    let mut found = Vec::new();
    for part in parts {
        if let Some(node) = fields.optional(&[&part.id, &part.label]) {
            found.push((part.id.as_str(), node));
        }
        found.extend(collect(&part.parts, fields));
    }
    found
}

fn answer(parts: &[PartOfForm], found: &[(&str, &Node)], field: &Field, reader: &mut Reader<'_>) -> Vec<Part> {
    parts
        .iter()
        .map(|part| {
            let inner = answer(&part.parts, found, field, reader);
            let node = found.iter().find(|(id, _)| *id == part.id).map(|(_, node)| *node);
            let quantity =
                node.map_or_else(Quantity::unanswered, |node| number::read(node, field.unit.as_deref(), reader));
            Part {
                id: part.id.clone(),
                label: part.label.clone(),
                share: quantity.share(),
                quantity,
                span: node.map_or(Span::default(), |node| node.span),
                parts: inner,
            }
        })
        .collect()
}

impl Composition {
    /// A map of the total and of all parts.
    pub fn node(&self, kind: &Kind) -> Node {
        let names = of_parts(kind);
        let with_total: Vec<Name<'_>> = std::iter::once(TOTAL.into()).chain(names.iter().copied()).collect();
        let total = keys(&with_total, &[]).into_iter().next().zip(self.total.as_ref());
        let total = total.map(|(key, (total, _))| (key, number::node(total)));
        let parts = self.all_parts();
        let said = keys(&names, OF_ANSWERS).into_iter().zip(&names).filter_map(|(key, (id, _))| {
            let part = parts.iter().find(|part| part.id == *id)?;
            // The sheet does not mention what nobody answered.
            (part.quantity != Quantity::unanswered()).then(|| (key, number::node(&part.quantity)))
        });
        total.into_iter().chain(said).collect()
    }

    /// What templates see: the total, and the parts as rows with their depth.
    pub fn view(&self) -> View {
        let mut rows = Vec::new();
        flatten(&self.parts, 0, &mut rows);
        let parts = self.all_parts();
        let total = self.total.iter().map(|(total, _)| total);
        let quantities = total.chain(parts.iter().map(|part| &part.quantity));
        view! {
            "kind" => "composition",
            "absent" => number::same_absence(quantities),
            "total" => self.total.as_ref().map(|(total, _)| number::view(total)),
            "rows" => rows,
        }
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

fn flatten(parts: &[Part], depth: usize, rows: &mut Vec<View>) {
    for part in parts {
        rows.push(view! {
            "id" => &part.id,
            "label" => &part.label,
            "depth" => depth,
            "quantity" => number::view(&part.quantity),
            "share" => part.share.map(|share| share.to_string()),
        });
        flatten(&part.parts, depth + 1, rows);
    }
}
