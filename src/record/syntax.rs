//! What the YAML parser complains about, said so that an author can correct it.

use crate::record::yaml_codes;
use std::sync::Arc;

use super::line::{before_comment, good_colon, is_block_header, is_key, spaces, unquoted};
use super::quoting::in_braces;
use crate::source::{Code, Finding, Source, Span, Words, words};

/// One complaint: words of the parser's message, our code, what is wrong, what to write.
struct Complaint {
    phrases: &'static [&'static str],
    code: &'static Code,
    message: (&'static str, &'static str),
    hint: (&'static str, &'static str),
}

/// The first that fits is taken.
const COMPLAINTS: &[Complaint] = &[
    Complaint {
        phrases: &["found unexpected end of stream", "found unexpected document indicator", "in quoted scalar"],
        code: &yaml_codes::YAML_QUOTE,
        message: ("引用符が閉じていません。", "The quote is not closed."),
        hint: (
            "値の終わりに同じ引用符を書いてください。続きの行は字下げしてください。",
            "Close it with the same quote, and indent lines that go on.",
        ),
    },
    Complaint {
        phrases: &["after double-quoted scalar"],
        code: &yaml_codes::YAML_QUOTE,
        message: ("閉じた引用符の後に文字があります。", "There is text after the closing quote."),
        hint: ("値の全体を引用符で囲むか、「」を使ってください。", "Put the whole value in quotes."),
    },
    Complaint {
        phrases: &["quoted scalar"],
        code: &yaml_codes::YAML_ESCAPE,
        message: ("\" \" の中の \\（円記号）が読めません。", "A backslash between double quotes is not understood."),
        hint: ("\\ をそのまま書くときは ' ' で囲んでください。", "Use single quotes to keep a backslash as it is."),
    },
    Complaint {
        phrases: &["misplaced bracket"],
        code: &yaml_codes::YAML_BRACKET,
        message: ("開いていない括弧が閉じられています。", "A bracket is closed that was not opened."),
        hint: (
            "余分な括弧を消してください。文章なら全体を \" で囲んでください。",
            "Delete it, or put the text in quotes.",
        ),
    },
    Complaint {
        phrases: &["recursion limit"],
        code: &yaml_codes::YAML_DEPTH,
        message: ("入れ子が深すぎます。", "The nesting is too deep."),
        hint: ("括弧や字下げを確かめてください。", "Check brackets and indentation."),
    },
    Complaint {
        phrases: &["flow", "unexpected end of plain scalar"],
        code: &yaml_codes::YAML_BRACKET,
        message: (
            "括弧が閉じていないか、項目の間の「, 」がありません。",
            "A bracket is not closed, or a `, ` is missing.",
        ),
        hint: (
            "「{ 値: 1, 時点: R3 }」のように半角の , で区切り、括弧を閉じてください。",
            "Separate with `, ` and close the bracket, as in `{ a: 1, b: 2 }`.",
        ),
    },
    Complaint {
        phrases: &["mapping values are not allowed", "illegal placement of ':'"],
        code: &yaml_codes::YAML_COLON,
        message: ("ここに「: 」は書けません。", "`: ` cannot stand here."),
        hint: (
            "上の値の続きなら、上の項目を「項目名: |」にして改行し、値のすべての行を半角の空白2つで字下げしてください。別の項目なら、字下げを前の項目に揃えてください。",
            "If the line goes on the value above, write `|` after its key and indent all lines by two spaces; if it is a key, align it with the one before.",
        ),
    },
    Complaint {
        phrases: &["tab"],
        code: super::typo::TAB.code,
        message: ("ここにタブは使えません。", "A tab cannot stand here."),
        hint: ("半角の空白にしてください。", "Write spaces."),
    },
    Complaint {
        phrases: &["simple key"],
        code: &yaml_codes::YAML_MISSING_COLON,
        message: ("「項目名: 値」の形になっていません。", "This is not of the form `key: value`."),
        hint: (
            "項目名の後に「: 」を書いてください。前の値の続きなら字下げしてください。",
            "Write `: ` after the key; indent a line that goes on.",
        ),
    },
    Complaint {
        phrases: &["'-' indicator", "block sequence entries", "\"-\" is only valid"],
        code: &yaml_codes::YAML_LIST,
        message: ("箇条書きと項目が混ざっています。", "List items and keys are mixed."),
        hint: (
            "箇条書きは項目名の次の行から「- 」で書き、字下げを揃えてください。",
            "Start a list on the line below its key and align its dashes.",
        ),
    },
    Complaint {
        phrases: &["indentation", "indented", "expected key", "expected <document start>"],
        code: &yaml_codes::YAML_INDENT,
        message: ("字下げが揃っていません。", "The indentation does not match."),
        hint: ("同じ段の項目は同じ数の半角の空白で始めてください。", "Start keys of one level with as many spaces."),
    },
    Complaint {
        phrases: &["unknown anchor", "anchor or alias"],
        code: &yaml_codes::YAML_ALIAS,
        message: ("値を * や & で始めることはできません。", "A value cannot start with `*` or `&`."),
        hint: ("値の全体を \" で囲んでください。", "Put the whole value in quotes."),
    },
    Complaint {
        phrases: &["block scalar"],
        code: &yaml_codes::YAML_SPECIAL,
        message: ("「|」や「>」の後に文字があります。", "There is text after `|` or `>`."),
        hint: (
            "「|」の後で改行し、次の行から半角の空白2つで字下げして書いてください。",
            "Break the line after `|`, and indent the text below by two spaces.",
        ),
    },
    Complaint {
        phrases: &["unexpected character", "tag", "TAG", "handle", "directive", "expected node content"],
        code: &yaml_codes::YAML_SPECIAL,
        message: ("値を記号（@ ` % ! | > など）で始めることはできません。", "A value cannot start with this mark."),
        hint: ("値の全体を \" で囲んでください。", "Put the whole value in quotes."),
    },
    Complaint {
        phrases: &["comment"],
        code: &yaml_codes::YAML_COMMENT,
        message: ("文章の途中に注釈（#）があります。", "A comment interrupts a text."),
        hint: ("注釈を前の行に移すか、文章を \" で囲んでください。", "Move the comment up, or put the text in quotes."),
    },
    Complaint {
        phrases: &[""],
        code: &yaml_codes::YAML_SYNTAX,
        message: ("YAMLとして読めません。", "This is not YAML."),
        hint: (
            "この行と前の行の記号、字下げ、引用符を確かめてください。",
            "Check marks, indentation and quotes here and on the line before.",
        ),
    },
];

