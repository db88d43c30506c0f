//! The rows that an answer lists, whatever is in them.

use std::borrow::Cow;

use crate::record::{self, Content, Names, Node};
use crate::source::{Words, words};

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
        Content::Text(scalar) => listed(&scalar.text, names, others).unwrap_or_else(with_dashes),
        Content::Map(_) => with_dashes(),
        _ => return Cow::Borrowed(&[]),
    };
    let message = words("ここには行を並べて書きます。", "A list of rows is expected here.");
    reader.report(&codes::ROWS, node, message, hint);
    Cow::Borrowed(&[])
}

fn with_dashes() -> Words {
    words("各行を「- 」で始めてください。", "Begin each row with `- `.")
}

/// Marks with which people part what they list within a line, the strongest first.
const DIVIDERS: [char; 5] = ['；', ';', '，', '、', ','];

/// How to write rows that a line lists between such marks; nothing for a sentence. As many words as there are columns
/// may be those of one row.
fn listed(text: &str, names: &Names<'_>, others: &[&str]) -> Option<Words> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let divider = DIVIDERS.into_iter().find(|divider| line.contains(*divider))?;
    let parts: Vec<&str> = line.split(divider).map(str::trim).filter(|part| !part.is_empty()).collect();
    // What would need quotes is no example to follow.
    let plain = !line.contains(['。', ':', '：', '#', '"', '\'', '{', '[', '&', '*', '|']);
    let keys = names.keys(others);
    let (key, first) = keys.first().zip(parts.first()).filter(|_| plain && parts.len() > 1)?;
    let row = format!("- {key}: {first}");
    if keys.len() != parts.len() {
        return Some(words!(
            "「{divider}」で区切らず、1行に一つずつ「{row}」のように書いてください。",
            "Do not part rows by `{divider}`: write each on a line of its own, like `{row}`."
        ));
    }
    let cells: Vec<String> = keys.iter().zip(&parts).map(|(key, part)| format!("{key}: {part}")).collect();
    let cells = format!("- {{ {} }}", cells.join(", "));
    Some(words!(
        "「{divider}」で区切らず、行を並べたものなら1行に一つずつ「{row}」、一つの行なら「{cells}」のように書いてください。",
        "Do not part them by `{divider}`: write rows on lines of their own, like `{row}`, and cells of one row like `{cells}`."
    ))
}
