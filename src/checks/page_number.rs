//! Numbers of pages, which stay in text that was copied from paper: lines such as `- 12 -`.

use std::ops::Range;

use crate::model::Site;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::fold::fold;

use super::{Check, MarkdownText, Rule, Subject};

const PAGE_NUMBER: Code = Code::warning(
    "page-number",
    ("紙のページの番号だけの行があるようです。", "A line seems to hold nothing but the number of a page."),
    (
        "PDF や Word から写した文に、紙のページの番号が残ることがあります。番号は箇条書きや文の途中の数になり、文が二つに切れます。",
        "Text copied from a PDF file or a word processor may hold the numbers of its pages, which become items or numbers within sentences.",
    ),
    Body("## 取組の経緯\n\n協議の場を設け、\n\n- 12 -\n\n研修を開いた。"),
    Body("## 取組の経緯\n\n協議の場を設け、研修を開いた。"),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports one code.
pub const RULE: Rule = Rule { codes: &[PAGE_NUMBER], subject: Subject::Texts, check: Check::Text(check) };

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    for range in page_numbers(&text.prose.text) {
        let written = text.prose.text.get(range.clone()).unwrap_or_default();
        let message = words!(
            "「{written}」は、写した元の紙のページの番号のようです。",
            "`{written}` seems to be the number of a page of the paper it was copied from."
        );
        let hint = words(
            "ページの番号なら、この行を消し、前後が一つの文ならつないでください。文の数なら、文と同じ行に書いてください。",
            "If so, delete the line, and join what is one sentence. A number of the sentence stands on its line.",
        );
        findings.push(Finding::new(&PAGE_NUMBER, text.position(range), message).hint(hint));
    }
}

/// What a line may be that holds nothing but a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberLine {
    /// `- 12 -`, `P.12`, `12ページ`: nothing else is written so.
    Certain,
    /// `12/34`: the page and how many there are, or a day, or a share.
    OfAll(u32, u32),
    /// `12` alone on a line: a page number only within a sentence that goes on behind it.
    Bare,
    /// Any other line: whether a sentence may go on behind it.
    Words(bool),
    /// An empty line, or one that is no running text.
    Other,
}

/// The lines that hold the number of a page, without white space around them.
fn page_numbers(text: &str) -> Vec<Range<usize>> {
    // Nearly no text has such a line.
    let candidates = |line: &str| !matches!(kind(line), NumberLine::Words(_) | NumberLine::Other);
    if !text.lines().any(candidates) {
        return Vec::new();
    }
    let (mut at, mut fenced) = (0, false);
    let mut lines: Vec<(Range<usize>, NumberLine)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let range = at + lead..(at + line.trim_end().len()).max(at + lead);
        at += line.len();
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        fenced ^= is_fence;
        lines.push((range, if fenced || is_fence { NumberLine::Other } else { kind(line) }));
    }
    let has_words = lines.iter().any(|(_, kind)| matches!(kind, NumberLine::Words(_)));
    let near = |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| lines.get(at)).map(|(_, kind)| *kind);
    let within =
        |at: usize| matches!((near(at, -1), near(at, 1)), (Some(NumberLine::Words(true)), Some(NumberLine::Words(_))));
    let again = |at: usize, all: u32| {
        let is_other = |(other, (_, kind)): (usize, &(Range<usize>, NumberLine))| {
            other.abs_diff(at) > 1 && matches!(kind, NumberLine::OfAll(_, same) if *same == all)
        };
        lines.iter().enumerate().any(is_other)
    };
    let is_page = |at: usize, kind: NumberLine| match kind {
        NumberLine::Certain => has_words,
        NumberLine::OfAll(page, all) => page <= all && (within(at) || has_words && again(at, all)),
        NumberLine::Bare => within(at),
        NumberLine::Words(_) | NumberLine::Other => false,
    };
    let found = lines.iter().enumerate().filter(|(at, (_, kind))| is_page(*at, *kind));
    found.map(|(_, (range, _))| range.clone()).collect()
}

/// The longest of such lines: `Page 123 of 456`, in letters.
const LONGEST: usize = 20;

fn kind(line: &str) -> NumberLine {
    let line = line.trim();
    if line.is_empty() || line.starts_with(['|', '#', '>']) {
        return NumberLine::Other;
    }
    if line.chars().nth(LONGEST).is_some() {
        return words_of(line);
    }
    let folded = fold(line).to_lowercase();
    let folded = folded.as_str();
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|_| text.trim().len() < 5);
    let roman = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if let Some(inner) = folded.strip_prefix(is_dash).and_then(|rest| rest.strip_suffix(is_dash)) {
        let inner = inner.trim();
        return if number(inner).is_some() || roman(inner) { NumberLine::Certain } else { words_of(line) };
    }
    let bare = ["ページ", "頁"].iter().find_map(|word| folded.strip_suffix(word));
    let before = ["page", "p."].iter().find_map(|word| folded.strip_prefix(word));
    let inner = bare.or(before).unwrap_or(folded);
    let pair = inner.split_once('/').or_else(|| inner.split_once(" of "));
    let named = bare.or(before).is_some();
    match (pair.and_then(|(page, all)| number(page).zip(number(all))), number(inner)) {
        (Some(_), _) | (None, Some(_)) if named => NumberLine::Certain,
        (Some((page, all)), _) => NumberLine::OfAll(page, all),
        (None, Some(_)) if inner.len() < 4 => NumberLine::Bare,
        _ => words_of(line),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '―' | '‐' | '‑' | '–' | '—' | '−' | 'ー' | '─' | '━')
}

/// A line of words. A sentence that ended does not go on below it, and neither does an item or what has nothing but numbers.
fn words_of(line: &str) -> NumberLine {
    let is_item = line.starts_with(['-', '・', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = line.ends_with(|c: char| c.is_alphabetic() || matches!(c, '、' | '，'));
    NumberLine::Words(!is_item && goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_found() {
        for (text, expected) in [
            ("文。\n\n- 12 -\n\n文。", vec!["- 12 -"]),
            ("文。\n－12－\n文", vec!["－12－"]),
            ("― ⅳ ―\n文", vec!["― ⅳ ―"]),
            ("文。\n\nP.12\n\n12ページ\n\nPage 3 of 9", vec!["P.12", "12ページ", "Page 3 of 9"]),
            ("前の段落で\n12\n続く文", vec!["12"]),
            ("前の段落で\n12/34\n続く文", vec!["12/34"]),
            ("文。\n\n1/9\n\n文。\n\n2/9", vec!["1/9", "2/9"]),
            ("文。\n\n1/9", vec![]),
            ("4/1\n5/1\n6/1", vec![]),
            ("- 12人\n- 13人", vec![]),
            ("件数\n\n12\n\n文", vec![]),
            ("12\n13\n14", vec![]),
            ("12ページ", vec![]),
            ("文\n```\n- 12 -\n```", vec![]),
        ] {
            let found: Vec<&str> = page_numbers(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
