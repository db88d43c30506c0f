//! Shares at points in order: the discharge rates after 3, 6 and 12 months.

use crate::form::keys::{OF_ANSWERS, keys, names};
use crate::form::{Choice, Field};
use crate::record::{Fields, Node};
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::{Quantity, Reader, number};

/// Rates as answered.
#[derive(Clone, Debug)]
pub struct Rates {
    /// All points that the form asks for, in its order; those which the sheet does not mention are 未回答.
    pub points: Vec<Point>,
}

/// One point.
#[derive(Clone, Debug)]
pub struct Point {
    /// Id in the form.
    pub id: String,
    /// The form's words.
    pub label: String,
    /// The rate.
    pub quantity: Quantity,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
}

/// Reads a map of points, by id or by label.
pub fn read(node: &Node, points: &[Choice], field: &Field, reader: &mut Reader<'_>) -> Rates {
    let mut fields = Fields::new(node, reader.source, reader.findings);
    let found: Vec<(&Choice, Option<&Node>)> =
        points.iter().map(|point| (point, fields.optional(&[&point.id, &point.label]))).collect();
    fields.finish();
    let points = found
        .into_iter()
        .map(|(point, node)| Point {
            id: point.id.clone(),
            label: point.label.clone(),
            quantity: node.map_or_else(Quantity::unanswered, |node| number::read(node, field.unit.as_deref(), reader)),
            span: node.map_or(Span::default(), |node| node.span),
        })
        .collect();
    Rates { points }
}

impl Rates {
    /// A map of the points.
    pub fn node(&self, points: &[Choice]) -> Node {
        let said = keys(&names(points), OF_ANSWERS).into_iter().zip(points).filter_map(|(key, point)| {
            let answered = |own: &&Point| own.id == point.id && own.quantity != Quantity::unanswered();
            let own = self.points.iter().find(answered)?;
            Some((key, number::node(&own.quantity)))
        });
        said.collect()
    }

    /// What templates see: the points in order.
    pub fn view(&self) -> View {
        let points = self.points.iter().map(
            |point| view! { "id" => &point.id, "label" => &point.label, "quantity" => number::view(&point.quantity) },
        );
        let absent = number::same_absence(self.points.iter().map(|point| &point.quantity));
        view! { "kind" => "rates", "absent" => absent, "points" => View::list(points) }
    }
}
