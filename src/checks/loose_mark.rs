//! Marks of Markdown that mean nothing, because they are full-width or lack a partner.

use std::ops::Range;

use crate::markdown::{IntendedMark, NearMiss, barred_table, pasted_table};
use crate::model::Site;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::list_mark::{ListMark, is_private};

use super::{Check, MarkdownText, Rule, Subject};

const MARKDOWN_MARK: Code = Code::warning(
    "markdown-mark",
    ("Markdown の印になっていません。", "This is no mark of Markdown."),
    (
        "「・」や「１．」の行は行が分かれるだけで箇条書きにならず、全角の ＊＊ や （ ） は文字のまま表示されます。印は半角で書きます。",
        "Lines that begin with `・` are kept apart and make no list, and full-width marks are shown as they are. Write ASCII marks.",
    ),
    Body("## 取組の経緯\n\n・協議の場を設けた。\n・研修を開いた。"),
    Body("## 取組の経緯\n\n- 協議の場を設けた。\n- 研修を開いた。"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports one code.
pub const RULE: Rule = Rule { codes: &[MARKDOWN_MARK], subject: Subject::Texts, check: Check::Text(check) };

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    for near_miss in &text.prose.outline().near_misses {
        let (message, mut hint) = told(near_miss, &text.prose.text);
        if let Some(write) = near_miss.write.as_ref().filter(|write| !write.is_empty()) {
            hint = words!("「{write}」と書いてください。", "Write `{write}`.");
        }
        let finding = Finding::new(&MARKDOWN_MARK, text.position(near_miss.range.clone()), message).hint(hint);
        let changes = right(near_miss, &text.prose.text);
        let place = |range: &Range<usize>| text.prose.origin.offset_span(range.clone());
        let is_there = |range: &Range<usize>| {
            text.prose.text.get(range.clone()).is_some_and(|written| text.source.slice(place(range)) == written)
        };
        // Of a text with folded lines not every place is known.
        let known = changes.iter().all(|(range, _)| is_there(range));
        // A row of a table becomes two lines, the second as far in as the first.
        let lead = |range: &Range<usize>| {
            let before = text.source.text().get(..place(range).start()).unwrap_or_default();
            let before = before.rsplit('\n').next().unwrap_or_default();
            format!("\n{}", if before.trim().is_empty() { before } else { "" })
        };
        let changes: Vec<_> = changes.into_iter().filter(|_| known).collect();
        let changes = changes.into_iter().map(|(range, right)| {
            let right = right.replace('\n', &lead(&range));
            (range.clone(), below_its_key(text, &range, &right).unwrap_or(right))
        });
        findings.push(changes.fold(finding, |finding, (range, right)| finding.mend(place(&range), right)));
    }
}

/// What begins a block of Markdown, to be put below `|` where the text begins on the line of its key: behind a colon it would be a
/// list of YAML. Nothing elsewhere.
fn below_its_key(text: &MarkdownText<'_>, range: &Range<usize>, right: &str) -> Option<String> {
    let number = right.trim_start_matches(|c: char| c.is_ascii_digit());
    let begins =
        right.starts_with("- ") || right.starts_with('|') || number.len() < right.len() && number.starts_with(". ");
    let source = text.source;
    let at = text.prose.origin.offset_span(range.clone()).start();
    let line = source.line_of(at);
    let before = source.slice(Span::new(source.line_span(line).start(), at));
    let is_key = before.trim_end().ends_with(':') && !before.contains(['{', '[']);
    if range.start > 0 || !begins || !is_key || right.contains('\n') {
        return None;
    }
    let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let own = before.len() - before.trim_start_matches([' ', '-']).len();
    // The lines below stay where they are.
    let indent = Some(spaces(source.slice(source.line_span(line + 1)))).filter(|indent| *indent > own);
    Some(format!("|\n{}{right}", " ".repeat(indent.unwrap_or(own + 2))))
}

/// What is to stand where, if there is one way to write what was meant.
fn right(near_miss: &NearMiss, text: &str) -> Vec<(Range<usize>, String)> {
    // A size would be lost, and words that follow their address would change places: that is for the author to see.
    let written = text.get(near_miss.range.clone()).unwrap_or_default();
    let by_hand =
        near_miss.meant == IntendedMark::Size || near_miss.meant == IntendedMark::Wiki && written.contains('|');
    if let Some(write) = near_miss.write.as_ref().filter(|_| !by_hand) {
        return vec![(near_miss.range.clone(), write.clone())];
    }
    match near_miss.meant {
        IntendedMark::List => list(text, near_miss.range.start),
        IntendedMark::Indent => {
            let line = text.get(..near_miss.range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            vec![(line..near_miss.range.start, String::new())]
        }
        IntendedMark::RowsApart => {
            let before = text.get(..near_miss.range.start).unwrap_or_default();
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let table = before.trim_end_matches(|c: char| c.is_whitespace()).len();
            // The line end of the table stays.
            let gap = text.get(table..line).and_then(|gap| gap.find('\n')).map_or(line, |at| table + at + 1);
            vec![(gap..line, String::new())]
        }
        IntendedMark::Fence => {
            let marks = written.len() - written.trim_start_matches(['`', '~']).len();
            let info = written.get(marks..).unwrap_or_default().trim();
            vec![(near_miss.range.start + marks..near_miss.range.end, format!("\n{info}"))]
        }
        // What stands between single marks is meant to be bold.
        IntendedMark::Emphasis if written.contains(char::is_alphanumeric) => {
            let words = written.trim_matches(['*', '_']);
            vec![(near_miss.range.clone(), format!("**{words}**"))]
        }
        IntendedMark::PastedTable => pasted_table(text, near_miss.range.start),
        IntendedMark::Table | IntendedMark::Csv => barred_table(text, near_miss.range.start),
        // Where one is certain, it came with what to write.
        IntendedMark::Link
        | IntendedMark::Image
        | IntendedMark::Address
        | IntendedMark::Size
        | IntendedMark::Wiki
        | IntendedMark::Embedded
        | IntendedMark::Dialect
        | IntendedMark::Emphasis
        | IntendedMark::Row
        | IntendedMark::Number => Vec::new(),
    }
}

/// The marks of a list from its first line to the next blank one.
fn list(text: &str, start: usize) -> Vec<(Range<usize>, String)> {
    let mut at = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let lines = text.get(at..).unwrap_or_default().split_inclusive('\n').take_while(|line| !line.trim().is_empty());
    let mut changes = Vec::new();
    for line in lines {
        let words = line.trim_start_matches([' ', '\t', '\u{3000}']);
        let lead = line.strip_suffix(words).unwrap_or_default();
        let columns: usize = lead.chars().map(|c| if c == ' ' { 1 } else { 2 }).sum();
        if let Some((length, right)) = mark(words) {
            changes.push((at..at + lead.len() + length, format!("{}{right}", " ".repeat(columns))));
        }
        at += line.len();
    }
    changes
}

/// The mark of a list that a line begins with: how many bytes it has with the space behind it, and what to write instead.
fn mark(line: &str) -> Option<(usize, String)> {
    let mark = ListMark::of(line)?;
    let right = match mark.number() {
        Some(number) => format!("{number}. "),
        None => mark.bullet().map(|_| "- ".to_owned())?,
    };
    Some((mark.length, right))
}

fn told(near_miss: &NearMiss, text: &str) -> (Words, Words) {
    let first = text.get(near_miss.range.start..).and_then(|rest| rest.chars().next());
    let (message, hint) = match near_miss.meant {
        IntendedMark::List if first.is_some_and(is_private) => (
            (
                "Word や PowerPoint の行頭文字があります。ほかの機械では表示されません。",
                "This is a bullet of Word or PowerPoint, which other machines cannot show.",
            ),
            ("各行を半角の「- 」で始めてください。", "Begin each line with `- `."),
        ),
        IntendedMark::PastedTable => (
            (
                "表計算ソフトから貼り付けた、タブ区切りの表です。表として表示します。",
                "These are rows pasted from a spreadsheet, with tabs; they are shown as a table.",
            ),
            (
                "半角の | で区切り、見出しの次の行に「|---|---|」を書いてください。`nenpo fix` で書き直せます。",
                "Separate by ASCII `|`, and write `|---|---|` below the head; `nenpo fix` does it.",
            ),
        ),
        IntendedMark::List => (
            (
                "箇条書きの印になっていません。行を分けて表示するだけです。",
                "This is no list; the lines are only kept apart.",
            ),
            (
                "各行を半角の「- 」または「1. 」で始めてください。中の段は半角の空白2つで字下げします。",
                "Begin each line with `- ` or `1. `; indent inner ones by two spaces.",
            ),
        ),
        IntendedMark::Table => (
            ("表として読めません。", "This is not read as a table."),
            (
                "半角の | で区切り、見出しの次の行に「|---|---|」を書いてください。",
                "Separate by ASCII `|`, and write `|---|---|` below the head.",
            ),
        ),
        IntendedMark::Csv => (
            (
                "コンマで区切った行は、表になりません。行を分けて表示するだけです。",
                "Lines with commas between their cells are no table; they are only kept apart.",
            ),
            (
                "半角の | で区切り、見出しの次の行に「|---|---|」を書いてください。",
                "Separate by ASCII `|`, and write `|---|---|` below the head.",
            ),
        ),
        IntendedMark::Link => (
            ("リンクとして読めません。", "This is not read as a link."),
            (
                "「[言葉](アドレス)」のように、半角の括弧を ] のすぐ後に書いてください。",
                "Write `[words](address)`, with ASCII brackets and no space between.",
            ),
        ),
        IntendedMark::Image => (
            ("画像ではなくリンクになります。", "This becomes a link, not an image."),
            ("半角の ! で「![説明](ファイル名)」と書いてください。", "Write `![words](file)` with an ASCII `!`."),
        ),
        IntendedMark::Address => (
            (
                "アドレスに空白があるので、リンクや画像にならず、書いた文字のまま表示されます。",
                "There is a blank in the address; this is no link or image, and is shown as it is written.",
            ),
            (
                "「[言葉](<アドレス>)」のように、アドレスを < > で囲んでください。",
                "Put the address in `<` `>`: `[words](<address>)`.",
            ),
        ),
        IntendedMark::Size => (
            (
                "画像の大きさは指定できません。書いた文字のまま表示されます。",
                "An image has no size of its own here; this is shown as it is written.",
            ),
            (
                "大きさの指定を消してください。画像は、ページの幅に合わせて表示されます。",
                "Delete the size: images take the width of the page.",
            ),
        ),
        IntendedMark::Wiki => (
            (
                "「[[ ]]」はリンクにならず、書いた文字のまま表示されます。",
                "`[[ ]]` is no link; it is shown as it is written.",
            ),
            ("「[言葉](ファイル名)」と書いてください。", "Write `[words](file)`."),
        ),
        IntendedMark::Embedded => (
            (
                "「![[ ]]」は画像にならず、書いた文字のまま表示されます。",
                "`![[ ]]` is no image; it is shown as it is written.",
            ),
            ("何の図かの説明を添えて、「![説明](ファイル名)」と書いてください。", "Write `![what it shows](file)`."),
        ),
        IntendedMark::Emphasis => (
            ("強調にならず、印がそのまま表示されます。", "This is no emphasis; the marks are shown."),
            (
                "強調する言葉の前後を半角の ** で囲んでください。文字として見せるときは \\* と書きます。",
                "Put ASCII `**` on both sides of the words; to show the mark write `\\*`.",
            ),
        ),
        IntendedMark::Dialect => (
            (
                "ほかの道具だけが読む Markdown の印です。書いた文字のまま表示されます。",
                "Only other dialects of Markdown know this mark; it is shown as it is written.",
            ),
            ("印を消し、言葉だけを書いてください。", "Delete the mark, and write the words alone."),
        ),
        IntendedMark::RowsApart => (
            (
                "空の行で表が終わるため、この行は表に入りません。",
                "The empty line ends the table, so this row is not in it.",
            ),
            ("表との間の空の行を消してください。", "Delete the empty line between it and the table."),
        ),
        IntendedMark::Row => (
            ("「|」のないこの行は、表の一行になります。", "This line without `|` becomes a row of the table."),
            (
                "前の行の続きなら前の行の欄の中に移し、表の後の文なら、表との間に空の行を入れてください。",
                "Move it into the cell above that it belongs to, or put an empty line between the table and the text.",
            ),
        ),
        IntendedMark::Number => (
            (
                "前と同じ番号です。書いたとおりの番号で表示します。",
                "This number is that of the item before; it is shown as written.",
            ),
            ("続き番号なら「1. 」「2. 」「3. 」のように書いてください。", "Number the items `1. `, `2. `, `3. `."),
        ),
        IntendedMark::Fence => (
            (
                "囲みの始まりの行に書いた文字は、ページに出ません。",
                "Words on the line that opens a block of code are not shown.",
            ),
            ("その文字を次の行に移してください。", "Move them to the next line."),
        ),
        IntendedMark::Indent => (
            ("字下げした文が、文章ではなく囲みの中の文字になります。", "Indented text becomes a block of code."),
            ("行の初めの空白を消してください。", "Delete the spaces at the start of the line."),
        ),
    };
    (words(message.0, message.1), words(hint.0, hint.1))
}
