//! Hidden characters, as they stand in a file and as a value holds them after its escapes are read.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Position, Source, Span, WhyByHand, words};
use crate::text::hidden::{HiddenCharacter, hidden};

pub(super) const CONTROL_CHARACTER: Code = Code::error(
    "control-character",
    ("目に見えない制御文字があります。", "There is a control character."),
    (
        "表計算ソフトやワープロから貼り付けた改行の印などが残ると、検索や読み上げの妨げになり、更新情報の XML が壊れます。\"\\e\" や &#27; のように書いたものも同じです。",
        "Marks left over from spreadsheets and word processors disturb searching and reading aloud, and break XML. Those spelt \"\\e\" or &#27; are no better.",
    ),
    Front("備考: |\n  一行目\u{B}二行目"),
    Front("備考: |\n  一行目\n  二行目"),
)
.by_hand(WhyByHand::Meant)
    .mended_sometimes();

const DIRECTION_CONTROL: Code = Code::error(
    "direction-control",
    ("文字の向きを変える、目に見えない文字があります。", "An invisible character turns the direction of the text."),
    (
        "U+202E などの後の文字は逆の順に表示され、見える文と、検索され読み上げられる文が違ってしまいます。",
        "What follows U+202E and the like is shown in another order; what readers see is not what is searched and read aloud.",
    ),
    Front("備考: \"報告\\u202Egnp\""),
    Front("備考: 報告png"),
)
.by_hand(WhyByHand::Meant)
    .mended_sometimes();

const INVISIBLE_CHARACTER: Code = Code::error(
    "invisible-character",
    ("目に見えない文字があります。", "There is an invisible character."),
    (
        "幅のない空白、空白に見えるハングルの埋め草、タグの文字などは画面に見えませんが、言葉や数の一部になり、検索や比較で別のものとして扱われます。漢字の異体字と絵文字に要るものは使えます。",
        "Spaces without width, fillers and tags cannot be seen, but become part of words and numbers, which no search and no comparison then finds. Variants of ideographs and sequences of emoji may be used.",
    ),
    Front("人口: 604\u{200B}894人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Meant)
    .mended_sometimes();

pub(super) const CODES: &[Code] = &[CONTROL_CHARACTER, DIRECTION_CONTROL, INVISIBLE_CHARACTER];

/// Reports a hidden character at a place.
#[must_use]
pub fn unseen(position: Position, c: char, kind: HiddenCharacter) -> Finding {
    let code_point = u32::from(c);
    let (code, ja, en) = match kind {
        HiddenCharacter::Control => (&CONTROL_CHARACTER, "目に見えない制御文字", "a control character"),
        HiddenCharacter::Direction => {
            (&DIRECTION_CONTROL, "文字の向きを変える目に見えない文字", "a character that turns the direction")
        }
        HiddenCharacter::Invisible => (&INVISIBLE_CHARACTER, "目に見えない文字", "an invisible character"),
    };
    let message = words!("{ja}（U+{code_point:04X}）があります。", "There is {en} (U+{code_point:04X}).");
    Finding::new(code, position, message).hint(words("この文字を消してください。", "Delete this character."))
}

/// Reports a hidden character that is `written` at a place as an escape or an entity, which others than lines ends need
/// no person to delete.
#[must_use]
pub fn unseen_spelt(position: Position, (c, kind): (char, HiddenCharacter), span: Span, written: &str) -> Finding {
    let finding = unseen(position, c, kind);
    if is_line_end(c) {
        return finding.hint(words!(
            "「{written}」を消してください。改行のつもりなら、改行に直してください。",
            "Delete `{written}`, or break the line there if that is meant."
        ));
    }
    finding.hint(words!("「{written}」を消してください。", "Delete `{written}`.")).mend_written(span, written, "")
}

/// Whether a control character ends a line elsewhere: in word processors, on other machines, in Unicode.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is to stand in place of a hidden character: nothing, or what it means.
pub(super) fn instead(source: &Source, span: Span, c: char) -> String {
    if is_line_end(c) { line_end_at(source, span) } else { String::new() }
}

/// What is to stand in place of a line end of other programs: a line end, as far in as its line; within a value of one line, a
/// heading or a row of a table, a space; nothing at the end of a line.
fn line_end_at(source: &Source, span: Span) -> String {
    let text = source.text();
    let before = text.get(..span.start()).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let after = text.get(span.end()..).and_then(|after| after.lines().next()).unwrap_or_default();
    let lead: String = before.chars().take_while(|c| *c == ' ').collect();
    let words = before.get(lead.len()..).unwrap_or_default();
    if after.trim().is_empty() || words.trim().is_empty() {
        return String::new();
    }
    let one_line = words.starts_with(['#', '|', '-', '"', '\'']) || words.contains(": ") || words.contains("[^");
    if one_line { " ".to_owned() } else { format!("\n{lead}") }
}

/// Reports the hidden characters of a whole file, each run of them once.
pub(super) fn in_file(source: &Arc<Source>, findings: &mut Findings) {
    let mut report = |run: Option<(Span, char, HiddenCharacter)>| {
        if let Some((span, c, kind)) = run {
            let finding = unseen(source.position(span), c, kind);
            let right = instead(source, span, c);
            findings.push(if is_line_end(c) {
                let hint = words(
                    "改行のつもりなら改行に直し、そうでなければ消してください。",
                    "Break the line there if that is meant, or else delete it.",
                );
                finding.hint(hint).mend(span, right)
            } else {
                finding.mend(span, right)
            });
        }
    };
    let mut run: Option<(Span, char, HiddenCharacter)> = None;
    for (at, c, kind) in hidden(source.text()) {
        let here = Span::new(at, at + c.len_utf8());
        match &mut run {
            Some((span, _, same)) if *same == kind && span.end() == at => *span = span.to(here),
            _ => {
                let last = run.replace((here, c, kind));
                report(last);
            }
        }
    }
    report(run);
}

/// The first hidden character of a value that does not stand in what was `written` for it, where [`in_file`] finds it, and
/// where its escape stands.
pub(super) fn by_escape(value: &str, written: &str) -> Option<(char, HiddenCharacter, Option<Range<usize>>)> {
    if value == written {
        return None;
    }
    let (_, c, kind) = hidden(value).into_iter().find(|(_, c, _)| !written.contains(*c))?;
    let place = written.starts_with('"').then(|| escapes(written).find(|(_, own)| *own == c)).flatten();
    Some((c, kind, place.map(|(range, _)| range)))
}

/// The escapes of a text in double quotes that may stand for hidden characters, with these (YAML 1.2, 5.7).
fn escapes(written: &str) -> impl Iterator<Item = (Range<usize>, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + written.get(at..)?.find('\\')?;
            let letter = written.get(start + 1..)?.chars().next()?;
            let digits = match letter {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let name = start + 1 + letter.len_utf8();
            at = name + digits;
            let code_point = match letter {
                '0' => 0,
                'a' => 0x07,
                'b' => 0x08,
                'v' => 0x0B,
                'f' => 0x0C,
                'r' => 0x0D,
                'e' => 0x1B,
                'N' => 0x85,
                'L' => 0x2028,
                'P' => 0x2029,
                _ => written.get(name..at).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(u32::MAX),
            };
            if let Some(c) = char::from_u32(code_point) {
                return Some((start..at, c));
            }
        }
    })
}
