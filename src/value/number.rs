//! One quantity.

use super::codes;
use crate::form::Field;
use crate::record::{Content, Node};
use crate::source::words;
use crate::text::fold::fold;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::leaves;
use super::{AnswerReader, Meaning, Printed, Quantity, Viewer};

/// Reads one quantity; what is still to be answered is 未回答, and an empty text is 記載なし.
pub fn read(node: &Node, unit: Option<&str>, reader: &mut AnswerReader<'_>) -> Quantity {
    match &node.content {
        Content::Text(scalar) => Quantity::read(&scalar.text, unit),
        Content::Blank | Content::Broken => Quantity::unanswered(),
        Content::List(_) | Content::Map(_) => {
            let message = words("ここには数量を一つ書きます。", "One quantity is expected here.");
            let hint = words("「1,234人」のように書いてください。", "Write it as in `1,234人`.");
            reader.report(&codes::ONE_QUANTITY, node, message, hint);
            Quantity::read("", None)
        }
    }
}

impl FieldValue for Quantity {
    type Settings = ();

    fn read(node: &Node, (): &(), field: &Field, reader: &mut AnswerReader<'_>) -> Quantity {
        read(node, field.unit.as_deref(), reader)
    }

    fn node(&self, (): &()) -> Node {
        Node::from(self.written.as_str())
    }

    fn view(&self, (): &(), viewer: &mut Viewer<'_>) -> View {
        view! { "kind" => "number", "figure" => Printed::headed(self, &*viewer.at) }
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        part.is_none().then(|| FigureOf::new(None, self))
    }
}

leaves!(Quantity, &'a (), |quantity, (), walk| walk.leaf(It::Quantity(quantity)));

/// The words to show: as written, with what the author left out of the unit.
pub fn shown(quantity: &Quantity) -> String {
    let written = &quantity.written;
    let unit = match (&quantity.meaning, &quantity.unwritten) {
        (Meaning::Amount(_), Some(unit)) if !fold(written).contains(&fold(unit)) => unit.as_ref(),
        (Meaning::Absent(absence), _) if written.trim().is_empty() => absence.word(),
        _ => "",
    };
    // 10人未満 rather than 10未満人.
    let after_bound = quantity.bounds().is_some_and(|(low, high)| low.is_none() || high.is_none());
    let digits = written.rfind(|c: char| c.is_numeric()).filter(|_| after_bound && quantity.note.is_none());
    let at = digits.and_then(|at| Some(at + written.get(at..)?.chars().next()?.len_utf8()));
    let (number, bound) = written.split_at_checked(at.unwrap_or(written.len())).unwrap_or((written, ""));
    format!("{number}{unit}{bound}")
}

/// `known`, `words`, `direction`, or why there is no number.
pub fn state(quantity: &Quantity) -> &'static str {
    match &quantity.meaning {
        Meaning::Amount(_) => "known",
        Meaning::Direction(_) => "direction",
        Meaning::Words => "words",
        Meaning::Absent(absence) => absence.id(),
    }
}