/// The finding for a complaint of the parser about the place `at`; `before` and `after` are the
/// text on either side of it, and `place` maps bytes of the text to the source.
pub(super) fn explain(
    info: &str,
    source: &Arc<Source>,
    at: Span,
    (before, after): (&str, &str),
    place: impl Fn(usize) -> Span,
) -> Finding {
    let pair = |(ja, en): (&str, &str)| words(ja, en);
    let open = open_bracket(before);
    // Where the text ends inside brackets, all that is wrong is that they were not closed.
    let unclosed = open.is_some() && after.trim().is_empty() && !info.contains("quoted scalar");
    let info = if unclosed { "flow" } else { info };
    let fits = |c: &&Complaint| c.phrases.iter().any(|phrase| info.contains(phrase));
    let Some(complaint) = COMPLAINTS.iter().find(fits) else {
        return Finding::new(
            &yaml_codes::YAML_SYNTAX,
            source.position(at),
            words("YAMLとして読めません。", "This is not YAML."),
        );
    };
    if *complaint.code == yaml_codes::YAML_COLON
        && let Some((message, hint)) = below_a_value(before, after)
    {
        return Finding::new(complaint.code, source.position(at), message).hint(hint);
    }
    let at = open.filter(|_| unclosed).map_or(at, place);
    Finding::new(complaint.code, source.position(at), pair(complaint.message)).hint(pair(complaint.hint))
}

/// What is wrong with a key that stands below another which has a value already, and further in; `before` and `after` are the text
/// on either side of its colon.
fn below_a_value(before: &str, after: &str) -> Option<(Words, Words)> {
    let (above, line) = before.rsplit_once('\n')?;
    let above = above.lines().rfind(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let of_row = above.trim_start().strip_prefix("- ");
    let upper = before_comment(of_row.unwrap_or(above).trim_start()).trim_end();
    let colon = good_colon(upper)?;
    let (upper, value) = (upper.get(..colon)?, upper.get(colon + 1..)?.trim());
    let column = spaces(above) + if of_row.is_some() { 2 } else { 0 };
    let (key, answer) = (line.trim(), after.strip_prefix(':')?.lines().next().unwrap_or_default());
    if spaces(line) <= column || !is_key(key) || !is_key(upper) || value.is_empty() {
        return None;
    }
    let message = words!(
        "「{upper}」にはもう答えがあるので、その下に「{key}」は置けません。",
        "`{upper}` has its answer already; `{key}` cannot stand below it."
    );
    let answer = before_comment(answer).trim();
    if answer.is_empty() || is_block_header(answer) {
        let hint = words!(
            "この行の字下げを「{upper}」に揃え、その下の行も同じだけ動かしてください。",
            "Align the line with `{upper}`, and all that stands below it."
        );
        return Some((message, hint));
    }
    let whole = in_braces(&[("値", value), (key, answer)]);
    Some((
        message,
        words!(
            "答えに添えるものなら「{upper}: {whole}」と書き、別の項目なら字下げを「{upper}」に揃えてください。文章の続きなら「{upper}: |」と書いて改行し、すべての行を半角の空白2つで字下げしてください。",
            "If it belongs to the answer, write `{upper}: {whole}`; if it is another key, align it with `{upper}`; if it goes on a text, write `{upper}: |` and all lines below, indented by two spaces."
        ),
    ))
}

/// The outermost bracket that is still open at the end of a text.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let starts_value = |at: usize| {
        let before = text.get(..at).unwrap_or("").trim_end_matches(' ');
        before.is_empty() || before.ends_with([':', '-', '\n'])
    };
    for (at, c) in unquoted(text) {
        match c {
            // Elsewhere than before a value or within other brackets it is a part of a text.
            '{' | '[' if !open.is_empty() || starts_value(at) => open.push(at),
            '}' | ']' => _ = open.pop(),
            _ => {}
        }
    }
    open.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_brackets() {
        let cases =
            [("a: { b: [1] ", Some(3)), ("a: { b }", None), ("a: b [c", None), ("a: \"[\" [", None), ("- [", Some(2))];
        for (text, expected) in cases {
            assert_eq!(open_bracket(text), expected, "{text}");
        }
    }
}
