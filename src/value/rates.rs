//! Shares at points in order: the discharge rates after 3, 6 and 12 months.

use crate::form::keys::{OF_ANSWERS, of_choices};
use crate::form::{Choice, Field};
use crate::record::{Fields, Node};
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::leaf::{Step, leaves};
use super::{Absence, Printed, Quantity, Reader, number, printed};

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

/// Reads a map of points, by id or by label; or why nothing is known of them.
pub fn read(node: &Node, points: &[Choice], field: &Field, reader: &mut Reader<'_>) -> Rates {
    let nodes: Vec<Option<&Node>> = if let Some(reason) = Absence::node(node) {
        vec![Some(reason); points.len()]
    } else {
        let mut fields = Fields::new(node, reader.source, reader.findings);
        let found = fields.answers(&of_choices(points));
        fields.finish();
        found.into_iter().map(|entry| entry.map(|entry| &entry.value)).collect()
    };
    let point = |(point, node): (&Choice, Option<&Node>)| Point {
        id: point.id.clone(),
        label: point.label.clone(),
        quantity: node.map_or_else(Quantity::unanswered, |node| number::read(node, field.unit.as_deref(), reader)),
        span: node.map_or(Span::default(), |node| node.span),
    };
    Rates { points: points.iter().zip(nodes).map(point).collect() }
}

leaves!(Rates, (), |Rates { points }, (), walk| {
    for (at, Point { id, label, quantity, span }) in (0..).zip(points) {
        walk.inside(Step { at, id, label, group: None }, Some(*span), |walk| walk.leaf(It::Quantity(quantity)));
    }
});

impl Rates {
    /// A map of the points.
    pub fn node(&self, points: &[Choice]) -> Node {
        let said = of_choices(points).keys(OF_ANSWERS).into_iter().zip(points).filter_map(|(key, point)| {
            let answered = |own: &&Point| own.id == point.id && own.quantity != Quantity::unanswered();
            let own = self.points.iter().find(answered)?;
            Some((key, number::node(&own.quantity)))
        });
        said.collect()
    }

    /// What templates see: the points in order.
    pub fn view(&self, at: &str) -> View {
        let points = self.points.iter().map(|point| {
            let figure = Printed::headed(&point.quantity, format!("{at}.{}", point.id));
            view! { "id" => &point.id, "label" => &point.label, "figure" => figure.view() }
        });
        let absent = printed::same_absence(self.points.iter().map(|point| &point.quantity), at);
        view! { "kind" => "rates", "absent" => absent, "points" => View::list(points) }
    }
}
