//! Hidden characters, as they stand in a file and as a value holds them after its escapes are read.

use std::sync::Arc;

use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Position, Source, Span, words};
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

/// Reports the hidden characters of a whole file, each run of them once.
pub(super) fn in_file(source: &Arc<Source>, findings: &mut Findings) {
    let mut report = |run: Option<(Span, char, HiddenCharacter)>| {
        if let Some((span, c, kind)) = run {
            findings.push(unseen(source.position(span), c, kind).mend(span, ""));
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

/// The first hidden character of a value that does not stand in what was `written` for it, where [`in_file`] finds it.
pub(super) fn by_escape(value: &str, written: &str) -> Option<(char, HiddenCharacter)> {
    if value == written {
        return None;
    }
    hidden(value).into_iter().find(|(_, c, _)| !written.contains(*c)).map(|(_, c, kind)| (c, kind))
}
