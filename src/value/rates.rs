//! Shares at points in order: the discharge rates after 3, 6 and 12 months.

use crate::form::keys::{OF_ANSWERS, of_choices};
use crate::form::{Choice, Field};
use crate::record::Node;
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::{AnswerReader, Printed, Quantity, Viewer, number, printed};

/// The rates of a field, as answered.
#[derive(Clone, Debug, Hash)]
pub struct Rates {
    /// All points that the form asks for, in its order; those which the sheet does not mention are 未回答.
    pub points: Vec<Point>,
}

/// The rate at one point: after 6 months.
#[derive(Clone, Debug, Hash)]
pub struct Point {
    /// Id in the form.
    pub id: String,
    /// The label in the form.
    pub label: String,
    /// The rate at the point; 未回答 where the sheet does not mention it.
    pub quantity: Quantity,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
}

impl FieldValue for Rates {
    type Settings = Vec<Choice>;

    fn read(node: &Node, points: &Vec<Choice>, field: &Field, reader: &mut AnswerReader<'_>) -> Rates {
        let nodes = reader.parts(node, &of_choices(points));
        let point = |(point, node): (&Choice, Option<&Node>)| Point {
            id: point.id.clone(),
            label: point.label.clone(),
            quantity: node.map_or_else(Quantity::unanswered, |node| number::read(node, field.unit.as_deref(), reader)),
            span: node.map_or(Span::default(), |node| node.span),
        };
        Rates { points: points.iter().zip(nodes).map(point).collect() }
    }

    fn node(&self, points: &Vec<Choice>) -> Node {
        let written = of_choices(points).keys(OF_ANSWERS).into_iter().zip(points).filter_map(|(key, point)| {
            let answered = |own: &&Point| own.id == point.id && own.quantity != Quantity::unanswered();
            let own = self.points.iter().find(answered)?;
            Some((key, own.quantity.node(&())))
        });
        written.collect()
    }

    fn view(&self, _: &Vec<Choice>, viewer: &mut Viewer<'_>) -> View {
        let at = viewer.at.as_str();
        let points = self.points.iter().map(|point| {
            let figure = Printed::headed(&point.quantity, format!("{at}.{}", point.id));
            view! { "id" => &point.id, "label" => &point.label, "figure" => figure }
        });
        let absent = printed::same_absence(self.points.iter().map(|point| &point.quantity), at);
        view! { "kind" => "rates", "absent" => absent, "points" => View::list(points) }
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let answered = |point: &&Point| !point.quantity.is_unanswered();
        let point = match part {
            Some(id) => self.points.iter().find(|point| point.id == id)?,
            None => self.points.iter().rfind(answered).or(self.points.last())?,
        };
        Some(FigureOf::new(Some((&point.id, &point.label)), &point.quantity))
    }
}

leaves!(Rates, &'a Vec<Choice>, |Rates { points }, _, walk| {
    for (at, Point { id, label, quantity, span }) in (0..).zip(points) {
        walk.inside(Step { at, id, label, group: None }, Some(*span), |walk| walk.leaf(It::Quantity(quantity)));
    }
});
