//! What people write in `{ }` and `[ ]` that YAML understands otherwise.

use super::codes;
use std::sync::Arc;

use super::quoting::in_quotes;
use super::typo;
use super::{Content, Entry, Node, Scalar, SourceMap, TextStyle};
use crate::source::{Finding, Findings, Source, Span, words};

/// Adds an entry of a `{ }` to those before it.
///
/// To YAML `{ 値：100 }` is a key without a value, and so is `539` in `{ 値: 1,539 }`. The first
/// is a typo; the second is how numbers are written, and is put together again without a word.
pub(super) fn push(
    entries: &mut Vec<Entry>,
    key: Scalar,
    span: Span,
    value: Node,
    source: &Arc<Source>,
    findings: &mut Findings,
) {
    let alone = value.content == Content::Blank && key.style == TextStyle::Plain;
    if alone
        && let Some(last) = entries.last_mut()
        && joins(last.value.scalar(), last.value.span, &key.text, span, source)
    {
        last.value = text(source, last.value.span.to(span));
        return;
    }
    // Words without a colon are no key without its value: a comma cut them from the value before, on a line above perhaps.
    let bare = alone && !source.text().get(span.end()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    if bare
        && !key.text.contains(['：', ':'])
        && let Some(last) = entries.last_mut()
        && last.value.scalar().is_some_and(|scalar| scalar.style == TextStyle::Plain)
    {
        let word = &key.text;
        let message = words!(
            "値の中に「, 」があるので、「{word}」が別の項目として読まれます。",
            "There is a `, ` within the value, so `{word}` is read as another key."
        );
        let hint = words("値の全体を \" で囲んでください。", "Put the whole value in quotes.");
        let (whole, finding) =
            (last.value.span.to(span), Finding::new(&codes::YAML_COMMA, source.position(span), message));
        let written = source.slice(whole);
        findings.push(finding.hint(hint).mend_written(whole, &written.replace('\n', ""), in_quotes(written)));
        last.value = text(source, last.value.span.to(span));
        return;
    }
    let colon = key.text.find(['：', ':']).filter(|at| alone && *at > 0 && !key.text.contains("://"));
    let rest = colon.and_then(|at| Some((at, key.text.get(at..)?.chars().next()?)));
    let Some((at, mark)) = rest else {
        entries.push(Entry { key: key.text, key_span: span, value });
        return;
    };
    let after = key.text.get(at + mark.len_utf8()..).unwrap_or("");
    let from = key.text.len() - after.trim_start().len();
    let found = if mark == '：' { &typo::FULLWIDTH_COLON } else { &typo::COLON_SPACE };
    let (colon, place) = (key.text.get(at..from).unwrap_or(""), key.origin.offset_span(at..from));
    let finding = found.finding(source.position(key.origin.offset_span(at..at + mark.len_utf8())));
    findings.push(finding.mend_written(place, colon, ": "));
    let value =
        if after.trim().is_empty() { value } else { text(source, key.origin.offset_span(from..key.text.len())) };
    let key_span = key.origin.offset_span(0..at);
    entries.push(Entry { key: key.text.get(..at).unwrap_or("").trim_end().to_owned(), key_span, value });
}

/// Reports numbers such as `1,539` which a `[ ]` takes for two items: there nobody can know what is meant.
pub(super) fn check_items(items: &[Node], source: &Arc<Source>, findings: &mut Findings) {
    for pair in items.windows(2) {
        let [one, other] = pair else { continue };
        let Some(key) = other.scalar().filter(|scalar| scalar.style == TextStyle::Plain) else { continue };
        if joins(one.scalar(), one.span, &key.text, other.span, source) {
            let both = one.span.to(other.span);
            let written = source.slice(both);
            let message = words!(
                "「{written}」が1つの数か2つの値か分かりません。",
                "`{written}` may be one number or two values."
            );
            findings.push(Finding::new(&codes::YAML_COMMA, source.position(both), message).hint(words!(
                "1つの数なら「\"{written}\"」、2つの値なら , の後に空白を入れてください。",
                "Write `\"{written}\"` for one number, or a space after the comma."
            )));
        }
    }
}

/// Whether a text goes on a number: nothing but a comma between digits and three more digits.
fn joins(before: Option<&Scalar>, span: Span, text: &str, at: Span, source: &Source) -> bool {
    let plain = before.filter(|scalar| scalar.style == TextStyle::Plain);
    let digits = text.chars().take_while(|c| c.is_numeric()).count();
    digits == 3
        && plain.is_some_and(|scalar| scalar.text.ends_with(char::is_numeric))
        && source.slice(Span::new(span.end(), at.start())) == ","
}

/// The plain text that stands at a place.
fn text(source: &Source, span: Span) -> Node {
    let text = source.slice(span).to_owned();
    Node {
        span,
        content: Content::Text(Scalar {
            text,
            lines: None,
            style: TextStyle::Plain,
            origin: SourceMap::lines(span, [(0, span.start())]),
        }),
    }
}
