//! The rows that an answer lists, whatever is in them.

use std::borrow::Cow;

use crate::record::{self, Content, Names, Node};
use crate::source::words;

use super::{AnswerReader, codes};

/// The rows of a list, or those pasted from a spreadsheet; anything else is a finding. `names` are those of the columns, `others`
/// the keys that a row may have besides.
pub fn rows_of<'n>(
    node: &'n Node,
    names: &Names<'_>,
    others: &[&str],
    reader: &mut AnswerReader<'_>,
) -> Cow<'n, [Node]> {
    if let Some(rows) = record::rows(node, names, others) {
        return rows;
    }
    let hint = match &node.content {
        Content::Text(scalar) if scalar.text.contains('\t') => {
            let heads = names.keys(others).join("」「");
            words!(
                "表計算ソフトから貼り付けるときは、1行目を項目名（「{heads}」）にし、項目の数だけ列を並べてください。",
                "Of pasted rows the first one names the columns, as many as there are: `{heads}`."
            )
        }
        Content::Map(_) | Content::Text(_) => words("各行を「- 」で始めてください。", "Begin each row with `- `."),
        _ => return Cow::Borrowed(&[]),
    };
    let message = words("ここには行を並べて書きます。", "A list of rows is expected here.");
    reader.report(&codes::ROWS, node, message, hint);
    Cow::Borrowed(&[])
}
