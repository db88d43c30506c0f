//! A finding that an author has looked at and takes as it is, with the reason: 合併で人口が倍になった.

use crate::record::{Fields, Node};
use crate::source::{Position, Reporter};

/// An entry of `accept` in the front matter of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// The code of the finding.
    pub code: String,
    /// Id or label of the field it is in; without it, every finding of the code in the document.
    pub field: Option<String>,
    /// Id of the relation of the form that it is about; without it, of every one.
    pub check: Option<String>,
    /// The words of the line it is about; what keeps private things private is accepted line by line.
    pub line: Option<String>,
    /// Why it is right.
    pub reason: String,
    /// Where it stands in the document.
    pub position: Position,
}

impl Accept {
    /// Reads the list under `accept`.
    pub fn read(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Accept> {
        let Some(items) = node.list(reporter) else { return Vec::new() };
        items.iter().filter_map(|item| Accept::read_one(item, reporter)).collect()
    }

    fn read_one(item: &Node, reporter: &mut Reporter<'_>) -> Option<Accept> {
        let mut fields = Fields::new(item, reporter);
        let code = fields.required_text(&["code", "種類"]);
        let field = fields.text(&["field", "項目"]);
        let check = fields.text(&["check", "検査"]);
        let line = fields.text(&["line", "行"]);
        let reason = fields.required_text(&["reason", "理由"]);
        fields.finish();
        Some(Accept { code: code?, field, check, line, reason: reason?, position: reporter.source.position(item.span) })
    }
}
