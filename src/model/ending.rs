//! What became of an issue that a sheet no longer lists: 解決した, 取りやめた.

use crate::value::codes;

use crate::record::{Fields, Node};
use crate::source::{Position, Reporter, words};
use crate::text::RowOfYear;

/// The end of an issue of an earlier sheet.
#[derive(Clone, Debug, Hash)]
pub struct Ending {
    /// The row of the issue in the document of an earlier year: `2021#2`.
    pub issue: RowOfYear,
    /// What became of it.
    pub outcome: Outcome,
    /// In the author's words.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub position: Position,
}

/// What became of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The issue is solved: 解決.
    Solved,
    /// The issue is no longer followed: 取りやめ.
    GivenUp,
}

impl Outcome {
    const ALL: [(&'static str, Outcome); 2] = [("解決", Outcome::Solved), ("取りやめ", Outcome::GivenUp)];

    /// The word in sheets.
    pub fn word(self) -> &'static str {
        Outcome::ALL.iter().find(|(_, outcome)| *outcome == self).map_or("", |(word, _)| word)
    }
}

impl Ending {
    /// Reads the list under `ended_issues`.
    pub fn read(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Ending> {
        let Some(items) = node.list(reporter) else { return Vec::new() };
        items.iter().filter_map(|item| Ending::read_one(item, reporter)).collect()
    }

    fn read_one(item: &Node, reporter: &mut Reporter<'_>) -> Option<Ending> {
        let mut fields = Fields::new(item, reporter);
        let issue = fields.required(&["issue", "課題"]);
        let outcome = fields.required(&["outcome", "結果"]);
        let outcome = outcome.and_then(|node| node.choice(&Outcome::ALL, &mut fields.reporter));
        let note = fields.text(&["note", "注記"]);
        fields.finish();
        let issue = issue?;
        let written = &issue.text(reporter)?.text;
        let Some(issue_row) = RowOfYear::parse(written) else {
            let message = words!(
                "「{written}」は、前の年度の行を表していません。",
                "`{written}` names no row of an earlier year."
            );
            let hint = words("「2021#2」のように書いてください。", "Write it as in `2021#2`.");
            reporter.report(&codes::ROW_OF_YEAR, issue.span, message, hint);
            return None;
        };
        Some(Ending { issue: issue_row, outcome: outcome?, note, position: reporter.source.position(item.span) })
    }
}
