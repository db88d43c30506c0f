//! Characters that look right and are not: search, other machines and reading aloud stumble over them.

use std::borrow::Borrow;
use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::model::Site;
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Source, Span, WhyByHand, Words, words};
use crate::text::composed;
use crate::text::suspicious::{SuspiciousCharacter, suspicious_characters};

use super::{Check, Rule, Subject};

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
.by_hand(WhyByHand::Meant)
.mended_sometimes();

const COMPATIBILITY_CHARACTER: Code = Code::warning(
    "compatibility-character",
    (
        "PDF などから写した、見た目だけが同じ別の文字があります。",
        "There are characters from a PDF file that only look like those that are meant.",
    ),
    (
        "PDF から写した文では、「長」「入」「西」などが部首の文字（⻑⼊⻄）に、「fi」が一字の ﬁ になっていることがあります。\
             見た目は同じでも、ほかの人の機械での検索、並べ替え、照合で一致しません。`nenpo fix` で直せます。",
        "Text from PDF files may have radicals (⻑⼊⻄) for ideographs, or ﬁ for two letters. They look the same, but neither \
             searches nor comparisons find them. `nenpo fix` writes what is meant.",
    ),
    Front("備考: ⻑期⼊院の⽅を訪ねた。"),
    Front("備考: 長期入院の方を訪ねた。"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

const UNUSUAL_SPACE: Code = Code::warning(
    "unusual-space",
    ("ふつうの空白ではない空白があります。", "There is a space that no keyboard has."),
    (
        "ウェブページ、PDF、ワープロから写した文には、改行しない空白（U+00A0）や細い空白（U+202F）が混じります。\
             見た目は空白でも、数の区切りや言葉の切れ目として読めず、行の折り返しも乱れます。`nenpo fix` で直せます。",
        "Text from web pages, PDF files and word processors may have no-break (U+00A0) or narrow spaces (U+202F), which part \
             neither numbers nor words and disturb the breaking of lines. `nenpo fix` writes plain ones.",
    ),
    Front("備考: 人口は\u{A0}1,234人である。"),
    Front("備考: 人口は 1,234人である。"),
)
.by_hand(WhyByHand::Meant)
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
)
.by_hand(WhyByHand::Meant);

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
.by_hand(WhyByHand::Meant)
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
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// The rule for [`super::RULES`]: it checks the text of each file, and reports 6 codes.
pub const RULE: Rule = Rule {
    codes: &[HALF_WIDTH_KANA, COMPATIBILITY_CHARACTER, UNUSUAL_SPACE, PRIVATE_CHARACTER, DECOMPOSED, SPACED_WORD],
    subject: Subject::Texts,
    check: Check::Source(check),
};

fn check(source: &Arc<Source>, site: &Site, findings: &mut Findings) {
    let found = suspicious_characters(source.text()).into_iter();
    let is_one = |range: &Range<usize>| is_known(&bare(source.slice(Span::new(range.start, range.end))), source, site);
    let found = found.filter(|(range, kind)| *kind != SuspiciousCharacter::SpacedOut || is_one(range));
    let mut found = found.map(|(range, kind)| (range, one_kind(kind))).peekable();
    while let Some((range, kind)) = found.next() {
        let line = source.line_of(range.start);
        let mut places = vec![with_letter(source, Span::new(range.start, range.end))];
        // A line from a PDF file is full of them, and one finding says it all.
        while let Some((more, _)) = found.next_if(|(more, other)| {
            *other == kind && kind != SuspiciousCharacter::Spaced && source.line_of(more.start) == line
        }) {
            places.push(with_letter(source, Span::new(more.start, more.end)));
        }
        let Some(first) = places.first() else { continue };
        let mut pieces: Vec<&str> = Vec::new();
        for piece in places.iter().map(|place| source.slice(*place)) {
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
        let (code, message, hint) = told(&pieces, kind);
        let mut finding = Finding::new(code, source.position(*first), message);
        for place in places.iter().filter(|place| !may_be_name(source, **place)) {
            if let Some(right) = right(source, *place, kind) {
                finding = finding.mend(*place, right);
            }
        }
        // What may be a name, which other files have as well, is for its author.
        let hint = if finding.mends.is_empty() { hint } else { and_fix(hint) };
        findings.push(finding.hint(hint));
    }
}

/// Whether letters that stand apart are one word: it stands elsewhere in the file, in a form or in the glossary.
fn is_known(word: &str, source: &Source, site: &Site) -> bool {
    let forms = site.forms.iter().map(|form| &form.source);
    let others = forms.chain(site.glossary.iter().map(|term| &term.source)).any(|other| other.text().contains(word));
    source.text().contains(word) || others
}

/// A word without the spaces in it.
fn bare(written: &str) -> String {
    written.replace([' ', '\u{3000}'], "")
}

/// Words of two letters and of more are told alike.
fn one_kind(kind: SuspiciousCharacter) -> SuspiciousCharacter {
    if kind == SuspiciousCharacter::SpacedOut { SuspiciousCharacter::Spaced } else { kind }
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
fn right(source: &Source, span: Span, kind: SuspiciousCharacter) -> Option<String> {
    let written = source.slice(span);
    match kind {
        SuspiciousCharacter::HalfWidthKana | SuspiciousCharacter::Decomposed | SuspiciousCharacter::Compatibility => {
            Some(composed(written))
        }
        // Two plain spaces at the end of a line would break it.
        SuspiciousCharacter::UnusualSpace => {
            let ends = source.text().get(span.end()..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
            Some(if ends { String::new() } else { " ".to_owned() })
        }
        SuspiciousCharacter::Spaced | SuspiciousCharacter::SpacedOut => Some(bare(written)),
        SuspiciousCharacter::Private => None,
    }
}

/// Whether what stands here may be the name of a folder or a file that is not changed by changing the text: whatever is no
/// document, and the target of a link, but for letters and their marks, which are composed in names as well.
fn may_be_name(source: &Source, span: Span) -> bool {
    let line = source.line_span(source.line_of(span.start()));
    let before = source.slice(Span::new(line.start(), span.start()));
    let target = before.rsplit_once("](").is_some_and(|(_, target)| !target.contains(')'));
    let target = target || before.trim_start().starts_with('[') && before.contains("]:");
    let same = || composed(source.slice(span)) == source.slice(span).nfc().collect::<String>();
    target && !same() || !source.path().ends_with(".md")
}

fn told(pieces: &[&str], kind: SuspiciousCharacter) -> (&'static Code, Words, Words) {
    let (ja, en) = quoted(pieces);
    match kind {
        SuspiciousCharacter::HalfWidthKana => {
            (&HALF_WIDTH_KANA, words!("{ja}は半角のカタカナです。", "{en} is in half-width katakana."), typed(pieces))
        }
        SuspiciousCharacter::Compatibility => (
            &COMPATIBILITY_CHARACTER,
            words!(
                "{ja}は、PDF などから写した、見た目だけが同じ別の文字です。",
                "{en} comes from a PDF file and only looks like what is meant."
            ),
            typed(pieces),
        ),
        SuspiciousCharacter::UnusualSpace => {
            let code_points: Vec<String> = pieces
                .iter()
                .flat_map(|piece| piece.chars().take(1))
                .map(|c| format!("U+{:04X}", u32::from(c)))
                .collect();
            let (ja, en) = (code_points.join("、"), code_points.join(", "));
            (
                &UNUSUAL_SPACE,
                words!("ふつうの空白ではない空白（{ja}）があります。", "There is a space that no keyboard has ({en})."),
                words("半角の空白で打ち直すか、消してください。", "Type a plain space, or delete it."),
            )
        }
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
            words!("{ja}の濁点や半濁点が、文字と別になっています。", "The marks of {en} are characters of their own."),
            typed(pieces),
        ),
        SuspiciousCharacter::Spaced | SuspiciousCharacter::SpacedOut => {
            let right = bare(&pieces.concat());
            (
                &SPACED_WORD,
                words!("{ja}は、一つの言葉の途中に空白があります。", "{en} is one word with a space in it."),
                words!("「{right}」と書いてください。", "Write `{right}`."),
            )
        }
    }
}

/// What to type instead.
fn typed(pieces: &[&str]) -> Words {
    let right: Vec<String> = pieces.iter().map(|piece| composed(piece)).collect();
    let (ja, en) = quoted(&right);
    words!("{ja}と打ち直してください。", "Type {en} anew.")
}

/// The hint of a finding that `nenpo fix` mends.
fn and_fix(hint: Words) -> Words {
    words(format!("{}`nenpo fix` でも直せます。", hint.ja), format!("{} `nenpo fix` does it, too.", hint.en))
}

/// All pieces in quotes, in both languages.
fn quoted(pieces: &[impl Borrow<str>]) -> (String, String) {
    (format!("「{}」", pieces.join("」「")), format!("`{}`", pieces.join("`, `")))
}
