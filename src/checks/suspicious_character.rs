//! Characters that look right and are not: search, other machines and reading aloud stumble over them.

use std::sync::Arc;

use crate::model::Site;
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Source, Span, Words, words};
use crate::text::composed;
use crate::text::fold::fold;
use crate::text::suspicious::{SuspiciousCharacter, suspicious_characters};

use super::{Check, Rule};

const HALF_WIDTH_KANA: Code = Code::warning(
    "half-width-kana",
    ("半角のカタカナがあります。", "There are half-width katakana."),
    (
        "半角のカタカナは、検索で見つからず、字の幅も揃いません。",
        "Searches do not find half-width katakana, and they stand out among other letters.",
    ),
    Front("備考: ﾋﾟｱｻﾎﾟｰﾀｰを養成した。"),
    Front("備考: ピアサポーターを養成した。"),
)
.mended_sometimes();

const MACHINE_DEPENDENT: Code = Code::warning(
    "machine-dependent",
    ("機種依存文字があります。", "There is a machine-dependent character."),
    (
        "㈱ や ㍻ のように数文字を一つに詰めた文字は、読み上げや検索で正しく扱われません。①などの丸数字は使えます。",
        "Characters such as ㈱ squeeze several into one; they are not read aloud and not found. ① may be used.",
    ),
    Front("備考: ㈱北浜と協定を結んだ。"),
    Front("備考: 株式会社北浜と協定を結んだ。"),
)
.mended_sometimes();

const PRIVATE_CHARACTER: Code = Code::warning(
    "private-character",
    ("外字があります。", "There is a private character."),
    (
        "外字は、作った機械でしか表示されません。ほかの人には四角か別の字が見えます。",
        "Only the machine it was made on shows it; others see a box, or another character.",
    ),
    Front("備考: \u{E000}田氏が講師を務めた。"),
    Front("備考: 髙田氏が講師を務めた。"),
);

const DECOMPOSED: Code = Code::warning(
    "decomposed",
    ("濁点や半濁点が、文字と別になっています（NFD）。", "Letters and their marks are apart (NFD)."),
    (
        "「が」が「か」と濁点の二文字になっていて、見た目は同じでも検索や照合で一致しません。`nenpo fix` で直せます。",
        "が is written as か and a mark; it looks the same and is never found. `nenpo fix` puts them together.",
    ),
    Front("備考: 会議か\u{3099}あった。"),
    Front("備考: 会議があった。"),
)
.mended_sometimes();

const SPACED_WORD: Code = Code::warning(
    "spaced-word",
    ("言葉の途中に空白があります。", "There is a space within a word."),
    (
        "見た目を揃えるための空白は、読み上げでは別々の字になり、検索でも見つかりません。",
        "Spaces set for looks make two words of one when read aloud or searched.",
    ),
    Front("備考: |\n  日　時：4月8日"),
    Front("備考: |\n  日時：4月8日"),
)
.mended_sometimes();

/// The rule for [`super::RULES`]: it checks the text of each file, and reports 5 codes.
pub const RULE: Rule = Rule {
    codes: &[HALF_WIDTH_KANA, MACHINE_DEPENDENT, PRIVATE_CHARACTER, DECOMPOSED, SPACED_WORD],
    check: Check::Source(check),
};

fn check(source: &Arc<Source>, _: &Site, findings: &mut Findings) {
    for (range, kind) in suspicious_characters(source.text()) {
        let span = with_letter(source, Span::new(range.start, range.end));
        let written = source.slice(span);
        let right = right(written, kind);
        let (code, message, hint) = told(written, right.as_deref(), kind);
        let finding = Finding::new(code, source.position(span), message).hint(hint);
        findings.push(match right.filter(|_| !may_be_name(source, span)) {
            Some(right) => finding.mend(span, right),
            None => finding,
        });
    }
}

/// A range with the letter before it, where it begins with a mark of half width on that letter.
fn with_letter(source: &Source, span: Span) -> Span {
    let before = source.text().get(..span.start()).and_then(|before| before.chars().next_back());
    let letter = before.filter(|before| {
        let both: String = source.slice(span).chars().take(1).collect();
        both.starts_with(['\u{FF9E}', '\u{FF9F}']) && composed(&format!("{before}{both}")).chars().count() == 1
    });
    Span::new(span.start() - letter.map_or(0, char::len_utf8), span.end())
}

/// What to write instead; nothing where only its author can tell.
fn right(written: &str, kind: SuspiciousCharacter) -> Option<String> {
    match kind {
        SuspiciousCharacter::HalfWidthKana | SuspiciousCharacter::Decomposed => Some(composed(written)),
        SuspiciousCharacter::Machine => Some(fold(written)),
        SuspiciousCharacter::Spaced => Some(written.replace([' ', '\u{3000}'], "")),
        SuspiciousCharacter::Private => None,
    }
}

/// Whether what stands here may be the name of a file or a folder, which is not changed by changing the text: the target of a
/// link, and whatever is no document.
fn may_be_name(source: &Source, span: Span) -> bool {
    let line = source.line_span(source.line_of(span.start()));
    let before = source.slice(Span::new(line.start(), span.start()));
    let target = before.rsplit_once("](").is_some_and(|(_, target)| !target.contains(')'));
    target || before.trim_start().starts_with('[') && before.contains("]:") || !source.path().ends_with(".md")
}

fn told(written: &str, right: Option<&str>, kind: SuspiciousCharacter) -> (&'static Code, Words, Words) {
    let right = right.unwrap_or_default();
    let write = || words!("「{right}」と書いてください。", "Write `{right}`.");
    match kind {
        SuspiciousCharacter::HalfWidthKana => (
            &HALF_WIDTH_KANA,
            words!("「{written}」は半角のカタカナです。", "`{written}` is in half-width katakana."),
            write(),
        ),
        SuspiciousCharacter::Machine => (
            &MACHINE_DEPENDENT,
            words!("「{written}」は機種依存文字です。", "`{written}` depends on the machine."),
            write(),
        ),
        SuspiciousCharacter::Private => (
            &PRIVATE_CHARACTER,
            words("外字は、ほかの機械では表示されません。", "Other machines cannot show this private character."),
            words(
                "同じ字を漢字変換で入れ直すか、仮名か別の字で書いてください。",
                "Type the character anew, or write it in kana.",
            ),
        ),
        SuspiciousCharacter::Decomposed => (
            &DECOMPOSED,
            words!(
                "「{written}」の濁点や半濁点が、文字と別になっています。",
                "The marks of `{written}` are characters of their own."
            ),
            words!(
                "「{right}」と打ち直してください。`nenpo fix` でも直せます。",
                "Type `{right}` anew, or run `nenpo fix`."
            ),
        ),
        SuspiciousCharacter::Spaced => (
            &SPACED_WORD,
            words!(
                "「{written}」は、一つの言葉の途中に空白があります。",
                "`{written}` is one word with a space in it."
            ),
            write(),
        ),
    }
}
